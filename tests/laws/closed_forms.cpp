#include <algorithm>
#include <cmath>
#include <libnetwork/io/yaml_reader.hpp>
#include <numbers>
#include <stdexcept>
#include <tests/laws/closed_forms.hpp>

namespace laws {
namespace {

gaussnet::Model with(const gaussnet::Model& model, const Values& values) {
  std::vector<std::pair<std::string, gaussnet::Expression>> expressions;
  for (const auto& [name, value] : values) expressions.emplace_back(name, value);
  return model.at(expressions);
}

/// The row of "mode.X" or "mode.P".
int row_of(const gaussnet::SteadyState& state, const std::string& quadrature) {
  const std::string mode = quadrature.substr(0, quadrature.size() - 2);
  const auto& names = state.mode_names();
  const auto found = std::find(names.begin(), names.end(), mode);
  if (found == names.end()) throw std::out_of_range(quadrature);
  return 2 * static_cast<int>(found - names.begin()) + (quadrature.back() == 'P' ? 1 : 0);
}

}  // namespace

gaussnet::Model model_of(const std::string& name, const Values& values) {
  return with(gaussnet::load(MODELS_DIR "/" + name + ".yaml"), values);
}

gaussnet::Model text_of(const std::string& text, const Values& values) {
  return with(gaussnet::load_text(text, "another description"), values);
}

double entry(const gaussnet::SteadyState& state, const std::string& one, const std::string& other) {
  return state.covariance()(row_of(state, one), row_of(state, other));
}

Moments moments(const TwoQuadratures& s) {
  const double q = s.k * s.l - s.f * s.h;
  const double scale = 2 * (s.k + s.l) * q;
  return {.x = ((q + s.l * s.l) * s.d_x + s.f * s.f * s.d_y) / scale,
          .xy = (s.h * s.l * s.d_x + s.f * s.k * s.d_y) / scale,
          .y = ((q + s.k * s.k) * s.d_y + s.h * s.h * s.d_x) / scale};
}

double mean_power(double x, int m) {
  // A trigonometric polynomial of degree 2 m is integrated exactly by more than m points.
  const int points = m + 4;
  double sum = 0;
  for (int j = 0; j < points; ++j) {
    const double cosine = std::cos(std::numbers::pi * (j + 0.5) / points);
    sum += std::pow(1 - x * cosine * cosine, m);
  }
  return sum / points;
}

double squeezed_variance(double decibel) { return 0.5 * std::pow(10, -decibel / 10); }
double antisqueezed_variance(double decibel) { return 0.5 * std::pow(10, decibel / 10); }

}  // namespace laws
