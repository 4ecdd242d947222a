#include <cmath>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/reading.hpp>

namespace gaussnet {

double Reading::number(std::string_view key) const {
  return quantity_at(group_, *find_key(keys_, key), context_.types).at(context_.parameters, index_);
}

std::optional<double> Reading::transmission(std::string_view key) const {
  return quantity_at(group_, *find_key(keys_, key), context_.types)
      .transmission_at(context_.parameters, index_);
}

std::string Reading::word(std::string_view key) const {
  const Setting* setting = find(group_, key);
  if (!setting) return std::string(find_key(keys_, key)->default_text);
  const auto* word = setting->value.as<Value::Word>();
  return word ? *word : std::string();
}

Reading Reading::inner(std::string_view key) const {
  return {*find(group_, key)->value.as<Value::Group>(), find_key(keys_, key)->keys, context_,
          index_};
}

std::vector<Reading> Reading::named(std::string_view key) const {
  std::vector<Reading> groups;
  if (!has(key)) return groups;
  const KeyRow& each = find_key(keys_, key)->keys.front();
  for (const Setting& setting : *find(group_, key)->value.as<Value::Group>()) {
    groups.push_back({*setting.value.as<Value::Group>(), each.keys, context_, index_});
  }
  return groups;
}

double bose_einstein(double frequency, double temperature) {
  if (temperature == 0) return 0;
  return 1 / std::expm1(hbar * frequency / (boltzmann * temperature));
}

double light_occupation(const Reading& reading) {
  if (!reading.has("temperature")) return reading.number("occupation");
  if (reading.context().carrier) {
    return bose_einstein(*reading.context().carrier, reading.number("temperature"));
  }
  reading.report({.code = "carrier-needed",
                  .place = reading.place("temperature"),
                  .message = "a temperature of light gives an occupation only at the frequency of "
                             "the light, and the model gives no 'carrier'",
                  .help = "add 'carrier: 2pi * 6 GHz' (with your frequency) at the top level, or "
                          "give 'occupation' instead"});
  return 0;
}

}  // namespace gaussnet
