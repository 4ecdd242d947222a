#pragma once

#include <libnetwork/analysis/report.hpp>

// For the sources of this folder.
namespace gaussnet {

/// The status that the exception in flight stands for: NoSteadyState, InaccurateResult; others fly
/// on. To be called where it is caught.
StateReport failed_state();

/// Adds a warning, or a note where a brownian bath explains it, of a margin below what rounding
/// leaves.
void check_uncertainty(const std::string& which, const StateReport& report, Report& whole);

}  // namespace gaussnet
