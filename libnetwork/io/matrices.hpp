#pragma once

#include <libnetwork/analysis/model.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// A matrix of the network with the names of its rows and columns.
struct NetworkMatrix {
  std::string name{};  // "A"
  std::string meaning{};
  std::string unit{};  // of its entries
  Matrix matrix{};
  std::vector<std::string> rows{};
  std::vector<std::string> columns{};
};

///     dr = A r dt + B dw,    dy = C r dt + F dw,    1/2 <dw dw^T + h.c.> = N dt
///     dr = A r dt + dxi,  <dxi dxi^T> = D dt;  dz = M r dt + dnu,  <dnu dnu^T> = R dt,
///     <dxi dnu^T> = Gam dt                                             [theory.md, Eqs. (1), (3)]
/// A, D, M, R, Gam, then B, C, F, N of the fields before they are lumped into noise.
std::vector<NetworkMatrix> matrices_of(const Model& model);

/// The matrices with their names as JSON; the numbers read back as the same doubles.
std::string matrices_as_json(const Model& model);

/// The matrices and the names of their rows and columns as an archive that numpy.load reads: arrays
/// A, D, M, R, Gam, B, C, F, N of float64, and of texts: quadratures (rows of A), records (of M),
/// fields (columns of B), outputs (rows of C).
std::string matrices_as_npz(const Model& model);

/// The equations of motion with their matrices as LaTeX: a complete article.
std::string equations_in_latex(const Model& model);

}  // namespace gaussnet
