#pragma once

#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/linear/cascade_basis.hpp>
#include <libnetwork/linear/cascade_kernels.hpp>
#include <map>
#include <utility>
#include <vector>

namespace gaussnet {

/// A block as it meets the others: the wire of each feed folded into B and F, states in the basis
/// of its kind. Only feeds from other blocks, and outputs that are fed on.
struct FoldedBlock {
  RoundedMatrix drift{};        // A'
  RoundedMatrix input{};        // B' T, the feeds side by side
  RoundedMatrix output{};       // C', the outputs one below the other
  RoundedMatrix feedthrough{};  // F T
};

class CascadePlan;

/// The numbers of the blocks as the kernels read them. Equal blocks share theirs.
class CascadeLayout {
 public:
  explicit CascadeLayout(int field = 2) : field_(field) {}

  void add(const CascadePlan& plan, int block);
  /// To the numbers of a block that was added; none may be added any more.
  void point(int block, CascadeStation& station) const;

 private:
  struct Place {
    std::size_t numbers = 0;
    std::size_t is_pair = 0;
  };
  void append(const Matrix& matrix);
  void append_matrices(const FoldedBlock& block, const CascadeStation& size, int field);
  void append_norms(const FoldedBlock& block, const CascadeStation& size, int field);

  int field_;
  std::map<std::vector<int>, Place> known_{};  // by kind, wires and ports
  std::vector<Place> place_of_{};
  std::vector<double> numbers_{};
  std::vector<char> is_pair_{};
};

/// A cascade made ready for its sweeps: what no mode depends on is left out, states are in the
/// bases of their kinds, fields have slots.
class CascadePlan {
 public:
  /// @throws NotStable (states along the cascade), InaccurateResult, std::invalid_argument
  explicit CascadePlan(const Cascade& cascade);

  const Cascade& cascade() const { return cascade_; }
  int field() const { return cascade_.field; }
  int num_blocks() const { return static_cast<int>(stations_.size()); }
  int num_modes() const { return num_modes_; }
  int num_slots() const { return num_slots_; }
  const std::vector<CascadeStation>& stations() const { return stations_; }
  const CascadeStation& station(int block) const { return stations_[at(block)]; }
  const CascadeBasis& basis(int block) const { return bases_[at(kind(block))]; }
  int kind(int block) const { return cascade_.blocks[at(block)].kind; }
  bool is_needed(int block) const { return needed_[at(block)]; }
  /// Whether all bases are the given ones.
  bool is_untransformed() const { return untransformed_; }
  /// Doubles of V_ij's diagonal blocks before block i: 4 modes^2 each.
  std::ptrdiff_t own_offset(int block) const { return own_offset_[at(block)]; }
  std::size_t own_size() const { return own_size_; }
  /// Slots that are under way after block `block`, its own outputs included.
  void advance(std::vector<int>& live, int block) const;
  int largest_modes() const { return largest_modes_; }
  int largest_ports() const { return largest_ports_; }
  double spectral_abscissa() const { return abscissa_; }
  int slowest_mode() const { return slowest_mode_; }

  FoldedBlock folded(int block) const;
  /// Positions of the feeds that are kept, and of the outputs.
  std::vector<int> kept_feeds(int block) const;
  std::vector<int> kept_outputs(int block) const;

 private:
  static std::size_t at(int k) { return static_cast<std::size_t>(k); }
  void find_needed();
  void give_slots();

  const Cascade& cascade_;
  std::vector<char> needed_{};
  std::vector<CascadeBasis> bases_{};
  std::vector<std::vector<char>> port_used_{};  // by block, output port
  std::vector<CascadeStation> stations_{};
  std::vector<std::ptrdiff_t> own_offset_{};
  std::size_t own_size_ = 0;
  std::vector<int> slots_{};  // pool of slot_in and slot_out
  CascadeLayout layout_{};
  int num_modes_ = 0;
  int num_slots_ = 0;
  int largest_modes_ = 0;
  int largest_ports_ = 1;
  bool untransformed_ = true;
  double abscissa_ = 0;
  int slowest_mode_ = -1;
};

}  // namespace gaussnet
