#include <algorithm>
#include <cmath>
#include <numbers>
#include <tests/laws/letter.hpp>

namespace laws {
namespace {

using std::numbers::pi;

using Function = std::function<double(const std::vector<double>&)>;

struct Vertex {
  std::vector<double> at{};
  double value = 0;
};

/// centre + factor (vertex - centre)
Vertex moved(const Function& f, const std::vector<double>& centre, const Vertex& vertex,
             double factor) {
  Vertex next{.at = centre};
  for (std::size_t k = 0; k < centre.size(); ++k) {
    next.at[k] += factor * (vertex.at[k] - centre[k]);
  }
  next.value = f(next.at);
  return next;
}

std::vector<double> centre_of_all_but_last(const std::vector<Vertex>& simplex) {
  std::vector<double> centre(simplex.front().at.size());
  for (std::size_t k = 0; k < centre.size(); ++k) {
    for (std::size_t v = 0; v + 1 < simplex.size(); ++v) centre[k] += simplex[v].at[k];
    centre[k] /= static_cast<double>(simplex.size() - 1);
  }
  return centre;
}

/// One step: the worst vertex is reflected, stretched or contracted, or all shrink to the best.
void step_simplex(const Function& f, std::vector<Vertex>& simplex) {
  std::sort(simplex.begin(), simplex.end(),
            [](const Vertex& a, const Vertex& b) { return a.value < b.value; });
  Vertex& worst = simplex.back();
  const std::vector<double> centre = centre_of_all_but_last(simplex);
  Vertex reflected = moved(f, centre, worst, -1);
  if (reflected.value < simplex.front().value) {
    Vertex stretched = moved(f, centre, worst, -2);
    worst = stretched.value < reflected.value ? std::move(stretched) : std::move(reflected);
  } else if (reflected.value < simplex[simplex.size() - 2].value) {
    worst = std::move(reflected);
  } else {
    Vertex contracted = moved(f, centre, worst, reflected.value < worst.value ? -0.5 : 0.5);
    if (contracted.value < std::min(worst.value, reflected.value)) {
      worst = std::move(contracted);
      return;
    }
    const std::vector<double> best = simplex.front().at;
    for (std::size_t v = 1; v < simplex.size(); ++v) simplex[v] = moved(f, best, simplex[v], 0.5);
  }
}

Minimum descend(const Function& f, const std::vector<double>& start, double step) {
  constexpr int steps = 120;  // a simplex in three dimensions is at rounding by then
  std::vector<Vertex> simplex{{start, f(start)}};
  for (std::size_t k = 0; k < start.size(); ++k) {
    std::vector<double> at = start;
    at[k] += step;
    simplex.push_back({at, f(at)});
  }
  for (int count = 0; count < steps; ++count) step_simplex(f, simplex);
  const auto best =
      std::min_element(simplex.begin(), simplex.end(),
                       [](const Vertex& a, const Vertex& b) { return a.value < b.value; });
  return {best->at, best->value};
}

}  // namespace

double Letter::damping_s() const { return linewidth_s - rate_s * std::cos(2 * angle_s); }
double Letter::damping_m() const { return linewidth_m - rate_m * std::cos(2 * angle_m); }
double Letter::coherent_rate() const {
  return -std::sqrt(rate_m * rate_s) * std::sin(angle_m - angle_s);
}
double Letter::weight() const {
  return std::sqrt(rate_m / ((1 - loss) * rate_s)) * std::cos(angle_m - pi / 4) /
         std::cos(angle_s - pi / 4);
}

LetterState closed_form(const Letter& letter) {  // [theory.md, "The letter's closed form"]
  const double s = std::sqrt(1 - letter.loss);
  const double r = letter.coherent_rate();
  const double gamma_s = letter.damping_s();
  const double gamma_m = letter.damping_m();
  LetterState state;
  state.variance_s =
      (letter.rate_s / 2 + letter.linewidth_s * (letter.occupation_s + 0.5)) / gamma_s;
  state.twice_covariance =
      -2 * s / (gamma_s + gamma_m) *
      (std::sqrt(letter.rate_s * letter.rate_m) * std::sin(letter.angle_m + letter.angle_s) -
       2 * r * state.variance_s);
  state.variance_m = (letter.rate_m / 2 + letter.linewidth_m * (letter.occupation_m + 0.5) +
                      s * r * state.twice_covariance) /
                     gamma_m;
  const double g = letter.weight();
  state.epr =
      2 * (state.variance_s + g * g * state.variance_m + g * state.twice_covariance) / (1 + g * g);
  return state;
}

NetworkRecord network_of(const Letter& letter, Picture picture, double frequency) {
  NetworkRecord network{.rotating_wave = picture == Picture::rotating_wave};
  network.oscillators.push_back({.name = "spin",
                                 .mass_sign = -1,
                                 .frequency = frequency,
                                 .linewidth = letter.linewidth_s,
                                 .occupation = letter.occupation_s,
                                 .rate = letter.rate_s,
                                 .angle = letter.angle_s});
  network.oscillators.push_back({.name = "mech",
                                 .mass_sign = 1,
                                 .frequency = frequency,
                                 .linewidth = letter.linewidth_m,
                                 .occupation = letter.occupation_m,
                                 .rate = letter.rate_m,
                                 .angle = letter.angle_m});
  network.chains.push_back({.start = ChainRecord::Start::word,
                            .oscillators = {0, 1},
                            .before = {{}, {{.loss = letter.loss}}, {}},
                            .detector = DetectorRecord{.name = "detector", .quadrature = "P"}});
  return network;
}

double epr_variance_of(const gaussnet::Matrix& v, double g) {
  return (v(0, 0) + v(1, 1) + g * g * (v(2, 2) + v(3, 3)) + 2 * g * (v(0, 2) - v(1, 3))) /
         (1 + g * g);
}

Letter letter_at(double loss, double cooperativity_s, const Point& point) {
  Letter letter{.linewidth_s = 2 * pi * 5e3,
                .occupation_s = 1,
                .linewidth_m = 2 * pi * 10e3 / 1e6,
                .occupation_m = 1e6,
                .angle_s = point.angle_s,
                .angle_m = point.angle_m,
                .loss = loss};
  letter.rate_s = cooperativity_s * letter.linewidth_s * (letter.occupation_s + 0.5);
  letter.rate_m = point.cooperativity_m * letter.linewidth_m * (letter.occupation_m + 0.5);
  return letter;
}

Minimum minimise(const Function& f, std::vector<double> start, double step) {
  Minimum best = descend(f, start, step);
  constexpr int restarts = 8;
  for (int count = 0; count < restarts; ++count) {
    step *= 0.4;
    Minimum next = descend(f, best.at, step);
    if (next.value < best.value) best = std::move(next);
  }
  return best;
}

}  // namespace laws
