#include <cmath>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/linear/failures.hpp>
#include <utility>

namespace gaussnet {
namespace {

std::string text_of(const Eigenmode& mode) {
  const double rate = mode.eigenvalue.real();
  const double frequency = mode.eigenvalue.imag();
  std::string text = number_in_words(rate);
  if (frequency != 0) {
    text += (frequency < 0 ? " - " : " + ") + number_in_words(std::abs(frequency)) + "i";
  }
  return text + " (mostly state " + std::to_string(mode.state) + ")";
}

}  // namespace

ModeFailure::ModeFailure(const std::string& text, Eigenmode mode)
    : std::runtime_error(text), mode_(std::move(mode)) {}

NotStable::NotStable(Eigenmode mode)
    : ModeFailure("the drift matrix is not stable: its rightmost eigenvalue is " + text_of(mode),
                  mode) {}

NotDetectable::NotDetectable(Eigenmode mode)
    : ModeFailure("the record does not see a mode that does not decay: eigenvalue " + text_of(mode),
                  mode) {}

NotStabilisable::NotStabilisable(Eigenmode mode)
    : ModeFailure("given the record, a mode neither decays nor is driven by noise: eigenvalue " +
                      text_of(mode),
                  mode) {}

InaccurateResult decided_by_rounding(double spectral_abscissa) {
  return InaccurateResult(
      "rounding decides the covariance: the drift matrix is too near to one without a steady state "
      "(rightmost eigenvalue " +
      number_in_words(spectral_abscissa) +
      " as computed), or amplifies so much that its variances are too far apart");
}

}  // namespace gaussnet
