#pragma once

#include <functional>
#include <tests/laws/network_record.hpp>

/// The reference model: X. Huang et al., Phys. Rev. Lett. 121, 103602 (2018).
namespace laws {

struct Letter {
  double linewidth_s = 0;  // gamma_S0, rad/s
  double occupation_s = 0;
  double linewidth_m = 0;
  double occupation_m = 0;
  double rate_s = 0;  // Gamma_S
  double rate_m = 0;
  double angle_s = 0;  // theta_S
  double angle_m = 0;
  double loss = 0;  // eps

  double damping_s() const;  // gamma_S
  double damping_m() const;
  double coherent_rate() const;  // R
  double weight() const;         // g
};

/// Var X_S, Var X_M and <X_S, X_M> (twice the covariance) of the letter, and its xi_g.
struct LetterState {
  double variance_s = 0;
  double variance_m = 0;
  double twice_covariance = 0;
  double epr = 0;
};
LetterState closed_form(const Letter& letter);

enum class Picture { rotating_wave, full };

/// Spin (negative mass), then mech (positive), then a homodyne detector of P.
NetworkRecord network_of(const Letter& letter, Picture picture = Picture::rotating_wave,
                         double frequency = 6.3e6);

/// Rows and columns spin.X, spin.P, mech.X, mech.P.
double epr_variance_of(const gaussnet::Matrix& covariance, double weight);

/// The parameters of the letter's Figs. 2 and 3 with n_M = 1e6.
struct Point {
  double angle_s = 0;
  double angle_m = 0;
  double cooperativity_m = 0;
};
Letter letter_at(double loss, double cooperativity_s, const Point& point);

struct Minimum {
  std::vector<double> at{};
  double value = 0;
};
/// The simplex method of Nelder and Mead, restarted until a restart gains nothing.
/// J. A. Nelder, R. Mead, Comput. J. 7, 308 (1965).
Minimum minimise(const std::function<double(const std::vector<double>&)>& f,
                 std::vector<double> start, double step);

}  // namespace laws
