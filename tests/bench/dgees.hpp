#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <vector>

namespace bench {

/// LAPACK's real Schur form A = U T U^T, on which every Bartels-Stewart solver begins; workspace is
/// kept from call to call.
struct SchurWorkspace {
  gaussnet::Matrix T{}, U{};
  std::vector<double> real{}, imaginary{}, doubles{};
};
/// @throws std::runtime_error if it does not converge
void dgees(const gaussnet::Matrix& A, SchurWorkspace& work);

}  // namespace bench
