#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <libnetwork/linear/cascade_sweep.hpp>
#include <libnetwork/linear/flush_to_zero.hpp>
#include <thread>

namespace gaussnet {
namespace {

// Modes of a panel of rows, which is also the width of a tile: what a tile reads stays in the
// cache.
constexpr int panel_modes = 32;
constexpr int panel_blocks = 128;
// Rows that are kept until they are whole take at most this many doubles a thread.
constexpr std::ptrdiff_t most_kept = std::ptrdiff_t{1} << 23;

// e_ii of a mode counts as at least this fraction of the largest of its block, and as this.
constexpr double misfit_floor = 1e-32;
constexpr double least_misfit = 1e-280;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

/// Blocks begin ... end - 1.
struct Panel {
  int begin = 0;
  int end = 0;
};

std::vector<Panel> cut(const CascadePlan& plan) {
  const std::ptrdiff_t fitting = most_kept / std::max(1, 4 * plan.num_modes());
  const int modes = std::max(1, static_cast<int>(std::min<std::ptrdiff_t>(panel_modes, fitting)));
  std::vector<Panel> panels;
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

/// How far each panel has come, for those that wait.
class Progress {
 public:
  explicit Progress(std::size_t panels) : done_(panels, 0) {}

  void advance(std::size_t panel) {
    {
      const std::lock_guard lock(mutex_);
      ++done_[panel];
    }
    changed_.notify_all();
  }
  /// False if some thread has failed.
  bool wait(std::size_t panel, int tiles) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || done_[panel] >= tiles; });
    return !failure_;
  }
  void fail(std::exception_ptr failure) {
    {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::move(failure);
    }
    changed_.notify_all();
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::vector<int> done_;
  std::exception_ptr failure_{};
  std::mutex mutex_{};
  std::condition_variable changed_{};
};

class Sweep {
 public:
  Sweep(const CascadePlan& plan, const CascadeNoise& noise, const CascadeSweepOptions& options)
      : plan_(plan),
        noise_(noise),
        options_(options),
        b_(plan.field()),
        kernels_(b_ == 2 ? cascade_kernels().two : cascade_kernels().four),
        panels_(cut(plan)),
        progress_(panels_.size()),
        live_(panels_.size()) {
    own_.resize(noise.own.size());
    result_.own.resize(at(plan.num_modes()));
    columns_.resize(at(plan.num_slots()));
    for (auto& column : columns_) column.resize(at(2 * b_ * std::ptrdiff_t{plan.num_modes()}));
    for (auto& column : columns_) column_pointers_.push_back(column.data());
    std::vector<int> live;
    for (std::size_t p = 0; p < panels_.size(); ++p) {
      live_[p] = live;
      for (int k = panels_[p].begin; k < panels_[p].end; ++k) plan.advance(live, k);
    }
    keeps_pairs_ = options.visitor || options.probe;
    if (options.probe) options.probe->y.assign(options.probe->x.size(), 0.0);
    if (!options.misfit_weights) return;
    rounding_columns_.resize(at(plan.num_slots()));
    for (auto& column : rounding_columns_) column.resize(at(plan.num_modes()));
    for (auto& column : rounding_columns_) rounding_pointers_.push_back(column.data());
    root_.resize(at(plan.num_modes()));
    result_.misfit_weights.assign(at(plan.num_modes()), 0.0);
  }

  CascadeSweepResult run() {
    const int threads = std::max(1, std::min(options_.threads, static_cast<int>(panels_.size())));
    std::vector<std::thread> others;
    for (int t = 1; t < threads; ++t) others.emplace_back([this] { work(); });
    work();
    for (std::thread& other : others) other.join();
    progress_.rethrow();
    return std::move(result_);
  }

 private:
  /// The rows of a panel while it is under way.
  struct Rows {
    std::size_t panel = 0;
    int first_mode = 0;
    int modes = 0;
    int width = 0;                                 // modes up to the panel's end
    std::vector<std::vector<double>> along_row{};  // of each block: [slot][2 modes][b]
    std::vector<double> pairs{};
    std::vector<double> scratch{};
    std::vector<double> probed{};                           // what the panel adds to y
    std::vector<std::vector<double>> rounding_along_row{};  // of each block: [slot][modes]
    std::vector<double> misfit{};                           // e_ij, [modes][width]
    std::vector<double> weighed{};                          // what the panel adds to w
  };

  void work() {
    const FlushToZero flush;
    Rows rows;
    rows.scratch.resize(at(cascade_scratch(b_, plan_.largest_modes(), plan_.largest_ports())));
    try {
      for (std::size_t p = next_++; p < panels_.size(); p = next_++) {
        if (!run_panel(p, rows)) return;
      }
    } catch (...) {
      progress_.fail(std::current_exception());
    }
  }

  bool run_panel(std::size_t p, Rows& rows) {
    open(p, rows);
    for (std::size_t tile = 0; tile <= p; ++tile) {
      if (tile < p && !progress_.wait(p - 1, static_cast<int>(tile) + 1)) return false;
      run_tile(tile, rows);
      progress_.advance(p);
    }
    hand_over(rows);
    if (options_.misfit_weights) weigh(rows);
    // Sums over all rows grow panel by panel, whichever thread has it.
    if (p > 0 && !progress_.wait(p - 1, static_cast<int>(p) + 1)) return false;
    if (options_.probe) add(rows.probed, options_.probe->y);
    if (options_.misfit_weights) add(rows.weighed, result_.misfit_weights);
    progress_.advance(p);
    return true;
  }

  void open(std::size_t p, Rows& rows) {
    const Panel& panel = panels_[p];
    rows.panel = p;
    rows.first_mode = plan_.station(panel.begin).first_mode;
    const CascadeStation& last = plan_.station(panel.end - 1);
    rows.width = last.first_mode + last.modes;
    rows.modes = rows.width - rows.first_mode;
    rows.along_row.resize(at(panel.end - panel.begin));
    for (int i = panel.begin; i < panel.end; ++i) {
      rows.along_row[at(i - panel.begin)].resize(
          at(2 * b_ * std::ptrdiff_t{plan_.station(i).modes} * plan_.num_slots()));
    }
    if (keeps_pairs_) rows.pairs.resize(at(4 * std::ptrdiff_t{rows.modes} * rows.width));
    if (!options_.misfit_weights) return;
    rows.rounding_along_row.resize(rows.along_row.size());
    for (int i = panel.begin; i < panel.end; ++i) {
      rows.rounding_along_row[at(i - panel.begin)].resize(
          at(std::ptrdiff_t{plan_.station(i).modes} * plan_.num_slots()));
    }
    rows.misfit.resize(at(std::ptrdiff_t{rows.modes} * rows.width));
  }

  void run_tile(std::size_t tile, Rows& rows) {
    const Panel& panel = panels_[rows.panel];
    std::vector<int> live = live_[rows.panel];
    for (int i = panel.begin; i < panel.end; ++i) {
      if (!plan_.is_needed(i)) continue;
      const CascadeStation& station = plan_.station(i);
      const int begin = panels_[tile].begin;
      const int end = tile == rows.panel ? i : panels_[tile].end;
      if (station.modes == 0) {
        pass(i, begin, end, rows);
      } else {
        kernels_.row(row(i, begin, end, rows));
      }
      if (tile != rows.panel) continue;
      if (station.modes > 0) finish_row(i, live, rows);
      plan_.advance(live, i);
    }
  }

  void pass(int i, int begin, int end, Rows& rows) {
    if (begin == end) return;
    const CascadeStation& last = plan_.station(end - 1);
    const int first = plan_.station(begin).first_mode;
    kernels_.pass(row(i, begin, end, rows), first, last.first_mode + last.modes - first);
  }

  double* pairs_of(const CascadeStation& station, Rows& rows) const {
    if (!keeps_pairs_) return nullptr;
    return rows.pairs.data() +
           4 * (std::ptrdiff_t{station.first_mode - rows.first_mode} * rows.width);
  }

  CascadeRow row(int i, int begin, int end, Rows& rows) const {
    CascadeRow row{.stations = plan_.stations().data(),
                   .row = i,
                   .begin = begin,
                   .end = end,
                   .along_columns = column_pointers_.data(),
                   .along_row = along_row(i, rows),
                   .pairs = pairs_of(plan_.station(i), rows),
                   .width = rows.width,
                   .scratch = rows.scratch.data(),
                   .rounding = {}};
    if (options_.misfit_weights) {
      row.rounding = {rounding_pointers_.data(), rounding_along_row(i, rows), misfit_of(i, rows)};
    }
    return row;
  }

  double* rounding_along_row(int i, Rows& rows) const {
    return rows.rounding_along_row[at(i - panels_[rows.panel].begin)].data();
  }
  double* misfit_of(int i, Rows& rows) const {
    return rows.misfit.data() +
           std::ptrdiff_t{plan_.station(i).first_mode - rows.first_mode} * rows.width;
  }

  double* along_row(int i, Rows& rows) const {
    return rows.along_row[at(i - panels_[rows.panel].begin)].data();
  }

  using Columns = Eigen::Map<Matrix>;
  using ConstColumns = Eigen::Map<const Matrix>;

  /// E[y x_i^T] of the field in a slot.
  Columns along(int i, int slot, Rows& rows) const {
    const int states = 2 * plan_.station(i).modes;
    return Columns(along_row(i, rows) + std::ptrdiff_t{slot} * states * b_, b_, states);
  }

  /// V_ii, and how the fields under way correlate with x_i from here on.
  void finish_row(int i, const std::vector<int>& live, Rows& rows) {
    const CascadeStation& s = plan_.station(i);
    const int states = 2 * s.modes;
    double* own = own_.data() + plan_.own_offset(i);
    std::copy_n(noise_.own.data() + plan_.own_offset(i), 4 * s.modes * s.modes, own);
    for (int f = 0; f < s.feeds; ++f) {
      const ConstColumns B(s.input + std::ptrdiff_t{f} * states * b_, b_, states);  // transposed
      const Matrix driven = B.transpose() * along(i, s.slot_in[f], rows);
      add_symmetric(driven, s.modes, own);
    }
    cascade_kernels().own(s, own);
    const Matrix V = unpacked(own, s.modes);
    keep_own(i, V, rows);
    const auto column = [&](int slot) {
      return Columns(columns_[at(slot)].data() + std::ptrdiff_t{2 * b_} * s.first_mode, b_, states);
    };
    std::vector<Matrix> leaving;
    for (int o = 0; o < s.outputs; ++o) {
      const ConstColumns C(s.output + std::ptrdiff_t{o} * states * b_, b_, states);
      Matrix y = C * V;
      for (int f = 0; f < s.feeds; ++f) {
        const ConstColumns F(s.feedthrough + std::ptrdiff_t{o * s.feeds + f} * b_ * b_, b_, b_);
        y += F * along(i, s.slot_in[f], rows);
      }
      leaving.push_back(std::move(y));
    }
    for (const int slot : live) {
      if (std::find(s.slot_in, s.slot_in + s.feeds, slot) == s.slot_in + s.feeds) {
        column(slot) = along(i, slot, rows);
      }
    }
    for (int o = 0; o < s.outputs; ++o) column(s.slot_out[o]) = leaving[at(o)];
    if (options_.misfit_weights) finish_misfit(i, V, live, rows);
    if (noise_.shared.empty()) return;
    for (const auto& shared : noise_.shared[at(i)]) {
      column(shared.slot) += shared.with_states;
      if (!options_.misfit_weights) continue;
      for (int a = 0; a < s.modes; ++a) {
        rounding_columns_[at(shared.slot)][at(s.first_mode + a)] += shared.rounding;
      }
    }
  }

  /// e_ii, and how far the fields' correlations with x_i may be off from here on.
  void finish_misfit(int i, const Matrix& V, const std::vector<int>& live, Rows& rows) {
    const CascadeStation& s = plan_.station(i);
    const double* carried = rounding_along_row(i, rows);
    double* misfit = misfit_of(i, rows) + s.first_mode;
    const auto chunk = [&](int a, int c) { return V.block<2, 2>(2 * a, 2 * c).norm(); };
    const auto field = [&](int f, int a) {
      return along(i, s.slot_in[f], rows).middleCols(2 * a, 2).norm();
    };
    // Of A_i V_ii + B_i E[u_i x_i^T] in one chunk; E has it and its transpose.
    const auto half = [&](int a, int c) {
      double e = 0;
      for (int k = 0; k < s.modes; ++k) e += s.drift_uncertain[a * s.modes + k] * chunk(k, c);
      for (int f = 0; f < s.feeds; ++f) {
        e += s.input_uncertain[f * s.modes + a] * field(f, c) +
             s.input_norm[f * s.modes + a] * carried[s.slot_in[f] * s.modes + c];
      }
      return e;
    };
    for (int a = 0; a < s.modes; ++a) {
      for (int c = 0; c < s.modes; ++c) {
        misfit[std::ptrdiff_t{a} * rows.width + c] =
            half(a, c) + half(c, a) + noise_.rounding[at(i)];
      }
    }
    double largest = 0;
    for (int a = 0; a < s.modes; ++a) {
      largest = std::max(largest, misfit[std::ptrdiff_t{a} * rows.width + a]);
    }
    for (int a = 0; a < s.modes; ++a) {
      root_[at(s.first_mode + a)] = std::sqrt(std::max(
          {misfit[std::ptrdiff_t{a} * rows.width + a], misfit_floor * largest, least_misfit}));
    }
    std::vector<double> leaving(at(std::ptrdiff_t{s.outputs} * s.modes), 0.0);
    for (int o = 0; o < s.outputs; ++o) {
      for (int a = 0; a < s.modes; ++a) {
        double& e = leaving[at(std::ptrdiff_t{o} * s.modes + a)];
        for (int k = 0; k < s.modes; ++k) e += s.output_uncertain[o * s.modes + k] * chunk(k, a);
        for (int f = 0; f < s.feeds; ++f) {
          e += s.feedthrough_uncertain[o * s.feeds + f] * field(f, a) +
               s.feedthrough_norm[o * s.feeds + f] * carried[s.slot_in[f] * s.modes + a];
        }
      }
    }
    for (const int slot : live) {
      for (int a = 0; a < s.modes; ++a) {
        rounding_columns_[at(slot)][at(s.first_mode + a)] = carried[slot * s.modes + a];
      }
    }
    for (int o = 0; o < s.outputs; ++o) {
      for (int a = 0; a < s.modes; ++a) {
        rounding_columns_[at(s.slot_out[o])][at(s.first_mode + a)] =
            leaving[at(std::ptrdiff_t{o} * s.modes + a)];
      }
    }
  }

  static void add_symmetric(const Matrix& X, int modes, double* into) {
    for (int a = 0; a < modes; ++a) {
      for (int c = 0; c < modes; ++c) {
        for (int x = 0; x < 4; ++x) {
          const int row = 2 * a + x % 2;
          const int column = 2 * c + x / 2;
          *into++ += X(row, column) + X(column, row);
        }
      }
    }
  }

  static Matrix unpacked(const double* chunks, int modes) {
    Matrix V(2 * modes, 2 * modes);
    for (int a = 0; a < modes; ++a) {
      for (int c = 0; c < modes; ++c) {
        for (int x = 0; x < 4; ++x) V(2 * a + x % 2, 2 * c + x / 2) = *chunks++;
      }
    }
    return V;
  }

  void keep_own(int i, const Matrix& V, Rows& rows) {
    const CascadeStation& s = plan_.station(i);
    const CascadeBasis& basis = plan_.basis(i);
    const Matrix turned = basis.is_identity ? V : basis.forward * V * basis.forward.transpose();
    const Matrix given = 0.5 * (turned + turned.transpose());
    double* pairs = pairs_of(s, rows);
    for (int a = 0; a < s.modes; ++a) {
      result_.own[at(s.first_mode + a)] = given.block<2, 2>(2 * a, 2 * a);
      for (int c = 0; c < s.modes && pairs; ++c) {
        Eigen::Map<Eigen::Matrix2d>(pairs + 4 * (std::ptrdiff_t{a} * rows.width + s.first_mode +
                                                 c)) = given.block<2, 2>(2 * a, 2 * c);
      }
    }
  }

  /// V_ij of the panel in the quadratures of the blocks, then to the visitor and the probe.
  void hand_over(Rows& rows) {
    if (!keeps_pairs_) return;
    if (!plan_.is_untransformed()) turn_back(rows);
    if (options_.probe) apply_to_probe(rows);
    if (options_.visitor && rows.modes > 0) {
      options_.visitor->visit(
          {rows.first_mode, rows.modes, rows.width, rows.pairs.data(), result_.own.front().data()});
    }
  }

  /// V_ij = Z_i V'_ij Z_j^T; V_ii is already in the block's quadratures.
  void turn_back(Rows& rows) {
    const Panel& panel = panels_[rows.panel];
    for (int i = panel.begin; i < panel.end; ++i) {
      const CascadeStation& I = plan_.station(i);
      for (int j = 0; j < i && I.modes > 0; ++j) {
        const CascadeStation& J = plan_.station(j);
        const CascadeBasis& left = plan_.basis(i);
        const CascadeBasis& right = plan_.basis(j);
        if (J.modes == 0 || (left.is_identity && right.is_identity)) continue;
        turn_back(I, left, J, right, rows);
      }
    }
  }

  void turn_back(const CascadeStation& I, const CascadeBasis& left, const CascadeStation& J,
                 const CascadeBasis& right, Rows& rows) {
    const auto chunk = [&](int a, int c) {
      return Eigen::Map<Eigen::Matrix2d>(pairs_of(I, rows) +
                                         4 * (std::ptrdiff_t{a} * rows.width + J.first_mode + c));
    };
    if (I.modes == 1 && J.modes == 1) {
      const Eigen::Matrix2d Z = left.forward;
      const Eigen::Matrix2d W = right.forward;
      const Eigen::Matrix2d V = Z * chunk(0, 0) * W.transpose();
      chunk(0, 0) = V;
      return;
    }
    Matrix V(2 * I.modes, 2 * J.modes);
    for (int a = 0; a < I.modes; ++a) {
      for (int c = 0; c < J.modes; ++c) V.block<2, 2>(2 * a, 2 * c) = chunk(a, c);
    }
    V = left.forward * V * right.forward.transpose();
    for (int a = 0; a < I.modes; ++a) {
      for (int c = 0; c < J.modes; ++c) chunk(a, c) = V.block<2, 2>(2 * a, 2 * c);
    }
  }

  void apply_to_probe(Rows& rows) {
    rows.probed.assign(at(8 * std::ptrdiff_t{rows.width}), 0.0);
    const double* x = options_.probe->x.data();
    for (int a = 0; a < rows.modes; ++a) {
      const std::ptrdiff_t mode = rows.first_mode + a;
      // All before the mode itself, which counts once.
      const double* pairs = rows.pairs.data() + 4 * std::ptrdiff_t{a} * rows.width;
      cascade_kernels().apply(pairs, static_cast<int>(mode), x, x + 8 * mode, rows.probed.data(),
                              rows.probed.data() + 8 * mode);
      const Eigen::Map<const Eigen::Matrix2d> own(pairs + 4 * mode);
      using Four = Eigen::Matrix<double, 4, 2>;
      Eigen::Map<Four>(rows.probed.data() + 8 * mode) +=
          Eigen::Map<const Four>(x + 8 * mode) * own.transpose();
    }
  }

  /// w_i and w_j of e_ij, and of e_ji
  void weigh(Rows& rows) {
    rows.weighed.assign(at(rows.width), 0.0);
    for (int a = 0; a < rows.modes; ++a) {
      const int i = rows.first_mode + a;
      const double* e = rows.misfit.data() + std::ptrdiff_t{a} * rows.width;
      const double root = root_[at(i)];
      double own = e[i];
      for (int j = 0; j < i; ++j) {
        const double ratio = root / root_[at(j)];
        own += e[j] * ratio;
        rows.weighed[at(j)] += e[j] / ratio;
      }
      rows.weighed[at(i)] += own;
    }
  }

  static void add(const std::vector<double>& part, std::vector<double>& whole) {
    for (std::size_t k = 0; k < part.size(); ++k) whole[k] += part[k];
  }

  const CascadePlan& plan_;
  const CascadeNoise& noise_;
  const CascadeSweepOptions& options_;
  const int b_;
  const CascadeKernels& kernels_;
  const std::vector<Panel> panels_;
  Progress progress_;
  std::atomic<std::size_t> next_{0};
  std::vector<std::vector<int>> live_;          // slots at the start of each panel
  std::vector<std::vector<double>> columns_{};  // E[y x_j^T] by slot
  std::vector<double*> column_pointers_{};
  std::vector<double> own_;  // V_ii in the basis of its kind, laid out as CascadeNoise::own
  std::vector<std::vector<double>> rounding_columns_{};
  std::vector<double*> rounding_pointers_{};
  std::vector<double> root_{};  // sqrt(e_ii) of each mode
  bool keeps_pairs_ = false;
  CascadeSweepResult result_{};
};

}  // namespace

CascadeSweepResult sweep(const CascadePlan& plan, const CascadeNoise& noise,
                         const CascadeSweepOptions& options) {
  return Sweep(plan, noise, options).run();
}

}  // namespace gaussnet
