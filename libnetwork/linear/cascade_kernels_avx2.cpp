#include <libnetwork/linear/cascade_kernels.hpp>

namespace gaussnet {
namespace {

// Each stands on those before it.
// clang-format off
#include <libnetwork/linear/cascade_chunk_kernels.inc>
#include <libnetwork/linear/cascade_block_kernels.inc>
#include <libnetwork/linear/cascade_kernels.inc>
// clang-format on

}  // namespace

CascadeKernelTable avx2_cascade_kernels() noexcept { return table; }

}  // namespace gaussnet
