#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace gaussnet {

/// A stable drift matrix made ready to solve A V + V A^T + D = 0 for any number of D.
///
/// Its states are taken in cascade_order, downstream first, so that A is block upper triangular;
/// each diagonal block is balanced and brought to real Schur form on its own:
///     A = Z T Z^{-1},   Z block diagonal in that order, T upper quasi-triangular.
/// A Schur form of the whole would undo the order of the cascade, and with it the accuracy.
/// Invariant: every diagonal block is stable by more than the rounding of its own eigenvalues.
class DriftFactor {
 public:
  /// @throws NotStable, InaccurateResult (QR iteration)
  explicit DriftFactor(const Matrix& A);

  /// V of A V + V A^T + D = 0; D symmetric.
  Matrix solve(const Matrix& D) const;

  /// The diagonal of that V for the noise diag(w), at half the price.
  Vector variances(const Vector& w) const;

  double spectral_abscissa() const { return abscissa_; }

 private:
  struct Basis {
    Eigen::Index begin = 0;
    Eigen::Index size = 0;
    Matrix forward{};  // Z of this block; empty: the identity
    Matrix inverse{};
    bool is_identity() const { return forward.size() == 0; }
    Eigen::Index end() const { return begin + size; }
  };

  void factor_block(Basis basis);
  bool is_in_order() const;
  Matrix along_cascade(const Matrix& M) const;  // M(order, order)

  std::vector<int> order_{};
  std::vector<Basis> bases_{};
  Matrix triangle_{};  // T
  double abscissa_ = 0;
};

}  // namespace gaussnet
