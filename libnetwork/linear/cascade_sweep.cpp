#include <algorithm>
#include <atomic>
#include <exception>
#include <libnetwork/linear/cascade_diagonal.hpp>
#include <libnetwork/linear/cascade_sweep.hpp>
#include <libnetwork/linear/flush_to_zero.hpp>
#include <system_error>
#include <thread>

namespace gaussnet {
namespace {

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

class Sweep {
 public:
  Sweep(const CascadePlan& plan, const CascadeNoise& noise, const CascadeSweepOptions& options)
      : plan_(plan),
        options_(options),
        b_(plan.field()),
        kernels_(b_ == 2 ? cascade_kernels().two : cascade_kernels().four),
        panels_(panels_of(plan)),
        progress_(panels_.size()),
        live_(panels_.size()),
        fields_(plan, options.misfit_weights),
        diagonal_(plan, noise, fields_) {
    std::vector<int> live;
    for (std::size_t p = 0; p < panels_.size(); ++p) {
      live_[p] = live;
      for (int k = panels_[p].begin; k < panels_[p].end; ++k) plan.advance(live, k);
    }
    if (options.probe) options.probe->y.assign(options.probe->x.size(), 0.0);
    if (options.misfit_weights) weights_.assign(at(plan.num_modes()), 0.0);
  }

  CascadeSweepResult run() {
    const int threads = std::max(1, std::min(options_.threads, static_cast<int>(panels_.size())));
    {
      std::vector<std::jthread> others;
      try {
        for (int t = 1; t < threads; ++t) others.emplace_back([this] { work(); });
      } catch (const std::system_error&) {
        // The system gives no more threads: those that there are do all of the work.
      }
      work();
    }
    progress_.rethrow();
    return {std::move(diagonal_).take(), std::move(weights_)};
  }

 private:
  bool keeps_pairs() const { return options_.visitor || options_.probe; }

  void work() {
    const FlushToZero flush;
    try {
      CascadePanelRows rows(plan_, {.pairs = keeps_pairs(), .misfit = options_.misfit_weights});
      for (std::size_t p = next_++; p < panels_.size(); p = next_++) {
        if (!run_panel(p, rows)) return;
      }
    } catch (...) {
      progress_.fail(std::current_exception());
    }
  }

  bool run_panel(std::size_t p, CascadePanelRows& rows) {
    rows.open(panels_[p]);
    for (std::size_t tile = 0; tile <= p; ++tile) {
      if (tile < p && !progress_.wait(p - 1, static_cast<int>(tile) + 1)) return false;
      run_tile(p, tile, rows);
      progress_.advance(p);
    }
    if (keeps_pairs() && !plan_.is_untransformed()) rows.turn_back();
    if (options_.visitor && rows.modes() > 0) {
      options_.visitor->visit({rows.first_mode(), rows.modes(), rows.width(), rows.all_pairs(),
                               diagonal_.own().front().data()});
    }
    std::vector<double> applied, weighed;
    if (options_.probe) applied = rows.applied(options_.probe->x);
    if (options_.misfit_weights) weighed = rows.weighed(fields_.root);
    // Sums over all rows grow panel by panel, whichever thread has it.
    if (p > 0 && !progress_.wait(p - 1, static_cast<int>(p) + 1)) return false;
    if (options_.probe) add(applied, options_.probe->y);
    add(weighed, weights_);
    progress_.advance(p);
    return true;
  }

  void run_tile(std::size_t p, std::size_t tile, CascadePanelRows& rows) {
    std::vector<int> live = live_[p];
    for (int i = panels_[p].begin; i < panels_[p].end; ++i) {
      if (!plan_.is_needed(i)) continue;
      const int begin = panels_[tile].begin;
      const int end = tile == p ? i : panels_[tile].end;
      if (plan_.station(i).modes == 0) {
        pass(i, begin, end, rows);
      } else if (tile != p && i + 1 < panels_[p].end && has_row(i + 1)) {
        kernels_.two_rows(row(i, begin, end, rows), row(i + 1, begin, end, rows));
        ++i;
      } else {
        kernels_.row(row(i, begin, end, rows));
      }
      if (tile != p) continue;
      if (plan_.station(i).modes > 0) diagonal_.finish(i, live, rows);
      plan_.advance(live, i);
    }
  }

  bool has_row(int i) const { return plan_.is_needed(i) && plan_.station(i).modes > 0; }

  void pass(int i, int begin, int end, CascadePanelRows& rows) {
    if (begin == end) return;
    const CascadeStation& last = plan_.station(end - 1);
    const int first = plan_.station(begin).first_mode;
    kernels_.pass(row(i, begin, end, rows), first, last.first_mode + last.modes - first);
  }

  CascadeRow row(int i, int begin, int end, CascadePanelRows& rows) const {
    CascadeRow row{.stations = plan_.stations().data(),
                   .row = i,
                   .begin = begin,
                   .end = end,
                   .along_columns = fields_.columns.pointers(),
                   .along_row = rows.along(i),
                   .pairs = rows.pairs(i),
                   .width = rows.width(),
                   .scratch = rows.scratch(),
                   .rounding = {}};
    if (options_.misfit_weights) {
      row.rounding = {fields_.rounding.pointers(), rows.rounding(i), rows.misfit(i)};
    }
    return row;
  }

  static void add(const std::vector<double>& part, std::vector<double>& whole) {
    for (std::size_t k = 0; k < part.size(); ++k) whole[k] += part[k];
  }

  const CascadePlan& plan_;
  const CascadeSweepOptions& options_;
  const int b_;
  const CascadeKernels& kernels_;
  const std::vector<CascadePanel> panels_;
  CascadeProgress progress_;
  std::atomic<std::size_t> next_{0};
  std::vector<std::vector<int>> live_;  // slots at the start of each panel
  CascadeFields fields_;
  CascadeDiagonal diagonal_;
  std::vector<double> weights_{};
};

}  // namespace

CascadeSweepResult sweep(const CascadePlan& plan, const CascadeNoise& noise,
                         const CascadeSweepOptions& options) {
  return Sweep(plan, noise, options).run();
}

}  // namespace gaussnet
