#pragma once

#include <libnetwork/network/description.hpp>
#include <span>
#include <vector>

namespace gaussnet {

/// The parameters of a description, in an order in which each depends only on earlier ones.
struct ParameterPlan {
  std::vector<ValueType> types{};  // by slot
  std::vector<int> order{};        // of evaluation, slots
};

/// Orders and types the parameters. Mistakes (a circle, a name twice, a wrong sum) are appended; a
/// parameter with a mistake fits any key, so that it is reported once.
ParameterPlan plan_parameters(std::span<const Parameter> parameters,
                              std::vector<Mistake>& mistakes);

/// A double in the coherent unit of a quantity of this type, as an expression of that type.
Expression in_declared_unit(double value, const ValueType& declared);

/// Their values by slot, in coherent units. Not finite ones are appended as mistakes.
std::vector<double> evaluate_parameters(std::span<const Parameter> parameters,
                                        const ParameterPlan& plan, std::vector<Mistake>& mistakes);

}  // namespace gaussnet
