#include <algorithm>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/stations.hpp>

namespace gaussnet {
namespace {

constexpr double kSameFrequency = 1e-12;  // relative; what two texts for one number may differ by

bool is_rotating_wave(const NetworkDescription& description) {
  const Setting* setting = find(description.top, "approximation");
  const auto* word = setting ? setting->value.as<Value::Word>() : nullptr;
  return word && *word == "rotating-wave";
}

std::vector<double> oscillator_frequencies(const NetworkGraph& graph) {
  std::vector<double> frequencies;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph.graph))) {
    const auto* numbers = std::get_if<OscillatorNumbers>(&graph.graph[vertex].numbers);
    if (numbers && graph.graph[vertex].has_mode()) frequencies.push_back(numbers->frequency);
  }
  return frequencies;
}

/// What is further from the sideband than the sideband from the carrier does not rotate with it.
void check_detunings(const Setting& sideband, const CompileContext& context,
                     const NetworkGraph& graph) {
  for (const double frequency : oscillator_frequencies(graph)) {
    if (std::abs(frequency - graph.sideband) < graph.sideband) continue;
    context.mistakes.push_back(
        {.code = "out-of-range",
         .place = sideband.place,
         .message = "the sideband is further from an oscillator's frequency than from the carrier",
         .help = "give a sideband near the oscillators' frequencies, or 'approximation: none'"});
    return;
  }
}

/// The sideband of the rotating-wave picture: as given, or the one frequency all oscillators share.
void set_sideband(const NetworkDescription& description, const CompileContext& context,
                  NetworkGraph& graph) {
  const Setting* given = find(description.top, "sideband");
  if (given && graph.picture == Picture::full) {
    context.mistakes.push_back(
        {.code = "sideband-unused",
         .place = given->place,
         .message = "'sideband' belongs to the rotating-wave approximation, which is not made here",
         .help = "add 'approximation: rotating-wave', or leave 'sideband' out"});
  }
  if (graph.picture == Picture::full) return;
  if (given) {
    graph.sideband =
        quantity_at(description.top, *find_key(setting_keys(), "sideband"), context.types)
            .at(context.parameters, 0);
    return check_detunings(*given, context, graph);
  }
  const std::vector<double> frequencies = oscillator_frequencies(graph);
  if (frequencies.empty()) return;
  const auto [least, most] = std::minmax_element(frequencies.begin(), frequencies.end());
  graph.sideband = *least;
  if (*most - *least <= kSameFrequency * *most) return;
  const Setting* approximation = find(description.top, "approximation");
  context.mistakes.push_back(
      {.code = "sideband-needed",
       .place = approximation->place,
       .message = "the oscillators' frequencies differ, so the rotating-wave approximation needs "
                  "the sideband frequency that the light is analysed at",
       .help = "add 'sideband: 2pi * 1 MHz' (with your frequency) at the top level"});
}

void require_a_mode(const NetworkDescription& description, const NetworkGraph& graph,
                    std::vector<Mistake>& mistakes) {
  if (!mistakes.empty()) return;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph.graph))) {
    if (graph.graph[vertex].has_mode()) return;
  }
  mistakes.push_back({.code = "no-mode",
                      .place = {.file = description.file, .line = 1, .column = 1},
                      .message =
                          "the network has neither oscillator nor cavity, so there is nothing to "
                          "solve",
                      .help = "add a node of type 'oscillator' or 'cavity' under 'nodes:'"});
}

/// Whether the top level's settings may be read.
bool check_top(const NetworkDescription& description, const CompileContext& context) {
  const std::size_t before = context.mistakes.size();
  check_group(description.top,
              {.keys = setting_keys(), .name = "the model", .place = {.file = description.file}},
              context.types, context.mistakes);
  if (context.mistakes.size() == before) {
    check_ranges(description.top, setting_keys(), context.parameters, 0, context.types,
                 context.mistakes);
  }
  return context.mistakes.size() == before;
}

void read_carrier(const NetworkDescription& description, CompileContext& context) {
  const Setting* carrier = find(description.top, "carrier");
  if (!carrier || carrier->value.unreadable()) return;
  context.carrier = Reading(description.top, setting_keys(), context, 0).number("carrier");
}

}  // namespace

CompiledNetwork compile(const NetworkDescription& description, std::vector<Mistake>& mistakes) {
  CompiledNetwork network;
  const ParameterPlan plan = plan_parameters(description.parameters, mistakes);
  network.parameter_types = plan.types;
  network.parameters = evaluate_parameters(description.parameters, plan, mistakes);

  auto graph = std::make_shared<NetworkGraph>();
  graph->picture = is_rotating_wave(description) ? Picture::rotating_wave : Picture::full;
  CompileContext context{network.parameters, network.parameter_types, mistakes, graph->picture};
  const bool top_is_fine = check_top(description, context);
  if (top_is_fine) read_carrier(description, context);
  check_defaults(description, network.parameter_types, mistakes);
  const StationTable stations = add_stations(description, context, *graph);
  add_interactions(description, stations, context, *graph);
  add_wires(description, stations, context, *graph);
  if (top_is_fine && mistakes.empty()) set_sideband(description, context, *graph);
  if (mistakes.empty()) network.merged = merge_groups(*graph, mistakes);
  require_a_mode(description, *graph, mistakes);
  network.graph = std::move(graph);
  return network;
}

}  // namespace gaussnet
