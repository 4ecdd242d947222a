#pragma once

#include <condition_variable>
#include <exception>
#include <libnetwork/linear/cascade_plan.hpp>
#include <mutex>

namespace gaussnet {

/// Blocks begin ... end - 1: rows that one thread takes through all columns before them. Tiles are
/// panels seen as columns.
struct CascadePanel {
  int begin = 0;
  int end = 0;
};
std::vector<CascadePanel> panels_of(const CascadePlan& plan);

/// How many tiles of each panel are done, for those that wait.
class CascadeProgress {
 public:
  explicit CascadeProgress(std::size_t panels) : done_(panels, 0) {}

  void advance(std::size_t panel);
  /// False if some thread has failed.
  bool wait(std::size_t panel, int tiles);
  void fail(std::exception_ptr failure);
  void rethrow() const;

 private:
  std::vector<int> done_;
  std::exception_ptr failure_{};
  std::mutex mutex_{};
  std::condition_variable changed_{};
};

/// What is kept of the rows of a panel while they are under way, and what becomes of them then.
class CascadePanelRows {
 public:
  struct Kept {
    bool pairs = false;
    bool misfit = false;
  };
  CascadePanelRows(const CascadePlan& plan, Kept kept);

  void open(const CascadePanel& panel);

  int first_mode() const { return first_mode_; }
  int modes() const { return modes_; }
  /// Modes up to the panel's end.
  int width() const { return width_; }
  double* scratch() { return scratch_.data(); }

  /// V_ij of a block's rows, [modes][width][4]; null if they are not kept.
  double* pairs(int block);
  const double* all_pairs() const { return pairs_.data(); }
  /// E[y x_i^T] by slots: [slot][2 modes][b].
  double* along(int block);
  /// The same of one slot, b x n_i.
  Eigen::Map<Matrix> along(int block, int slot);
  /// Rounding of that, [slot][modes].
  double* rounding(int block);
  /// e_ij of a block's rows, [modes][width].
  double* misfit(int block);

  /// V_ij = Z_i V'_ij Z_j^T; V_ii is already in the block's quadratures.
  void turn_back();
  /// V x of these rows and of what mirrors them in the columns; x is [mode][2][4].
  std::vector<double> applied(const std::vector<double>& x) const;
  /// What these rows add to w, of e_ij and of e_ji; root: sqrt(e_ii) of each mode.
  std::vector<double> weighed(const std::vector<double>& root) const;

 private:
  std::size_t local(int block) const { return static_cast<std::size_t>(block - panel_.begin); }
  void turn_back(int i, int j);

  const CascadePlan& plan_;
  Kept kept_;
  CascadePanel panel_{};
  int first_mode_ = 0;
  int modes_ = 0;
  int width_ = 0;
  std::vector<std::vector<double>> along_{};
  std::vector<std::vector<double>> rounding_{};
  std::vector<double> pairs_{};
  std::vector<double> misfit_{};
  std::vector<double> scratch_{};
};

}  // namespace gaussnet
