#include <libnetwork/linear/cascade_kernels.hpp>

namespace gaussnet {
namespace {

#include <libnetwork/linear/cascade_kernels.inc>

}  // namespace

CascadeKernelTable baseline_cascade_kernels() noexcept { return table; }

}  // namespace gaussnet
