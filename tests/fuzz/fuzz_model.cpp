// Any bytes as a model file: reading, every check, and, for a small network, the states, the
// results and all that is printed of them.
#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "properties.hpp"

namespace gaussnet::fuzz {
namespace {

/// Of networks that are solved: the figures of larger ones take longer, not another way.
constexpr std::size_t kMostModes = 4;
constexpr std::size_t kMostMistakes = 20;

/// A few bytes may ask for a million copies, which are no mistake but take seconds and gigabytes.
constexpr double kMostCopies = 20;

bool asks_for_more(const Value& value);

/// Whether a `repeat:` in the group is large, or follows a parameter that may make it so.
bool asks_for_more(const Value::Group& group) {
  return std::any_of(group.begin(), group.end(), [](const Setting& setting) {
    const auto* count = setting.value.as<Expression>();
    if (setting.key != "repeat" || !count) return asks_for_more(setting.value);
    return !slots(*count).empty() || evaluate(*count, {}) > kMostCopies;
  });
}

bool asks_for_more(const Value& value) {
  if (const auto* group = value.as<Value::Group>()) return asks_for_more(*group);
  const auto* list = value.as<Value::List>();
  return list && std::any_of(list->begin(), list->end(),
                             [](const Value& item) { return asks_for_more(item); });
}

bool asks_for_more(const NetworkDescription& network) {
  return std::any_of(network.nodes.begin(), network.nodes.end(),
                     [](const Entry& node) { return asks_for_more(node.settings); }) ||
         std::any_of(network.links.begin(), network.links.end(),
                     [](const Value& chain) { return asks_for_more(chain); });
}

std::optional<Model> read(const std::string& text) {
  if (asks_for_more(read_description(text, "model.yaml").description)) return std::nullopt;
  try {
    return load_text(text, "model.yaml");
  } catch (const DescriptionError& error) {
    require_sound(error.mistakes(), text);
    require(error.mistakes().size() <= kMostMistakes, "at most 20 mistakes are told");
    return std::nullopt;
  }
}

void require_answer(const StateReport& report) {
  require((report.status == "ok") == report.state.has_value(), "a status says if there is a state");
  require((report.status == "ok") != report.failure.has_value(), "no state, and no reason");
  if (!report.state) return;
  require(report.state->covariance().allFinite(), "a covariance is finite");
  require(std::isfinite(report.state->spectral_abscissa), "a rate is finite");
}

void require_answer(const FigureValue& figure) {
  require(figure.status == "ok" ? std::isfinite(figure.value) : !figure.why.empty(),
          "a figure has a finite value or a reason");
}

bool has_null(const nlohmann::json& json) {
  return json.is_null() ||
         (json.is_structured() && std::any_of(json.begin(), json.end(), has_null));
}

void require_answers(const Report& report) {
  for (const auto* state : {&report.unconditional, &report.conditional}) {
    if (*state) require_answer(**state);
  }
  for (const ResultReport& result : report.results) {
    for (const auto* value : {&result.unconditional, &result.conditional}) {
      if (*value) require_answer(**value);
    }
  }
  for (const std::string& format : {to_text(report), to_csv(report)}) require_printable(format);
  const std::string json = to_json(report);
  require_printable(json);
  require(nlohmann::json::accept(json), "the JSON is JSON");
  require(!has_null(nlohmann::json::parse(json)), "no NaN was written as null");
}

void solve_and_print(const Model& model) {
  require_printable(heading_in_words(model) + nodes_in_words(model) + si_in_words(model));
  try {
    require_printable(matrices_in_words(model.linear_model()));
    require_answers(solve(model, StateChoice::both));
  } catch (const DescriptionError& error) {  // no readout weight in the records, rates out of range
    require_sound(error.mistakes(), model.description().text);
  }
}

}  // namespace
}  // namespace gaussnet::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gaussnet;
  const std::optional<Model> model = fuzz::read(std::string(data, data + size));
  if (model && model->cascade().modes.size() <= fuzz::kMostModes) fuzz::solve_and_print(*model);
  return 0;
}
