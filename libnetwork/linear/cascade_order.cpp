#include <algorithm>
#include <libnetwork/linear/cascade_order.hpp>

namespace gaussnet {
namespace {

/// Tarjan's algorithm on the graph "i depends on j", without recursion: a loop of 10^4 states must
/// not need 10^4 stack frames. A component is finished after all it depends on.
class StrongComponents {
 public:
  explicit StrongComponents(const Matrix& A)
      : A_(A),
        n_(static_cast<int>(A.rows())),
        index_(size(), unseen),
        low_(size(), 0),
        next_(size(), 0),
        open_(size(), false) {}

  std::vector<std::vector<int>> find() {
    for (int i = 0; i < n_; ++i) {
      if (index_[at(i)] == unseen) visit_from(i);
    }
    return std::move(components_);
  }

 private:
  static constexpr int unseen = -1;
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
  std::size_t size() const { return static_cast<std::size_t>(n_); }

  void visit_from(int root) {
    enter(root);
    while (!path_.empty()) {
      const int i = path_.back();
      const int j = next_dependency(i);
      if (j == n_) {
        leave(i);
      } else if (index_[at(j)] == unseen) {
        enter(j);
      } else if (open_[at(j)]) {
        low_[at(i)] = std::min(low_[at(i)], index_[at(j)]);
      }
    }
  }

  void enter(int i) {
    index_[at(i)] = low_[at(i)] = count_++;
    open_[at(i)] = true;
    stack_.push_back(i);
    path_.push_back(i);
  }

  int next_dependency(int i) {
    int& j = next_[at(i)];
    while (j < n_ && (j == i || A_(i, j) == 0.0)) ++j;
    return j < n_ ? j++ : n_;
  }

  void leave(int i) {
    path_.pop_back();
    if (!path_.empty()) low_[at(path_.back())] = std::min(low_[at(path_.back())], low_[at(i)]);
    if (low_[at(i)] != index_[at(i)]) return;
    std::vector<int> component;
    int member = unseen;
    while (member != i) {
      member = stack_.back();
      stack_.pop_back();
      open_[at(member)] = false;
      component.push_back(member);
    }
    std::sort(component.begin(), component.end());
    components_.push_back(std::move(component));
  }

  const Matrix& A_;
  int n_;
  int count_ = 0;
  std::vector<int> index_, low_, next_;
  std::vector<bool> open_;
  std::vector<int> stack_{}, path_{};
  std::vector<std::vector<int>> components_{};
};

}  // namespace

std::vector<std::vector<int>> cascade_order(const Matrix& A) { return StrongComponents(A).find(); }

}  // namespace gaussnet
