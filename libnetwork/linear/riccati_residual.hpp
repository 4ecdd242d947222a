#pragma once

#include <libnetwork/linear/precise_product.hpp>
#include <libnetwork/linear/riccati.hpp>
#include <libnetwork/linear/white_record.hpp>

namespace gaussnet {

/// A covariance put into its Riccati equation, record white.
struct RiccatiResidual {
  Matrix residual{};     // A V + V A^T + D - L L^T,  L = V M^T + Gam
  Matrix white_gain{};   // L
  Matrix closed_loop{};  // A - L M
  Matrix noise{};        // what rounding of D and L L^T scales with, in absolute value
  Matrix
      loop_rounding{};  // what the loop may be off by where rescaling multiplies rounding, or empty
  double relative = 0;  // as in RiccatiSolution
};
RiccatiResidual residual_of(const WhiteRecord& record, const Matrix& V);

/// The same in twice the precision, of the equation as given: with any K,
///     F(V) = A V + V A^T + D - K L^T - L K^T + K R K^T - (L - K R) R^{-1} (L - K R)^T,
/// and where K is L R^{-1} up to rounding, the last term is of second order in it. (K is improved
/// by K += (L - K R) R^{-1} until no more is left than what R as factored, C C^T, cannot know.)
struct PreciseResidual {
  Matrix residual{};            // F(V)
  Matrix hidden{};              // what rounding may have left out of it, entrywise
  Matrix white_gain{};          // L of the white record
  PreciseMatrix closed_loop{};  // A - L R^{-1} M
  Matrix loop_rounding{};       // how far it may be from that
  Matrix size_of_loop{};        // |A| + |L||M|, which its rounding scales with
};
PreciseResidual precise_residual_of(const RiccatiEquation& given, const WhiteRecord& record,
                                    const Matrix& V);

/// What a loop that is off by `rounding` may leave of the noise w that X answers, a share of it:
///     dA_c X + X dA_c^T <= share diag(w);
/// X / (1 - share) answers all of it.
double lost_share(const Matrix& rounding, const Matrix& X, const Vector& w);

///     misfit_of_drift + misfit_of_record,
/// what uncertain coefficients leave of the equation; zero where nothing is said of them.
Matrix misfit_of_coefficients(const WhiteRecord& record, const Matrix& V, const Matrix& white_gain);

}  // namespace gaussnet
