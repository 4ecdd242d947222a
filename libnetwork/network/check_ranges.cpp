#include <algorithm>
#include <cmath>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/elements.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

/// What the user wrote, and what it comes to if that is not plain from it.
std::string said_and_meant(const Expression& expression, double value) {
  const std::string number = number_in_words(value);
  return expression.text == number ? quoted(number) : quoted(expression.text) + " = " + number;
}

Mistake out_of_range(const Quantity& quantity, const KeyRow& row, double value) {
  const Expression& expression = *quantity.expression;
  Mistake mistake{.code = "out-of-range",
                  .place = place_of(expression, 0, expression.place.width),
                  .message = std::string(row.name) + " is " + std::string(row.range.text) +
                             ", not " + said_and_meant(expression, value)};
  if (quantity.conversion == Quantity::Conversion::loss_of_decibel && value < 0) {
    mistake.help = "a loss in dB is positive, as in '" + std::string(row.name) + ": 3 dB'";
    return mistake;
  }
  const bool looks_like_percent = row.range.high == 1 && value > 1 && value <= 100;
  mistake.help = looks_like_percent ? "did you mean '" + number_in_words(value) + " %'?"
                                    : "for example '" + std::string(row.name) + ": " +
                                          std::string(row.example) + "'";
  return mistake;
}

}  // namespace

void check_ranges(const Value::Group& group, std::span<const KeyRow> keys,
                  std::span<const double> parameters, int index, std::span<const ValueType> types,
                  std::vector<Mistake>& mistakes) {
  for (const Setting& setting : group) {
    const KeyRow* row = find_key(keys, setting.key);
    if (!row) continue;
    const auto* inner = setting.value.as<Value::Group>();
    if (inner && row->shape == Shape::group) {
      check_ranges(*inner, row->keys, parameters, index, types, mistakes);
      continue;
    }
    if (inner && row->shape == Shape::groups) {
      for (const Setting& named : *inner) {
        const auto* port = named.value.as<Value::Group>();
        if (port) check_ranges(*port, row->keys.front().keys, parameters, index, types, mistakes);
      }
      continue;
    }
    const auto* expression = setting.value.as<Expression>();
    if (!expression) continue;
    const std::vector<int> used = slots(*expression);
    const bool varies = std::find(used.begin(), used.end(), index_slot) != used.end();
    if (index > 1 && !varies) continue;
    if (uses_what_is_not_finite(used, parameters)) continue;  // reported where it is defined
    if (auto mistake = check_finite(*expression, parameters, index)) {
      mistakes.push_back(*mistake);
      continue;
    }
    const Quantity quantity = quantity_at(group, *row, types);
    const double value = quantity.at(parameters, index);
    if (!row->range.contains(value)) mistakes.push_back(out_of_range(quantity, *row, value));
  }
}

bool uses_what_is_not_finite(const std::vector<int>& slots, std::span<const double> parameters) {
  return std::any_of(slots.begin(), slots.end(), [&](int slot) {
    return slot != index_slot && !std::isfinite(parameters[static_cast<std::size_t>(slot)]);
  });
}

double Quantity::at(std::span<const double> parameters, double index) const {
  const double value = expression ? evaluate(*expression, parameters, index) : default_value;
  switch (conversion) {
    case Conversion::loss_of_decibel:
      return -std::expm1(-value * std::log(10.0) / 10);
    case Conversion::gain_of_decibel:
      return power_ratio(value);
    default:
      return value;
  }
}

std::optional<double> Quantity::transmission_at(std::span<const double> parameters,
                                                double index) const {
  if (conversion != Conversion::loss_of_decibel) return std::nullopt;
  return power_ratio(-evaluate(*expression, parameters, index));
}

Quantity quantity_at(const Value::Group& group, const KeyRow& row,
                     std::span<const ValueType> parameter_types) {
  const Setting* setting = find(group, row.name);
  if (!setting && row.default_is_key) setting = find(group, row.default_text);
  const auto* expression = setting ? setting->value.as<Expression>() : nullptr;
  if (!expression) return {.default_value = row.default_value};
  Quantity quantity{.expression = expression};
  if (row.kind != Kind::number_or_decibel) return quantity;
  const auto inferred = infer(*expression, parameter_types);
  const auto* type = std::get_if<ValueType>(&inferred);
  if (type && type->dimension.is_decibel()) {
    quantity.conversion = row.name == "gain" ? Quantity::Conversion::gain_of_decibel
                                             : Quantity::Conversion::loss_of_decibel;
  }
  return quantity;
}

}  // namespace gaussnet
