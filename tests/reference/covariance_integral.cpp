#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <tests/reference/frequency_response.hpp>

namespace reference {
namespace {

using gaussnet::Matrix;
using laws::NetworkRecord;
using laws::OscillatorRecord;
using std::numbers::pi;

// Gauss-Kronrod rule of 7 and 15 points on [-1, 1], nodes >= 0 (QUADPACK, R. Piessens et al.,
// 1983).
constexpr std::array<double, 8> kNodes = {
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
    0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
    0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245, 0.000000000000000000000000000000000};
constexpr std::array<double, 8> kKronrod = {
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
    0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
    0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
constexpr std::array<double, 4> kGauss = {
    0.129484966168869693270611432679082, 0.279705391489276667901467771423780,
    0.381830050505118944950369775488975, 0.417959183673469387755102040816327};

constexpr double kTolerance = 1e-10;  // of sqrt(V_ii V_jj)
constexpr int kMaxPanels = 4000;

/// [low, high] of w, or of t = reach/w for the tail [reach, infinity).
struct Panel {
  double low = 0;
  double high = 0;
  bool tail = false;
  Matrix integral{};
  Matrix error{};  // |Kronrod - Gauss|
};

using Respond = std::function<Response(double)>;

/// Re S(w)/pi: the spectrum of Hermitian quadratures at -w is the conjugate of that at w.
Matrix spectrum(const Respond& respond_at, double frequency) {
  const Response response = respond_at(frequency);
  const gaussnet::ComplexMatrix weighted =
      response.modes * response.intensities.cast<std::complex<double>>().asDiagonal();
  return (weighted * response.modes.adjoint()).real() / pi;
}

void integrate(const Respond& respond_at, double reach, Panel& panel) {
  const double middle = 0.5 * (panel.low + panel.high);
  const double half = 0.5 * (panel.high - panel.low);
  const auto value = [&](double x) -> Matrix {
    if (!panel.tail) return spectrum(respond_at, x);
    return spectrum(respond_at, reach / x) * (reach / (x * x));
  };
  Matrix kronrod = kKronrod[7] * value(middle);
  Matrix gauss = kronrod * (kGauss[3] / kKronrod[7]);
  for (std::size_t k = 0; k < 7; ++k) {
    const Matrix both = value(middle - half * kNodes[k]) + value(middle + half * kNodes[k]);
    kronrod += kKronrod[k] * both;
    if (k % 2 == 1) gauss += kGauss[k / 2] * both;
  }
  panel.integral = half * kronrod;
  panel.error = half * (kronrod - gauss).cwiseAbs();
}

/// Edges at each resonance and at distances from it that grow by 4 from its width on.
std::vector<double> edges(const std::vector<Line>& lines, double reach) {
  std::vector<double> places{0, reach};
  for (const Line& line : lines) {
    for (double distance = line.half_width; distance < reach; distance *= 4) {
      for (const double place : {line.centre - distance, line.centre, line.centre + distance}) {
        if (place > 0 && place < reach) places.push_back(place);
      }
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end(),
                           [](double a, double b) { return b - a <= 1e-12 * b; }),
               places.end());
  return places;
}

double scaled_error(const Matrix& error, const Matrix& total) {
  const Eigen::VectorXd scale = total.diagonal().cwiseSqrt().cwiseInverse();
  return (scale.asDiagonal() * error * scale.asDiagonal()).maxCoeff();
}

}  // namespace

gaussnet::Matrix covariance(const NetworkRecord& network) {
  std::vector<Line> lines;
  for (const OscillatorRecord& one : network.oscillators) {
    const double rest =
        network.rotating_wave ? one.frequency - network.sideband_frequency() : one.frequency;
    lines.push_back({.centre = std::abs(rest), .half_width = one.damping() / 2});
  }
  return covariance([&](double frequency) { return respond(network, frequency); }, lines);
}

gaussnet::Matrix covariance(const Respond& respond_at, const std::vector<Line>& lines) {
  double reach = 0;
  for (const Line& line : lines) {
    reach = std::max(reach, 4 * (line.centre + 2 * line.half_width));
  }
  std::vector<Panel> panels{{.low = 0, .high = 1, .tail = true}};
  const std::vector<double> places = edges(lines, reach);
  for (std::size_t k = 1; k < places.size(); ++k) {
    panels.push_back({.low = places[k - 1], .high = places[k]});
  }
  for (Panel& panel : panels) integrate(respond_at, reach, panel);
  while (panels.size() < kMaxPanels) {
    Matrix total = panels.front().integral;
    for (std::size_t k = 1; k < panels.size(); ++k) total += panels[k].integral;
    const double share = kTolerance / static_cast<double>(panels.size());
    std::vector<Panel> halves;
    for (Panel& panel : panels) {
      if (scaled_error(panel.error, total) <= share) continue;
      const double middle = 0.5 * (panel.low + panel.high);
      halves.push_back({.low = middle, .high = panel.high, .tail = panel.tail});
      panel.high = middle;
      integrate(respond_at, reach, panel);
      integrate(respond_at, reach, halves.back());
    }
    if (halves.empty()) return total;
    std::move(halves.begin(), halves.end(), std::back_inserter(panels));
  }
  throw std::runtime_error("the spectrum is not resolved");
}

}  // namespace reference
