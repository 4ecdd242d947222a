#include <array>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/network/merged_groups.hpp>

namespace gaussnet {
namespace {

/// How much is compiled before the check would be felt, in stations and parameters.
constexpr std::size_t kMostWork = 200'000;

/// Multiplications that take as long as a station.
constexpr double kWorkOfStation = 1e4;

std::size_t work_of(const NetworkDescription& description, const CompiledNetwork& network) {
  const std::size_t merging =
      network.merged ? static_cast<std::size_t>(network.merged->work / kWorkOfStation) : 0;
  return boost::num_vertices(network.graph->graph) + description.parameters.size() + merging;
}

/// A parameter that moves, from one end to the other.
struct Span {
  int slot = 0;
  std::array<double, 2> ends{};
  ValueType type{};
  std::string text{};
  Place place{};
};

std::string in_words(double value, const ValueType& type) {
  if (type.dimension.is_rate()) return rate_in_words(value);
  return type.dimension.is_angle() ? angle_in_words(value) : number_in_words(value);
}

enum class Others { declared, first, last };

class Trials {
 public:
  Trials(const NetworkDescription& description, const CompiledNetwork& network,
         std::vector<Mistake>& mistakes)
      : declared_(description.parameters),
        changed_(description),
        work_of_one_(work_of(description, network)),
        mistakes_(mistakes) {
    changed_.text.clear();
    changed_.sweeps.clear();
    changed_.optimisations.clear();
  }

  void run(const std::vector<SweepAxis>& axes, const Objective* objective) {
    spans_.clear();
    ties_.clear();
    for (const SweepAxis& axis : axes) {
      spans_.push_back({.slot = axis.slot,
                        .ends = {axis.first, axis.last},
                        .type = axis.type,
                        .text = axis.text,
                        .place = axis.place});
    }
    if (objective) {
      ties_ = objective->ties;
      for (const SearchRange& range : objective->over) {
        spans_.push_back({.slot = range.slot,
                          .ends = {range.low, range.high},
                          .type = range.type,
                          .text = range.text,
                          .place = range.place});
      }
    }
    for (const Span& span : spans_) {
      if (!try_end(span, 0)) continue;
      if (span.ends[0] != span.ends[1]) try_end(span, 1);
    }
  }

 private:
  /// True if the network can be compiled at that end; else the reason is among the mistakes.
  bool try_end(const Span& span, std::size_t end) {
    if (work_ > kMostWork) return true;
    const std::vector<Mistake> refusals = refusals_at(span, end, Others::declared);
    if (refusals.empty() || refusals_at(span, end, Others::first).empty() ||
        refusals_at(span, end, Others::last).empty()) {
      return true;
    }
    Mistake mistake = refusals.front();
    const std::string& name = declared_[static_cast<std::size_t>(span.slot)].name;
    mistake.message = "the network refuses " + name + " = " + in_words(span.ends[end], span.type) +
                      ", an end of " + span.text + ": " + mistake.message;
    mistake.help = "let '" + name + "' run only through what the network allows";
    mistake.place = span.place;
    mistakes_.push_back(std::move(mistake));
    return false;
  }

  std::vector<Mistake> refusals_at(const Span& span, std::size_t end, Others others) {
    work_ += work_of_one_;
    changed_.parameters = declared_;
    if (others != Others::declared) {
      for (const Span& other : spans_) move(other, others == Others::first ? 0 : 1);
    }
    move(span, end);
    for (const Tie& tie : ties_) parameter(tie.slot).value = tie.value;
    std::vector<Mistake> refusals;
    compile(changed_, refusals);
    return refusals;
  }

  void move(const Span& span, std::size_t end) {
    parameter(span.slot).value = in_declared_unit(span.ends[end], span.type);
  }

  Parameter& parameter(int slot) { return changed_.parameters[static_cast<std::size_t>(slot)]; }

  const std::vector<Parameter>& declared_;
  NetworkDescription changed_;
  std::size_t work_of_one_;
  std::size_t work_ = 0;
  std::vector<Mistake>& mistakes_;
  std::vector<Span> spans_{};
  std::vector<Tie> ties_{};
};

}  // namespace

void try_limits(const NetworkDescription& description, const CompiledNetwork& network,
                const Plans& plans, std::vector<Mistake>& mistakes) {
  if (plans.sweeps.empty() && plans.optimisations.empty()) return;
  Trials trials(description, network, mistakes);
  for (const SweepPlan& sweep : plans.sweeps) {
    trials.run(sweep.axes, sweep.objective ? &*sweep.objective : nullptr);
  }
  for (const OptimisationPlan& each : plans.optimisations) trials.run({}, &each.objective);
}

}  // namespace gaussnet
