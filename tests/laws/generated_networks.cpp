#include <algorithm>
#include <cmath>
#include <numbers>
#include <tests/laws/generated_networks.hpp>

namespace laws {
namespace {

using gaussnet::Value;
using std::numbers::pi;

// ---- numbers -----------------------------------------------------------------------------------

/// theta in [0, pi/2] of this cos 2 theta.
double angle_of(double cosine) { return 0.5 * std::acos(std::clamp(cosine, -1.0, 1.0)); }

double draw_occupation(Dice& dice) { return dice.chance(0.25) ? 0 : dice.log_uniform(1e-2, 1e4); }

void draw_bath_form(Dice& dice, OscillatorRecord& oscillator) {
  oscillator.bath = oscillator.linewidth == 0
                        ? static_cast<BathForm>(dice.whole(0, 1))  // a quality would be infinite
                        : static_cast<BathForm>(dice.whole(0, 4));
}

void draw_light_form(Dice& dice, OscillatorRecord& oscillator) {
  const LightForm forms[] = {LightForm::rate_angle, LightForm::beam_splitter_parametric,
                             LightForm::cooperativity_angle};
  oscillator.light = forms[dice.whole(0, oscillator.linewidth == 0 ? 1 : 2)];
}

void draw_damped(Dice& dice, OscillatorRecord& oscillator) {
  const double rate = oscillator.rate;
  oscillator.linewidth = rate * dice.log_uniform(1e-3, 10);
  const double kind = dice.uniform();
  if (kind < 0.2) {  // an ideal bath: the light alone damps
    oscillator.linewidth = 0;
    oscillator.angle = dice.uniform(pi / 4 + 0.02, pi / 2);
  } else if (kind < 0.3) {
    oscillator.angle = pi / 2;
  } else if (kind < 0.4) {
    oscillator.angle = pi / 4;
  } else if (kind < 0.65) {  // amplified by light, but less than the bath damps
    oscillator.angle = angle_of(dice.uniform(0.05, 0.8) * oscillator.linewidth / rate);
  } else {
    oscillator.angle = dice.uniform(pi / 4 + 0.02, pi / 2);
  }
}

void draw_growing(Dice& dice, OscillatorRecord& oscillator) {
  const double ratio = dice.log_uniform(1e-4, 0.3);
  oscillator.linewidth = oscillator.rate * ratio;
  oscillator.angle = angle_of(dice.uniform(1.2 * ratio, 1));
}

OscillatorRecord draw_oscillator(Dice& dice, double rate, bool growing) {
  OscillatorRecord oscillator;
  oscillator.mass_sign = dice.chance(0.5) ? 1 : -1;
  oscillator.rate = rate;
  if (growing) {
    draw_growing(dice, oscillator);
  } else if (dice.chance(0.12)) {
    oscillator.light = LightForm::none;
    oscillator.linewidth = rate * dice.log_uniform(1e-2, 10);
    oscillator.rate = 0;
  } else {
    draw_damped(dice, oscillator);
  }
  oscillator.occupation = draw_occupation(dice);
  if (oscillator.light != LightForm::none) {
    draw_light_form(dice, oscillator);
    if (dice.chance(0.4)) oscillator.phase = dice.uniform(-pi, pi);
  }
  draw_bath_form(dice, oscillator);
  return oscillator;
}

// ---- nodes -------------------------------------------------------------------------------------

class Generation {
 public:
  Generation(std::uint64_t seed, const GeneratorLimits& limits) : dice_(seed), limits_(limits) {}

  NetworkRecord run() {
    record_.rotating_wave = dice_.chance(0.5);
    unit_ = dice_.log_uniform(1, 1e6);
    decades_ = limits_.decades * dice_.whole(0, 3) / 3.0;
    add_nodes();
    draw_frequencies();
    add_chains();
    return std::move(record_);
  }

 private:
  double draw_rate() { return unit_ * dice_.log_uniform(1, std::pow(10.0, decades_)); }

  void add_nodes() {
    const int count = dice_.whole(limits_.least_oscillators, limits_.most_oscillators);
    const bool unstable = dice_.chance(limits_.unstable_share);
    const int growing = unstable ? dice_.whole(0, count - 1) : -1;
    while (size() < count) {
      const bool grows = unstable && (size() == growing || dice_.chance(0.15));
      const OscillatorRecord drawn = draw_oscillator(dice_, draw_rate(), grows);
      const bool repeats = dice_.chance(0.25) && size() + 2 <= count;
      const int copies = repeats ? dice_.whole(2, std::min(4, count - size())) : 1;
      // Copies that do not grow must not take the place of the one that has to.
      add_family(drawn, repeats && (growing < size() || growing >= size() + copies) ? copies : 1);
    }
  }

  void add_family(OscillatorRecord drawn, int copies) {
    const std::string name = std::string(1, static_cast<char>('a' + record_.families.size())) +
                             (dice_.chance(0.5) ? "" : "_osc");
    const double growth = copies > 1 && dice_.chance(0.6) ? 0.25 : 0;
    record_.families.push_back({.name = name, .first = size(), .count = copies, .growth = growth});
    for (int index = 1; index <= copies; ++index) {
      OscillatorRecord copy = drawn;
      copy.name = copies == 1 ? name : name + "(" + std::to_string(index) + ")";
      copy.linewidth *= 1 + growth * index;
      copy.rate *= 1 + growth * index;
      record_.oscillators.push_back(copy);
    }
  }

  void draw_frequencies() {
    double fastest = 0;
    for (const OscillatorRecord& one : record_.oscillators) {
      fastest = std::max({fastest, one.rate, one.linewidth});
    }
    const double shared = fastest * dice_.log_uniform(20, 20 * limits_.most_frequency);
    const bool detuned = dice_.chance(0.6);
    for (const FamilyRecord& family : record_.families) {
      const OscillatorRecord& first = record_.oscillators[static_cast<std::size_t>(family.first)];
      const double own = std::max(first.rate, first.linewidth);
      double frequency = shared;
      if (detuned && record_.rotating_wave) {
        frequency += (dice_.chance(0.5) ? 1 : -1) * own * dice_.log_uniform(0.01, 10);
      } else if (!record_.rotating_wave) {
        frequency = (detuned ? own : fastest) * dice_.log_uniform(0.3, limits_.most_frequency);
      }
      for (int k = family.first; k < family.first + family.count; ++k) {
        record_.oscillators[static_cast<std::size_t>(k)].frequency = frequency;
      }
    }
    const bool said = record_.rotating_wave && (detuned || dice_.chance(0.3));
    if (said) record_.sideband = shared;
  }

  // ---- chains ----------------------------------------------------------------------------------

  /// A family is walked as a whole, or its members are scattered over the chains.
  void add_chains() {
    std::vector<std::vector<int>> stretches;
    for (const FamilyRecord& family : record_.families) {
      if (record_.oscillators[static_cast<std::size_t>(family.first)].light == LightForm::none) {
        continue;
      }
      const bool whole = dice_.chance(0.7);
      if (whole) stretches.emplace_back();
      for (int k = family.first; k < family.first + family.count; ++k) {
        if (!whole) stretches.emplace_back();
        stretches.back().push_back(k);
      }
    }
    dice_.shuffle(stretches);
    std::size_t next = 0;
    while (next < stretches.size()) {
      const int left = static_cast<int>(stretches.size() - next);
      const int taken = dice_.chance(0.5) ? left : dice_.whole(1, left);
      add_chain({stretches.begin() + static_cast<std::ptrdiff_t>(next),
                 stretches.begin() + static_cast<std::ptrdiff_t>(next) + taken});
      next += static_cast<std::size_t>(taken);
    }
    if (dice_.chance(0.1)) add_chain({});  // a detector that sees vacuum only
  }

  void add_chain(const std::vector<std::vector<int>>& stretches) {
    ChainRecord chain;
    chain.start = stretches.empty() ? ChainRecord::Start::word
                                    : static_cast<ChainRecord::Start>(dice_.whole(0, 2));
    const std::string number = std::to_string(record_.chains.size() + 1);
    if (stretches.empty() || dice_.chance(0.65)) chain.detector = draw_detector("det" + number);
    bool something_before = chain.start != ChainRecord::Start::unsaid;
    if (something_before) {
      chain.spelled.emplace_back(chain.start == ChainRecord::Start::word ? "vacuum"
                                                                         : "source" + number);
    }
    for (const std::vector<int>& stretch : stretches) {
      add_stretch(chain, stretch, something_before);
      something_before = true;
    }
    if (chain.detector) {
      chain.before.push_back(draw_passes(chain.spelled));
      chain.spelled.emplace_back(chain.detector->name);
    }
    record_.chains.push_back(std::move(chain));
  }

  const FamilyRecord& family_of(int oscillator) const {
    return *std::find_if(
        record_.families.begin(), record_.families.end(), [&](const FamilyRecord& family) {
          return oscillator >= family.first && oscillator < family.first + family.count;
        });
  }

  void add_stretch(ChainRecord& chain, const std::vector<int>& stretch, bool something_before) {
    const FamilyRecord& family = family_of(stretch.front());
    const auto length = static_cast<int>(stretch.size());
    std::vector<Pass> first_passes;
    if (length > 1 && something_before && dice_.chance(0.4)) {  // {repeat, path}
      Value::List path;
      const std::vector<Pass> passes = draw_passes(path);
      path.emplace_back(family.name + "(*).light");
      Value inner;
      inner.content = std::move(path);
      chain.spelled.push_back(Value({{"repeat", length}, {"path", inner}}));
      for (const int k : stretch) add_step(chain, k, passes);
      return;
    }
    if (something_before) first_passes = draw_passes(chain.spelled);
    if (length == 1) {
      const std::string& name = record_.oscillators[static_cast<std::size_t>(stretch[0])].name;
      chain.spelled.emplace_back(dice_.chance(0.5) ? name + ".light" : name);
    } else {
      const std::string range = dice_.chance(0.5) ? "*" : "1.." + std::to_string(length);
      chain.spelled.emplace_back(family.name + "(" + range + ").light");
    }
    for (const int k : stretch) {
      add_step(chain, k, k == stretch.front() ? first_passes : std::vector<Pass>{});
    }
  }

  static void add_step(ChainRecord& chain, int oscillator, std::vector<Pass> passes) {
    chain.oscillators.push_back(oscillator);
    chain.before.push_back(std::move(passes));
  }

  std::vector<Pass> draw_passes(Value::List& spelled) {
    std::vector<Pass> passes;
    const int count = dice_.chance(0.4) ? 0 : dice_.whole(1, 3);
    for (int k = 0; k < count; ++k) {
      Pass pass;
      if (dice_.chance(0.7)) pass.loss = dice_.chance(0.05) ? 1 : dice_.uniform(0, 0.7);
      if (dice_.chance(0.6)) pass.phase = dice_.uniform(-pi, pi);
      passes.push_back(pass);
      if (pass.loss == 0 || dice_.chance(0.5)) {
        spelled.push_back(Value({{"loss", pass.loss}, {"phase", pass.phase}}));
      } else {
        spelled.push_back(Value({{"loss", pass.loss}}));
        spelled.push_back(Value({{"phase", pass.phase}}));
      }
    }
    return passes;
  }

  DetectorRecord draw_detector(std::string name) {
    DetectorRecord detector;
    detector.name = std::move(name);
    detector.efficiency = dice_.chance(0.4) ? 1 : dice_.uniform(0.2, 1);
    detector.heterodyne = dice_.chance(0.3);
    if (detector.heterodyne) return detector;
    const int which = dice_.whole(0, 2);
    detector.angle = which == 0 ? 0 : which == 1 ? pi / 2 : dice_.uniform(-pi, pi);
    detector.quadrature = which == 0 ? "X" : which == 1 ? "P" : "";
    return detector;
  }

  int size() const { return static_cast<int>(record_.oscillators.size()); }

  Dice dice_;
  GeneratorLimits limits_;
  double unit_ = 1;
  double decades_ = 0;
  NetworkRecord record_{};
};

}  // namespace

NetworkRecord generate(std::uint64_t seed, const GeneratorLimits& limits) {
  return Generation(seed, limits).run();
}

}  // namespace laws
