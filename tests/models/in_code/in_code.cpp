#include "in_code.hpp"

namespace in_code {
namespace {

constexpr ModelInCode kModels[] = {
    {"dark_dimers", dark_dimers},
    {"spin_mechanical", spin_mechanical},
    {"spin_mechanical_full", spin_mechanical_full},
    {"spin_mechanical_loss", spin_mechanical_loss},
};

}  // namespace

std::span<const ModelInCode> models() { return kModels; }

}  // namespace in_code
