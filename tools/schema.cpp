#include <libnetwork/io/schema.hpp>
#include <tools/commands.hpp>

namespace gaussnet::tools {

Outcome execute(const SchemaOptions&, std::istream&) { return {.results = model_schema()}; }

}  // namespace gaussnet::tools
