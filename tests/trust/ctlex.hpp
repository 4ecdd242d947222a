#pragma once

#include <libnetwork/linear/lyapunov.hpp>
#include <optional>
#include <string>
#include <tests/trust/extended.hpp>
#include <vector>

namespace trust {

/// An example of CTLEX,  A^T X + X A = -b b^T,  with drift A^T and diffusion b b^T.
/// D. Kressner, V. Mehrmann, T. Penzl, SLICOT Working Note 1999-6. Everything is formed in twice
/// the precision and rounded once.
struct CtlexCase {
  std::string name{};
  gaussnet::LyapunovEquation equation{};
  std::optional<Extended> closed_form{};  // of the unrounded matrices
};

/// The collection's standard equations 4.1 (n, r = s) and 4.2 (n, s, damping l), with the
/// parameters for which peers were measured. (4.3 and 4.4 are generalised equations, with a matrix
/// on the left of dr/dt.)
std::vector<CtlexCase> ctlex();

}  // namespace trust
