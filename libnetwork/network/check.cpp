#include <algorithm>
#include <cmath>
#include <cstdio>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/reference.hpp>
#include <set>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

std::vector<std::string> names_of(std::span<const KeyRow> keys) {
  std::vector<std::string> names;
  for (const KeyRow& row : keys) {
    if (row.built) names.emplace_back(row.name);
  }
  return names;
}

std::string in_words(std::string_view choices) {
  const std::vector<std::string_view> words = words_of(choices, '|');
  return listed(std::vector<std::string>(words.begin(), words.end()), "or");
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string what_stands_there(const Value& value) {
  if (value.as<Value::Group>()) return "a map {...}";
  if (value.as<Value::List>()) return "a list [...]";
  if (const auto* word = value.as<Value::Word>()) return quoted(*word);
  if (const auto* expression = value.as<Expression>()) return quoted(expression->text);
  return "nothing";
}

std::string what_is_wanted(const KeyRow& row) {
  switch (row.shape) {
    case Shape::quantity:
      return describe(row.kind);
    case Shape::quantity_or_word:
      return describe(row.kind) + " or one of " + in_words(row.choices);
    case Shape::word:
      return "one of " + in_words(row.choices);
    case Shape::group:
      return "a map {key: value, ...}";
    case Shape::whole:
      return "a whole number";
    case Shape::names:
    case Shape::partition:
    case Shape::chain:
      return "a list [...]";
    case Shape::combination:
      return "a map {quadrature: coefficient, ...}";
    default:
      return "a name";
  }
}

Mistake example_of(const KeyRow& row, Mistake mistake) {
  mistake.help = "for example '" + std::string(row.name) + ": " + std::string(row.example) + "'";
  return mistake;
}

Mistake wrong_shape(const Setting& setting, const KeyRow& row) {
  if (std::holds_alternative<Value::Missing>(setting.value.content)) {
    return example_of(row, {.code = "empty-value",
                            .place = setting.place,
                            .message = quoted(setting.key) + " has no value"});
  }
  return example_of(row, {.code = "wrong-shape",
                          .place = setting.value.place,
                          .message = quoted(setting.key) + " takes " + what_is_wanted(row) +
                                     ", not " + what_stands_there(setting.value)});
}

class GroupCheck {
 public:
  GroupCheck(const GroupRules& rules, std::span<const ValueType> types,
             std::vector<Mistake>& mistakes)
      : rules_(rules), types_(types), mistakes_(mistakes) {}

  void run(const Value::Group& group) {
    std::set<std::string_view> seen;
    for (const Setting& setting : group) {
      if (!seen.insert(setting.key).second) {
        mistakes_.push_back({.code = "duplicate-key",
                             .place = setting.place,
                             .message = quoted(setting.key) + " is given twice in " + rules_.name,
                             .help = "keep one of them"});
        continue;
      }
      check_setting(setting);
    }
    for (const KeyRow& row : rules_.keys) {
      const bool meant = meant_.contains(std::string(row.name));  // said already, misspelt
      if (row.required && row.built && !meant && !find(group, row.name)) report_missing(row);
    }
    if (!rules_.alternatives.empty() && meant_.empty()) check_alternatives(group);
  }

 private:
  void check_setting(const Setting& setting) {
    const KeyRow* row = find_key(rules_.keys, setting.key);
    if (!row) {
      const auto meant = nearest_name(setting.key, names_of(rules_.keys));
      if (meant) meant_.insert(*meant);
      mistakes_.push_back({.code = "unknown-key",
                           .place = setting.place,
                           .message = rules_.name + " has no key " + quoted(setting.key),
                           .help = suggestion(setting.key, names_of(rules_.keys))});
    } else if (!row->built) {
      mistakes_.push_back({.code = "not-built",
                           .place = setting.place,
                           .message = quoted(setting.key) +
                                      " belongs to the language, but this version cannot solve it",
                           .help = "leave '" + setting.key + "' out"});
    } else if (!setting.value.unreadable()) {
      check_value(setting, *row);
    }
  }

  void check_value(const Setting& setting, const KeyRow& row) {
    const Value& value = setting.value;
    switch (row.shape) {
      case Shape::quantity:
      case Shape::whole:
        if (const auto* expression = value.as<Expression>()) {
          return check_quantity(*expression, row);
        }
        break;
      case Shape::quantity_or_word:
        if (const auto* expression = value.as<Expression>()) {
          return check_quantity(*expression, row);
        }
        [[fallthrough]];
      case Shape::word:
        if (const auto* word = value.as<Value::Word>()) return check_word(setting, *word, row);
        break;
      case Shape::group:
        if (const auto* group = value.as<Value::Group>()) {
          GroupRules rules{.keys = row.keys,
                           .alternatives = row.alternatives,
                           .name = setting.key + " of " + rules_.name,
                           .place = setting.place};
          return GroupCheck(rules, types_, mistakes_).run(*group);
        }
        break;
      case Shape::text:
      case Shape::name:
        if (value.as<Value::Word>()) return;
        break;
      case Shape::names:
      case Shape::partition:
      case Shape::chain:
        if (value.as<Value::List>()) return;
        break;
      case Shape::combination:
        if (const auto* group = value.as<Value::Group>()) return check_coefficients(*group, row);
        break;
    }
    mistakes_.push_back(wrong_shape(setting, row));
  }

  /// {spin.X: 1, mech.X: expression}: the names are met where the modes are known.
  void check_coefficients(const Value::Group& group, const KeyRow& row) {
    for (const Setting& setting : group) {
      if (const auto* expression = setting.value.as<Expression>()) {
        check_quantity(*expression, row);
      } else if (!setting.value.unreadable()) {
        mistakes_.push_back(wrong_shape(setting, row));
      }
    }
  }

  void check_quantity(const Expression& expression, const KeyRow& row) {
    const auto inferred = infer(expression, types_);
    if (const Mistake* mistake = std::get_if<Mistake>(&inferred)) {
      mistakes_.push_back(*mistake);
    } else if (auto unfit =
                   check_kind(expression, std::get<ValueType>(inferred), row.kind, row.name)) {
      mistakes_.push_back(*unfit);
    }
  }

  void check_word(const Setting& setting, const std::string& word, const KeyRow& row) {
    const std::vector<std::string_view> choices = words_of(row.choices, '|');
    if (std::find(choices.begin(), choices.end(), word) != choices.end()) return;
    const std::vector<std::string> names(choices.begin(), choices.end());
    mistakes_.push_back({.code = "unknown-choice",
                         .place = setting.value.place,
                         .message = quoted(word) + " is not " + what_is_wanted(row) + ", as " +
                                    quoted(setting.key) + " takes",
                         .help = !nearest_name(word, names)
                                     ? "for example '" + std::string(row.example) + "'"
                                     : suggestion(word, names)});
  }

  void report_missing(const KeyRow& row) {
    mistakes_.push_back(
        {.code = "missing-key",
         .place = rules_.place,
         .message =
             rules_.name + " has no " + quoted(row.name) + " (" + std::string(row.meaning) + ")",
         .help = "add '" + std::string(row.name) + ": " + std::string(row.example) + "'"});
  }

  /// Exactly one set of keys, as "linewidth+occupation | quality+temperature | ..." says.
  void check_alternatives(const Value::Group& group) {
    std::set<std::string_view> governed;
    std::vector<std::set<std::string_view>> sets;
    for (const std::string_view alternative : words_of(rules_.alternatives, '|')) {
      const std::vector<std::string_view> keys = words_of(alternative, '+');
      governed.insert(keys.begin(), keys.end());
      sets.emplace_back(keys.begin(), keys.end());
    }
    std::set<std::string_view> given;
    for (const Setting& setting : group) {
      if (governed.contains(setting.key)) given.insert(setting.key);
    }
    if (std::find(sets.begin(), sets.end(), given) != sets.end()) return;
    const bool covers_one = std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
      return std::includes(given.begin(), given.end(), set.begin(), set.end());
    });
    const bool extends_to_one = std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
      return std::includes(set.begin(), set.end(), given.begin(), given.end());
    });
    report_alternatives(given, covers_one || !extends_to_one);
  }

  void report_alternatives(const std::set<std::string_view>& given, bool too_much) {
    const std::vector<std::string> names(given.begin(), given.end());
    std::vector<std::string> ways;
    for (const auto way : words_of(rules_.alternatives, '|')) ways.emplace_back(way);
    const std::string said = given.empty() ? "nothing" : listed(names);
    mistakes_.push_back({.code = too_much ? "over-determined" : "incomplete",
                         .place = rules_.place,
                         .message = rules_.name +
                                    (too_much ? " says too much, or what does not go "
                                                "together: "
                                              : " does not say enough: ") +
                                    said,
                         .help = "give exactly one of " + listed(ways, "or")});
  }

  const GroupRules& rules_;
  std::span<const ValueType> types_;
  std::vector<Mistake>& mistakes_;
  std::set<std::string> meant_{};  // known keys that unknown ones are nearest to
};

std::string number_text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.6g", value);
  return buffer;
}

/// What the user wrote, and what it comes to if that is not plain from it.
std::string said_and_meant(const Expression& expression, double value) {
  const std::string number = number_text(value);
  return expression.text == number ? quoted(number) : quoted(expression.text) + " = " + number;
}

Mistake out_of_range(const Expression& expression, const KeyRow& row, double value) {
  Mistake mistake{.code = "out-of-range",
                  .place = place_of(expression, 0, expression.place.width),
                  .message = std::string(row.name) + " is " + std::string(row.range.text) +
                             ", not " + said_and_meant(expression, value)};
  const bool looks_like_percent = row.range.high == 1 && value > 1 && value <= 100;
  mistake.help = looks_like_percent ? "did you mean '" + number_text(value) + " %'?"
                                    : "for example '" + std::string(row.name) + ": " +
                                          std::string(row.example) + "'";
  return mistake;
}

}  // namespace

void check_group(const Value::Group& group, const GroupRules& rules,
                 std::span<const ValueType> parameter_types, std::vector<Mistake>& mistakes) {
  GroupCheck(rules, parameter_types, mistakes).run(group);
}

void check_ranges(const Value::Group& group, std::span<const KeyRow> keys,
                  std::span<const double> parameters, int index, std::span<const ValueType> types,
                  std::vector<Mistake>& mistakes) {
  for (const Setting& setting : group) {
    const KeyRow* row = find_key(keys, setting.key);
    if (!row) continue;
    if (const auto* inner = setting.value.as<Value::Group>(); inner && row->shape == Shape::group) {
      check_ranges(*inner, row->keys, parameters, index, types, mistakes);
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
    const double value = quantity_at(group, *row, types).at(parameters, index);
    if (!row->range.contains(value)) mistakes.push_back(out_of_range(*expression, *row, value));
  }
}

bool uses_what_is_not_finite(const std::vector<int>& slots, std::span<const double> parameters) {
  return std::any_of(slots.begin(), slots.end(), [&](int slot) {
    return slot != index_slot && !std::isfinite(parameters[static_cast<std::size_t>(slot)]);
  });
}

double Quantity::at(std::span<const double> parameters, double index) const {
  const double value = evaluate(expression, parameters, index);
  switch (conversion) {
    case Conversion::loss_of_decibel:
      return -std::expm1(-value * std::log(10.0) / 10);
    case Conversion::gain_of_decibel:
      return std::pow(10.0, value / 10);
    default:
      return value;
  }
}

Quantity quantity_at(const Value::Group& group, const KeyRow& row,
                     std::span<const ValueType> parameter_types) {
  const Setting* setting = find(group, row.name);
  const auto* expression = setting ? setting->value.as<Expression>() : nullptr;
  if (!expression) return {.expression = Expression(row.default_value)};
  Quantity quantity{.expression = *expression};
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
