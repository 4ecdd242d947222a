#pragma once

#include <string_view>

namespace gaussnet {

/// The instruction set that the small kernels run on, chosen once: "avx2+fma" where
/// the processor has it, else "baseline". The environment variable GAUSSNET_ISA=baseline forces the
/// latter; any other value leaves the choice to the processor.
std::string_view kernel_isa();

}  // namespace gaussnet
