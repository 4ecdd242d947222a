// A user's program. Matrices are made here and freed in the library, and the other way round, which
// ends in a corrupted heap if the two do not agree about Eigen's memory. Results are held against
// closed forms, then written, or compared with those of another build of this file.
#include <Eigen/Dense>
#include <cmath>
#include <fstream>
#include <iostream>
#include <libnetwork/gaussnet.hpp>
#include <libnetwork/linear/lyapunov.hpp>
#include <limits>
#include <string>
#include <vector>

// The layout of fixed-size types does not follow -march either.
static_assert(alignof(Eigen::Matrix4d) == 32);
static_assert(alignof(Eigen::Vector2d) == 16);

namespace {

int failures = 0;

void expect(double value, double wanted, double relative, const std::string& what) {
  if (std::abs(value - wanted) <= relative * std::abs(wanted)) return;
  std::cerr << what << ": " << value << ", should be " << wanted << "\n";
  ++failures;
}

/// Nondegenerate parametric oscillator below threshold, decay rates k1 and k2, coupling g:
///     q = k1 k2/4 - g^2,  n_a = g^2 k2/((k1+k2) q),  n_b = g^2 k1/((k1+k2) q),
///     <X_a X_b> = -<P_a P_b> = g k1 k2/(2 (k1+k2) q)
void two_modes(std::vector<double>& numbers) {
  const double k1 = 1, k2 = 3, g = 0.4;
  gaussnet::LyapunovEquation equation;
  equation.drift = Eigen::Vector4d(-k1 / 2, -k1 / 2, -k2 / 2, -k2 / 2).asDiagonal();
  equation.drift(0, 2) = equation.drift(2, 0) = g;
  equation.drift(1, 3) = equation.drift(3, 1) = -g;
  equation.diffusion = Eigen::Vector4d(k1 / 2, k1 / 2, k2 / 2, k2 / 2).asDiagonal();
  gaussnet::LyapunovSolution solution = gaussnet::solve(equation);

  const double q = k1 * k2 / 4 - g * g;
  const double n_a = g * g * k2 / ((k1 + k2) * q), n_b = g * g * k1 / ((k1 + k2) * q);
  const double c = g * k1 * k2 / (2 * (k1 + k2) * q);
  expect(solution.covariance(0, 0), n_a + 0.5, 1e-14, "variance of X_a");
  expect(solution.covariance(3, 3), n_b + 0.5, 1e-14, "variance of P_b");
  expect(solution.covariance(0, 2), c, 1e-14, "covariance of X_a, X_b");
  expect(solution.covariance(1, 3), -c, 1e-14, "covariance of P_a, P_b");

  const gaussnet::GaussianState state(std::move(solution.covariance));
  const double xi = gaussnet::epr_variance(state, {0, 1}, gaussnet::optimal_weight);
  expect(xi, n_a + n_b + 1 - std::hypot(n_a - n_b, 2 * c), 1e-13, "EPR variance");
  numbers.push_back(xi);
  numbers.push_back(gaussnet::logarithmic_negativity(state, {{0}, {1}}));
}

/// A dense drift, large enough for the blocked kernels; the equation itself is the oracle.
void many_modes(std::vector<double>& numbers) {
  const int n = 120;
  gaussnet::LyapunovEquation equation{gaussnet::Matrix(n, n), gaussnet::Matrix::Identity(n, n)};
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) equation.drift(i, j) = std::sin(7 * i + 3 * j * j) / std::sqrt(n);
  }
  equation.drift.diagonal().array() -= 3;
  const gaussnet::LyapunovSolution solution = gaussnet::solve(equation);
  const gaussnet::Matrix AV = equation.drift * solution.covariance;
  const double rest = (AV + AV.transpose() + equation.diffusion).norm();
  expect(1 + rest / (2 * AV.norm()), 1, 1e-13, "1 + residual of 120 quadratures");
  numbers.push_back(solution.covariance.trace());
  numbers.push_back(solution.covariance(0, n - 1));
}

/// An installed model; the numbers are those at the head of its file, from an independent
/// calculation.
void installed_model(const std::string& models, std::vector<double>& numbers) {
  const gaussnet::Model model = gaussnet::load(models + "/spin_mechanical.yaml");
  const gaussnet::SteadyState unconditional = gaussnet::unconditional_state(model);
  const gaussnet::SteadyState conditional = gaussnet::conditional_state(model);
  const gaussnet::Bipartition partition{{"spin"}, {"mech"}};
  numbers.push_back(gaussnet::logarithmic_negativity(unconditional, partition));
  expect(numbers.back(), 1.111579, 1e-6, "E_N of the reference model");
  numbers.push_back(gaussnet::logarithmic_negativity(conditional, partition));
  expect(numbers.back(), 1.114803, 1e-6, "conditional E_N of the reference model");
}

void write(const std::string& path, const std::vector<double>& numbers) {
  std::ofstream out(path);
  out.precision(std::numeric_limits<double>::max_digits10);
  for (const double number : numbers) out << number << "\n";
  if (!out.flush()) ++failures;
}

void compare(const std::string& path, const std::vector<double>& numbers) {
  std::ifstream in(path);
  for (const double number : numbers) {
    double other = std::numeric_limits<double>::quiet_NaN();
    in >> other;
    expect(number, other, 1e-11, "this build against the other");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string action = argc == 4 ? argv[1] : "";
  if (action != "write" && action != "compare") {
    std::cerr << "usage: consumer write|compare FILE MODELS\n";
    return 2;
  }
  std::vector<double> numbers;
  two_modes(numbers);
  many_modes(numbers);
  installed_model(argv[3], numbers);
  action == "write" ? write(argv[2], numbers) : compare(argv[2], numbers);
  std::cout << "gaussnet " << gaussnet::version << ": " << failures << " failures\n";
  return failures == 0 ? 0 : 1;
}
