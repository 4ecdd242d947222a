#include <algorithm>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/reference.hpp>
#include <optional>
#include <set>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

std::vector<std::string> names_of(std::span<const KeyRow> keys) {
  std::vector<std::string> names;
  for (const KeyRow& row : keys) {
    names.emplace_back(row.name);
  }
  return names;
}

std::string what_stands_there(const Value& value) {
  if (value.as<Value::Group>()) return "a map {...}";
  if (value.as<Value::List>()) return "a list [...]";
  if (const auto* word = value.as<Value::Word>()) return quoted(*word);
  if (const auto* expression = value.as<Expression>()) return quoted(expression->text);
  return "nothing";
}

constexpr std::string_view kNothing = "-";  // the empty set among alternatives

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
                          .message = quoted(setting.key) + " takes " + describe(row) + ", not " +
                                     what_stands_there(setting.value)});
}

/// What other programs or papers call it, and this language says otherwise.
struct OtherWord {
  std::string_view word{};
  std::string_view key{};  // that a group must have for the way out to be one
  std::string_view way_out{};
};

constexpr OtherWord kOtherWords[]{
    {"efficiency", "loss", "give the part that is lost, 'loss: 1 - 0.9' for an efficiency of 0.9"},
    {"transmission", "loss", "give the part that is lost, 'loss: 1 - 0.9' if 0.9 passes"},
    {"temperature", "linewidth", "give its 'occupation', 1/(exp(h nu/k T) - 1): for light 0"},
    {"delay", "loss", "links have no delay: a steady state without loops does not depend on it"},
};

/// "it belongs into 'bath: {...}'", of a key that stands one level deeper.
std::optional<std::string> deeper(std::span<const KeyRow> keys, std::string_view wanted) {
  for (const KeyRow& row : keys) {
    const bool by_name = row.shape == Shape::groups;
    const auto inner = by_name ? row.keys.front().keys : row.keys;
    if ((by_name || row.shape == Shape::group) && find_key(inner, wanted)) {
      const std::string start = by_name ? ": {NAME: {" : ": {";
      return "it belongs into '" + std::string(row.name) + start + std::string(wanted) + ": ...}" +
             (by_name ? "}'" : "'");
    }
  }
  return std::nullopt;
}

std::string help_for(std::string_view wanted, std::span<const KeyRow> keys) {
  for (const OtherWord& other : kOtherWords) {
    if (other.word == wanted && find_key(keys, other.key)) return std::string(other.way_out);
  }
  const auto below = deeper(keys, wanted);
  return below ? *below : suggestion(wanted, names_of(keys));
}

class GroupCheck {
 public:
  GroupCheck(const GroupRules& rules, std::span<const ValueType> types,
             std::vector<Mistake>& mistakes)
      : rules_(rules), types_(types), mistakes_(mistakes) {}

  void run(const Value::Group& group) {
    std::set<std::string_view> seen;
    for (const Setting& setting : group) {
      if (!rules_.besides.empty() && setting.key == rules_.besides) continue;
      if (!seen.insert(setting.key).second) {
        report_twice(setting);
        continue;
      }
      check_setting(setting);
    }
    for (const KeyRow& row : rules_.keys) {
      const bool meant = meant_.contains(std::string(row.name));  // said already, misspelt
      if (row.required && !rules_.partial && !meant && !find(group, row.name)) {
        report_missing(row);
      }
    }
    if (!rules_.alternatives.empty() && meant_.empty() && !rules_.partial) {
      check_alternatives(group);
    }
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
                           .help = help_for(setting.key, rules_.keys)});
    } else if (!setting.value.unreadable()) {
      check_value(setting, *row);
    }
  }

  void check_value(const Setting& setting, const KeyRow& row) {
    const Value& value = setting.value;
    if (is_met_elsewhere(row.shape)) return;
    const auto* expression = value.as<Expression>();
    const auto* word = value.as<Value::Word>();
    const auto* group = value.as<Value::Group>();
    const auto* list = value.as<Value::List>();
    const bool is_of_shape =
        (expression && takes(*expression, row)) || (word && takes(setting, *word, row)) ||
        (group && takes(setting, *group, row)) || (list && takes(setting, *list, row));
    if (!is_of_shape) mistakes_.push_back(wrong_shape(setting, row));
  }

  /// By plan_parameters, add_stations, resolve_figures, check_defaults.
  static bool is_met_elsewhere(Shape shape) {
    return shape == Shape::parameter || shape == Shape::node || shape == Shape::result ||
           shape == Shape::by_type;
  }

  /// Whether a row takes an expression, which is then checked; and likewise below.
  bool takes(const Expression& expression, const KeyRow& row) {
    switch (row.shape) {
      case Shape::quantity:
      case Shape::whole:
      case Shape::quantity_or_word:
        check_quantity(expression, row);
        return true;
      case Shape::like_parameter:
        check_type(expression);
        return true;
      default:
        return false;
    }
  }

  bool takes(const Setting& setting, const std::string& word, const KeyRow& row) {
    if (row.shape == Shape::text || row.shape == Shape::name) return true;
    if (row.shape != Shape::word && row.shape != Shape::quantity_or_word) return false;
    check_word(setting, word, row);
    return true;
  }

  bool takes(const Setting& setting, const Value::Group& group, const KeyRow& row) {
    switch (row.shape) {
      case Shape::group:
      case Shape::limits:
        check_inner(setting, group, row);
        return true;
      case Shape::groups:
        check_groups(setting, group, row);
        return true;
      case Shape::named:
        check_named(setting, group, row);
        return true;
      case Shape::combination:
        check_coefficients(group, row);
        return true;
      default:
        return false;
    }
  }

  bool takes(const Setting& setting, const Value::List& list, const KeyRow& row) {
    const bool is_free =
        row.shape == Shape::names || row.shape == Shape::partition || row.shape == Shape::chain;
    const bool has_items =
        row.shape == Shape::list || (row.shape == Shape::limits && list.size() == 2);
    if (has_items) check_items(setting, list, row);
    return is_free || has_items;
  }

  void check_inner(const Setting& setting, const Value::Group& group, const KeyRow& row) {
    const GroupRules rules{.keys = row.keys,
                           .alternatives = row.alternatives,
                           .name = setting.key + " of " + rules_.name,
                           .place = setting.place,
                           .partial = rules_.partial};
    GroupCheck(rules, types_, mistakes_).run(group);
  }

  /// A map of names that the user chose, each once.
  void check_named(const Setting& setting, const Value::Group& group, const KeyRow& row) {
    const GroupRules rules{.name = setting.key + " of " + rules_.name, .place = setting.place};
    GroupCheck inside(rules, types_, mistakes_);
    std::set<std::string_view> seen;
    for (const Setting& named : group) {
      KeyRow each = row.keys.front();
      each.name = named.key;
      if (!seen.insert(named.key).second) {
        inside.report_twice(named);
      } else if (!named.value.unreadable()) {
        inside.check_value(named, each);
      }
    }
  }

  /// {first: {...}, second: {...}}: each under a name of the user's, as the row's one key says.
  void check_groups(const Setting& setting, const Value::Group& group, const KeyRow& row) {
    if (group.empty())
      mistakes_.push_back(wrong_shape({.key = setting.key, .place = setting.place}, row));
    const KeyRow& inner = row.keys.front();
    std::set<std::string_view> seen;
    for (const Setting& named : group) {
      if (!is_node_name(named.key)) {
        mistakes_.push_back(
            {.code = "name-syntax",
             .place = named.place,
             .message = quoted(named.key) + " cannot name a " + std::string(inner.name),
             .help = "use letters, digits, '_' and '-', beginning with a letter"});
      } else if (!seen.insert(named.key).second) {
        mistakes_.push_back({.code = "duplicate-key",
                             .place = named.place,
                             .message = quoted(named.key) + " is given twice in " + setting.key +
                                        " of " + rules_.name,
                             .help = "give one of them another name"});
      } else if (const auto* settings = named.value.as<Value::Group>()) {
        GroupRules rules{
            .keys = inner.keys,
            .alternatives = inner.alternatives,
            .name = std::string(inner.name) + " " + quoted(named.key) + " of " + rules_.name,
            .place = named.place,
            .partial = rules_.partial};
        GroupCheck(rules, types_, mistakes_).run(*settings);
      } else if (!named.value.unreadable()) {
        mistakes_.push_back(wrong_shape(named, inner));
      }
    }
  }

  void check_items(const Setting& setting, const Value::List& list, const KeyRow& row) {
    for (const Value& item : list) {
      if (item.unreadable()) continue;
      check_value({.key = setting.key, .value = item, .place = item.place}, row.keys.front());
    }
  }

  void report_twice(const Setting& setting) {
    mistakes_.push_back({.code = "duplicate-key",
                         .place = setting.place,
                         .message = quoted(setting.key) + " is given twice in " + rules_.name,
                         .help = "keep one of them"});
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

  /// Its kind is that of a parameter, which is met where that is looked up.
  void check_type(const Expression& expression) {
    const auto inferred = infer(expression, types_);
    if (const Mistake* mistake = std::get_if<Mistake>(&inferred)) mistakes_.push_back(*mistake);
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
    mistakes_.push_back(
        {.code = "unknown-choice",
         .place = setting.value.place,
         .message =
             quoted(word) + " is not " + describe(row) + ", as " + quoted(setting.key) + " takes",
         .help = !nearest_name(word, names) ? "for example '" + std::string(row.example) + "'"
                                            : suggestion(word, names)});
  }

  /// Of a few words each is shown: an example would be taken for advice.
  static std::string way_to_say(const KeyRow& row) {
    const std::string key(row.name);
    if (row.shape != Shape::word) return "add '" + key + ": " + std::string(row.example) + "'";
    std::vector<std::string> ways;
    for (const std::string_view word : words_of(row.choices, '|')) {
      ways.push_back("'" + key + ": " + std::string(word) + "'");
    }
    return "add " + listed(ways, "or");
  }

  void report_missing(const KeyRow& row) {
    mistakes_.push_back({.code = "missing-key",
                         .place = rules_.place,
                         .message = rules_.name + " has no " + quoted(row.name) + " (" +
                                    std::string(row.meaning) + ")",
                         .help = way_to_say(row)});
  }

  /// Exactly one set of keys, as "linewidth+occupation | quality+temperature | ..." says.
  void check_alternatives(const Value::Group& group) {
    const auto sets = key_sets(rules_.alternatives);
    const std::set<std::string_view> governed = union_of(sets);
    std::set<std::string_view> given;
    for (const Setting& setting : group) {
      if (governed.contains(setting.key)) given.insert(setting.key);
    }
    if (std::find(sets.begin(), sets.end(), given) != sets.end()) return;
    const bool covers_one = std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
      return !set.empty() && std::includes(given.begin(), given.end(), set.begin(), set.end());
    });
    const bool extends_to_one = std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
      return std::includes(set.begin(), set.end(), given.begin(), given.end());
    });
    report_alternatives(given, covers_one || !extends_to_one);
  }

  void report_alternatives(const std::set<std::string_view>& given, bool too_much) {
    const std::vector<std::string> names(given.begin(), given.end());
    std::vector<std::string> ways;
    bool may_be_none = false;
    for (const auto way : words_of(rules_.alternatives, '|')) {
      may_be_none |= way == kNothing;
      if (way != kNothing) ways.emplace_back(way);
    }
    const std::string said = given.empty() ? "" : ": " + listed(names);
    mistakes_.push_back(
        {.code = too_much ? "over-determined" : "incomplete",
         .place = rules_.place,
         .message = rules_.name +
                    (too_much ? " says too much, or what does not go "
                                "together"
                              : " does not say enough") +
                    said,
         .help = std::string(may_be_none ? "give at most one of " : "give exactly one of ") +
                 listed(ways, "or")});
  }

  const GroupRules& rules_;
  std::span<const ValueType> types_;
  std::vector<Mistake>& mistakes_;
  std::set<std::string> meant_{};  // known keys that unknown ones are nearest to
};

}  // namespace

std::vector<std::set<std::string_view>> key_sets(std::string_view alternatives) {
  std::vector<std::set<std::string_view>> sets;
  for (const std::string_view alternative : words_of(alternatives, '|')) {
    sets.emplace_back();
    if (alternative == kNothing) continue;
    const std::vector<std::string_view> keys = words_of(alternative, '+');
    sets.back().insert(keys.begin(), keys.end());
  }
  return sets;
}

std::set<std::string_view> union_of(const std::vector<std::set<std::string_view>>& sets) {
  std::set<std::string_view> all;
  for (const auto& set : sets) all.insert(set.begin(), set.end());
  return all;
}

void check_group(const Value::Group& group, const GroupRules& rules,
                 std::span<const ValueType> parameter_types, std::vector<Mistake>& mistakes) {
  GroupCheck(rules, parameter_types, mistakes).run(group);
}

}  // namespace gaussnet
