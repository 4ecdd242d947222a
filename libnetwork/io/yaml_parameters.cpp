#include <libnetwork/errors/words.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/yaml_parameters.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>

namespace gaussnet {
namespace {

class ParameterReader {
 public:
  ParameterReader(YamlValues& values, std::vector<Parameter>& parameters,
                  std::vector<Mistake>& mistakes)
      : values_(values), parameters_(parameters), mistakes_(mistakes) {}

  /// Names first, so that expressions may use them in any order.
  void read(const YamlNode& map) {
    if (!map.is_map()) {
      return report(map.is_missing() ? "empty-value" : "wrong-shape", map.place,
                    "'parameters' takes a map of names", "for example 'parameters: {eps: 10 %}'");
    }
    for (const auto& [key, value] : map.entries) {
      if (auto mistake = check_name(key.scalar, key.place)) {
        mistakes_.push_back(*mistake);
      } else {
        values_.names.add(key.scalar, static_cast<int>(parameters_.size()));
      }
      parameters_.push_back(
          {.name = key.scalar, .place = with_argument(key.place, key.scalar), .unreadable = true});
    }
    for (std::size_t slot = 0; slot < map.entries.size(); ++slot) {
      read_parameter(map.entries[slot].first, map.entries[slot].second, parameters_[slot]);
    }
  }

 private:
  void report(std::string code, const Place& place, std::string message, std::string help) {
    mistakes_.push_back({.code = std::move(code),
                         .place = place,
                         .message = std::move(message),
                         .help = std::move(help)});
  }

  void read_parameter(const YamlNode& key, const YamlNode& value, Parameter& parameter) {
    if (value.is_map()) return read_long_parameter(key, value, parameter);
    if (!value.is_scalar()) {
      return report(value.is_missing() ? "empty-value" : "wrong-shape",
                    value.is_missing() ? key.place : value.place,
                    "parameter " + quoted(parameter.name) + " needs a value",
                    "for example '" + parameter.name + ": 10'");
    }
    if (!values_.stands_in_one_line(value)) return;
    values_.note_mistakes();
    ParsedParameter parsed = parse_parameter(value.scalar, place_of_content(value), values_.names);
    if (!parsed) {
      mistakes_.insert(mistakes_.end(), parsed.mistakes.begin(), parsed.mistakes.end());
      return;
    }
    parameter.value = std::move(parsed.value);
    parameter.deviation = std::move(parsed.deviation);
    parameter.unreadable = false;
  }

  /// {value, meaning, range}
  void read_long_parameter(const YamlNode& key, const YamlNode& map, Parameter& parameter) {
    const YamlNode* value = find(map, "value");
    if (!value || value->is_map()) {
      return report("missing-key", key.place,
                    "parameter " + quoted(parameter.name) + " has no 'value'", "add 'value: 10'");
    }
    read_parameter(key, *value, parameter);
    for (const auto& [inner, text] : map.entries) {
      if (inner.scalar == "meaning") {
        values_.text(inner, text, parameter.meaning);
      } else if (inner.scalar == "range") {
        read_range(inner, text, parameter);
      } else if (inner.scalar != "value") {
        std::vector<std::string> known;
        for (const KeyRow& row : parameter_keys()) known.emplace_back(row.name);
        report("unknown-key", inner.place, "a parameter has no key " + quoted(inner.scalar),
               suggestion(inner.scalar, known));
      }
    }
  }

  void read_range(const YamlNode& key, const YamlNode& value, Parameter& parameter) {
    if (!value.is_sequence() || value.items.size() != 2) {
      return report("wrong-shape", value.is_missing() ? key.place : value.place,
                    "'range' takes a list of two values", "for example 'range: [0, 1]'");
    }
    for (const YamlNode& limit : value.items) {
      const Value read = values_.quantity(limit);
      if (const auto* expression = read.as<Expression>()) parameter.range.push_back(*expression);
    }
    if (parameter.range.size() != 2) parameter.range.clear();
  }

  YamlValues& values_;
  std::vector<Parameter>& parameters_;
  std::vector<Mistake>& mistakes_;
};

}  // namespace

void read_parameters(const YamlNode& map, YamlValues& values, std::vector<Parameter>& parameters,
                     std::vector<Mistake>& mistakes) {
  ParameterReader(values, parameters, mistakes).read(map);
}

}  // namespace gaussnet
