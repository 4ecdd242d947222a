#pragma once

#include <string>

namespace gaussnet {

/// The JSON Schema (draft 7) of model files, from the tables that the reader and the checks use:
/// keys with their meanings, words, alternatives, and plain numbers' ranges. Editors complete,
/// explain and check a file with it. What needs the model as a whole (kinds of quantities, names,
/// wiring) is known to `check` only: a quantity is a number or any text here.
std::string model_schema();

}  // namespace gaussnet
