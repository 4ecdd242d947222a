#pragma once

#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/yaml_tree.hpp>
#include <libnetwork/network/description.hpp>
#include <libnetwork/network/node_types.hpp>
#include <string>
#include <vector>

// For the sources of this folder.
namespace gaussnet {

/// Turns YAML values into settings, by the rows of the tables: a quantity is compiled, a word stays
/// a word, a group follows the rows of its keys. What has no row is kept as it stands, for the
/// checks to name it.
class YamlValues {
 public:
  explicit YamlValues(std::vector<Mistake>& mistakes) : mistakes_(mistakes) {}

  /// The names that expressions may use, and whether `index` is one.
  NameTable names{};

  Setting setting(const YamlNode& key, const YamlNode& value, const KeyRow* row,
                  const SharedText& path);
  /// What `row` says a value is.
  Value value(const YamlNode& node, const KeyRow& row, const std::string& path) {
    return read(node, &row, path);
  }
  /// Before a text is read: no nearest name is sought for a mistake that is one too many to be
  /// told.
  void note_mistakes() { names.suggests = mistakes_.size() < most_mistakes; }
  /// A quantity, or what is unreadable, with its mistakes.
  Value quantity(const YamlNode& node);
  /// A chain: names, what the light meets, repeated paths.
  /// @param repeated  inside a repeated path, where `index` counts the rounds
  Value chain(const YamlNode& node, bool repeated, const std::string& path);

  /// Free text, such as a title.
  void text(const YamlNode& key, const YamlNode& value, std::string& text);

  /// A quantity stands in one line without escapes, so that messages can point into it.
  bool stands_in_one_line(const YamlNode& node);

 private:
  Value read(const YamlNode& node, const KeyRow* row, const SharedText& path);
  Value content_of(const YamlNode& node, const KeyRow* row, const std::string& path);
  Value group_of(const YamlNode& node, const KeyRow* row, const std::string& path);
  Value chain_item(const YamlNode& item, const std::string& path);
  bool is_choice(const YamlNode& node, const KeyRow& row) const;
  void report(std::string code, const Place& place, std::string message, std::string help);

  std::vector<Mistake>& mistakes_;
};

/// The place of what stands inside quotes.
Place place_of_content(const YamlNode& scalar);
Place with_argument(Place place, SharedText argument);

}  // namespace gaussnet
