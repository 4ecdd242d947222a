#pragma once

#include <string_view>

namespace gaussnet {

/// The instruction set that the small kernels run on, chosen once: "x86-64-v3" (AVX2 and FMA) where
/// the processor has it, else "baseline". The environment variable GAUSSNET_ISA=baseline forces the
/// latter; any other value leaves the choice to the processor.
std::string_view kernel_isa();

}  // namespace gaussnet
