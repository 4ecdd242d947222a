#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <tests/laws/graph_record.hpp>
#include <tests/reference/frequency_response.hpp>
#include <utility>
#include <vector>

namespace reference {

/// The oracle of frequency_response.hpp for graphs: modes and the light that arrives at every input
/// port are the unknowns of one linear system at each frequency, so that a loop is closed by
/// solving it; the elements are those of tests/laws/doubled_up.hpp.
class GraphEquations {
 public:
  explicit GraphEquations(const laws::GraphRecord& record);
  Response at(double frequency) const;
  /// Centre and half width of each line of the spectrum; only where to look, not what is there.
  std::vector<Line> lines() const;

 private:
  void add_modes();
  void add_interactions();
  void add_beams();
  void add_records();
  int fresh(const gaussnet::Vector& intensities);
  void add(int row, int unknown, std::complex<double> value);
  void add_source(int row, const gaussnet::ComplexMatrix& map, int column);

  const laws::GraphRecord& record_;
  int channels_ = 1;
  int modes_ = 0;                     // rows of modes: a, a^dagger of each
  std::vector<int> mode_rows_{};      // of each node
  gaussnet::ComplexMatrix system_{};  // at frequency 0
  gaussnet::ComplexMatrix sources_{};
  gaussnet::ComplexMatrix asked_{};
  gaussnet::ComplexMatrix direct_{};  // of the noises on what is asked
  std::vector<double> intensities_{};
};

/// V = int dw/2pi S(w), as reference::covariance of a cascade.
gaussnet::Matrix covariance(const laws::GraphRecord& record);

}  // namespace reference
