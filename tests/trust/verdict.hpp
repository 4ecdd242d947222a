#pragma once

#include <catch2/catch.hpp>
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

/// Peers within this factor count as equal.
inline constexpr double peer_factor = 10;

}  // namespace trust
