#include <libnetwork/io/report.hpp>
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

void add_line(const FigureRequest& request, const char* state,
              const std::optional<FigureValue>& value, std::string& csv) {
  if (!value) return;
  csv += field(request.name) + "," + std::string(request.figure->name) + "," + state + ",";
  const bool is_number = value->status == "ok";
  csv += is_number ? shortest_number(value->value) + "," + shortest_number(value->bound) : ",";
  csv += "," + value->status + "\n";
}

}  // namespace

std::string to_csv(const Report& report) {
  std::string csv = "name,measure,state,value,bound,status\n";
  for (const ResultReport& result : report.results) {
    add_line(result.request, "unconditional", result.unconditional, csv);
    add_line(result.request, "conditional", result.conditional, csv);
  }
  return csv;
}

}  // namespace gaussnet
