#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/linear/failures.hpp>
#include <string>

namespace gaussnet {

/// The oscillator or cavity in which a mode is strongest.
std::string mode_name(const LinearModel& model, const Eigenmode& mode);

/// Why there is no steady state, in the network's names, where a solver refused an equation by
/// numbers: which mode, its rate, and what would help. With a model also what amplifies it, and the
/// place that a reader would change; it may be null.
NoSteadyState no_steady_state(const NotStable& failure, const LinearModel& linear,
                              const Model* model);
NoSteadyState no_steady_state(const NotDetectable& failure, const LinearModel& linear,
                              const Model* model);
NoSteadyState no_steady_state(const NotStabilisable& failure, const LinearModel& linear,
                              const Model* model);

/// Of a conditional state.
NoSteadyState no_detector();

}  // namespace gaussnet
