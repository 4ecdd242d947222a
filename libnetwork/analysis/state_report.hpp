#pragma once

#include <functional>
#include <libnetwork/analysis/report.hpp>

// For the sources of this folder.
namespace gaussnet {

/// What is done with the matrices of more modes takes seconds to minutes: that is said before.
inline constexpr std::size_t many_for_matrices = 500;

/// The status that the exception in flight stands for: NoSteadyState, InaccurateResult; others fly
/// on. To be called where it is caught.
StateReport failed_state();

/// What find_state returns, its margin and its purity, or why there is none.
StateReport report_of(const std::function<SteadyState()>& find_state);

/// Adds a warning, or a note where a brownian bath explains it, of a margin below what rounding
/// leaves.
void check_uncertainty(const std::string& which, const StateReport& report, Report& whole);

}  // namespace gaussnet
