#pragma once

#include <libnetwork/linear/cascade_noise.hpp>
#include <libnetwork/linear/cascade_panels.hpp>

namespace gaussnet {

/// Numbers of each slot, one after the other along the columns.
class CascadeColumns {
 public:
  CascadeColumns(int slots, std::ptrdiff_t size);
  double* operator[](int slot) { return pointers_[static_cast<std::size_t>(slot)]; }
  double* const* pointers() const { return pointers_.data(); }

 private:
  std::vector<double> numbers_;
  std::vector<double*> pointers_{};
};

/// The fields that are under way, seen from all states upstream of where they are.
struct CascadeFields {
  CascadeFields(const CascadePlan& plan, bool with_rounding);

  CascadeColumns columns;      // E[y x_j^T], b numbers a state j
  CascadeColumns rounding;     // of that, for each mode j; if asked for
  std::vector<double> root{};  // sqrt(e_jj) of each mode; if asked for
};

/// What each row ends with: V_ii, and how the fields correlate with x_i from here on
/// [theory.md, Eq. (89)].
class CascadeDiagonal {
 public:
  CascadeDiagonal(const CascadePlan& plan, const CascadeNoise& noise, CascadeFields& fields);

  /// @param live  slots that are under way before block i
  void finish(int i, const std::vector<int>& live, CascadePanelRows& rows);

  /// V_jj of each mode, quadratures.
  const std::vector<Eigen::Matrix2d>& own() const { return given_; }
  std::vector<Eigen::Matrix2d> take() && { return std::move(given_); }

 private:
  using Columns = Eigen::Map<Matrix>;
  using ConstColumns = Eigen::Map<const Matrix>;

  struct Own {
    Matrix covariance{};
    double missed = 0;  // of its equation, Frobenius norm
  };
  Own own_covariance(int i, CascadePanelRows& rows) const;
  void keep(int i, const Matrix& V, CascadePanelRows& rows);
  std::vector<Matrix> leaving(int i, const Matrix& V, CascadePanelRows& rows) const;
  Columns column(int i, int slot);

  /// The same of the rounding: e_ii, then what the fields may be off by.
  class Rounding;

  const CascadePlan& plan_;
  const CascadeNoise& noise_;
  CascadeFields& fields_;
  std::vector<Eigen::Matrix2d> given_{};
};

}  // namespace gaussnet
