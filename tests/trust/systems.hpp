#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <string>
#include <vector>

// Seeded systems whose error bounds are held against references.

namespace trust {

template <class Equation>
struct System {
  std::string family{};
  unsigned seed = 0;
  Equation equation{};
};
using LyapunovSystem = System<gaussnet::LyapunovEquation>;
using RiccatiSystem = System<gaussnet::RiccatiEquation>;

inline constexpr unsigned random_systems = 500;
inline constexpr unsigned nasty_families = 10;
inline constexpr unsigned nasty_seeds = 10;  // of each family

/// Dense, cascaded and bosonic ones in turn, of 1 to 16 states.
LyapunovSystem random_lyapunov(unsigned seed);
RiccatiSystem random_riccati(unsigned seed);

/// One of ten ways to be difficult and still to have an answer that doubles determine.
LyapunovSystem nasty_lyapunov(unsigned family, unsigned seed);
RiccatiSystem nasty_riccati(unsigned family, unsigned seed);

}  // namespace trust
