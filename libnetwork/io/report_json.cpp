#include <cmath>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/io/flat_json.hpp>
#include <libnetwork/io/network_text.hpp>
#include <libnetwork/io/report.hpp>
#include <libnetwork/io/sha256.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/version.hpp>
#include <nlohmann/json.hpp>

namespace gaussnet {
namespace {

using Json = nlohmann::ordered_json;  // keys in the order in which they are documented

constexpr int kIndent = 1;

/// nlohmann writes a NaN or an infinity as null, so those never reach it: the key is left out.
void put(Json& object, const char* key, double value) {
  if (std::isfinite(value)) object[key] = value;
}

Json rows_of(const Matrix& matrix) {
  Json rows = Json::array();
  for (const auto& row : matrix.rowwise())
    rows.push_back(std::vector<double>(row.begin(), row.end()));
  return rows;
}

Json parameters_of(const Model& model) {
  Json parameters = Json::object();
  const auto& declared = model.description().parameters;
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    Json& entry = parameters[declared[slot].name];
    put(entry, "value", model.parameters()[slot]);
    entry["text"] = declared[slot].value.text;
    entry["unit"] = unit_of(model.parameter_types()[slot]);
  }
  return parameters;
}

Json state_of(const StateReport& report) {
  Json state{{"status", report.status}};
  if (report.failure) {
    state["message"] = report.failure->message;
    if (!report.failure->notes.empty()) state["notes"] = report.failure->notes;
    if (!report.failure->help.empty()) state["help"] = report.failure->help;
  }
  if (report.status != "ok") return state;
  if (!report.state) {
    state["solver"] = "cascade";
    put(state, "spectral_abscissa", report.passed->spectral_abscissa);
    state["slowest_mode"] = report.passed->slowest_mode;
    put(state, "residual", report.passed->residual);
    put(state, "relative_error_bound", report.passed->relative_bound);
    put(state, "uncertainty_margin_of_modes", report.uncertainty_margin);
    return state;
  }
  const SteadyState& found = *report.state;
  if (found.solver == Solver::cascade) state["solver"] = "cascade";
  state["covariance"] = rows_of(found.covariance());
  put(state, "spectral_abscissa", found.spectral_abscissa);
  state["slowest_mode"] = found.slowest_mode;
  put(state, "residual", found.residual);
  put(state, "error_bound", found.error_bound());
  put(state, "relative_error_bound", found.relative_bound());
  put(state, "uncertainty_margin", report.uncertainty_margin);
  if (std::isfinite(report.purity.bound)) {
    put(state, "purity", report.purity.value);
    put(state, "purity_bound", report.purity.bound);
  }
  return state;
}

Json value_of(const FigureValue& figure) {
  Json value{{"status", figure.status}};
  if (figure.status != "ok") {
    if (!figure.why.empty()) value["message"] = figure.why;
    return value;
  }
  put(value, "value", figure.value);
  put(value, "bound", figure.bound);
  if (figure.in_log2) put(value, "log2", *figure.in_log2);
  if (figure.weight) put(value, "weight", *figure.weight);
  if (figure.coherence) put(value, "coherence", *figure.coherence);
  if (!figure.angles.empty()) value["angles"] = figure.angles;
  return value;
}

/// The weight where it belongs to the question and not to the answer: a number, or the readout's.
std::optional<double> asked_weight(const ResultReport& result) {
  if (std::holds_alternative<OptimalWeight>(result.request.weight)) return std::nullopt;
  for (const auto& state : {result.unconditional, result.conditional}) {
    if (state && state->weight) return state->weight;
  }
  return std::nullopt;
}

Json names_of(const std::vector<int>& modes, const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const int mode : modes) list.push_back(names[static_cast<std::size_t>(mode)]);
  return list;
}

/// {"modes": ["spin", "mech"], ...} of a pair, {"partition": [["spin"], ["mech", "c"]], ...}.
Json item_of(const FigureRequest& request, const FigureItem& item,
             const std::vector<std::string>& names) {
  Json entry;
  if (request.scan == FigureRequest::Scan::pairs) {
    entry["modes"] = names_of({item.a.front(), item.b.front()}, names);
  } else {
    entry["partition"] = Json::array({names_of(item.a, names), names_of(item.b, names)});
  }
  entry.update(value_of(item.value));
  return entry;
}

Json value_or_list_of(const FigureRequest& request, const FigureValue& value,
                      const std::vector<FigureItem>& items, const std::vector<std::string>& names) {
  if (items.empty()) return value_of(value);
  Json list = Json::array();
  std::string status = "ok";  // of all, else that of the first without a number
  for (const FigureItem& item : items) {
    if (status == "ok") status = item.value.status;
    list.push_back(item_of(request, item, names));
  }
  return {{"status", status}, {"values", std::move(list)}};
}

Json result_of(const ResultReport& result, const std::vector<std::string>& modes) {
  Json entry{{"measure", result.request.figure->name}};
  if (const auto weight = asked_weight(result)) put(entry, "weight", *weight);
  if (result.request.figure->name == "log-negativity") {
    entry["base"] = result.request.base_2 ? "2" : "e";
  }
  if (!result.request.figure->unit.empty() && !result.request.base_2) {
    entry["unit"] = result.request.figure->unit;
  }
  if (!result.request.given.empty()) entry["given"] = result.request.given;
  if (result.unconditional) {
    entry["unconditional"] =
        value_or_list_of(result.request, *result.unconditional, result.unconditional_items, modes);
  }
  if (result.conditional) {
    entry["conditional"] =
        value_or_list_of(result.request, *result.conditional, result.conditional_items, modes);
  }
  return entry;
}

Json heading_of(const Report& report) {
  const NetworkDescription& description = report.model.description();
  Json json{{"gaussnet", version}};
  json["model"] = {{"title", description.title},
                   {"file", description.file},
                   {"sha256", sha256(description.text)}};
  json["quadratures"] = quadrature_names(report.linear.modes);
  json["convention"] = {
      {"vacuum_variance", vacuum_variance}, {"commutator", "[X,P]=i"}, {"order", "X1,P1,X2,..."}};
  const bool full = report.model.graph().picture == Picture::full;
  json["picture"] = full ? "full" : "rotating-wave";
  json["detectors"] = report.detectors;
  json["parameters"] = parameters_of(report.model);
  return json;
}

/// Only of networks that the text sums up, too.
Json counts_of(const Report& report) {
  const NetworkCounts& counts = report.counts;
  Json nodes = Json::object();
  for (const NetworkCounts::OfType& each : counts.nodes) {
    nodes[std::string(each.type)] = each.nodes;
  }
  return {{"nodes", std::move(nodes)},
          {"modes", counts.modes},
          {"positive_mass", counts.positive_mass},
          {"negative_mass", counts.negative_mass},
          {"blocks", counts.blocks},
          {"largest_block", counts.largest_block.size()}};
}

}  // namespace

std::string to_json(const Report& report) {
  Json json = heading_of(report);
  if (report.linear.modes.size() > most_modes_in_full) json["network"] = counts_of(report);
  if (report.unconditional) json["unconditional"] = state_of(*report.unconditional);
  if (report.conditional) json["conditional"] = state_of(*report.conditional);
  if (!report.given.empty()) json["given"] = Json::array();
  for (const GivenState& given : report.given) {
    Json state{{"detectors", given.detectors}};
    state.update(state_of(given.report));
    json["given"].push_back(std::move(state));
  }
  json["results"] = Json::object();
  for (const ResultReport& result : report.results) {
    json["results"][result.request.name] = result_of(result, report.linear.modes);
  }
  json["notes"] = report.notes;
  json["warnings"] = report.warnings;
  // A file's name may be any bytes; what is not UTF-8 becomes U+FFFD.
  return with_flat_arrays(json.dump(kIndent, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace gaussnet
