#include <libnetwork/io/report.hpp>
#include <libnetwork/io/result_words.hpp>
#include <libnetwork/io/text_layout.hpp>

namespace gaussnet {
namespace {

/// RFC 4180: quoted where a comma, a quote or a line's end would be taken for structure.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void add_line(const std::string& name, const ResultReport& result, const char* state,
              const FigureValue& value, std::string& csv) {
  csv += field(name) + "," + std::string(result.request.figure->name) + "," + state + ",";
  const bool is_number = value.status == "ok";
  csv += is_number ? shortest_number(value.value) + "," + shortest_number(value.bound) : ",";
  csv += "," + value.status + "\n";
}

/// A line for a number, one for each item of a list: "E_N[spin, mech]".
void add_lines(const ResultReport& result, const char* state,
               const std::optional<FigureValue>& value, const std::vector<FigureItem>& items,
               const std::vector<std::string>& modes, std::string& csv) {
  if (!value) return;
  const std::string& name = result.request.name;
  if (items.empty()) return add_line(name, result, state, *value, csv);
  for (const FigureItem& item : items) {
    add_line(name + "[" + item_in_words(result.request, item, modes) + "]", result, state,
             item.value, csv);
  }
}

}  // namespace

std::string to_csv(const Report& report) {
  std::string csv = "name,measure,state,value,bound,status\n";
  for (const ResultReport& result : report.results) {
    const std::vector<std::string>& modes = report.linear.modes;
    add_lines(result, "unconditional", result.unconditional, result.unconditional_items, modes,
              csv);
    add_lines(result, "conditional", result.conditional, result.conditional_items, modes, csv);
  }
  return csv;
}

}  // namespace gaussnet
