#pragma once

#include <libnetwork/network/blocks.hpp>

namespace gaussnet {

///     dr/dt = A r + B w,    y = C r + F w,    <w w^T> = N dt
///
/// of a whole network, w being every independent field that enters it (baths, losses, sources,
/// vacuum), y what leaves it: open output ports and records.  With Th the commutator of w it keeps
///
///     A Om + Om A^T + B Th B^T = 0,   Om C^T + B Th F^T = 0,
///     F Th F^T = Om for beams, 0 for records and between different outputs.
///                                                     [theory.md, Eq. (2) for the whole network]
struct LangevinModel {
  struct Output {
    std::string name{};
    int first_row = 0;
    int rows = 0;
    bool is_record = false;
  };

  std::vector<std::string> modes{};
  Matrix drift{};              // A, 2 modes x 2 modes, rad/s
  Matrix input{};              // B
  Matrix output{};             // C
  Matrix feedthrough{};        // F
  std::vector<Noise> noise{};  // w, in the order of the columns of B and F; N is block diagonal
  Matrix drift_rounding{};     // |A - exact A|
  Matrix input_rounding{};     // |B - exact B|, ...
  Matrix output_rounding{};
  Matrix feedthrough_rounding{};
  std::vector<Output> outputs{};
  std::vector<std::string> open_inputs{};  // ports that nothing feeds, so that vacuum enters
  std::vector<EqualWays> equal_ways{};
};

/// Eliminates the wires along the cascade                    [theory.md, Eqs. (35) and (36)]
///
/// What rounding adds to the light at an input is carried on like light from outside, by the same
/// elimination: |dA| = ... + |G| E for G the response of the modes to it and E its size. Light that
/// interferes to near dark so keeps the rounding of what it was made of, and no turn of a beam
/// inflates it.
LangevinModel assemble(const BlockCascade& cascade);

/// left N right^T for the block diagonal covariance (or commutator) N of independent fields.
RoundedMatrix noise_product(const RoundedMatrix& left, const std::vector<Noise>& noise,
                            const RoundedMatrix& right);
Matrix noise_product(const Matrix& left, const std::vector<Noise>& noise, const Matrix& right,
                     Matrix Noise::*part = &Noise::covariance);

}  // namespace gaussnet
