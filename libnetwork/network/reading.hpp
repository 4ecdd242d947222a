#pragma once

#include <libnetwork/network/check.hpp>
#include <libnetwork/network/component.hpp>
#include <libnetwork/network/description.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gaussnet {

/// What the checks need besides the settings they look at.
struct CompileContext {
  std::span<const double> parameters{};
  std::span<const ValueType> types{};
  std::vector<Mistake>& mistakes;
  Picture picture = Picture::full;
  std::optional<double> carrier{};  // rad/s
};

/// Reads the quantities of one group of settings at the parameters' values.
class Reading {
 public:
  Reading(const Value::Group& group, std::span<const KeyRow> keys, const CompileContext& context,
          int index)
      : group_(group), keys_(keys), context_(context), index_(index) {}

  bool has(std::string_view key) const { return find(group_, key) != nullptr; }
  /// In the coherent unit; the default if the key is not there.
  double number(std::string_view key) const;
  /// 1 - number(key) of a loss in dB, to its own last digits.
  std::optional<double> transmission(std::string_view key) const;
  /// The default if the key is not there; empty if a quantity is there instead.
  std::string word(std::string_view key) const;
  Reading inner(std::string_view key) const;
  /// The groups under the names of the user's, in their order; none if the key is not there.
  std::vector<Reading> named(std::string_view key) const;

  Place place(std::string_view key) const { return find(group_, key)->place; }
  void report(Mistake mistake) const { context_.mistakes.push_back(std::move(mistake)); }
  const CompileContext& context() const { return context_; }

 private:
  const Value::Group& group_;
  std::span<const KeyRow> keys_;
  const CompileContext& context_;
  int index_;
};

///     n = 1/(e^x - 1),  x = hbar omega/(k_B T)
/// @param frequency  rad/s
/// @param temperature  K
double bose_einstein(double frequency, double temperature);

/// Of light: `occupation`, or that of its `temperature` at the carrier; a mistake [carrier-needed]
/// where no carrier is given.
double light_occupation(const Reading& reading);

}  // namespace gaussnet
