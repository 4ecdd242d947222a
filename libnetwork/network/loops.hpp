#pragma once

#include <libnetwork/network/blocks.hpp>
#include <memory>
#include <variant>
#include <vector>

namespace gaussnet {

/// Blocks that are to be merged into one. `Feed::block` of a part's input is the number of the part
/// that feeds it, or `outside`.
struct Merger {
  static constexpr int outside = -2;  // fed from another block, or by vacuum: stays an input

  Picture picture = Picture::full;
  std::vector<Block> parts{};
  /// H = 1/2 r^T G r between modes, r = (X_a, P_a, X_b, P_b), by their places in the merged block.
  struct Hamiltonian {
    int a = 0;
    int b = 0;
    Eigen::Matrix4d g{};
  };
  std::vector<Hamiltonian> hamiltonians{};
};

/// A port of one of the parts.
struct PartPort {
  int part = 0;
  int port = 0;
};

/// One component in place of the parts: with y = C x + F u + E_y w and u = T y + u_outside + v,
///     u = (1 - T F)^{-1} (T C x + T E_y w + u_outside + v).           [theory.md, Eq. (36)]
/// Its inputs are the parts' inputs from outside, its outputs those that no part takes.
struct MergedBlock {
  std::shared_ptr<const Component> component{};
  std::vector<PartPort> inputs{};
  std::vector<PartPort> outputs{};
  /// Interlocked loops that only equal delays of their ways keep from amplifying.
  struct EqualWays {
    std::vector<int> parts{};  // in ascending order
    double gain = 1;           // what other delays may make of the gain at each step, at most
  };
  std::vector<EqualWays> equal_ways{};
};

/// A loop of light that has no answer: amplified at each round, or returning as it was.
struct BadLoop {
  std::vector<int> parts{};  // in the order in which the light meets them
  double gain = 0;           // of the amplitude, round trip; of interlocked loops at each step
  bool is_single = true;     // not interlocked with others
  bool is_singular = false;  // 1 - T F has no inverse; else the gain is above 1
};

/// Merges the parts, or names the first of their loops, upstream first, that has no answer.
///
/// Modes are those of the parts one after the other, noise theirs, then that of lossy wires between
/// them in the order of the inputs they lead to. Inputs outside the loops are only substituted, so
/// that exact zeros stay zeros. What the component says of its rounding covers the elimination:
/// rounding at a port is carried on by the same 1/(1 - T F) that carries the light.
std::variant<MergedBlock, BadLoop> merged(const Merger& merger);

}  // namespace gaussnet
