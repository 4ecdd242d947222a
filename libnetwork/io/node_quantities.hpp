#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/network/node_types.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// One value of a node, by the rows of its type's table: as given, or its default.
struct NodeQuantity {
  std::string path{};  // "bath.linewidth"
  const KeyRow* row = nullptr;
  std::string word{};    // where a word stands; empty: `value` counts
  double value = 0;      // in the coherent unit of the row's kind; of X and P, the angle
  std::string source{};  // as the file or the program wrote it; empty: the default
};

/// Every value of a node, inner groups flattened, in the order of the table, at the parameters of
/// the model and for the copy `index` of a repeated node (else 0). What is optional, not given and
/// without a default is left out; so is `repeat`.
std::vector<NodeQuantity> quantities_of(const Model& model, const Entry& node,
                                        const NodeTypeRow& type, int index);

/// The value in the units that people write: "2pi * 5 kHz", "0.25 pi", "90 %", "6 dB", "P".
std::string in_words(const NodeQuantity& quantity);

/// The coherent unit of what a key takes: "rad/s", "rad", "dB", "K" or "".
std::string unit_of(Kind kind);

}  // namespace gaussnet
