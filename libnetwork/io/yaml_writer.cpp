#include <algorithm>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/io/quantity_writer.hpp>
#include <libnetwork/io/text_layout.hpp>
#include <libnetwork/io/yaml_scalar.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <libnetwork/network/file_keys.hpp>
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

/// Where a value stands: its row in the tables, if they know the place, and the parameter whose
/// axis, limits or tie it belongs to.
struct Spot {
  const KeyRow* row = nullptr;
  std::string_view parameter{};

  /// Behind a key of the group that stands here.
  Spot behind(const std::string& key) const {
    if (!row) return {row_anywhere(key)};
    if (row->shape == Shape::named) return {&row->keys.front(), key};
    if (row->shape == Shape::groups) return {&row->keys.front()};
    if (row->shape == Shape::combination) return {&coefficient};
    return {find_key(row->keys, key), parameter};
  }

  /// An item of the list that stands here; groups in a chain are what light meets, or paths.
  Spot of_item(const Value& item) const {
    if (!row) return {};
    if (row->shape == Shape::list) return {&row->keys.front(), parameter};
    const auto* group = item.as<Value::Group>();
    if (row->shape != Shape::chain || !group) return *this;
    return {gaussnet::find(*group, "path") || gaussnet::find(*group, "repeat") ? &path : &met};
  }

  /// {spin.X: 1, mech.X: weight}: names of quadratures, plain numbers.
  static constexpr KeyRow coefficient{.name = "coefficient", .kind = Kind::number};
  static const KeyRow met;
  static const KeyRow path;
};

const KeyRow Spot::met{.shape = Shape::group, .keys = link_keys()};
const KeyRow Spot::path{.shape = Shape::group, .keys = repeated_path_keys()};

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
    const KeyRow top{.shape = Shape::group, .keys = setting_keys()};
    settings(description_.top, {&top}, 0);
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

  // ---- parameters -----------------------------------------------------------------------------

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

  // ---- entries and items ----------------------------------------------------------------------

  /// The rows of a sweep, or those that a node's type, a result's measure or a type's defaults
  /// stand for.
  static Rows rows_of(const std::string& section, const Entry& entry) {
    const Rows each = find_key(top_level_keys(), section)->keys;
    if (!each.empty() && each.front().shape == Shape::group) return each.front().keys;
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
      const KeyRow row{.shape = Shape::group, .keys = rows_of(section, entry)};
      const Spot spot{row.keys.empty() ? nullptr : &row};
      const std::string name = "  " + yaml_scalar(entry.name) + ":";
      const std::string line = name + " " + group_in_line(entry.settings, spot);
      const bool nests = std::any_of(
          entry.settings.begin(), entry.settings.end(),
          [](const Setting& setting) { return setting.value.as<Value::Group>() != nullptr; });
      if (character_count(line) <= page_width && (!nests || entry.settings.size() <= 2)) {
        text_ += line + "\n";
      } else {
        text_ += name + "\n";
        settings(entry.settings, spot, 4);
      }
    }
  }

  void items(const std::string& section, const std::vector<Value>& all) {
    if (all.empty()) return;
    text_ += section + ":\n";
    const Spot spot{&find_key(top_level_keys(), section)->keys.front()};
    for (const Value& item : all) text_ += "  - " + wrapped_value(item, spot, 4) + "\n";
  }

  /// One key a line; a group that is too long for one gets lines of its own.
  void settings(const Value::Group& group, const Spot& spot, int indent) {
    for (const Setting& setting : group) {
      const Spot here = spot.behind(setting.key);
      const std::string key = spaces(indent) + yaml_scalar(setting.key) + ":";
      const auto* inner = setting.value.as<Value::Group>();
      const std::string line = key + " " + in_line(setting.value, here);
      if (inner && !inner->empty() && character_count(line) > page_width) {
        text_ += key + "\n";
        settings(*inner, here, indent + 2);
      } else if (character_count(line) > page_width && setting.value.as<Value::List>()) {
        text_ += key + " " + wrapped_value(setting.value, here, indent + 2) + "\n";
      } else {
        text_ += line + "\n";
      }
    }
  }

  // ---- values on one line ---------------------------------------------------------------------

  static bool is_like_parameter(const Spot& spot) {
    return spot.row &&
           (spot.row->shape == Shape::like_parameter || spot.row->shape == Shape::limits);
  }

  /// What a double is in that stands there.
  Dimension wanted(const Spot& spot) const {
    if (is_like_parameter(spot)) return dimension_of_parameter(spot.parameter);
    const bool quantity = spot.row && (spot.row->shape == Shape::quantity ||
                                       spot.row->shape == Shape::quantity_or_word);
    return quantity ? gaussnet::dimension_of(spot.row->kind) : dimensions::number;
  }

  Dimension dimension_of_parameter(std::string_view name) const {
    for (const Parameter& parameter : description_.parameters) {
      if (parameter.name == name) return quantities_.dimension_of(parameter);
    }
    return dimensions::number;
  }

  std::string in_line(const Value& value, const Spot& spot) {
    if (const auto* expression = value.as<Expression>()) return quantity(*expression, spot);
    if (const auto* word = value.as<Value::Word>()) return yaml_scalar(*word);
    if (const auto* group = value.as<Value::Group>()) return group_in_line(*group, spot);
    if (const auto* list = value.as<Value::List>()) {
      return joined(list_items(*list, spot), "[", "]");
    }
    return "";
  }

  std::string quantity(const Expression& expression, const Spot& spot) {
    if (!is_noting_) return yaml_scalar(quantities_.text(expression, wanted(spot)));
    if (is_like_parameter(spot)) {
      quantities_.note_value(spot.parameter, expression);
    } else {
      quantities_.note_use(expression, wanted(spot));
    }
    return "";
  }

  std::string group_in_line(const Value::Group& group, const Spot& spot) {
    std::vector<std::string> parts;
    for (const Setting& setting : group) {
      parts.push_back(yaml_scalar(setting.key) + ": " +
                      in_line(setting.value, spot.behind(setting.key)));
    }
    return joined(parts, "{", "}");
  }

  std::vector<std::string> list_items(const Value::List& list, const Spot& spot) {
    std::vector<std::string> parts;
    for (const Value& item : list) parts.push_back(in_line(item, spot.of_item(item)));
    return parts;
  }

  // ---- values on several lines ----------------------------------------------------------------

  /// A list over several lines where it is too long for one.
  std::string wrapped_value(const Value& value, const Spot& spot, int indent) {
    const std::string line = in_line(value, spot);
    const auto* list = value.as<Value::List>();
    if (!list || indent + character_count(line) <= page_width) return line;
    std::string text = "[";
    int column = indent + 1;
    const std::vector<std::string> parts = list_items(*list, spot);
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
