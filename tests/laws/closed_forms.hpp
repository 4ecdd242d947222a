#pragma once

#include <libnetwork/analysis/model.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <string>
#include <utility>
#include <vector>

/// Closed forms of theory.md, and the networks that must meet them.
namespace laws {

using Values = std::vector<std::pair<std::string, double>>;

/// A network of models/ with these values, in rad/s, rad, dB and numbers.
gaussnet::Model model_of(const std::string& name, const Values& values = {});
/// The same of a text in the model language, for another description of the same physics.
gaussnet::Model text_of(const std::string& text, const Values& values = {});

/// V of the unconditional state, entry by the names of two quadratures: entry(v, "a.X", "b.P").
double entry(const gaussnet::SteadyState& state, const std::string& one, const std::string& other);

/// Var x, <x y>, Var y of
///     dx = -k x dt + f y dt + ...,   dy = -l y dt + h x dt + ...                      [Eq. (68)]
struct TwoQuadratures {
  double k = 0, l = 0;      // decay
  double f = 0, h = 0;      // of x by y, of y by x
  double d_x = 0, d_y = 0;  // diffusion
};
struct Moments {
  double x = 0, xy = 0, y = 0;
};
Moments moments(const TwoQuadratures& system);

/// (1/pi) int_0^pi (1 - x cos^2 phi)^m dphi                                          [Eq. (82)]
double mean_power(double x, int m);

/// 10^{-dB/10}/2 and 10^{+dB/10}/2
double squeezed_variance(double decibel);
double antisqueezed_variance(double decibel);

}  // namespace laws
