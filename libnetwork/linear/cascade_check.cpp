#include <cmath>
#include <libnetwork/linear/cascade_check.hpp>
#include <libnetwork/linear/lyapunov_kernels.hpp>
#include <libnetwork/linear/validate.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

namespace gaussnet {
namespace {

std::size_t at(int k) { return static_cast<std::size_t>(k); }

/// What is being checked: a kind, a wire or a block. A text only if it fails.
struct Part {
  const char* what;
  std::size_t number;

  std::string text() const { return std::string(what) + " " + std::to_string(number); }
  std::string name(const char* of) const { return "cascade: " + text() + ": " + of; }
};

template <class... Words>
[[noreturn]] void refuse(const Part& part, const Words&... words) {
  std::ostringstream text;
  text << "cascade: " << part.text() << ": ";
  (text << ... << words);
  throw std::invalid_argument(text.str());
}

bool is_bounded(const Matrix& matrix, double limit) {
  bool bounded = true;  // false also of what is no number
  for (const double x : matrix.reshaped()) bounded &= std::abs(x) <= limit;
  return bounded;
}

[[noreturn]] void refuse_size(const Part& part, const std::string& name, const Matrix& matrix) {
  refuse(part, name, " has entries up to ", matrix.cwiseAbs().maxCoeff(), "; they must not exceed ",
         Cascade::largest_entry, ": choose units nearer to its rates and noise");
}

void check_matrix(const Part& part, const RoundedMatrix& matrix, Shape shape, const char* name) {
  const auto fits = [&](const Matrix& x) {
    return x.rows() == shape.rows && x.cols() == shape.columns &&
           is_bounded(x, Cascade::largest_entry);
  };
  if (fits(matrix.value) && fits(matrix.rounding)) return;
  const std::string rounding = std::string("rounding of ") + name;
  check_shape(matrix.value, shape, part.name(name));
  check_shape(matrix.rounding, shape, part.name(rounding.c_str()));
  const bool is_value = !is_bounded(matrix.value, Cascade::largest_entry);
  refuse_size(part, is_value ? name : rounding, is_value ? matrix.value : matrix.rounding);
}

/// Symmetric up to its rounding, or to that of symmetric_part().
void check_symmetric(const Part& part, const RoundedMatrix& matrix, const char* name) {
  const Matrix& x = matrix.value;
  const Matrix& dx = matrix.rounding;
  bool symmetric = true;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = j + 1; i < x.rows(); ++i) {
      symmetric &= std::abs(x(i, j) - x(j, i)) <= std::abs(dx(i, j)) + std::abs(dx(j, i));
    }
  }
  if (!symmetric) symmetric_part(x, part.name(name));
}

using Square = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;

/// [[Q, S], [S^T, Y]], of each matrix the mean with its transpose.
void join(const Matrix& Q, const Matrix& S, const Matrix& Y, Square joint) {
  const Eigen::Index n = Q.rows();
  const Eigen::Index q = Y.rows();
  for (Eigen::Index j = 0; j < n; ++j) {
    for (Eigen::Index i = 0; i < n; ++i) joint(i, j) = 0.5 * (Q(i, j) + Q(j, i));
  }
  for (Eigen::Index j = 0; j < q; ++j) {
    for (Eigen::Index i = 0; i < n; ++i) joint(i, n + j) = joint(n + j, i) = S(i, j);
    for (Eigen::Index i = 0; i < q; ++i) joint(n + i, n + j) = 0.5 * (Y(i, j) + Y(j, i));
  }
}

bool is_plain_noise(const Matrix& Q, const Matrix& S, const Matrix& Y) {
  const Eigen::Index size = Q.rows() + Y.rows();
  if (size > largest_small) return false;
  double numbers[largest_small * largest_small];
  join(Q, S, Y, Eigen::Map<Matrix>(numbers, size, size));
  return lyapunov_kernels().is_noise(static_cast<int>(size), numbers);
}

void check_joint_noise(const Part& part, const RoundedMatrix& Q, const RoundedMatrix& S,
                       const RoundedMatrix& Y, const char* name) {
  if (is_plain_noise(Q.value, S.value, Y.value)) return;
  const Eigen::Index size = Q.rows() + Y.rows();
  Matrix joint(size, size);
  Matrix rounding(size, size);
  join(Q.value, S.value, Y.value, joint);
  join(Q.rounding.cwiseAbs(), S.rounding.cwiseAbs(), Y.rounding.cwiseAbs(), rounding);
  check_noise(joint, rounding, part.name(name));
}

/// A drift all of whose entries are too small for their squares. A zero one is not stable.
void check_rates(const Part& part, const Matrix& drift) {
  const double largest = drift.size() > 0 ? drift.cwiseAbs().maxCoeff() : 0;
  if (largest == 0 || largest >= Cascade::least_scale) return;
  refuse(part, "drift has entries of at most ", largest, "; the largest must not be below ",
         Cascade::least_scale, ": choose units nearer to its rates");
}

void check_kind(const Part& part, const Cascade::Kind& kind, int field) {
  const Eigen::Index n = kind.drift.rows();
  const Eigen::Index p = kind.input.cols();
  const Eigen::Index q = kind.output.rows();
  check_matrix(part, kind.drift, {n, n}, "drift");
  if (n % 2 != 0) refuse(part, "drift has ", n, " states; they come in pairs");
  check_matrix(part, kind.input, {n, p}, "input");
  if (p % field != 0) {
    refuse(part, "input has ", p, " columns; it needs ", field, " for each port");
  }
  check_matrix(part, kind.output, {q, n}, "output");
  check_matrix(part, kind.feedthrough, {q, p}, "feedthrough");
  check_matrix(part, kind.mode_noise, {n, n}, "mode_noise");
  check_matrix(part, kind.output_noise, {q, q}, "output_noise");
  check_matrix(part, kind.cross_noise, {n, q}, "cross_noise");
  check_rates(part, kind.drift.value);
  check_symmetric(part, kind.mode_noise, "mode_noise");
  check_symmetric(part, kind.output_noise, "output_noise");
  check_joint_noise(part, kind.mode_noise, kind.cross_noise, kind.output_noise,
                    "[[mode_noise, cross_noise], [cross_noise^T, output_noise]]");
}

void check_wire(const Part& part, const Cascade::Wire& wire, int field) {
  static const RoundedMatrix none{};
  const Shape shape{field, field};
  check_matrix(part, wire.transfer, shape, "transfer");
  check_matrix(part, wire.noise, shape, "noise");
  check_symmetric(part, wire.noise, "noise");
  check_joint_noise(part, wire.noise, {Matrix(field, 0), Matrix(field, 0)}, none, "noise");
}

/// Where feeds lead, block by block, and that no output is taken twice.
class Feeds {
 public:
  explicit Feeds(const Cascade& cascade) : cascade_(cascade) {
    first_port_.reserve(cascade.blocks.size() + 1);
  }

  void check(std::size_t k) {
    const Part part{"block", k};
    const Cascade::Block& block = cascade_.blocks[k];
    if (block.kind < 0 || at(block.kind) >= cascade_.kinds.size()) {
      refuse(part, "kind ", block.kind, "; there are ", cascade_.kinds.size());
    }
    const Cascade::Kind& kind = cascade_.kinds[at(block.kind)];
    const auto inputs = static_cast<std::size_t>(kind.input.cols() / cascade_.field);
    if (block.feeds.size() != inputs) {
      refuse(part, "it has ", block.feeds.size(), " feeds; its kind ", block.kind, " needs ",
             inputs, ", one for each input port");
    }
    for (std::size_t f = 0; f < inputs; ++f) check(part, f, block.feeds[f]);
    first_port_.push_back(is_taken_.size());
    is_taken_.resize(is_taken_.size() + static_cast<std::size_t>(kind.output.rows()) /
                                            static_cast<std::size_t>(cascade_.field));
  }

 private:
  void check(const Part& part, std::size_t f, const Cascade::Feed& feed) {
    if (feed.wire < 0 || at(feed.wire) >= cascade_.wires.size()) {
      refuse(part, "feed ", f, " is by wire ", feed.wire, "; there are ", cascade_.wires.size());
    }
    if (feed.block == Cascade::Feed::none) return;
    if (feed.block < 0 || at(feed.block) >= part.number) {
      refuse(part, "feed ", f, " is from block ", feed.block,
             "; it must be one before it, or Feed::none");
    }
    const std::size_t first = first_port_[at(feed.block)];
    const std::size_t end = at(feed.block) + 1 < first_port_.size()
                                ? first_port_[at(feed.block) + 1]
                                : is_taken_.size();
    if (feed.port < 0 || at(feed.port) >= end - first) {
      refuse(part, "feed ", f, " is from port ", feed.port, " of block ", feed.block, "; that has ",
             end - first, " output ports");
    }
    char& taken = is_taken_[first + at(feed.port)];
    if (taken) {
      refuse(part, "feed ", f, " is from port ", feed.port, " of block ", feed.block,
             "; an output feeds one input at most");
    }
    taken = 1;
  }

  const Cascade& cascade_;
  std::vector<std::size_t> first_port_{};  // of each block so far, in is_taken_
  std::vector<char> is_taken_{};           // by output port
};

}  // namespace

void check_cascade(const Cascade& cascade) {
  if (cascade.field != 2 && cascade.field != 4) {
    throw std::invalid_argument("cascade: field is " + std::to_string(cascade.field) +
                                "; it must be 2 or 4 quadratures");
  }
  for (std::size_t k = 0; k < cascade.kinds.size(); ++k) {
    check_kind({"kind", k}, cascade.kinds[k], cascade.field);
  }
  for (std::size_t k = 0; k < cascade.wires.size(); ++k) {
    check_wire({"wire", k}, cascade.wires[k], cascade.field);
  }
  Feeds feeds(cascade);
  for (std::size_t k = 0; k < cascade.blocks.size(); ++k) feeds.check(k);
}

}  // namespace gaussnet
