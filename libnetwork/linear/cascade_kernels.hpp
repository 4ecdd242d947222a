#pragma once

// No include: this header is seen by sources that are compiled for more than one instruction set.

namespace gaussnet {

/// A block of a cascade made ready, its arrays in units of a mode (2 states, a) or a field of b
/// quadratures (f, o), wires folded into what they lead to. Slots number the fields that are under
/// way; an output that nothing waits for has none.
struct CascadeStation {
  int first_mode;
  int modes;
  int feeds;             // those that carry something of other blocks' states
  int outputs;           // those that are fed on
  const int* slot_in;    // [feeds]
  const int* slot_out;   // [outputs]
  const double* own;     // [modes][6]: the 2 x 2 chunk of A by columns, its trace, its determinant
  const double* above;   // [modes][modes][4]: chunks above the diagonal, row by row
  const double* input;   // [feeds][modes][2][b]: rows of B T
  const double* output;  // [outputs][modes][2][b]: columns of C
  const double* feedthrough;  // [outputs][feeds][b][b]: columns of F T
  const char* is_pair;        // [modes]: the chunk is a complex pair; else upper triangular
  // Norms of the above, and `uncertain`: what is unsure of them, rounding in products included.
  const double* drift_uncertain;        // [modes][modes], chunks
  const double* input_norm;             // [feeds][modes]
  const double* input_uncertain;        // likewise
  const double* output_uncertain;       // [outputs][modes]
  const double* feedthrough_norm;       // [outputs][feeds]
  const double* feedthrough_uncertain;  // likewise
};

/// How far the numbers of a row may be from an exact evaluation of the same equations; all null:
/// not asked for. In the Frobenius norm of chunks of 2 x 2 and of b x 2.
struct CascadeMisfit {
  double* const* along_columns;  // by slot: of E[y x_j^T], for each mode j
  double* along_row;             // [slot][modes of the row]
  double* misfit;                // of A_i V_ij + ..., [modes of the row][width]
};

/// One row of blocks of the cascade against columns `begin` ... `end` - 1, all before it.
struct CascadeRow {
  const CascadeStation* stations;
  int row;
  int begin, end;
  double* const* along_columns;  // by slot: E[y x_j^T], b numbers for each state x_j
  double* along_row;             // [slot][2 modes of the row][b]: E[y x_i^T], y of column j
  double* pairs;                 // V_ij: [modes of the row][width][4]; or null
  int width;
  double* scratch;  // cascade_scratch()
  CascadeMisfit rounding;
};

/// Doubles of scratch that a row needs with blocks of at most that size.
constexpr int cascade_scratch(int field, int modes, int ports) {
  return 6 * modes * modes + field * ports + ports;
}

struct CascadeKernels {
  /// V_ij and what leaves the blocks, from what arrives at them [theory.md, Eq. (88)].
  void (*row)(const CascadeRow&) noexcept;
  /// The same of two rows, the second of which follows the first, with the same columns; at least
  /// one. What row() makes of the one and then of the other, as rounded by this kernel.
  void (*two_rows)(const CascadeRow&, const CascadeRow&) noexcept;
  /// A block without modes: only passes on what arrives, for `modes` columns from `first` on.
  void (*pass)(const CascadeRow&, int first, int modes) noexcept;
};

struct CascadeKernelTable {
  CascadeKernels two;   // fields of two quadratures
  CascadeKernels four;  // of four
  /// Solves A V + V A^T + D = 0 of one block, D and V: [modes][modes][4], both triangles; `missed`:
  /// what each chunk misses its equation by, Frobenius norms.
  void (*own)(const CascadeStation&, double* d_then_v, double* missed) noexcept;
  /// y_i += V_ij x_j and y_j += V_ij^T x_i for four vectors at once, [mode][2][4].
  void (*apply)(const double* pairs, int modes, const double* x, const double* x_row, double* y,
                double* y_row) noexcept;
};

CascadeKernelTable baseline_cascade_kernels() noexcept;
CascadeKernelTable avx2_cascade_kernels() noexcept;  // only where GAUSSNET_HAS_AVX2_KERNELS

/// The build for this processor.
const CascadeKernelTable& cascade_kernels() noexcept;

}  // namespace gaussnet
