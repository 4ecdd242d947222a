#pragma once

#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/linear/matrix.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gaussnet {

/// A mode by its place (from 0) or by its name in the state.
class Mode {
 public:
  Mode(int index) : which_(index) {}                     // NOLINT: {0, 1} reads as a pair
  Mode(std::string name) : which_(std::move(name)) {}    // NOLINT: so does {"spin", "mech"}
  Mode(const char* name) : which_(std::string(name)) {}  // NOLINT
  const std::variant<int, std::string>& which() const { return which_; }

 private:
  std::variant<int, std::string> which_;
};

/// Two different modes: {0, 1} or {"spin", "mech"}.
struct ModePair {
  Mode first;
  Mode second;
};

/// A | B: {{0}, {1, 2}} or {{"spin"}, {"mech"}}. Modes in neither part are traced out.
struct Bipartition {
  std::vector<Mode> a{};
  std::vector<Mode> b{};
};

/// Places of modes, resolved against a state and checked.
struct ModeIndexPair {
  int first = 0;
  int second = 1;
};
struct BipartitionIndices {
  std::vector<int> a{};
  std::vector<int> b{};
};

/// A number and how far it can be from the truth: |value - exact| <= bound. The bound covers the
/// rounding of the covariance's entries and the state's own error bound. It is infinite where these
/// leave nothing certain.
struct BoundedValue {
  double value = 0;
  double bound = 0;
};

/// What to do with V + i Om/2 < 0 beyond rounding.
enum class Physicality {
  required,  // refuse it
  reported   // hold it, with its margin (damping of the momentum alone can cause it)
};

struct StateDetails {
  std::vector<std::string> mode_names{};  // one per mode, or none
  double error_bound = 0;                 // ||V - exact||_2, absolute, in units of V
  Physicality physicality = Physicality::required;
  /// Besides: |V_ij - exact V_ij| <= relative_bound sqrt(V_ii V_jj), which leaves a cold mode its
  /// digits beside a hot one.
  double relative_bound = 0;
};

/// r = (X1, P1, ...),   V = 1/2 <r r^T + (r r^T)^T> - <r><r>^T
/// Invariant: V is finite, symmetric and of at least one mode; unless Physicality::reported,
/// V + i Om/2 >= -uncertainty_tolerance(V); names, if there are any, are different.
class GaussianState {
 public:
  /// @param covariance V, 2n x 2n
  /// @throws std::invalid_argument shape, a NaN, asymmetry, names; an unphysical V, with its margin
  explicit GaussianState(Matrix covariance, StateDetails details = {});

  ///     V = L L^T
  /// Keeps L, in which strong squeezing is resolved to the square of what V's entries resolve.
  /// @param factor L, 2n x m, m >= 2n
  static GaussianState from_factor(Matrix factor, StateDetails details = {});

  /// V = 1/2 identity.
  static GaussianState vacuum(int num_modes);

  int num_modes() const { return static_cast<int>(covariance_.rows() / 2); }
  const Matrix& covariance() const { return covariance_; }
  /// L of V = L L^T, if the state was given by it.
  const std::optional<Matrix>& factor() const { return factor_; }
  const std::vector<std::string>& mode_names() const { return details_.mode_names; }
  /// ||V - exact||_2: what is given of it, and relative_bound() tr V.
  double error_bound() const {
    return details_.error_bound + details_.relative_bound * covariance_.trace();
  }
  double relative_bound() const { return details_.relative_bound; }
  ///     |w^T (V - exact V) w|
  /// @param w  of the quadratures, 2n
  double error_bound_of(const Vector& w) const;
  Physicality physicality() const { return details_.physicality; }

  /// Least eigenvalue of V + i Om/2; an eigenvalue problem at each call.
  double uncertainty_margin() const { return gaussnet::uncertainty_margin(covariance_); }

  /// The state of some modes, in the order given; the others are traced out.
  /// @throws std::invalid_argument none, out of range, a mode twice
  GaussianState reduced(std::span<const int> modes) const;

  /// @throws std::invalid_argument out of range; an unknown name, with the names there are
  int index(const Mode& mode) const;
  std::vector<int> indices(std::span<const Mode> modes) const;
  /// @throws std::invalid_argument also: the same mode twice
  ModeIndexPair indices(const ModePair& pair) const;
  /// @throws std::invalid_argument also: an empty part, a mode named twice
  BipartitionIndices indices(const Bipartition& partition) const;

 private:
  GaussianState(Matrix covariance, std::optional<Matrix> factor, StateDetails details);

  Matrix covariance_;
  std::optional<Matrix> factor_;
  StateDetails details_;
};

}  // namespace gaussnet
