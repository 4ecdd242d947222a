#pragma once

#include <catch2/catch.hpp>
#include <cstdio>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/failures.hpp>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <tests/trust/references.hpp>

namespace trust {

/// What a solver did with a case: an answer, or the text of its refusal.
template <class Solution>
struct Outcome {
  std::optional<Solution> solution{};
  std::string refusal{};
};

/// Refusals are failures that a caller expects; anything else passes through and fails the test.
template <class Equation>
auto outcome(const Equation& equation) -> Outcome<decltype(solve(equation))> try {
  return {solve(equation), {}};
} catch (const gaussnet::ModeFailure& failure) {
  return {{}, failure.what()};
} catch (const gaussnet::InaccurateResult& failure) {
  return {{}, failure.what()};
} catch (const std::invalid_argument& failure) {
  return {{}, failure.what()};
}

/// Forward errors up to this are as good as any: a thousand roundings of each of n terms.
inline double plain_limit(Eigen::Index n) {
  return 1e3 * static_cast<double>(n) * std::numeric_limits<double>::epsilon();
}

/// Rounding the matrices once more to doubles would move the answer by ten times itself: a refusal
/// is right. The reference says how much its own rounding moves it.
inline bool is_beyond_doubles(const Reference& exact) {
  constexpr double rounding_of_double = 0x1p-53;
  return exact.uncertainty / gaussnet::double_double_epsilon * rounding_of_double > 10;
}

/// For a table: two digits suffice, and a dash stands for what there is not.
inline std::string in_table(std::optional<double> value) {
  if (!value || !(*value < std::numeric_limits<double>::infinity())) return "-";
  if (*value == 0) return "0";
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.1e", *value);
  return digits;
}

/// One row: what was reached against the reference, or what stands in its place.
template <class Case>
void print_row(const Case& example, double best_peer, const char* refusal) {
  const auto found = outcome(example.equation);
  std::optional<double> error;
  std::optional<double> bound;
  if (found.solution) {
    error = forward_error(found.solution->covariance, reference(example.equation).covariance);
    bound = found.solution->error_bound;
  }
  std::printf("| %s | %d | %s | %s | %s |\n", example.name.c_str(),
              static_cast<int>(example.equation.drift.rows()),
              found.solution ? in_table(error).c_str() : refusal,
              best_peer > 0 ? in_table(best_peer).c_str() : "-", in_table(bound).c_str());
}

/// Peers within this factor count as equal.
inline constexpr double peer_factor = 10;

}  // namespace trust
