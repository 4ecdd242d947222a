#include <algorithm>
#include <array>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/text_file.hpp>
#include <libnetwork/io/yaml_parameters.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/io/yaml_values.hpp>
#include <libnetwork/network/file_keys.hpp>
#include <libnetwork/network/node_types.hpp>
#include <libnetwork/network/reference.hpp>
#include <utility>

namespace gaussnet {
namespace {

constexpr std::string_view kFormatNumber = "1";

class Reader {
 public:
  explicit Reader(ReadDescription& result) : result_(result), values_(result.mistakes) {}

  void read(const YamlNode& root) {
    if (!root.is_map()) {
      return report("not-a-map", root.place, "a model is a map of keys",
                    "begin with 'gaussnet: 1'");
    }
    if (const YamlNode* parameters = find(root, "parameters")) {
      read_parameters(*parameters, values_, description().parameters, result_.mistakes);
    }
    check_format(root);
    for (const auto& [key, value] : root.entries) read_top(key, value);
  }

 private:
  NetworkDescription& description() { return result_.description; }

  void report(std::string code, const Place& place, std::string message, std::string help) {
    result_.mistakes.push_back({.code = std::move(code),
                                .place = place,
                                .message = std::move(message),
                                .help = std::move(help)});
  }

  // ---- top level ------------------------------------------------------------------------------

  void check_format(const YamlNode& root) {
    const YamlNode* format = find(root, "gaussnet");
    if (!format) {
      Place top = root.place;
      return report("missing-format", top, "the format number is missing",
                    "begin the file with 'gaussnet: 1'");
    }
    if (format->is_scalar() && format->scalar == kFormatNumber) return;
    report("format-number", format->place,
           "format " + quoted(format->scalar) + " is not known to this version",
           "write 'gaussnet: 1'");
  }

  void read_top(const YamlNode& key, const YamlNode& value) {
    const std::string& name = key.scalar;
    if (name.starts_with("x-") || name == "gaussnet" || name == "parameters") return;
    if (name == "title") return values_.text(key, value, description().title);
    if (name == "description") return values_.text(key, value, description().description);
    if (name == "reference") return values_.text(key, value, description().reference);
    if (name == "defaults") return read_defaults(key, value);
    if (name == "interactions") return read_interactions(key, value);
    if (name == "nodes") return read_entries(key, value, description().nodes, "type");
    if (name == "results") return read_entries(key, value, description().results, "measure");
    if (name == "links") return read_links(key, value);
    if (name == "sweeps") return read_plans(key, value, description().sweeps);
    if (name == "optimisations") return read_plans(key, value, description().optimisations);
    if (const KeyRow* row = find_key(setting_keys(), name)) {
      description().top.push_back(values_.setting(key, value, row, name));
      return;
    }
    report("unknown-key", key.place, "a model has no key " + quoted(name),
           suggestion(name, known_top_keys()));
  }

  static std::vector<std::string> known_top_keys() {
    std::vector<std::string> names;
    for (const KeyRow& row : top_level_keys()) {
      names.emplace_back(row.name);
    }
    return names;
  }

  void read_links(const YamlNode& key, const YamlNode& value) {
    if (!value.is_sequence())
      return wrong_container(key, value, "a list of chains", "- [vacuum, spin.light]");
    auto& links = description().links;
    for (const YamlNode& chain : value.items) {
      links.push_back(values_.chain(chain, false, item_path("links", links.size())));
    }
  }

  void read_interactions(const YamlNode& key, const YamlNode& value) {
    if (!value.is_sequence()) {
      return wrong_container(key, value, "a list of maps",
                             "- {between: [cavity, mech], kind: position-position, rate: g}");
    }
    const KeyRow row{.shape = KeyRow::Shape::group, .keys = interaction_keys()};
    auto& interactions = description().interactions;
    for (const YamlNode& item : value.items) {
      values_.names.has_index = names_copies(item);
      interactions.push_back(
          values_.value(item, row, item_path("interactions", interactions.size())));
      values_.names.has_index = false;
    }
  }

  /// Whether an interaction is between copies, so that `index` counts its pairs.
  static bool names_copies(const YamlNode& interaction) {
    const YamlNode* between = interaction.is_map() ? find(interaction, "between") : nullptr;
    if (!between || !between->is_sequence()) return false;
    return std::any_of(between->items.begin(), between->items.end(), [](const YamlNode& node) {
      return node.is_scalar() && node.scalar.find('(') != std::string::npos;
    });
  }

  /// A map of types, each with keys of that type.
  void read_defaults(const YamlNode& key, const YamlNode& value) {
    if (!value.is_map()) {
      return wrong_container(key, value, "a map of types of nodes",
                             "oscillator: {frequency: 2pi * 1 MHz}");
    }
    for (const auto& [name, settings] : value.entries) {
      const NodeTypeRow* type = find_node_type(name.scalar);
      if (type && !settings.is_map()) {
        wrong_container(name, settings, "a map of keys of that type", a_key_of(*type));
        continue;
      }
      Entry entry{.name = name.scalar, .place = with_argument(name.place, name.scalar)};
      for (const auto& [inner, inner_value] : settings.entries) {
        const KeyRow* row = type ? find_key(type->keys, inner.scalar) : nullptr;
        entry.settings.push_back(values_.setting(inner, inner_value, row,
                                                 "defaults." + name.scalar + "." + inner.scalar));
      }
      description().defaults.push_back(std::move(entry));
    }
  }

  /// "{frequency: 2pi * 1 MHz}": the first quantity of the type, or its first key.
  static std::string a_key_of(const NodeTypeRow& type) {
    const auto quantity = std::find_if(type.keys.begin(), type.keys.end(), [](const KeyRow& row) {
      return row.shape == KeyRow::Shape::quantity || row.shape == KeyRow::Shape::quantity_or_word;
    });
    const KeyRow& row = quantity == type.keys.end() ? type.keys.front() : *quantity;
    return "{" + std::string(row.name) + ": " + std::string(row.example) + "}";
  }

  void wrong_container(const YamlNode& key, const YamlNode& value, std::string_view wanted,
                       std::string_view example) {
    report(value.is_missing() ? "empty-value" : "wrong-shape",
           value.is_missing() ? key.place : value.place,
           quoted(key.scalar) + " takes " + std::string(wanted),
           "for example '" + std::string(example) + "'");
  }

  /// Nodes or results: a map of maps. `kind` is the key that says which table its keys are in.
  void read_entries(const YamlNode& key, const YamlNode& value, std::vector<Entry>& entries,
                    const char* kind) {
    if (!value.is_map()) {
      return wrong_container(key, value, "a map of names",
                             std::string_view(kind) == "type"
                                 ? "detector: {type: homodyne, quadrature: P}"
                                 : "E_N: {measure: log-negativity, partition: [[spin], [mech]]}");
    }
    for (const auto& [name, settings] : value.entries) {
      if (!settings.is_map()) {
        wrong_container(name, settings, "a map that begins with '" + std::string(kind) + ":'",
                        std::string(kind) == "type" ? "{type: homodyne, quadrature: P}"
                                                    : "{measure: purity, modes: [spin]}");
        continue;
      }
      Entry entry{.name = name.scalar, .place = with_argument(name.place, name.scalar)};
      const std::span<const KeyRow> rows = rows_of(settings, kind);
      values_.names.has_index = find(settings, "repeat") != nullptr;
      for (const auto& [inner, inner_value] : settings.entries) {
        const KeyRow* row = inner.scalar == kind ? nullptr : find_key(rows, inner.scalar);
        entry.settings.push_back(
            values_.setting(inner, inner_value, row, name.scalar + "." + inner.scalar));
      }
      values_.names.has_index = false;
      entries.push_back(std::move(entry));
    }
  }

  /// Sweeps or optimisations: a map of names, each a map of the same keys.
  void read_plans(const YamlNode& key, const YamlNode& value, std::vector<Entry>& entries) {
    const KeyRow& row = *find_key(top_level_keys(), key.scalar);
    if (!value.is_map()) return wrong_container(key, value, "a map of names", row.example);
    const KeyRow& each = row.keys.front();
    for (const auto& [name, settings] : value.entries) {
      if (!settings.is_map()) {
        wrong_container(name, settings, "a map of keys", each.example);
        continue;
      }
      Entry entry{.name = name.scalar, .place = with_argument(name.place, name.scalar)};
      for (const auto& [inner, inner_value] : settings.entries) {
        entry.settings.push_back(values_.setting(inner, inner_value,
                                                 find_key(each.keys, inner.scalar),
                                                 name.scalar + "." + inner.scalar));
      }
      entries.push_back(std::move(entry));
    }
  }

  static std::span<const KeyRow> rows_of(const YamlNode& settings, std::string_view kind) {
    const YamlNode* word = find(settings, kind);
    if (!word) return {};
    if (kind == "type") {
      const NodeTypeRow* type = find_node_type(word->scalar);
      return type ? type->keys : std::span<const KeyRow>{};
    }
    const FigureRow* figure = find_figure(word->scalar);
    return figure ? figure->keys : std::span<const KeyRow>{};
  }

  ReadDescription& result_;
  YamlValues values_;
};

}  // namespace

ReadDescription read_description(std::string text, std::string file) {
  ReadDescription result;
  result.description.file = file;
  result.description.text = text;
  YamlText yaml = parse_yaml(std::move(text), std::move(file));
  result.complete = yaml.complete;
  if (yaml.complete) Reader(result).read(yaml.root);
  result.mistakes.insert(result.mistakes.begin(), yaml.mistakes.begin(), yaml.mistakes.end());
  return result;
}

Model load_text(std::string text, std::string file) {
  ReadDescription read = read_description(std::move(text), std::move(file));
  if (!read.complete) {
    throw DescriptionError(std::move(read.mistakes), std::move(read.description.text));
  }
  return Model(std::move(read.description), std::move(read.mistakes));
}

Model load(const std::string& path) { return load_text(read_text_file(path), path); }

Expression parse_setting(const NetworkDescription& description, std::string_view name,
                         std::string_view text) {
  NameTable names;
  const auto& parameters = description.parameters;
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    names.add(parameters[slot].name, static_cast<int>(slot));
  }
  const std::string line = std::string(name) + "=" + std::string(text);
  const Place place{.file = "--set",
                    .line = 1,
                    .column = static_cast<int>(name.size()) + 2,
                    .width = static_cast<int>(text.size())};
  ParsedQuantity parsed = parse_quantity(text, place, names);
  if (!parsed) throw DescriptionError(std::move(parsed.mistakes), line);
  return std::move(parsed.expression);
}

}  // namespace gaussnet
