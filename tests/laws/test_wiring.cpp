// What a network means does not depend on how it is written down, and light runs one way.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <tests/laws/samples.hpp>

using gaussnet::LinearModel;
using gaussnet::Matrix;
using laws::ChainRecord;
using laws::Covariance;
using laws::Dice;
using laws::NetworkRecord;
using laws::OscillatorRecord;
using std::numbers::pi;

namespace {

/// Equal models, and where there are states, equal states.
void check_same(const LinearModel& one, const LinearModel& other, bool stable) {
  CHECK(laws::model_difference(one, other) <= laws::rounding);
  if (stable) {
    const Covariance v = laws::unconditional(one);
    const Covariance w = laws::unconditional(other);
    CHECK(laws::scaled_difference(v.matrix, w.matrix) <=
          v.error_bound + w.error_bound + laws::rounding);
  }
  if (stable && one.measurement.rows() > 0) {
    const Covariance v = laws::conditional(one);
    const Covariance w = laws::conditional(other);
    CHECK(laws::scaled_difference(v.matrix, w.matrix) <=
          v.error_bound + w.error_bound + laws::rounding);
  }
}

/// Chains cut behind oscillator `position` of chain `which`; the rest starts from vacuum.
NetworkRecord cut(NetworkRecord record, std::size_t which, std::size_t position) {
  ChainRecord& chain = record.chains[which];
  const auto offset = static_cast<std::ptrdiff_t>(position);
  ChainRecord rest{.start = ChainRecord::Start::word,
                   .oscillators{chain.oscillators.begin() + offset, chain.oscillators.end()},
                   .before{chain.before.begin() + offset, chain.before.end()},
                   .detector = chain.detector};
  chain.oscillators.resize(position);
  chain.before.resize(position);
  chain.detector.reset();
  record.chains.push_back(std::move(rest));
  return record;
}

/// The network of those oscillators alone, beams ending behind the last one kept.
NetworkRecord upstream(const NetworkRecord& record, std::size_t which, std::size_t position,
                       std::vector<int>& kept) {
  NetworkRecord part{
      .rotating_wave = record.rotating_wave,
      .sideband = record.rotating_wave ? std::optional(record.sideband_frequency()) : std::nullopt};
  const ChainRecord& whole = record.chains[which];
  ChainRecord chain{.start = whole.start};
  for (std::size_t k = 0; k < position; ++k) {
    chain.oscillators.push_back(static_cast<int>(k));
    chain.before.push_back(whole.before[k]);
    kept.push_back(whole.oscillators[k]);
    part.oscillators.push_back(record.oscillators[static_cast<std::size_t>(kept.back())]);
  }
  part.chains.push_back(std::move(chain));
  return part;
}

std::vector<int> quadratures(const std::vector<int>& modes) {
  std::vector<int> rows;
  for (const int mode : modes) {
    rows.push_back(2 * mode);
    rows.push_back(2 * mode + 1);
  }
  return rows;
}

/// Calls law(record, chain, position) for each sample with a chain of two oscillators or more.
template <class Law>
int over_chains(Law law) {
  int held = 0;
  for (const NetworkRecord& sample : laws::samples()) {
    const NetworkRecord record = laws::written_out(sample);
    Dice dice(laws::seed_of(sample));
    for (std::size_t c = 0; c < record.chains.size(); ++c) {
      const auto length = static_cast<int>(record.chains[c].oscillators.size());
      if (length < 2) continue;
      CAPTURE(laws::seed_of(sample), c);
      law(record, c, static_cast<std::size_t>(dice.whole(1, length - 1)));
      ++held;
    }
  }
  return held;
}

}  // namespace

TEST_CASE("the order of nodes and links does not matter") {
  for (const NetworkRecord& record : laws::samples()) {
    CAPTURE(laws::seed_of(record));
    Dice dice(1000 + laws::seed_of(record));
    const LinearModel shuffled =
        gaussnet::observe(gaussnet::assemble(laws::cascade_of(laws::describe(record, &dice))));
    check_same(laws::in_record_order(laws::linear_model_of(record), record),
               laws::in_record_order(shuffled, record), record.stable());
  }
}

TEST_CASE("modes stand in the order in which their nodes were declared") {
  for (const NetworkRecord& record : laws::samples()) {
    const LinearModel model = laws::linear_model_of(record);
    for (std::size_t k = 0; k < record.oscillators.size(); ++k) {
      CHECK(model.modes[k] == record.oscillators[k].name);
    }
  }
}

TEST_CASE("repeated nodes and paths mean what they spell out, whatever the names") {
  for (const NetworkRecord& record : laws::samples()) {
    CAPTURE(laws::seed_of(record));
    check_same(laws::linear_model_of(record), laws::linear_model_of(laws::written_out(record)),
               record.stable());
  }
}

TEST_CASE("loss 1 decouples what is behind it from what is before it") {
  const int held = over_chains([](const NetworkRecord& record, std::size_t c, std::size_t k) {
    NetworkRecord dark = record;
    dark.chains[c].before[k].push_back({.loss = 1, .phase = 0.4});
    const LinearModel model = laws::linear_model_of(dark);
    check_same(model, laws::linear_model_of(cut(record, c, k)), record.stable());
    const std::vector<int>& line = record.chains[c].oscillators;
    const auto middle = line.begin() + static_cast<std::ptrdiff_t>(k);
    const Matrix influence =
        model.drift(quadratures({middle, line.end()}), quadratures({line.begin(), middle}));
    CHECK(influence.cwiseAbs().maxCoeff() == 0);
  });
  CHECK(held > 200);
}

TEST_CASE("what is upstream does not feel what is downstream") {
  const int held = over_chains([](const NetworkRecord& record, std::size_t c, std::size_t k) {
    std::vector<int> kept;
    const LinearModel whole = laws::linear_model_of(record);
    const LinearModel part = laws::linear_model_of(upstream(record, c, k, kept));
    const std::vector<int> rows = quadratures(kept);
    LinearModel same = part;
    same.drift = whole.drift(rows, rows);
    same.diffusion = whole.diffusion(rows, rows);
    CHECK(laws::model_difference(part, same) <= laws::rounding);
    if (!record.stable()) return;
    const Covariance v = laws::unconditional(whole);
    const Covariance w = laws::unconditional(part);
    CHECK(laws::scaled_difference(v.matrix(rows, rows), w.matrix) <=
          v.error_bound + w.error_bound + laws::rounding);
  });
  CHECK(held > 200);
}

TEST_CASE("all rates times one factor leave V, and scale the model") {
  for (const NetworkRecord& record : laws::samples()) {
    CAPTURE(laws::seed_of(record));
    Dice dice(2000 + laws::seed_of(record));
    const double factor = std::exp2(dice.whole(-20, 20));  // detunings scale without rounding
    NetworkRecord scaled = record;
    if (scaled.sideband) *scaled.sideband *= factor;
    for (OscillatorRecord& one : scaled.oscillators) {
      one.frequency *= factor;
      one.linewidth *= factor;
      one.rate *= factor;
    }
    LinearModel model = laws::linear_model_of(scaled);
    model.drift /= factor;
    model.diffusion /= factor;
    model.measurement /= std::sqrt(factor);
    model.noise_correlation /= std::sqrt(factor);
    check_same(laws::linear_model_of(record), model, false);
    if (!record.stable()) continue;
    const Covariance v = laws::unconditional(laws::linear_model_of(record));
    const Covariance w = laws::unconditional(laws::linear_model_of(scaled));
    CHECK(laws::scaled_difference(v.matrix, w.matrix) <=
          v.error_bound + w.error_bound + laws::rounding);
  }
}

TEST_CASE("a phase of the wire is made good by the phases of the ports and the record behind it") {
  const int held = over_chains([](const NetworkRecord& record, std::size_t c, std::size_t k) {
    const double phase = 0.3 + 0.1 * static_cast<double>(c + k);
    NetworkRecord turned = record;
    ChainRecord& chain = turned.chains[c];
    chain.before[k].push_back({.loss = 0, .phase = phase});
    for (std::size_t after = k; after < chain.oscillators.size(); ++after) {
      turned.oscillators[static_cast<std::size_t>(chain.oscillators[after])].phase += phase;
    }
    if (chain.detector) {
      chain.detector->angle += phase;
      chain.detector->quadrature.clear();
    }
    check_same(laws::linear_model_of(record), laws::linear_model_of(turned), record.stable());
  });
  CHECK(held > 200);
}

TEST_CASE("a phase of the wire is made good by the port's phase and the opposite one behind it") {
  const int held = over_chains([](const NetworkRecord& record, std::size_t c, std::size_t k) {
    NetworkRecord turned = record;
    ChainRecord& chain = turned.chains[c];
    chain.before[k].push_back({.loss = 0, .phase = 1.1});
    turned.oscillators[static_cast<std::size_t>(chain.oscillators[k])].phase += 1.1;
    if (k + 1 < chain.before.size()) chain.before[k + 1].push_back({.loss = 0, .phase = -1.1});
    check_same(laws::linear_model_of(record), laws::linear_model_of(turned), record.stable());
  });
  CHECK(held > 200);
}

TEST_CASE("phase and loss of the vacuum that starts a chain change nothing") {
  for (const NetworkRecord& sample : laws::samples()) {
    CAPTURE(laws::seed_of(sample));
    const NetworkRecord record = laws::written_out(sample);
    NetworkRecord changed = record;
    for (ChainRecord& chain : changed.chains) {
      if (chain.start == ChainRecord::Start::unsaid) chain.start = ChainRecord::Start::node;
      chain.before.front() = {{.loss = 0.3, .phase = 0.9}, {.loss = 0.1}};
    }
    check_same(laws::linear_model_of(record), laws::linear_model_of(changed), record.stable());
  }
}
