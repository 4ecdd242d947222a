#include <libnetwork/io/yaml_tree_diagnosis.hpp>
#include <libnetwork/io/yaml_tree_entries.hpp>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace gaussnet {
namespace {

class EntryCheck {
 public:
  explicit EntryCheck(std::vector<Mistake>& mistakes) : mistakes_(mistakes) {}

  void visit(YamlNode& node) {
    for (YamlNode& item : node.items) visit(item);
    if (!node.is_map()) return;
    std::vector<bool> dropped(node.entries.size());
    std::unordered_map<std::string_view, const YamlNode*> first;
    first.reserve(node.entries.size());
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      auto& [key, value] = node.entries[i];
      visit(value);
      dropped[i] = is_unusable(key, value) || is_repeated(key, first);
    }
    std::size_t i = 0;
    std::erase_if(node.entries, [&](const auto&) { return dropped[i++]; });
  }

 private:
  bool is_unusable(const YamlNode& key, const YamlNode& value) {
    if (key.is_missing()) {
      mistakes_.push_back({"complex-key",
                           key.place,
                           "a key is missing before this colon",
                           {},
                           "write 'key: value'"});
      return true;
    }
    if (!key.is_scalar()) return true;  // reported where it began
    if (key.quoted) return false;
    if (key.scalar == "<<") {
      mistakes_.push_back({"merge-key",
                           key.place,
                           "'<<' does not merge maps here",
                           {},
                           "write the keys out, or give values for all nodes of a type under "
                           "'defaults'"});
      return true;
    }
    return has_run_together(key, value) || begins_with_no_break_space(key);
  }

  bool has_run_together(const YamlNode& key, const YamlNode& value) {
    const auto colon =
        value.is_missing() && key.literal ? colon_without_blank(key.scalar) : std::nullopt;
    if (!colon) return false;
    mistakes_.push_back(missing_blank(key.place, key.scalar, *colon));
    return true;
  }

  bool begins_with_no_break_space(const YamlNode& key) {
    if (!key.scalar.starts_with("\xC2\xA0")) return false;
    mistakes_.push_back(indented_with_no_break_space(key.place));
    return true;
  }

  bool is_repeated(const YamlNode& key,
                   std::unordered_map<std::string_view, const YamlNode*>& first) {
    const auto [known, is_new] = first.emplace(key.scalar, &key);
    if (is_new) return false;
    mistakes_.push_back({"duplicate-key",
                         key.place,
                         "the key '" + key.scalar + "' is given twice",
                         {"first given at line " + std::to_string(known->second->place.line) +
                          ", column " + std::to_string(known->second->place.column)},
                         "keep one of the two, or rename one"});
    return true;
  }

  std::vector<Mistake>& mistakes_;
};

/// "gaussnet:1" and nothing else.
std::optional<Mistake> root_run_together(const YamlNode& root) {
  if (!root.is_scalar() || root.quoted || !root.literal) return {};
  const auto colon = colon_without_blank(root.scalar);
  if (!colon) return {};
  return missing_blank(root.place, root.scalar, *colon);
}

}  // namespace

void check_entries(YamlNode& root, std::vector<Mistake>& mistakes) {
  if (auto mistake = root_run_together(root)) mistakes.push_back(*std::move(mistake));
  EntryCheck(mistakes).visit(root);
}

}  // namespace gaussnet
