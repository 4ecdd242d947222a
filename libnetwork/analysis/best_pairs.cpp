#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/best_pairs.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <limits>

namespace gaussnet {
namespace {

using Better = FigureTraits::Better;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Of a bound against the figure of another pair, of which exp and ln are taken.
constexpr double kRoundingOfLimit = 1e-12;
// Pairs that are kept before they are looked at more closely.
constexpr std::size_t kMostWaiting = 4096;

void bound_epr_of(const FigureRequest& request, const PairRow& row, double* bounds) {
  if (const double* weight = std::get_if<double>(&request.weight)) {
    bound_weighted_epr(row, *weight, bounds);
  } else {
    bound_epr(row, bounds);
  }
}

/// Nothing is known before.
void bound_nothing(const FigureRequest&, const PairRow& row, double* bounds) {
  std::fill_n(bounds, row.count, -kInfinity);
}

/// Rows and columns of the second mode before those of the first.
PairCovariance exchanged(const PairCovariance& v) {
  PairCovariance w;
  w << v.bottomRightCorner<2, 2>(), v.bottomLeftCorner<2, 2>(), v.topRightCorner<2, 2>(),
      v.topLeftCorner<2, 2>();
  return w;
}

bool is_logarithm_of_spectrum(const FigureRequest& request) {
  return request.figure->name == "log-negativity" || request.figure->name == "steering";
}

/// The same of a state of two modes.
FigureRequest one_pair(FigureRequest request) {
  request.scan = FigureRequest::Scan::none;
  request.modes = {0, 1};
  request.partition = {{0}, {1}};
  return request;
}

/// r of one mode: of either quadrature, the bound of its variance relative to it.
double relative_error(const Eigen::Matrix2d& own, std::span<const double> error, int along) {
  const auto x = static_cast<std::size_t>(2 * along);
  double relative = 0;
  for (const int k : {0, 1}) {
    const double bound = error[x + static_cast<std::size_t>(k)];
    if (bound > 0) relative = std::max(relative, bound / own(k, k));
  }
  return relative;
}

// Of r tr V tr V^{-1}, beyond which a pair is looked at closely.
constexpr double kCertainlyAccurate = 0.5;

}  // namespace

BestPairs::BestPairs(const FigureRequest& request, const FigureContext& context,
                     const ModeOrder& order)
    : request_(one_pair(request)),
      context_(context),
      order_(order),
      scans_(scans_of(request)),
      is_logarithm_(is_logarithm_of_spectrum(request)),
      best_(Before{request.figure->traits.better}) {}

std::vector<BestPairs::Scan> BestPairs::scans_of(const FigureRequest& request) {
  if (request.figure->name == "log-negativity") {
    return {{Sense::declared, [](const FigureRequest&, const PairRow& row, double* bounds) {
               bound_transposed(row, bounds);
             }}};
  }
  if (request.figure->name == "steering") {
    return {{Sense::row_first, [](const FigureRequest&, const PairRow& row,
                                  double* bounds) { bound_steered(row, bounds); }},
            {Sense::row_second, [](const FigureRequest&, const PairRow& row, double* bounds) {
               bound_steering(row, bounds);
             }}};
  }
  if (request.figure->name == "epr") return {{Sense::declared, bound_epr_of}};
  if (request.figure->traits.is_symmetric) return {{Sense::declared, bound_nothing}};
  return {{Sense::row_first, bound_nothing}, {Sense::row_second, bound_nothing}};
}

bool BestPairs::Before::operator()(const Ranked& one, const Ranked& other) const {
  if (is_better(one.value, other.value, better)) return true;
  if (is_better(other.value, one.value, better)) return false;
  return std::pair(one.pair.a.declared, one.pair.b.declared) <
         std::pair(other.pair.a.declared, other.pair.b.declared);
}

BestPairs::Candidate BestPairs::candidate(const PairRow& row, int i, int j, const Scan& scan,
                                          double bound) const {
  Candidate pair{bound, place(i), place(j), pair_covariance(row, j)};
  const bool exchanges = scan.sense == Sense::row_second ||
                         (scan.sense == Sense::declared && pair.a.declared > pair.b.declared);
  if (exchanges) {
    std::swap(pair.a, pair.b);
    pair.covariance = exchanged(pair.covariance);
  }
  return pair;
}

void BestPairs::visit(const CovarianceRows& rows) {
  std::vector<double> bounds(static_cast<std::size_t>(rows.end()));
  std::vector<Candidate> found;
  Limit most = rank(found);
  for (int i = rows.first(); i < rows.end(); ++i) {
    const PairRow row{rows.own(i).data(), rows.own(0).data(), rows(i, 0).data(), i};
    for (const Scan& scan : scans_) {
      scan.bound(request_, row, bounds.data());
      for (int j = 0; j < i; ++j) {
        const double bound = bounds[static_cast<std::size_t>(j)];
        if (bound > most.bound) continue;
        if (is_certain_zero(bound) && declared(i, j, scan.sense) > most.last) continue;
        found.push_back(candidate(row, i, j, scan, bound));
        if (found.size() >= kMostWaiting) most = rank(found);
      }
    }
  }
  rank(found);
}

BestPairs::Limit BestPairs::limit() const {
  constexpr int most = std::numeric_limits<int>::max();
  const Limit none{kInfinity, {most, most}};
  if (best_.size() < static_cast<std::size_t>(request_.top)) return none;
  const Ranked& last = *best_.rbegin();
  if (last.value.status != "ok") return none;
  const double value = last.value.value;
  const double scale = request_.base_2 ? std::log(2.0) : 1.0;
  if (!is_logarithm_) return {value + kRoundingOfLimit * std::abs(value), none.last};
  if (value == 0) return {kInfinity, {last.pair.a.declared, last.pair.b.declared}};
  return {std::exp(-2 * scale * value) * (1 + kRoundingOfLimit), none.last};
}

std::pair<int, int> BestPairs::declared(int i, int j, Sense sense) const {
  const int row = place(i).declared;
  const int column = place(j).declared;
  if (sense == Sense::declared) return std::minmax(row, column);
  return sense == Sense::row_first ? std::pair(row, column) : std::pair(column, row);
}

FigureValue BestPairs::value_of(const Candidate& pair, double relative_bound) const {
  const GaussianState state(
      pair.covariance, {.physicality = Physicality::reported, .relative_bound = relative_bound});
  return evaluate(request_, state, context_);
}

BestPairs::Limit BestPairs::rank(std::vector<Candidate>& found) {
  // Of a covariance that is none, which the solver refuses when all of it has passed.
  std::erase_if(found, [](const Candidate& pair) { return std::isnan(pair.bound); });
  std::sort(found.begin(), found.end(),
            [](const Candidate& one, const Candidate& other) { return one.bound < other.bound; });
  const std::lock_guard lock(mutex_);
  for (const Candidate& pair : found) {
    if (is_certain_zero(pair.bound)) {
      keep({{.value = 0}, pair});
    } else if (pair.bound <= limit().bound) {
      keep({value_of(pair, 0), pair});
    }
  }
  found.clear();
  return limit();
}

void BestPairs::keep(Ranked ranked) {
  const bool is_full = best_.size() == static_cast<std::size_t>(request_.top);
  if (is_full && !best_.key_comp()(ranked, *best_.rbegin())) return;
  best_.insert(std::move(ranked));
  if (is_full) best_.erase(std::prev(best_.end()));
}

std::vector<FigureItem> BestPairs::items(std::span<const double> error) const {
  std::vector<FigureItem> items;
  for (const Ranked& ranked : best_) {
    const Candidate& pair = ranked.pair;
    double relative = 0;
    for (int x = 0; x < 4; ++x) {
      const int along = x < 2 ? pair.a.along : pair.b.along;
      const double bound = error[static_cast<std::size_t>(2 * along + x % 2)];
      if (bound > 0) relative = std::max(relative, bound / pair.covariance(x, x));
    }
    items.push_back({{pair.a.declared}, {pair.b.declared}, value_of(pair, relative)});
  }
  // What the bound leaves no digit of has no number.
  std::stable_partition(items.begin(), items.end(),
                        [](const FigureItem& item) { return item.value.status == "ok"; });
  return items;
}

InaccuratePairs::InaccuratePairs(const FigureRequest& request, const FigureContext& context,
                                 std::span<const double> error)
    : request_(one_pair(request)), context_(context), error_(error) {}

bool InaccuratePairs::may_exist(const FigureRequest& request, std::span<const Eigen::Matrix2d> own,
                                std::span<const double> error) {
  if (!is_logarithm_of_spectrum(request)) return false;  // other bounds are of one variance
  double r = 0;
  double most = 0;
  double second = 0;
  for (std::size_t j = 0; j < own.size(); ++j) {
    r = std::max(r, relative_error(own[j], error, static_cast<int>(j)));
    const double trace = own[j].trace();
    second = std::max(second, std::min(most, trace));
    most = std::max(most, trace);
  }
  // Not a number: one exists.
  return !(r * 4 * (most + second) * (most + second) < kCertainlyAccurate);
}

bool InaccuratePairs::is_inaccurate_pair(const PairRow& row, int i, int j) const {
  const double r =
      std::max(relative_error(Eigen::Map<const Eigen::Matrix2d>(row.own), error_, i),
               relative_error(Eigen::Map<const Eigen::Matrix2d>(row.others + 4 * j), error_, j));
  if (r * condition_bound(row, j) < kCertainlyAccurate) return false;
  const PairCovariance V = pair_covariance(row, j);
  const auto inaccurate = [&](const PairCovariance& ordered) {
    const GaussianState state(ordered, {.physicality = Physicality::reported, .relative_bound = r});
    return is_inaccurate(evaluate(request_, state, context_));
  };
  return inaccurate(V) || (!request_.figure->traits.is_symmetric && inaccurate(exchanged(V)));
}

void InaccuratePairs::visit(const CovarianceRows& rows) {
  std::size_t count = 0;
  for (int i = rows.first(); i < rows.end(); ++i) {
    const PairRow row{rows.own(i).data(), rows.own(0).data(), rows(i, 0).data(), i};
    for (int j = 0; j < i; ++j) count += is_inaccurate_pair(row, i, j) ? 1 : 0;
  }
  count_ += count;
}

}  // namespace gaussnet
