#include <lapacke.h>

#include <stdexcept>
#include <tests/bench/dgees.hpp>

namespace bench {

void dgees(const gaussnet::Matrix& A, SchurWorkspace& work) {
  const auto n = static_cast<lapack_int>(A.rows());
  const auto states = static_cast<std::size_t>(n);
  lapack_int selected = 0;
  work.T = A;
  work.U.resize(n, n);
  work.real.resize(states);
  work.imaginary.resize(states);
  const auto call = [&](double* doubles, lapack_int length) {
    return LAPACKE_dgees_work(LAPACK_COL_MAJOR, 'V', 'N', nullptr, n, work.T.data(), n, &selected,
                              work.real.data(), work.imaginary.data(), work.U.data(), n, doubles,
                              length, nullptr);
  };
  double wanted = 0;
  if (work.doubles.empty()) {
    call(&wanted, -1);
    work.doubles.resize(static_cast<std::size_t>(wanted));
  }
  if (call(work.doubles.data(), static_cast<lapack_int>(work.doubles.size())) != 0) {
    throw std::runtime_error("DGEES does not converge");
  }
}

}  // namespace bench
