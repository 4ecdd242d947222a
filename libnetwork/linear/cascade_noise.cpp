#include <algorithm>
#include <libnetwork/linear/cascade_noise.hpp>
#include <map>
#include <optional>

namespace gaussnet {
namespace {

/// A matrix between ports, and for each pair of ports (rows, columns) how far rounding may have
/// taken that block of it, in Frobenius norm.
struct Ported {
  Matrix value{};
  Matrix rounding{};
};

/// How a block or a wire maps ports, with the gain of each pair of ports and what is unsure of it.
struct PortMap {
  Matrix value{};
  Matrix gain{};
  Matrix unsure{};
};

/// Block sizes of the rows and the columns.
struct PortSizes {
  int row = 0;
  int column = 0;
};

PortMap port_map(const RoundedMatrix& X, PortSizes size) {
  const Eigen::Index rows = size.row > 0 ? X.rows() / size.row : 0;
  const Eigen::Index cols = size.column > 0 ? X.cols() / size.column : 0;
  PortMap map{X.value, Matrix::Zero(rows, cols), Matrix::Zero(rows, cols)};
  const Matrix dX = uncertainty(X);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < cols; ++j) {
      const auto block = [&](const Matrix& whole) {
        return whole.block(i * size.row, j * size.column, size.row, size.column);
      };
      map.gain(i, j) = largest_gain(block(X.value));
      map.unsure(i, j) = block(dX).norm();
    }
  }
  return map;
}

/// Frobenius norms of the blocks.
Matrix norms_of(const Matrix& X, const Matrix& ports) {
  Matrix norms = Matrix::Zero(ports.rows(), ports.cols());
  if (X.size() == 0) return norms;
  const Eigen::Index row = X.rows() / ports.rows();
  const Eigen::Index column = X.cols() / ports.cols();
  for (Eigen::Index i = 0; i < ports.rows(); ++i) {
    for (Eigen::Index j = 0; j < ports.cols(); ++j) {
      norms(i, j) = X.block(i * row, j * column, row, column).norm();
    }
  }
  return norms;
}

/// L X
Ported operator*(const PortMap& L, const Ported& X) {
  return {L.value * X.value, L.gain * X.rounding + L.unsure * norms_of(X.value, X.rounding)};
}

/// X R^T
Ported times_transposed(const Ported& X, const PortMap& R) {
  return {X.value * R.value.transpose(),
          X.rounding * R.gain.transpose() + norms_of(X.value, X.rounding) * R.unsure.transpose()};
}

/// x += y; ports of x.
void add(Ported& x, const RoundedMatrix& y) {
  x.rounding += norms_of(y.rounding + rounding_of_sum(x.value, y.value), x.rounding);
  x.value += y.value;
}

/// Covariances of the white noise in the fields that are under way, <y_k y_l^T>, by slots; those
/// that are not there are 0.
class FieldNoise {
 public:
  explicit FieldNoise(const CascadePlan& plan) : plan_(plan), b_(plan.field()) {}

  CascadeNoise run() {
    CascadeNoise noise;
    const int blocks = plan_.num_blocks();
    noise.own.assign(plan_.own_size(), 0.0);
    noise.shared.resize(static_cast<std::size_t>(blocks));
    noise.rounding.assign(static_cast<std::size_t>(blocks), 0.0);
    for (int k = 0; k < blocks; ++k) {
      if (plan_.is_needed(k)) add_block(k, noise);
    }
    return noise;
  }

 private:
  using Row = std::map<int, Ported>;  // by the other slot

  const Cascade::Block& block(int k) const {
    return plan_.cascade().blocks[static_cast<std::size_t>(k)];
  }
  const Cascade::Wire& wire(int k, int f) const {
    const int which = block(k).feeds[static_cast<std::size_t>(f)].wire;
    return plan_.cascade().wires[static_cast<std::size_t>(which)];
  }
  /// Of the feeds that are kept.
  std::vector<PortMap> transfers(int k) const {
    std::vector<PortMap> maps;
    for (const int f : plan_.kept_feeds(k)) maps.push_back(port_map(wire(k, f).transfer, {b_, b_}));
    return maps;
  }
  Ported nothing(Eigen::Index rows, Eigen::Index columns) const {
    return {Matrix::Zero(rows * b_, columns * b_), Matrix::Zero(rows, columns)};
  }

  /// T y of one feed, and its covariance with a field that is under way.
  std::optional<Ported> arriving_with(const PortMap& T, int slot, int other) const {
    const Row& row = rows_.at(slot);
    const auto found = row.find(other);
    if (found == row.end()) return std::nullopt;
    return T * found->second;
  }

  void put(const Ported& part, Eigen::Index row, Eigen::Index column, Ported& into) const {
    into.value.block(row * b_, column * b_, b_, b_) = part.value;
    into.rounding(row, column) = part.rounding(0, 0);
  }

  /// All that arrives with a field that passes by, feeds one below the other.
  Ported all_arriving_with(int k, const std::vector<PortMap>& T, int other) const {
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    Ported u = nothing(static_cast<Eigen::Index>(block(k).feeds.size()), 1);
    for (std::size_t f = 0; f < kept.size(); ++f) {
      if (const auto part = arriving_with(T[f], s.slot_in[f], other)) put(*part, kept[f], 0, u);
    }
    return u;
  }

  /// N of all that arrives.
  Ported arriving(int k, const std::vector<PortMap>& T) const {
    const CascadeStation& s = plan_.station(k);
    const std::vector<int> kept = plan_.kept_feeds(k);
    const auto ports = static_cast<Eigen::Index>(block(k).feeds.size());
    Ported N = nothing(ports, ports);
    for (std::size_t f = 0; f < kept.size(); ++f) {
      for (std::size_t g = 0; g < kept.size(); ++g) {
        const auto with = arriving_with(T[f], s.slot_in[f], s.slot_in[g]);
        if (with) put(times_transposed(*with, T[g]), kept[f], kept[g], N);
      }
    }
    for (Eigen::Index f = 0; f < ports; ++f) {
      Ported own{N.value.block(f * b_, f * b_, b_, b_), N.rounding.block(f, f, 1, 1)};
      add(own, wire(k, static_cast<int>(f)).noise);
      put(own, f, f, N);
    }
    return N;
  }

  void add_block(int k, CascadeNoise& noise) {
    const CascadeStation& s = plan_.station(k);
    const auto& kind = plan_.cascade().kinds[static_cast<std::size_t>(plan_.kind(k))];
    const CascadeBasis& basis = plan_.basis(k);
    const int n = 2 * s.modes;
    const bool turned = n > 0 && !basis.is_identity;
    const RoundedMatrix back =
        RoundedMatrix::exact(turned ? basis.inverse : Matrix(Matrix::Identity(n, n)));
    const PortMap B = port_map(turned ? back * kind.input : kind.input, {n, b_});
    const PortMap F = port_map(kind.feedthrough, {b_, b_});
    const std::vector<PortMap> T = transfers(k);
    const Ported N = arriving(k, T);
    if (n > 0) {
      Ported D = times_transposed(B * N, B);
      add(D, turned ? back * kind.mode_noise * back.transpose() : kind.mode_noise);
      store(0.5 * (D.value + D.value.transpose()), noise.own.data() + plan_.own_offset(k));
      noise.rounding[static_cast<std::size_t>(k)] = D.rounding.sum();
    }
    auto& shared = noise.shared[static_cast<std::size_t>(k)];
    // Fields that pass by, and what they share with the states and with what leaves.
    std::map<int, Ported> leaving_with;
    for (const auto& [slot, row] : rows_) {
      if (std::find(s.slot_in, s.slot_in + s.feeds, slot) != s.slot_in + s.feeds) continue;
      const Ported u = all_arriving_with(k, T, slot);
      if (u.value.isZero(0)) continue;
      if (n > 0) {
        const Ported driven = B * u;
        shared.push_back({slot, driven.value.transpose(), driven.rounding.sum()});
      }
      leaving_with[slot] = F * u;
    }
    const Ported FN = F * N;
    Ported Y = times_transposed(FN, F);
    add(Y, kind.output_noise);
    Ported S = n > 0 ? times_transposed(FN, B) : Ported{};
    if (n > 0) add(S, (turned ? back * kind.cross_noise : kind.cross_noise).transpose());
    forget_feeds(s);
    const std::vector<int> outputs = plan_.kept_outputs(k);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      const int slot = s.slot_out[o];
      const Eigen::Index port = outputs[o];
      if (n > 0) {
        shared.push_back({slot, S.value.middleRows(port * b_, b_), S.rounding(port, 0)});
      }
      for (const auto& [other, value] : leaving_with) {
        const Ported part{value.value.middleRows(port * b_, b_), value.rounding.row(port)};
        if (part.value.isZero(0)) continue;
        rows_[slot][other] = part;
        rows_[other][slot] = {part.value.transpose(), part.rounding.transpose()};
      }
      for (std::size_t p = 0; p < outputs.size(); ++p) {
        const Ported part{Y.value.block(port * b_, outputs[p] * b_, b_, b_),
                          Y.rounding.block(port, outputs[p], 1, 1)};
        if (o == p || !part.value.isZero(0)) rows_[slot][s.slot_out[p]] = part;
      }
    }
  }

  void forget_feeds(const CascadeStation& s) {
    for (int f = 0; f < s.feeds; ++f) {
      for (const auto& [other, value] : rows_.at(s.slot_in[f])) {
        if (other != s.slot_in[f] && rows_.contains(other)) rows_.at(other).erase(s.slot_in[f]);
      }
      rows_.erase(s.slot_in[f]);
    }
  }

  static void store(const Matrix& D, double* into) {
    const Eigen::Index modes = D.rows() / 2;
    for (Eigen::Index a = 0; a < modes; ++a) {
      for (Eigen::Index c = 0; c < modes; ++c) {
        for (int x = 0; x < 4; ++x) *into++ = D(2 * a + x % 2, 2 * c + x / 2);
      }
    }
  }

  const CascadePlan& plan_;
  const int b_;
  std::map<int, Row> rows_{};
};

}  // namespace

CascadeNoise independent_noise(const CascadePlan& plan, const std::vector<double>& strength) {
  CascadeNoise noise;
  noise.own.assign(plan.own_size(), 0.0);
  for (int k = 0; k < plan.num_blocks(); ++k) {
    const CascadeStation& s = plan.station(k);
    for (int a = 0; a < s.modes; ++a) {
      double* chunk = noise.own.data() + plan.own_offset(k) + 4 * (a * s.modes + a);
      chunk[0] = chunk[3] = strength[static_cast<std::size_t>(s.first_mode + a)];
    }
  }
  return noise;
}

CascadeNoise noise_of(const CascadePlan& plan) { return FieldNoise(plan).run(); }

}  // namespace gaussnet
