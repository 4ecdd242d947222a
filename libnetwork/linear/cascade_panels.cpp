#include <algorithm>
#include <libnetwork/linear/cascade_panels.hpp>

namespace gaussnet {
namespace {

// Modes of a panel of rows, which is also the width of a tile: what a tile reads stays in the
// cache.
constexpr int panel_modes = 32;
constexpr int panel_blocks = 128;
// Rows that are kept until they are whole take at most this many doubles a thread.
constexpr std::ptrdiff_t most_kept = std::ptrdiff_t{1} << 23;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

}  // namespace

std::vector<CascadePanel> panels_of(const CascadePlan& plan) {
  const std::ptrdiff_t fitting = most_kept / std::max(1, 4 * plan.num_modes());
  const int modes = std::max(1, static_cast<int>(std::min<std::ptrdiff_t>(panel_modes, fitting)));
  std::vector<CascadePanel> panels;
  for (int begin = 0; begin < plan.num_blocks();) {
    int end = begin;
    int taken = 0;
    while (end < plan.num_blocks() && end - begin < panel_blocks &&
           (end == begin || taken + plan.station(end).modes <= modes)) {
      taken += plan.station(end++).modes;
    }
    panels.push_back({begin, end});
    begin = end;
  }
  return panels;
}

void CascadeProgress::advance(std::size_t panel) {
  {
    const std::lock_guard lock(mutex_);
    ++done_[panel];
  }
  changed_.notify_all();
}

bool CascadeProgress::wait(std::size_t panel, int tiles) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failure_ || done_[panel] >= tiles; });
  return !failure_;
}

void CascadeProgress::fail(std::exception_ptr failure) {
  {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
  }
  changed_.notify_all();
}

void CascadeProgress::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

CascadePanelRows::CascadePanelRows(const CascadePlan& plan, Kept kept) : plan_(plan), kept_(kept) {
  scratch_.resize(at(cascade_scratch(plan.field(), plan.largest_modes(), plan.largest_ports())));
}

void CascadePanelRows::open(const CascadePanel& panel) {
  panel_ = panel;
  first_mode_ = plan_.station(panel.begin).first_mode;
  const CascadeStation& last = plan_.station(panel.end - 1);
  width_ = last.first_mode + last.modes;
  modes_ = width_ - first_mode_;
  along_.resize(local(panel.end));
  rounding_.resize(local(panel.end));
  for (int i = panel.begin; i < panel.end; ++i) {
    const std::ptrdiff_t fields = std::ptrdiff_t{plan_.station(i).modes} * plan_.num_slots();
    along_[local(i)].resize(at(2 * plan_.field() * fields));
    if (kept_.misfit) rounding_[local(i)].resize(at(fields));
  }
  const std::ptrdiff_t all = std::ptrdiff_t{modes_} * width_;
  if (kept_.pairs) pairs_.resize(at(4 * all));
  if (kept_.misfit) misfit_.resize(at(all));
}

double* CascadePanelRows::pairs(int block) {
  if (!kept_.pairs) return nullptr;
  const std::ptrdiff_t row = plan_.station(block).first_mode - first_mode_;
  return pairs_.data() + 4 * row * width_;
}

double* CascadePanelRows::along(int block) { return along_[local(block)].data(); }

Eigen::Map<Matrix> CascadePanelRows::along(int block, int slot) {
  const int states = 2 * plan_.station(block).modes;
  const int b = plan_.field();
  return Eigen::Map<Matrix>(along(block) + std::ptrdiff_t{slot} * states * b, b, states);
}

double* CascadePanelRows::rounding(int block) { return rounding_[local(block)].data(); }

double* CascadePanelRows::misfit(int block) {
  const std::ptrdiff_t row = plan_.station(block).first_mode - first_mode_;
  return misfit_.data() + row * width_;
}

void CascadePanelRows::turn_back() {
  for (int i = panel_.begin; i < panel_.end; ++i) {
    for (int j = 0; j < i && plan_.station(i).modes > 0; ++j) {
      if (plan_.station(j).modes == 0) continue;
      if (!plan_.basis(i).is_identity || !plan_.basis(j).is_identity) turn_back(i, j);
    }
  }
}

void CascadePanelRows::turn_back(int i, int j) {
  const CascadeStation& I = plan_.station(i);
  const CascadeStation& J = plan_.station(j);
  const Matrix& Z = plan_.basis(i).forward;
  const Matrix& W = plan_.basis(j).forward;
  double* rows = pairs(i);
  const auto chunk = [&](int a, int c) {
    return Eigen::Map<Eigen::Matrix2d>(rows + 4 * (std::ptrdiff_t{a} * width_ + J.first_mode + c));
  };
  if (I.modes == 1 && J.modes == 1) {  // without allocation
    const Eigen::Matrix2d V = Z.topLeftCorner<2, 2>() * chunk(0, 0);
    chunk(0, 0) = V * W.topLeftCorner<2, 2>().transpose();
    return;
  }
  Matrix V(2 * I.modes, 2 * J.modes);
  for (int a = 0; a < I.modes; ++a) {
    for (int c = 0; c < J.modes; ++c) V.block<2, 2>(2 * a, 2 * c) = chunk(a, c);
  }
  V = Z * V * W.transpose();
  for (int a = 0; a < I.modes; ++a) {
    for (int c = 0; c < J.modes; ++c) chunk(a, c) = V.block<2, 2>(2 * a, 2 * c);
  }
}

std::vector<double> CascadePanelRows::applied(const std::vector<double>& x) const {
  std::vector<double> y(at(8 * std::ptrdiff_t{width_}), 0.0);
  for (int a = 0; a < modes_; ++a) {
    const std::ptrdiff_t mode = first_mode_ + a;
    const double* row = pairs_.data() + 4 * std::ptrdiff_t{a} * width_;
    // All before the mode itself, which counts once.
    cascade_kernels().apply(row, static_cast<int>(mode), x.data(), x.data() + 8 * mode, y.data(),
                            y.data() + 8 * mode);
    using Four = Eigen::Matrix<double, 4, 2>;
    Eigen::Map<Four>(y.data() + 8 * mode) +=
        Eigen::Map<const Four>(x.data() + 8 * mode) *
        Eigen::Map<const Eigen::Matrix2d>(row + 4 * mode).transpose();
  }
  return y;
}

std::vector<double> CascadePanelRows::weighed(const std::vector<double>& root) const {
  std::vector<double> sums(at(width_), 0.0);
  Eigen::Map<Eigen::ArrayXd> w(sums.data(), width_);
  const Eigen::Map<const Eigen::ArrayXd> r(root.data(), width_);
  const Eigen::ArrayXd inverse = r.inverse();
  for (int a = 0; a < modes_; ++a) {
    const int i = first_mode_ + a;
    const Eigen::Map<const Eigen::ArrayXd> e(misfit_.data() + std::ptrdiff_t{a} * width_, i + 1);
    w(i) += e(i) + r(i) * (e.head(i) * inverse.head(i)).sum();
    w.head(i) += inverse(i) * (e.head(i) * r.head(i));
  }
  return sums;
}

}  // namespace gaussnet
