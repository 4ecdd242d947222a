#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/gaussian/gaussian_state.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <span>
#include <string>

namespace gaussnet {

/// Which solver finds the unconditional state: `dense` forms A, D and V as matrices, `cascade` goes
/// block by block along the network and wants no block much larger than the others; `automatic`
/// takes the latter where it is faster.
enum class Solver { automatic, dense, cascade };

/// From so many modes on a cascade is solved block by block.
inline constexpr std::size_t modes_of_long_cascade = 128;

/// A stationary covariance with what it takes to trust it. The modes carry the names of the nodes,
/// in the order in which they were declared; error_bound() bounds the covariance's error.
struct SteadyState : GaussianState {
  double residual = 0;            // relative, of Eq. (4) or (5)
  double spectral_abscissa = 0;   // rad/s, of the drift; conditional: of the closed loop A - K M
  std::string slowest_mode{};     // the node whose mode decays at that rate
  Solver solver = Solver::dense;  // that found it
  double abscissa_error = 0;      // rad/s, an estimate of how far the abscissa is from exact
};

/// What `automatic` means for a network.
Solver chosen_solver(const BlockCascade& network, Solver wanted);

/// How many threads work along a cascade of so many modes: those that are wanted, or (0) as many as
/// the processor has and the cascade is long enough for.
int threads_along(std::size_t modes, int wanted);

///     A V + V A^T + D = 0                                               [theory.md, Eq. (4)]
/// @throws NoSteadyState [unstable] with the growing mode, its rate and what would damp it
/// @throws InaccurateResult
SteadyState unconditional_state(const Model& model, Solver solver = Solver::automatic);
SteadyState unconditional_state(const LinearModel& model);
/// With its linear model where that is at hand; the model's nodes are used to say what is wrong.
/// @param threads  of the cascade's solver, whose numbers do not depend on it; 0: the processor's
SteadyState unconditional_state(const Model& model, const LinearModel& linear,
                                Solver solver = Solver::automatic, int threads = 0);

/// The same along the cascade, for networks of any size: V passes the visitor and is not kept.
/// @param network  model.cascade(), whose blocks are given up once their equations are written
/// down:
///                 of a long network they are much of the memory
/// @throws as above
CascadeSolution unconditional_state_along(const Model& model, BlockCascade network,
                                          CovarianceVisitor* visitor, int threads = 0);

///     A V + V A^T + D = (V M^T + Gam) R^{-1} (V M^T + Gam)^T            [theory.md, Eq. (5)]
/// A need not be stable: what grows must be seen.
/// @throws NoSteadyState [no-detector], [undetectable] with the mode that no record sees,
///         [undriven] with a mode that neither decays nor is driven
/// @throws InaccurateResult
SteadyState conditional_state(const Model& model);
SteadyState conditional_state(const LinearModel& model);
SteadyState conditional_state(const Model& model, const LinearModel& linear);

/// The model with the records of these detectors only: what others would record is lost.
/// @throws std::invalid_argument a detector that has no records in the model
LinearModel with_records_of(const LinearModel& model, std::span<const std::string> detectors);

}  // namespace gaussnet
