#pragma once

#include <libnetwork/analysis/report.hpp>
#include <string>

namespace gaussnet {

/// Networks of more modes have no covariance in the text unless it is asked for, and
inline constexpr int most_modes_with_covariance = 12;
/// networks of more than these are summed up.
inline constexpr int most_modes_in_full = 64;

/// The report for people, at most 100 columns wide (longer names excepted). Numbers have no more
/// digits than their error bound leaves.
/// @param with_covariance  print it whatever its size
std::string to_text(const Report& report, bool with_covariance = false);

/// The report for programs (docs/solve.schema.json). Doubles read back as they were; where there is
/// no finite number there is no key, and a status says why.
std::string to_json(const Report& report);

/// name,measure,state,value,bound,status; a line per result and state.
std::string to_csv(const Report& report);

}  // namespace gaussnet
