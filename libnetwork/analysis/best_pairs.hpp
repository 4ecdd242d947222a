#pragma once

#include <atomic>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/gaussian/pair_scan.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <mutex>
#include <set>
#include <span>

namespace gaussnet {

/// A mode's number along the cascade to its number among the declared ones.
using ModeOrder = std::vector<int>;

/// `pairs: all` with `top: k` while V passes: the items that evaluate_scan lists, in its order.
/// Bounds in plain arithmetic leave few pairs to be looked at closely; which ones are kept does not
/// depend on the order in which the rows come, for no two pairs rank the same.
class BestPairs : public CovarianceVisitor {
 public:
  /// @param request  of pairs, with a `top`; context and order outlive this
  BestPairs(const FigureRequest& request, const FigureContext& context, const ModeOrder& order);

  void visit(const CovarianceRows& rows) override;

  /// The best ones with their bounds.
  /// @param error  as CascadeSolution::error
  std::vector<FigureItem> items(std::span<const double> error) const;

 private:
  /// How a pair is looked at: the row's mode first, second, or as the modes were declared.
  enum class Sense { declared, row_first, row_second };
  struct Scan {
    Sense sense = Sense::declared;
    void (*bound)(const FigureRequest&, const PairRow&, double*) = nullptr;
  };
  struct Place {
    int along = 0;     // the cascade
    int declared = 0;  // among the modes
  };
  struct Candidate {
    double bound = 0;
    Place a{};
    Place b{};
    PairCovariance covariance{};
  };
  struct Ranked {
    FigureValue value{};
    Candidate pair{};
  };
  struct Before {
    FigureTraits::Better better = FigureTraits::Better::larger;
    bool operator()(const Ranked& one, const Ranked& other) const;
  };

  static std::vector<Scan> scans_of(const FigureRequest& request);
  Place place(int along) const { return {along, order_[static_cast<std::size_t>(along)]}; }
  Candidate candidate(const PairRow& row, int i, int j, const Scan& scan, double bound) const;
  bool is_certain_zero(double bound) const { return is_logarithm_ && bound >= 1; }
  FigureValue value_of(const Candidate& pair, double relative_bound) const;
  /// What is certainly not among the best: larger bounds, and of pairs whose figure is certainly 0
  /// those after `last`.
  struct Limit {
    double bound = 0;
    std::pair<int, int> last{};
  };
  Limit limit() const;
  /// Ranks what may be among the best, empties the list and returns the new limit.
  Limit rank(std::vector<Candidate>& found);
  std::pair<int, int> declared(int i, int j, Sense sense) const;
  void keep(Ranked ranked);

  FigureRequest request_;
  const FigureContext& context_;
  const ModeOrder& order_;
  const std::vector<Scan> scans_;
  const bool is_logarithm_;
  std::mutex mutex_{};
  std::set<Ranked, Before> best_;
};

/// How many pairs have no certain digit of a figure, counted while V passes again, its error known.
/// Few are looked at closely: r tr V tr V^{-1} < 1 leaves digits.
class InaccuratePairs : public CovarianceVisitor {
 public:
  /// @param request  of pairs; context and error outlive this
  /// @param error  as CascadeSolution::error
  InaccuratePairs(const FigureRequest& request, const FigureContext& context,
                  std::span<const double> error);

  /// Whether there may be one at all. Of a physical V, tr V^{-1} <= 4 tr V.
  /// @param own  V_jj, along the cascade
  static bool may_exist(const FigureRequest& request, std::span<const Eigen::Matrix2d> own,
                        std::span<const double> error);

  void visit(const CovarianceRows& rows) override;
  std::size_t count() const { return count_; }

 private:
  bool is_inaccurate_pair(const PairRow& row, int i, int j) const;
  FigureRequest request_;
  const FigureContext& context_;
  std::span<const double> error_;
  std::atomic<std::size_t> count_{0};
};

}  // namespace gaussnet
