#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace gaussnet {

/// The finest block triangular form of a square matrix: its states grouped into blocks that drive
/// each other (strongly connected components of the graph j -> i where A_ij != 0), upstream first.
/// Inside a block the states keep their order. With blocks b_1, b_2, ... the entry A(b_k, b_l) is 0
/// for k < l. Only exact zeros count: what a network never wires is never added to A.
/// R. E. Tarjan, SIAM J. Comput. 1, 146 (1972).
std::vector<std::vector<int>> cascade_order(const Matrix& A);

}  // namespace gaussnet
