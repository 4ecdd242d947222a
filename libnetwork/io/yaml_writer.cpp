#include <algorithm>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/quantity_writer.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/io/yaml_scalar.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/node_types.hpp>
#include <span>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;
using Rows = std::span<const KeyRow>;

/// The row of a key, or of a key of that name elsewhere where no table knows the place.
const KeyRow* row_anywhere(std::string_view key) {
  for (const NodeTypeRow& type : node_types()) {
    for (const KeyRow& row : type.keys) {
      if (row.name == key && row.shape == Shape::quantity) return &row;
      if (const KeyRow* inner = find_key(row.keys, key)) return inner;
    }
  }
  return nullptr;
}

std::string spaces(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

std::string joined(const std::vector<std::string>& parts, std::string_view open,
                   std::string_view close) {
  std::string text(open);
  for (std::size_t k = 0; k < parts.size(); ++k) text += (k == 0 ? "" : ", ") + parts[k];
  return text + std::string(close);
}

/// Walks a description twice: first noting what its expressions are used for, then writing.
class Writer {
 public:
  explicit Writer(const NetworkDescription& description)
      : description_(description), quantities_(description.parameters) {}

  std::string file() {
    is_noting_ = true;
    write();
    quantities_.decide();
    is_noting_ = false;
    text_.clear();
    write();
    return std::move(text_);
  }

 private:
  void write() {
    text_ += "gaussnet: 1\n";
    own_text("title", description_.title);
    own_text("description", description_.description);
    own_text("reference", description_.reference);
    settings(description_.top, setting_keys(), 0);
    parameters();
    entries("defaults", description_.defaults);
    entries("nodes", description_.nodes);
    items("interactions", description_.interactions);
    items("links", description_.links);
    entries("results", description_.results);
    entries("sweeps", description_.sweeps);
    entries("optimisations", description_.optimisations);
  }

  void own_text(const std::string& key, const std::string& words) {
    if (!words.empty()) text_ += key + ": " + yaml_text(words, 0) + "\n";
  }

  // ---- parameters
  // --------------------------------------------------------------------------------

  std::string parameter_value(const Parameter& parameter) {
    if (parameter.unreadable) return "";
    const std::string value = yaml_scalar(quantities_.text(parameter));
    if (parameter.meaning.empty() && parameter.range.empty()) return value;
    std::vector<std::string> parts{"value: " + value};
    if (!parameter.meaning.empty()) parts.push_back("meaning: " + yaml_scalar(parameter.meaning));
    std::vector<std::string> limits;
    for (const Expression& limit : parameter.range) {
      limits.push_back(yaml_scalar(quantities_.text(limit, quantities_.dimension_of(parameter))));
    }
    if (!limits.empty()) parts.push_back("range: " + joined(limits, "[", "]"));
    return joined(parts, "{", "}");
  }

  void parameters() {
    const auto& all = description_.parameters;
    if (all.empty() || is_noting_) return;
    std::vector<std::string> parts;
    bool plain = true;
    for (const Parameter& each : all) {
      parts.push_back(yaml_scalar(each.name) + ": " + parameter_value(each));
      plain = plain && each.meaning.empty() && each.range.empty();
    }
    const std::string line = joined(parts, "parameters: {", "}\n");
    if (plain && character_count(line) <= page_width + 1) {
      text_ += line;
      return;
    }
    text_ += "parameters:\n";
    for (const std::string& part : parts) text_ += "  " + part + "\n";
  }

  // ---- entries and items
  // -------------------------------------------------------------------------

  /// The rows that a node's type, a result's measure or a type's defaults stand for.
  static Rows rows_of(const Entry& entry) {
    const auto word_at = [&](std::string_view key) -> const Value::Word* {
      const Setting* setting = find(entry.settings, key);
      return setting ? setting->value.as<Value::Word>() : nullptr;
    };
    if (const Value::Word* measure = word_at("measure")) {
      const FigureRow* figure = find_figure(*measure);
      return figure ? figure->keys : Rows{};
    }
    const Value::Word* type = word_at("type");
    const NodeTypeRow* row = find_node_type(type ? *type : entry.name);
    return row ? row->keys : Rows{};
  }

  void entries(const std::string& section, const std::vector<Entry>& all) {
    if (all.empty()) return;
    text_ += section + ":\n";
    for (const Entry& entry : all) {
      const Rows rows = rows_of(entry);
      const std::string name = "  " + yaml_scalar(entry.name) + ":";
      const std::string line = name + " " + group_in_line(entry.settings, rows);
      const bool nests = std::any_of(
          entry.settings.begin(), entry.settings.end(),
          [](const Setting& setting) { return setting.value.as<Value::Group>() != nullptr; });
      if (character_count(line) <= page_width && (!nests || entry.settings.size() <= 2)) {
        text_ += line + "\n";
      } else {
        text_ += name + "\n";
        settings(entry.settings, rows, 4);
      }
    }
  }

  void items(const std::string& section, const std::vector<Value>& all) {
    if (all.empty()) return;
    text_ += section + ":\n";
    for (const Value& item : all) text_ += "  - " + wrapped_value(item, nullptr, 4) + "\n";
  }

  /// One key a line; a group that is too long for one gets lines of its own.
  void settings(const Value::Group& group, Rows rows, int indent) {
    for (const Setting& setting : group) {
      const KeyRow* row = find_key(rows, setting.key);
      const std::string key = spaces(indent) + yaml_scalar(setting.key) + ":";
      const auto* inner = setting.value.as<Value::Group>();
      const std::string line = key + " " + in_line(setting.key, setting.value, row);
      if (inner && !inner->empty() && character_count(line) > page_width) {
        text_ += key + "\n";
        settings(*inner, rows_inside(row), indent + 2);
      } else if (character_count(line) > page_width && setting.value.as<Value::List>()) {
        text_ += key + " " + wrapped_value(setting.value, row, indent + 2) + "\n";
      } else {
        text_ += line + "\n";
      }
    }
  }

  // ---- values on one line
  // ------------------------------------------------------------------------

  static Rows rows_inside(const KeyRow* row) { return row ? row->keys : Rows{}; }

  /// What a double at this key is in.
  Dimension wanted(const std::string& key, const KeyRow* row) const {
    if (row) {
      const bool quantity = row->shape == Shape::quantity || row->shape == Shape::quantity_or_word;
      return quantity ? gaussnet::dimension_of(row->kind) : dimensions::number;
    }
    for (const Parameter& parameter : description_.parameters) {
      if (parameter.name == key) return quantities_.dimension_of(parameter);  // an axis, a bound
    }
    row = row_anywhere(key);
    return row ? gaussnet::dimension_of(row->kind) : dimensions::number;
  }

  std::string in_line(const std::string& key, const Value& value, const KeyRow* row) {
    if (const auto* expression = value.as<Expression>()) {
      return quantity(*expression, wanted(key, row));
    }
    if (const auto* word = value.as<Value::Word>()) return yaml_scalar(*word);
    if (const auto* group = value.as<Value::Group>()) return group_in_line(key, *group, row);
    if (const auto* list = value.as<Value::List>()) {
      return joined(list_items(key, *list, row), "[", "]");
    }
    return "";
  }

  std::string quantity(const Expression& expression, const Dimension& unit) {
    if (!is_noting_) return yaml_scalar(quantities_.text(expression, unit));
    quantities_.note_use(expression, unit);
    return "";
  }

  std::string group_in_line(const std::string& outer, const Value::Group& group,
                            const KeyRow* row) {
    if (row && row->shape == Shape::combination) return coefficients(group);
    return group_in_line(group, rows_inside(row), outer);
  }

  /// @param outer  the key before the group: what is said of a parameter is in its unit
  std::string group_in_line(const Value::Group& group, Rows rows, const std::string& outer = {}) {
    std::vector<std::string> parts;
    for (const Setting& setting : group) {
      const KeyRow* row = find_key(rows, setting.key);
      const KeyRow named{.shape = Shape::group, .keys = rows};  // {first: {rate: ...}}
      const bool is_named = !row && !rows.empty() && setting.value.as<Value::Group>();
      const bool of_parameter = !row && is_parameter(outer);
      parts.push_back(
          yaml_scalar(setting.key) + ": " +
          in_line(of_parameter ? outer : setting.key, setting.value, is_named ? &named : row));
    }
    return joined(parts, "{", "}");
  }

  bool is_parameter(const std::string& name) const {
    return std::any_of(description_.parameters.begin(), description_.parameters.end(),
                       [&](const Parameter& parameter) { return parameter.name == name; });
  }

  /// {spin.X: 1, mech.X: weight}: names of quadratures, plain numbers.
  std::string coefficients(const Value::Group& group) {
    static constexpr KeyRow coefficient{.name = "coefficient", .kind = Kind::number};
    std::vector<std::string> parts;
    for (const Setting& setting : group) {
      parts.push_back(yaml_scalar(setting.key) + ": " +
                      in_line(setting.key, setting.value, &coefficient));
    }
    return joined(parts, "{", "}");
  }

  /// The elements of a list; groups in it are what light meets, or repeated paths.
  std::vector<std::string> list_items(const std::string& key, const Value::List& list,
                                      const KeyRow* row) {
    std::vector<std::string> parts;
    for (const Value& item : list) {
      const auto* group = item.as<Value::Group>();
      if (group) {
        const bool repeats = find(*group, "path") || find(*group, "repeat");
        parts.push_back(group_in_line(*group, repeats ? repeated_path_keys() : link_keys()));
      } else {
        parts.push_back(in_line(key, item, row && row->shape == Shape::chain ? nullptr : row));
      }
    }
    return parts;
  }

  // ---- values on several lines
  // -------------------------------------------------------------------

  /// A list over several lines where it is too long for one.
  std::string wrapped_value(const Value& value, const KeyRow* row, int indent) {
    const std::string line = in_line({}, value, row);
    const auto* list = value.as<Value::List>();
    if (!list || indent + character_count(line) <= page_width) return line;
    std::string text = "[";
    int column = indent + 1;
    const std::vector<std::string> parts = list_items({}, *list, row);
    for (std::size_t k = 0; k < parts.size(); ++k) {
      const std::string part = parts[k] + (k + 1 < parts.size() ? "," : "]");
      if (k > 0 && column + 1 + character_count(part) > page_width) {
        text += "\n" + spaces(indent + 1);
        column = indent + 1;
      } else if (k > 0) {
        text += " ";
        ++column;
      }
      text += part;
      column += character_count(part);
    }
    return text;
  }

  const NetworkDescription& description_;
  QuantityWriter quantities_;
  std::string text_{};
  bool is_noting_ = false;
};

}  // namespace

std::string to_yaml(const NetworkDescription& description) { return Writer(description).file(); }

}  // namespace gaussnet
