#include <libnetwork/linear/cascade_kernels.hpp>

namespace gaussnet {
namespace {

#include <libnetwork/linear/cascade_kernels.inc>

}  // namespace

CascadeKernelTable avx2_cascade_kernels() noexcept { return table; }

}  // namespace gaussnet
