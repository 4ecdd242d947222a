// What grows is refused by its name, or solved where a record holds it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/linear/failures.hpp>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using laws::ChainRecord;
using laws::Covariance;
using laws::NetworkRecord;
using laws::OscillatorRecord;

namespace {

/// A cascade's eigenvalues are those of its oscillators, -gamma_j/2 -+ i frequency: the fastest
/// growth is that of the least gamma_j.
double least_damping(const NetworkRecord& record) {
  return std::min_element(record.oscillators.begin(), record.oscillators.end(),
                          [](const OscillatorRecord& a, const OscillatorRecord& b) {
                            return a.damping() < b.damping();
                          })
      ->damping();
}

const ChainRecord* chain_of(const NetworkRecord& record, int oscillator) {
  for (const ChainRecord& chain : record.chains) {
    const auto& line = chain.oscillators;
    if (std::find(line.begin(), line.end(), oscillator) != line.end()) return &chain;
  }
  return nullptr;
}

/// Whether some light of the oscillator reaches a detector.
bool is_watched(const NetworkRecord& record, int oscillator) {
  const ChainRecord* chain = chain_of(record, oscillator);
  if (!chain || !chain->detector) return false;
  bool behind = false;
  for (std::size_t k = 0; k < chain->before.size(); ++k) {
    for (const laws::Pass& pass : chain->before[k]) {
      if (behind && pass.loss == 1) return false;
    }
    behind |= k < chain->oscillators.size() && chain->oscillators[k] == oscillator;
  }
  return true;
}

std::vector<int> growing(const NetworkRecord& record) {
  std::vector<int> modes;
  for (std::size_t k = 0; k < record.oscillators.size(); ++k) {
    if (record.oscillators[k].damping() < 0) modes.push_back(static_cast<int>(k));
  }
  return modes;
}

/// Growing modes of one damping and one rotation on one beam combine to some that it hides.
bool distinct(const NetworkRecord& record, const std::vector<int>& modes) {
  for (const int a : modes) {
    for (const int b : modes) {
      const OscillatorRecord& one = record.oscillators[static_cast<std::size_t>(a)];
      const OscillatorRecord& other = record.oscillators[static_cast<std::size_t>(b)];
      if (a < b && one.damping() == other.damping()) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("an unstable network is refused, and the mode that grows fastest is named") {
  int refused = 0;
  for (const NetworkRecord& record : laws::samples()) {
    if (record.stable()) continue;
    CAPTURE(laws::seed_of(record));
    const LinearModel model = laws::linear_model_of(record);
    try {
      laws::unconditional(model);
      FAIL("a covariance for a network that grows");
    } catch (const gaussnet::NotStable& failure) {
      const int place = failure.mode().state / 2;
      const OscillatorRecord& named = record.oscillators[static_cast<std::size_t>(place)];
      CAPTURE(named.name, failure.what());
      CHECK_THAT(named.damping(), Catch::WithinRel(least_damping(record), 1e-9));
      CHECK_THAT(failure.mode().eigenvalue.real(),
                 Catch::WithinRel(-least_damping(record) / 2, 1e-9));
      ++refused;
    }
  }
  CHECK(refused > 80);
}

TEST_CASE("a growing mode that a detector sees has a conditional state that can exist") {
  int solved = 0;
  for (const NetworkRecord& record : laws::samples()) {
    const std::vector<int> modes = growing(record);
    if (modes.empty() || !distinct(record, modes)) continue;
    const bool seen =
        std::all_of(modes.begin(), modes.end(), [&](int mode) { return is_watched(record, mode); });
    if (!seen) continue;
    CAPTURE(laws::seed_of(record));
    const Covariance v = laws::conditional(laws::linear_model_of(record));
    const double allowance = static_cast<double>(v.matrix.rows()) * v.error_bound + laws::rounding;
    const int count = static_cast<int>(v.matrix.rows() / 2);
    CHECK(v.error_bound < 1e-3);
    CHECK(laws::scaled_margin(v.matrix, 0.5 * gaussnet::symplectic_form(count)) >= -allowance);
    ++solved;
  }
  CHECK(solved > 20);
}

TEST_CASE("a growing mode whose light no detector sees is refused, and named") {
  int refused = 0;
  for (const NetworkRecord& record : laws::samples()) {
    const std::vector<int> modes = growing(record);
    const bool hidden = std::any_of(modes.begin(), modes.end(),
                                    [&](int mode) { return !is_watched(record, mode); });
    if (!hidden || !record.has_detector()) continue;
    CAPTURE(laws::seed_of(record));
    try {
      laws::conditional(laws::linear_model_of(record));
      FAIL("a conditional state for a mode that grows unseen");
    } catch (const gaussnet::NotDetectable& failure) {
      const int named = failure.mode().state / 2;
      CAPTURE(named, failure.what());
      CHECK(record.oscillators[static_cast<std::size_t>(named)].damping() < 0);
      CHECK_FALSE(is_watched(record, named));
      ++refused;
    }
  }
  CHECK(refused > 20);
}

TEST_CASE("the sentence about an unstable network says the name of a mode that grows fastest") {
  for (const NetworkRecord& record : laws::samples()) {
    if (record.stable()) continue;
    CAPTURE(laws::seed_of(record));
    try {
      gaussnet::unconditional_state(gaussnet::Model(laws::describe(record)));
      FAIL("a state for a network that grows");
    } catch (const gaussnet::NoSteadyState& failure) {
      CHECK(failure.why().code == "unstable");
      CAPTURE(failure.why().message);
      const bool named = std::any_of(
          record.oscillators.begin(), record.oscillators.end(), [&](const OscillatorRecord& one) {
            return one.damping() <= least_damping(record) * (1 - 1e-9) &&
                   failure.why().message.find("'" + one.name + "'") != std::string::npos;
          });
      CHECK(named);
    }
  }
}
