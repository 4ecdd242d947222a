#include <cmath>
#include <random>
#include <tests/trust/verdict.hpp>

// Records whose noise is nearly the same: R is nearly singular, the gain is a difference of large
// numbers, and what rescaling the record by R's factor loses must be part of the bound.

using namespace gaussnet;
using namespace trust;

namespace {

constexpr double separations[] = {1e-4,  1e-6,  1e-8,  1e-9,    1e-10,
                                  1e-11, 1e-12, 1e-13, 2.5e-14, 1e-14};
constexpr unsigned seeds = 100;

class Draw {
 public:
  explicit Draw(unsigned seed) : generator_(seed) {}
  double normal() { return normal_(generator_); }
  double between(double low, double high) { return low + (high - low) * uniform_(generator_); }
  Matrix normal(Eigen::Index rows, Eigen::Index columns) {
    return Matrix::NullaryExpr(rows, columns, [&] { return normal(); });
  }

 private:
  std::mt19937 generator_;
  std::normal_distribution<double> normal_{};
  std::uniform_real_distribution<double> uniform_{0, 1};
};

struct Sizes {
  Eigen::Index states = 1;
  Eigen::Index records = 2;
  bool is_correlated = false;
};

/// All records share one noise up to `separation` of their variance; the variances differ by up to
/// 1e6. Where noise is correlated, Gam = Y R.
RiccatiEquation nearly_singular(unsigned seed, double separation, Sizes sizes) {
  Draw draw(seed);
  const auto [n, m, is_correlated] = sizes;
  RiccatiEquation e;
  e.drift = 0.3 * draw.normal(n, n) / std::sqrt(static_cast<double>(n));
  e.drift.diagonal().array() -= draw.between(0.1, 1);
  const Matrix root = draw.normal(n, n);
  e.diffusion = root * root.transpose() + draw.between(0, 1) * Matrix::Identity(n, n);
  e.measurement = draw.normal(m, n);
  Vector deviation(m);
  for (double& s : deviation) s = std::pow(10, draw.between(0, 3));
  e.measurement_noise = deviation * deviation.transpose();
  for (Eigen::Index i = 0; i < m; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      e.measurement_noise(i, j) *= 1 - separation * draw.between(0.5, 1);
      e.measurement_noise(j, i) = e.measurement_noise(i, j);
    }
  }
  e.noise_correlation = Matrix::Zero(n, m);
  if (!is_correlated) return e;
  const Matrix Y = 1e-3 * draw.normal(n, m);
  e.noise_correlation = Y * e.measurement_noise;
  Matrix known = e.noise_correlation * Y.transpose();
  known += Matrix(known.transpose());
  e.diffusion += known;
  return e;
}

/// One state and two records: V = (f + sqrt(f^2 + g q)) / g in twice the precision.
DoubleDouble closed_form(const RiccatiEquation& e) {
  const auto exact = [](double x) { return DoubleDouble{x, 0}; };
  const DoubleDouble r11 = exact(e.measurement_noise(0, 0));
  const DoubleDouble r12 = exact(e.measurement_noise(0, 1));
  const DoubleDouble r22 = exact(e.measurement_noise(1, 1));
  const DoubleDouble det = r11 * r22 - r12 * r12;
  const auto form = [&](const Matrix& x, const Matrix& y) {
    const DoubleDouble x1 = exact(x(0)), x2 = exact(x(1)), y1 = exact(y(0)), y2 = exact(y(1));
    return (x1 * y1 * r22 - (x1 * y2 + x2 * y1) * r12 + x2 * y2 * r11) / det;
  };
  const Matrix& M = e.measurement;
  const Matrix& Gam = e.noise_correlation;
  const DoubleDouble f = exact(e.drift(0, 0)) - form(Gam, M);
  const DoubleDouble g = form(M, M);
  const DoubleDouble q = exact(e.diffusion(0, 0)) - form(Gam, Gam);
  const DoubleDouble root = sqrt(f * f + g * q);
  return f.high > 0 ? (f + root) / g : q / (root - f);
}

struct Tally {
  unsigned systems = 0;
  unsigned answered = 0;
  unsigned sharp = 0;
};

void examine(const RiccatiEquation& e, const Extended& exact, Tally& tally) {
  ++tally.systems;
  const auto found = outcome(e);
  if (!found.solution) return;
  ++tally.answered;
  const double error = entrywise_error(found.solution->covariance, exact);
  CAPTURE(error);
  CHECK(error <= found.solution->error_bound);
  if (found.solution->error_bound <= plain_limit(e.drift.rows())) ++tally.sharp;
}

}  // namespace

TEST_CASE("riccati, two records of nearly the same noise, one state: the bound holds") {
  for (const bool is_correlated : {false, true}) {
    for (const double separation : separations) {
      Tally tally;
      for (unsigned seed = 0; seed < seeds; ++seed) {
        CAPTURE(separation, seed, is_correlated);
        const RiccatiEquation e = nearly_singular(seed, separation, {1, 2, is_correlated});
        Extended exact(1, 1);
        exact(0, 0) = closed_form(e);
        examine(e, exact, tally);
      }
      CAPTURE(separation, is_correlated, tally.answered);
      CHECK(tally.systems == seeds);
      if (separation >= 1e-12) CHECK(tally.answered == seeds);
      if (separation >= 1e-12 && !is_correlated) CHECK(tally.sharp >= 9 * seeds / 10);
    }
  }
}

TEST_CASE("riccati, records of nearly the same noise, some states: the bound holds") {
  constexpr unsigned few = 10;
  for (const Eigen::Index states : {2, 3, 4, 8}) {
    for (const Eigen::Index records : {2, 3}) {
      for (const bool is_correlated : {false, true}) {
        for (const double separation : separations) {
          Tally tally;
          for (unsigned seed = 0; seed < few; ++seed) {
            CAPTURE(states, records, separation, seed, is_correlated);
            const RiccatiEquation e =
                nearly_singular(seed, separation, {states, records, is_correlated});
            std::optional<Reference> exact;
            try {
              exact = reference(e);
            } catch (const NoReference&) {
              continue;  // R is not positive definite
            }
            REQUIRE(exact->uncertainty < 1e-17);
            examine(e, exact->covariance, tally);
          }
          CAPTURE(states, records, separation, is_correlated, tally.answered);
          if (separation >= 1e-10 && records == 2) CHECK(tally.answered == few);
        }
      }
    }
  }
}
