#pragma once

#include <libnetwork/analysis/model.hpp>
#include <string>

namespace gaussnet {

/// Title, reference, file, convention, picture and parameters: what every report begins with.
std::string heading_in_words(const Model& model);

/// The nodes in the units that people write, beside what the file wrote, then the way of the light.
/// Copies of a repeated node share a column.
std::string nodes_in_words(const Model& model);

/// A, D, M, R and Gam of [theory.md, Eq. (3)] with the names of rows and columns, in SI units. The
/// entries read back as the same doubles.
std::string matrices_in_words(const LinearModel& model);

/// Every number of the resolved network in SI, one a line: name, value, unit. The values read back
/// as the same doubles.
std::string si_in_words(const Model& model);

/// A matrix under its column names, to six digits, and none beyond what `relative_error` leaves:
/// entry (i, j) is right to relative_error sqrt(M_ii M_jj). Off the diagonal an entry of which no
/// digit is certain is written as 0, as is one that is lost in the rounding of its row or column;
/// on the diagonal it is "?".
struct NamedMatrix {
  const Matrix& matrix;
  std::vector<std::string> rows{};
  std::vector<std::string> columns{};
  std::string heading{};  // above the row names
  double relative_error = 0;
  bool every_digit = false;  // each entry as it is, to read back as the same double
};
std::string matrix_in_words(const NamedMatrix& named);

/// "rad/s", "rad", "" for a plain number, "K", "dB", ...: the coherent unit of a parameter.
std::string unit_of(const ValueType& type);

}  // namespace gaussnet
