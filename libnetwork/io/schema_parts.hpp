#pragma once

#include <libnetwork/network/node_types.hpp>
#include <nlohmann/json_fwd.hpp>

// For schema.cpp: what a JSON Schema is made of.
namespace gaussnet::schema_parts {

using Json = nlohmann::ordered_json;  // keys in the order of the tables

Json quantity(const KeyRow& row);
Json any_quantity();
Json word();
/// One of the words of "a|b|c".
Json words(std::string_view choices);
Json list_of(Json items, int at_least = 0);
Json pair_of(Json items);
Json either(Json first, Json second);

}  // namespace gaussnet::schema_parts
