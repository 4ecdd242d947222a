#pragma once

#include <libnetwork/io/quantity.hpp>
#include <numbers>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A model's parameters for the tests of quantities, and the way from a text to a value.

namespace gaussnet::testing {

struct Parameters {
  NameTable names{};
  std::vector<ValueType> types{};
  std::vector<double> values{};

  /// Declares a parameter by the text that a file would have.
  void declare(std::string_view name, std::string_view text) {
    const ParsedQuantity parsed = parse_quantity(text, {}, names);
    const auto type = infer(parsed.expression, types);
    types.push_back(as_parameter_type(std::get<ValueType>(type)));
    values.push_back(evaluate(parsed.expression, values));
    names.add(name, static_cast<int>(values.size()) - 1);
  }
};

/// omega, kappa, g, gamma_0: rates; C_S, R, eps: numbers; tau: a time; T: a temperature; theta:
/// an angle; zero: 0; level: dB; f: cycles per second; Greek: Γ and µ.
inline const Parameters& parameters() {
  static const Parameters all = [] {
    Parameters p;
    p.declare("omega", "2pi * 1 MHz");
    p.declare("kappa", "2e5 rad/s");
    p.declare("g", "3e4 rad/s");
    p.declare("gamma_0", "1/(2 s)");
    p.declare("C_S", "10");
    p.declare("R", "0.9");
    p.declare("eps", "10 %");
    p.declare("tau", "4 us");
    p.declare("T", "4 K");
    p.declare("theta", "0.25 pi");
    p.declare("zero", "0");
    p.declare("level", "6 dB");
    p.declare("f", "5 kHz");
    p.declare("Γ", "2pi * 3 kHz");
    p.declare("µ", "0.5");
    p.names.has_index = true;
    return p;
  }();
  return all;
}

struct Outcome {
  double value = 0;
  ValueType type{};
  std::vector<Mistake> mistakes{};
};

inline constexpr double index_of_test = 7;

/// Everything that meets a value of a file: reading, typing, the key's kind, finiteness.
inline Outcome outcome(std::string_view text, Kind kind, std::string_view key,
                       const Place& place = {"x.yaml", 3, 11, 1, "node.key"}) {
  const Parameters& p = parameters();
  const ParsedQuantity parsed = parse_quantity(text, place, p.names);
  if (!parsed) return {0, {}, parsed.mistakes};
  const auto inferred = infer(parsed.expression, p.types);
  if (const auto* mistake = std::get_if<Mistake>(&inferred)) return {0, {}, {*mistake}};
  const auto& type = std::get<ValueType>(inferred);
  if (const auto mistake = check_kind(parsed.expression, type, kind, key)) {
    return {0, type, {*mistake}};
  }
  if (const auto mistake = check_finite(parsed.expression, p.values, index_of_test)) {
    return {0, type, {*mistake}};
  }
  return {evaluate(parsed.expression, p.values, index_of_test), type, {}};
}

/// The first text in single quotes, which a help offers to be pasted; empty if there is none.
inline std::string offered(const std::string& help) {
  const std::size_t begin = help.find("write '");
  if (begin != 0) return {};
  const std::size_t end = help.find('\'', 7);
  return help.substr(7, end - 7);
}

}  // namespace gaussnet::testing
