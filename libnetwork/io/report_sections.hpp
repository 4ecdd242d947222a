#pragma once

#include <libnetwork/analysis/report.hpp>
#include <string>
#include <vector>

// The sections of the report for people. For the sources of this folder.
namespace gaussnet {

/// The states of a report, in the order of the columns.
struct NamedState {
  std::string name{};
  const StateReport* report = nullptr;
};

std::vector<NamedState> states_of(const Report& report);

/// A number with the digits that its bound leaves; 0 with a bound about the least number that
/// double precision holds is no 0 but less than that.
std::string number_or_less(double value, double bound, int digits = 8);

/// The figures of merit, lists below the table of the others, and why some have no number.
std::string results_in_words(const Report& report);

/// What a network is made of that is too large to be shown node by node.
std::string counts_in_words(const Report& report);

/// How far each state is to be trusted, or why there is none.
std::string checks_in_words(const Report& report);

}  // namespace gaussnet
