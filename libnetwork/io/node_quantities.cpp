#include <algorithm>
#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/node_quantities.hpp>
#include <libnetwork/io/quantity_writer.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/defaults.hpp>
#include <libnetwork/network/physical_constants.hpp>

namespace gaussnet {
namespace {

using Shape = KeyRow::Shape;

class Collection {
 public:
  Collection(const Model& model, int index) : model_(model), index_(index) {}

  void add(const Value::Group& group, std::span<const KeyRow> rows, const std::string& path) {
    for (const KeyRow& row : rows) {
      const bool is_unsaid = !find(group, row.name);
      // Antisqueezing is as much as squeezing.
      const KeyRow* other =
          is_unsaid && row.default_is_key ? find_key(rows, row.default_text) : nullptr;
      add(group, other ? *other : row, path + std::string(row.name));
    }
  }

  std::vector<NodeQuantity> found{};

 private:
  void add(const Value::Group& group, const KeyRow& row, const std::string& path) {
    const Setting* setting = find(group, row.name);
    if (row.shape == Shape::group) {
      const auto* inner = setting ? setting->value.as<Value::Group>() : nullptr;
      if (inner) add(*inner, row.keys, path + ".");
      return;
    }
    if (row.shape == Shape::groups) {  // names the user chose: {front: {rate: ...}}
      const auto* groups = setting ? setting->value.as<Value::Group>() : nullptr;
      for (const Setting& named : groups ? *groups : Value::Group{}) {
        if (const auto* inner = named.value.as<Value::Group>()) {
          add(*inner, row.keys.front().keys, path + "." + named.key + ".");
        }
      }
      return;
    }
    if (row.name == "repeat") return;
    if (!setting && row.default_text.empty()) return;
    NodeQuantity quantity{.path = path, .row = &row};
    if (const auto* word = setting ? setting->value.as<Value::Word>() : nullptr) {
      quantity.word = quantity.source = *word;
    } else if (setting ? !setting->value.as<Expression>() : row.default_is_choice()) {
      quantity.word = row.default_text;
    } else {
      quantity.value =
          quantity_at(group, row, model_.parameter_types()).at(model_.parameters(), index_);
      if (setting) quantity.source = setting->value.as<Expression>()->text;
    }
    if (quantity.word == "P" && row.kind == Kind::angle) quantity.value = pi / 2;
    found.push_back(std::move(quantity));
  }

  const Model& model_;
  int index_;
};

}  // namespace

std::vector<NodeQuantity> quantities_of(const Model& model, const Entry& node,
                                        const NodeTypeRow& type, int index) {
  Value::Group settings = completed(model.description(), node).settings;
  std::erase_if(settings, [](const Setting& setting) { return setting.key == "type"; });
  Collection collection(model, index);
  collection.add(settings, type.keys, "");
  return std::move(collection.found);
}

std::string in_words(const NodeQuantity& quantity) {
  if (!quantity.word.empty()) return quantity.word;
  switch (quantity.row->kind) {
    case Kind::rate:
      return rate_in_words(quantity.value);
    case Kind::angle:
      return angle_in_words(quantity.value);
    case Kind::decibel:
      return number_in_words(quantity.value) + " dB";
    case Kind::temperature:
      return number_in_words(quantity.value) + " K";
    default:
      if (quantity.row->range.high == 1) return number_in_words(100 * quantity.value) + " %";
      return number_in_words(quantity.value, 8);
  }
}

std::string unit_of(Kind kind) { return unit_in_file(dimension_of(kind)); }

}  // namespace gaussnet
