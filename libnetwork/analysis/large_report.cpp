#include <algorithm>
#include <cmath>
#include <deque>
#include <libnetwork/analysis/best_pairs.hpp>
#include <libnetwork/analysis/digest.hpp>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/analysis/mode_picks.hpp>
#include <libnetwork/analysis/notes.hpp>
#include <libnetwork/analysis/passed_requests.hpp>
#include <libnetwork/analysis/state_report.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <libnetwork/network/graph.hpp>
#include <limits>
#include <tuple>

namespace gaussnet {
namespace {

std::vector<int> inverse(const ModeOrder& order) {
  std::vector<int> along(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    along[static_cast<std::size_t>(order[k])] = static_cast<int>(k);
  }
  return along;
}

///     min_j of the least eigenvalue of V_jj + i Om/2,
/// 0 where it is below by no more than rounding and the error of V_jj may be.
double margin_of_modes(const CascadeSolution& solution) {
  constexpr double rounding = 16 * std::numeric_limits<double>::epsilon();
  double margin = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < solution.own.size(); ++j) {
    const Eigen::Matrix2d& V = solution.own[j];
    const double apart = std::hypot((V(0, 0) - V(1, 1)) / 2, V(0, 1), vacuum_variance);
    const double least = V.trace() / 2 - apart;
    const double uncertain =
        rounding * V.trace() + solution.error.segment<2>(static_cast<Eigen::Index>(2 * j)).sum();
    margin = std::min(margin, std::abs(least) <= uncertain ? 0.0 : least);
  }
  return margin;
}

/// V passes each of them.
class Together : public CovarianceVisitor {
 public:
  void add(CovarianceVisitor* visitor) { visitors_.push_back(visitor); }
  void visit(const CovarianceRows& rows) override {
    for (CovarianceVisitor* visitor : visitors_) visitor->visit(rows);
  }

 private:
  std::vector<CovarianceVisitor*> visitors_{};
};

class LargeReport {
 public:
  LargeReport(const Model& model, const ReportOptions& options)
      : model_(model),
        options_(options),
        network_(model.finite_cascade()),
        order_(modes_along(network_)),
        along_(inverse(order_)),
        modes_(mode_numbers(model.graph())),
        report_{.model = model,
                .linear = {.modes = network_.modes},
                .counts = counts_of(model.graph(), network_)},
        context_{report_.linear, modes_},
        picks_(along_) {}

  Report run() {
    const LangevinModel ends = open_ends(network_);
    report_.notes = notes(model_, ends);
    report_.warnings = warnings(model_, network_);
    refuse_readouts(model_);
    for (const auto& output : ends.outputs) {
      if (output.is_record) report_.detectors.push_back(output.name);
    }
    ask();
    if (wants_unconditional_) find_unconditional();
    if (wants_conditional_) refuse_conditional();
    count_inaccurate_pairs();
    for (Question& question : questions_) answer(question);
    if (asks_nothing_ && solution_) add_digest();
    note_few_digits(report_.results, report_.notes);
    warn_of_missing_numbers(report_);
    return std::move(report_);
  }

 private:
  /// A result, and who keeps what it needs of V.
  struct Question {
    FigureRequest request{};
    bool unconditional = false;
    bool conditional = false;
    std::optional<FigureValue> refused{};
    std::vector<int> modes{};
    std::size_t group = 0;
    BestPairs* pairs = nullptr;
    std::size_t inaccurate = 0;  // of all pairs, those that could not be ranked
  };

  void ask() {
    const StateChoice choice = options_.state;
    const bool is_watched = !report_.detectors.empty();
    const auto asked = [&](StateChoice state) {
      const bool as_asked = state == StateChoice::as_asked;
      return std::pair(state != StateChoice::conditional,
                       as_asked ? is_watched : state != StateChoice::unconditional);
    };
    std::vector<FigureRequest> requests = model_.figures();
    asks_nothing_ = requests.empty();
    if (requests.empty() && order_.size() > 1) {
      requests.push_back(pairs_of_digest(StateChoice::unconditional));
    }
    if (asks_nothing_ || choice != StateChoice::as_asked) {
      std::tie(wants_unconditional_, wants_conditional_) = asked(choice);
    }
    wants_unconditional_ |= options_.pairs && choice != StateChoice::conditional;
    for (FigureRequest& request : requests) {
      Question question{.request = std::move(request)};
      const bool by_file = choice == StateChoice::as_asked || asks_nothing_;
      std::tie(question.unconditional, question.conditional) =
          asked(by_file ? question.request.state : choice);
      if (asks_nothing_ && !wants_unconditional_) continue;
      wants_unconditional_ |= question.unconditional;
      wants_conditional_ |= question.conditional;
      requires_unconditional_ |= question.unconditional && !question.conditional && !asks_nothing_;
      requires_conditional_ |= question.conditional && !question.unconditional;
      question.refused = refusal(question.request, order_.size());
      if (question.unconditional && !question.refused) prepare(question);
      questions_.push_back(std::move(question));
    }
  }

  void prepare(Question& question) {
    if (lists_all_pairs(question.request)) {
      lists_all_pairs_ = true;
    } else if (question.request.scan == FigureRequest::Scan::pairs) {
      scans_.emplace_back(question.request, context_, order_);
      question.pairs = &scans_.back();
    } else {
      question.modes = modes_of(question.request);
      question.group = picks_.add(question.modes);
    }
  }

  void refuse_conditional() {
    if (report_.detectors.empty()) {
      report_.conditional = report_of([&] { return conditional_state(model_, report_.linear); });
    } else {
      report_.conditional = StateReport{.status = too_many_modes,
                                        .failure = no_conditional_state(model_, order_.size())};
    }
    report_.conditional->is_required = requires_conditional_;
  }

  void find_unconditional() {
    Together all;
    all.add(&picks_);
    std::optional<KeptCovariance> kept;
    const bool is_kept = options_.keeps_covariance && order_.size() <= most_modes_kept;
    if (is_kept || lists_all_pairs_) all.add(&kept.emplace(order_));
    for (BestPairs& scan : scans_) all.add(&scan);
    if (options_.pairs) {
      std::vector<std::string> names;
      for (const int mode : order_) names.push_back(mode_names()[static_cast<std::size_t>(mode)]);
      options_.pairs->start(std::move(names), order_);
      all.add(options_.pairs);
    }
    StateReport state{.is_required = requires_unconditional_};
    try {
      solution_ = unconditional_state_along(model_, std::move(network_), &all, options_.threads);
      const int slowest = order_[static_cast<std::size_t>(solution_->slowest_mode)];
      state.passed = PassedState{.residual = solution_->residual,
                                 .spectral_abscissa = solution_->spectral_abscissa,
                                 .slowest_mode = mode_names()[static_cast<std::size_t>(slowest)],
                                 .relative_bound = solution_->error_bound,
                                 .threads = threads_along(order_.size(), options_.threads)};
      state.uncertainty_margin = margin_of_modes(*solution_);
      if (kept) keep(std::move(*kept).take());
      if (is_kept) add_whole(state);
      check_uncertainty("unconditional", state, report_);
    } catch (...) {
      state = failed_state();
      state.is_required = requires_unconditional_;
    }
    report_.unconditional = std::move(state);
  }

  /// How far V is to be believed is known only when it has passed; where that may leave pairs
  /// without a digit, it passes once more.
  void count_inaccurate_pairs() {
    if (!solution_) return;
    std::deque<InaccuratePairs> counts;
    std::vector<Question*> counted_for;
    Together all;
    for (Question& question : questions_) {
      if (!question.pairs) continue;
      if (!InaccuratePairs::may_exist(question.request, solution_->own, error())) continue;
      all.add(&counts.emplace_back(question.request, context_, error()));
      counted_for.push_back(&question);
    }
    if (counts.empty()) return;
    unconditional_state_along(model_, model_.finite_cascade(), &all, options_.threads);
    for (std::size_t k = 0; k < counts.size(); ++k) {
      counted_for[k]->inaccurate = counts[k].count();
    }
  }

  void keep(Matrix covariance) {
    whole_.emplace(std::move(covariance), StateDetails{.mode_names = mode_names(),
                                                       .physicality = Physicality::reported,
                                                       .relative_bound = solution_->error_bound});
  }

  /// What is said of a state that is there as a whole.
  void add_whole(StateReport& report) const {
    if (options_.notice && order_.size() > many_for_matrices) {
      options_.notice("margin and purity of the covariance of " + std::to_string(order_.size()) +
                      " modes are found as a whole, in a time that grows as the cube of their "
                      "number: up to minutes");
    }
    const PassedState& passed = *report.passed;
    report.state = SteadyState{*whole_, passed.residual, passed.spectral_abscissa,
                               passed.slowest_mode, Solver::cascade};
    report.uncertainty_margin = report.state->uncertainty_margin();
    report.purity = purity_in_range(*report.state);
  }

  void answer(const Question& question) {
    ResultReport result{.request = question.request};
    if (question.unconditional) {
      const StateReport& state = *report_.unconditional;
      if (question.refused) {
        result.unconditional = question.refused;
      } else if (state.status != "ok") {
        result.unconditional = FigureValue{.status = state.status, .why = state.failure->message};
      } else if (question.pairs) {
        result.unconditional_items = question.pairs->items(error());
        result.unconditional_inaccurate = question.inaccurate;
        result.unconditional = best_of(question.request, result.unconditional_items);
      } else if (lists_all_pairs(question.request)) {
        result.unconditional_items =
            evaluate_scan(question.request, *whole_, context_, &result.unconditional_inaccurate);
        result.unconditional = best_of(question.request, result.unconditional_items);
      } else {
        result.unconditional = value_of(question);
      }
    }
    if (question.conditional) {
      result.conditional = FigureValue{.status = report_.conditional->status,
                                       .why = report_.conditional->failure->message};
    }
    report_.results.push_back(std::move(result));
  }

  const std::vector<std::string>& mode_names() const { return report_.linear.modes; }

  std::span<const double> error() const {
    return {solution_->error.data(), static_cast<std::size_t>(solution_->error.size())};
  }

  FigureValue value_of(const Question& question) const {
    std::vector<ModeNumbers> modes;
    for (const int mode : question.modes) modes.push_back(modes_[static_cast<std::size_t>(mode)]);
    const LinearModel none;
    return evaluate(renumbered(question.request, question.modes),
                    picks_.state(question.group, *solution_, mode_names()), {none, modes});
  }

  void add_digest() {
    const auto variances = [](const Eigen::Matrix2d& own) { return own.trace(); };
    const auto& own = solution_->own;
    const auto [least, greatest] = std::minmax_element(
        own.begin(), own.end(),
        [&](const auto& one, const auto& other) { return variances(one) < variances(other); });
    for (const auto& [name, found] :
         {std::pair{"least_occupation", least}, std::pair{"greatest_occupation", greatest}}) {
      const auto along = static_cast<std::size_t>(found - own.begin());
      const double bound =
          std::max(solution_->error(static_cast<Eigen::Index>(2 * along)) / (*found)(0, 0),
                   solution_->error(static_cast<Eigen::Index>(2 * along) + 1) / (*found)(1, 1));
      const GaussianState state(Matrix(*found), {.physicality = Physicality::reported,
                                                 .relative_bound = std::max(0.0, bound)});
      FigureRequest request{.name = name, .figure = find_figure("occupation"), .modes = {0}};
      ResultReport result{.request = request};
      result.unconditional = evaluate(request, state, context_);
      result.request.modes = {order_[along]};
      report_.results.push_back(std::move(result));
    }
  }

  const Model& model_;
  const ReportOptions& options_;
  BlockCascade network_;    // until it is solved
  const ModeOrder order_;   // along the cascade -> declared
  std::vector<int> along_;  // declared -> along the cascade
  const std::vector<ModeNumbers> modes_;
  Report report_;
  const FigureContext context_;
  ModePicks picks_;
  std::deque<BestPairs> scans_{};
  std::vector<Question> questions_{};
  std::optional<CascadeSolution> solution_{};
  std::optional<GaussianState> whole_{};  // if somebody wants it
  bool lists_all_pairs_ = false;
  bool asks_nothing_ = false;
  bool wants_unconditional_ = false;
  bool wants_conditional_ = false;
  bool requires_unconditional_ = false;
  bool requires_conditional_ = false;
};

}  // namespace

Report solve_large(const Model& model, const ReportOptions& options) {
  return LargeReport(model, options).run();
}

}  // namespace gaussnet
