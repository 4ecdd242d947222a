#include <algorithm>
#include <cmath>
#include <libnetwork/linear/cascade_diagonal.hpp>

namespace gaussnet {
namespace {

// e_ii of a mode counts as at least this fraction of the largest of its block, and as this.
constexpr double misfit_floor = 1e-32;
constexpr double least_misfit = 1e-280;

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

bool feeds_on(const CascadeStation& s, int slot) {
  return std::find(s.slot_in, s.slot_in + s.feeds, slot) != s.slot_in + s.feeds;
}

/// [modes][modes][4] as a matrix.
Matrix unpacked(const double* chunks, int modes) {
  Matrix V(2 * modes, 2 * modes);
  for (int a = 0; a < modes; ++a) {
    for (int c = 0; c < modes; ++c) {
      V.block<2, 2>(2 * a, 2 * c) = Eigen::Map<const Eigen::Matrix2d>(chunks);
      chunks += 4;
    }
  }
  return V;
}

std::vector<double> packed(const Matrix& D) {
  std::vector<double> chunks;
  for (Eigen::Index a = 0; a < D.rows(); a += 2) {
    for (Eigen::Index c = 0; c < D.cols(); c += 2) {
      for (int x = 0; x < 4; ++x) chunks.push_back(D(a + x % 2, c + x / 2));
    }
  }
  return chunks;
}

}  // namespace

CascadeColumns::CascadeColumns(int slots, std::ptrdiff_t size) : numbers_(at(slots * size)) {
  for (int slot = 0; slot < slots; ++slot) pointers_.push_back(numbers_.data() + slot * size);
}

CascadeFields::CascadeFields(const CascadePlan& plan, bool with_rounding)
    : columns(plan.num_slots(), 2 * plan.field() * std::ptrdiff_t{plan.num_modes()}),
      rounding(with_rounding ? plan.num_slots() : 0, plan.num_modes()),
      root(with_rounding ? at(plan.num_modes()) : 0) {}

CascadeDiagonal::CascadeDiagonal(const CascadePlan& plan, const CascadeNoise& noise,
                                 CascadeFields& fields)
    : plan_(plan), noise_(noise), fields_(fields), given_(at(plan.num_modes())) {}

CascadeDiagonal::Columns CascadeDiagonal::column(int i, int slot) {
  const CascadeStation& s = plan_.station(i);
  const std::ptrdiff_t first = std::ptrdiff_t{2 * plan_.field()} * s.first_mode;
  return Columns(fields_.columns[slot] + first, plan_.field(), 2 * s.modes);
}

/// A_i V + V A_i^T + B_i E[u_i x_i^T] + E[x_i u_i^T] B_i^T + D_i = 0, in the basis of the block.
CascadeDiagonal::Own CascadeDiagonal::own_covariance(int i, CascadePanelRows& rows) const {
  const CascadeStation& s = plan_.station(i);
  const int states = 2 * s.modes;
  Matrix D = unpacked(noise_.own.data() + plan_.own_offset(i), s.modes);
  for (int f = 0; f < s.feeds; ++f) {
    const ConstColumns B(s.input + std::ptrdiff_t{f} * states * plan_.field(), plan_.field(),
                         states);  // transposed
    const Matrix driven = B.transpose() * rows.along(i, s.slot_in[f]);
    D += driven + driven.transpose();
  }
  std::vector<double> chunks = packed(D);
  std::vector<double> missed(at(s.modes * s.modes));
  cascade_kernels().own(s, chunks.data(), missed.data());
  return {unpacked(chunks.data(), s.modes),
          Eigen::Map<const Vector>(missed.data(), s.modes * s.modes).norm()};
}

std::vector<Matrix> CascadeDiagonal::leaving(int i, const Matrix& V, CascadePanelRows& rows) const {
  const CascadeStation& s = plan_.station(i);
  const int b = plan_.field();
  std::vector<Matrix> fields;
  for (int o = 0; o < s.outputs; ++o) {
    const ConstColumns C(s.output + o * V.rows() * b, b, V.rows());
    Matrix y = C * V;
    for (int f = 0; f < s.feeds; ++f) {
      const ConstColumns F(s.feedthrough + std::ptrdiff_t{o * s.feeds + f} * b * b, b, b);
      y += F * rows.along(i, s.slot_in[f]);
    }
    fields.push_back(std::move(y));
  }
  return fields;
}

/// V_ii in the quadratures of the block.
void CascadeDiagonal::keep(int i, const Matrix& V, CascadePanelRows& rows) {
  const CascadeStation& s = plan_.station(i);
  const CascadeBasis& basis = plan_.basis(i);
  const Matrix turned = basis.is_identity ? V : basis.forward * V * basis.forward.transpose();
  const Matrix given = 0.5 * (turned + turned.transpose());
  double* pairs = rows.pairs(i);
  for (int a = 0; a < s.modes; ++a) {
    given_[at(s.first_mode + a)] = given.block<2, 2>(2 * a, 2 * a);
    for (int c = 0; c < s.modes && pairs; ++c) {
      const std::ptrdiff_t place = std::ptrdiff_t{a} * rows.width() + s.first_mode + c;
      Eigen::Map<Eigen::Matrix2d>(pairs + 4 * place) = given.block<2, 2>(2 * a, 2 * c);
    }
  }
}

class CascadeDiagonal::Rounding {
 public:
  Rounding(const CascadeDiagonal& diagonal, int i, const Matrix& V, CascadePanelRows& rows)
      : diagonal_(diagonal),
        s_(diagonal.plan_.station(i)),
        own_noise_(diagonal.noise_.rounding[at(i)]),
        carried_(rows.rounding(i)),
        misfit_(rows.misfit(i) + s_.first_mode),
        width_(rows.width()),
        chunk_(s_.modes, s_.modes),
        field_(s_.feeds, s_.modes) {
    for (int a = 0; a < s_.modes; ++a) {
      for (int c = 0; c < s_.modes; ++c) chunk_(a, c) = V.block<2, 2>(2 * a, 2 * c).norm();
      for (int f = 0; f < s_.feeds; ++f) {
        field_(f, a) = rows.along(i, s_.slot_in[f]).middleCols(2 * a, 2).norm();
      }
    }
  }

  void finish(const std::vector<int>& live, double missed) {
    weigh_own(missed);
    const std::vector<double> leaving = leaving_rounding();
    CascadeFields& fields = diagonal_.fields_;
    for (int a = 0; a < s_.modes; ++a) {
      const int mode = s_.first_mode + a;
      for (const int slot : live) fields.rounding[slot][mode] = carried(slot, a);
      for (int o = 0; o < s_.outputs; ++o) {
        fields.rounding[s_.slot_out[o]][mode] = leaving[at(o * s_.modes + a)];
      }
    }
  }

 private:
  double carried(int slot, int a) const { return carried_[slot * s_.modes + a]; }

  /// Of A_i V_ii + B_i E[u_i x_i^T] in one chunk; E has it and its transpose.
  double half(int a, int c) const {
    double e = 0;
    for (int k = 0; k < s_.modes; ++k) e += s_.drift_uncertain[a * s_.modes + k] * chunk_(k, c);
    for (int f = 0; f < s_.feeds; ++f) {
      e += s_.input_uncertain[f * s_.modes + a] * field_(f, c) +
           s_.input_norm[f * s_.modes + a] * carried(s_.slot_in[f], c);
    }
    return e;
  }

  void weigh_own(double missed) {
    double largest = 0;
    for (int a = 0; a < s_.modes; ++a) {
      for (int c = 0; c < s_.modes; ++c) {
        misfit_[a * width_ + c] = missed + half(a, c) + half(c, a) + own_noise_;
      }
      largest = std::max(largest, misfit_[a * width_ + a]);
    }
    for (int a = 0; a < s_.modes; ++a) {
      diagonal_.fields_.root[at(s_.first_mode + a)] =
          std::sqrt(std::max({misfit_[a * width_ + a], misfit_floor * largest, least_misfit}));
    }
  }

  std::vector<double> leaving_rounding() const {
    std::vector<double> leaving(at(s_.outputs * s_.modes), 0.0);
    for (int o = 0; o < s_.outputs; ++o) {
      for (int a = 0; a < s_.modes; ++a) {
        double& e = leaving[at(o * s_.modes + a)];
        for (int k = 0; k < s_.modes; ++k) {
          e += s_.output_uncertain[o * s_.modes + k] * chunk_(k, a);
        }
        for (int f = 0; f < s_.feeds; ++f) {
          e += s_.feedthrough_uncertain[o * s_.feeds + f] * field_(f, a) +
               s_.feedthrough_norm[o * s_.feeds + f] * carried(s_.slot_in[f], a);
        }
      }
    }
    return leaving;
  }

  const CascadeDiagonal& diagonal_;
  const CascadeStation& s_;
  const double own_noise_;
  const double* carried_;
  double* misfit_;
  const std::ptrdiff_t width_;
  Matrix chunk_;  // ||V||, chunk by chunk
  Matrix field_;  // ||E[u x^T]||, feed by feed and mode by mode
};

void CascadeDiagonal::finish(int i, const std::vector<int>& live, CascadePanelRows& rows) {
  const CascadeStation& s = plan_.station(i);
  const auto [V, missed] = own_covariance(i, rows);
  keep(i, V, rows);
  const std::vector<Matrix> fields = leaving(i, V, rows);
  for (const int slot : live) {
    if (!feeds_on(s, slot)) column(i, slot) = rows.along(i, slot);
  }
  for (int o = 0; o < s.outputs; ++o) column(i, s.slot_out[o]) = fields[at(o)];
  const bool with_rounding = !fields_.root.empty();
  if (with_rounding) Rounding(*this, i, V, rows).finish(live, missed);
  if (noise_.shared.empty()) return;
  for (const CascadeNoise::Shared& shared : noise_.shared[at(i)]) {
    column(i, shared.slot) += shared.with_states;
    for (int a = 0; a < s.modes && with_rounding; ++a) {
      fields_.rounding[shared.slot][s.first_mode + a] += shared.rounding;
    }
  }
}

}  // namespace gaussnet
