// The laws of the figures of merit, made from their table: a new row is tested by what it says.
#include <Eigen/Eigenvalues>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <numeric>
#include <tests/gaussian/random_states.hpp>

using namespace gaussnet;
using namespace gaussnet::testing;
using Catch::WithinAbs;
using Catch::WithinRel;

namespace {

using Subject = FigureRow::Subject;
using Invariant = FigureTraits::Invariant;

constexpr int kSamples = 40;          // states for each row
constexpr double kRounding = 1e-10;   // of what a test does to V in double precision
constexpr double kFrequency = 6.3e6;  // rad/s

FigureValue value_of(const FigureRequest& request, const Matrix& covariance) {
  const LinearModel no_records;
  const std::vector<ModeNumbers> modes(static_cast<std::size_t>(covariance.rows() / 2),
                                       ModeNumbers{.frequency = kFrequency});
  return evaluate(request, GaussianState(covariance), {no_records, modes});
}

/// Some question that the row takes about n modes.
FigureRequest some_question(const FigureRow& row, int modes, Generator& random) {
  std::vector<int> order(static_cast<std::size_t>(modes));
  std::iota(order.begin(), order.end(), 0);
  for (int k = modes - 1; k > 0; --k) {
    std::swap(order[static_cast<std::size_t>(k)],
              order[static_cast<std::size_t>(random.integer(0, k))]);
  }
  const auto first = [&](int count) {
    return std::vector<int>(order.begin(), order.begin() + count);
  };
  FigureRequest request{.name = "law", .figure = &row};
  const bool by_parts = row.subject == Subject::modes && modes > 1 && random.integer(0, 1) == 1;
  if (row.subject == Subject::parties || by_parts) {
    const int in_a = random.integer(1, modes - 1);
    const int in_b = random.integer(1, modes - in_a);
    request.partition = {first(in_a), {order.begin() + in_a, order.begin() + in_a + in_b}};
  } else if (row.subject == Subject::single_parties) {
    request.partition = {{order[0]}, {order[1]}};
  } else if (row.subject == Subject::combination) {
    request.combination = Vector(2 * modes);
    for (double& entry : request.combination) entry = random.uniform(-1, 1);
    request.combination.normalize();
  } else {
    request.modes = first(row.subject == Subject::mode   ? 1
                          : row.subject == Subject::pair ? 2
                                                         : random.integer(1, modes));
  }
  return request;
}

std::vector<int> asked_modes(const FigureRequest& request, int modes) {
  std::vector<int> all = request.modes;
  all.insert(all.end(), request.partition.a.begin(), request.partition.a.end());
  all.insert(all.end(), request.partition.b.begin(), request.partition.b.end());
  if (!all.empty()) return all;
  all.resize(static_cast<std::size_t>(modes));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

/// Thermal states behind a two-mode squeezer: a state of which every figure is defined.
Matrix squeezed_thermal_pair(Generator& random) {
  const double r = random.uniform(0.1, 1);
  const double s = std::sinh(r) * std::sinh(r);
  const double n_1 = random.uniform(0.5, 1.2);
  const double n_2 = random.integer(0, 1) == 0 ? n_1 : random.uniform(0.5, 1.2);
  const double c = (n_1 + n_2) * std::sinh(r) * std::cosh(r);
  Matrix v = Matrix::Zero(4, 4);
  v.diagonal() << n_1 * (1 + s) + n_2 * s, n_1 * (1 + s) + n_2 * s, n_2 * (1 + s) + n_1 * s,
      n_2 * (1 + s) + n_1 * s;
  v(0, 2) = v(2, 0) = c;
  v(1, 3) = v(3, 1) = -c;
  return v;
}

struct Sample {
  FigureRequest request{};
  Matrix covariance{};
  int modes = 0;
};

Sample some_sample(const FigureRow& row, Generator& random) {
  const bool needs_two = row.subject != Subject::mode && row.subject != Subject::modes &&
                         row.subject != Subject::combination;
  Sample sample;
  if (row.subject == Subject::single_parties || (needs_two && random.integer(0, 2) == 0)) {
    sample.modes = 2;
    sample.covariance = squeezed_thermal_pair(random);
  } else {
    sample.modes = random.integer(needs_two ? 2 : 1, 6);
    sample.covariance = random_state(random, sample.modes, 1, 1.5).covariance();
  }
  sample.request = some_question(row, sample.modes, random);
  return sample;
}

/// Runs the law on some samples of each row.
void for_each_sample(const std::function<bool(const FigureRow&)>& concerns, std::uint64_t seed,
                     const std::function<void(const FigureRow&, const Sample&, Generator&)>& law) {
  int rows = 0;
  for (const FigureRow& row : figure_rows()) {
    if (!concerns(row)) continue;
    ++rows;
    Generator random(seed);
    for (int k = 0; k < kSamples; ++k) {
      CAPTURE(row.name, k);
      law(row, some_sample(row, random), random);
    }
  }
  CHECK(rows > 0);
}

bool every_row(const FigureRow&) { return true; }

double number(const FigureValue& value) {
  CAPTURE(value.why);
  REQUIRE(value.status == "ok");
  return value.value;
}

/// How far two values of one truth may lie apart.
double slack(const FigureValue& one, const FigureValue& other) {
  return one.bound + other.bound + kRounding * (1 + std::abs(one.value));
}

Matrix transformed(const Matrix& s, const Matrix& v) {
  const Matrix moved = s * v * s.transpose();
  return 0.5 * (moved + moved.transpose());
}

Matrix local_operations(int modes, Generator& random, Invariant kind) {
  Matrix s = Matrix::Identity(2 * modes, 2 * modes);
  for (int mode = 0; mode < modes; ++mode) {
    const Matrix one = kind == Invariant::rotations ? rotation(modes, mode, random.uniform(0, 6.3))
                                                    : random_local(random, modes, mode, 0.6);
    s = one * s;
  }
  return s;
}

/// Symplectic eigenvalues as moduli of the eigenvalues of Om V, each once.
std::vector<double> by_eigenvalues(const Matrix& v) {
  const Matrix om_v = symplectic_form(static_cast<int>(v.rows() / 2)) * v;
  const auto eigenvalues = Eigen::EigenSolver<Matrix>(om_v, false).eigenvalues();
  std::vector<double> moduli;
  for (const auto& eigenvalue : eigenvalues) moduli.push_back(std::abs(eigenvalue));
  std::sort(moduli.begin(), moduli.end());
  std::vector<double> once;
  for (std::size_t k = 0; k < moduli.size(); k += 2) once.push_back(moduli[k]);
  return once;
}

Matrix block(const Matrix& v, const std::vector<int>& row_modes, const std::vector<int>& columns) {
  const auto quadratures = [](const std::vector<int>& modes) {
    std::vector<Eigen::Index> rows;
    for (const int mode : modes) rows.insert(rows.end(), {2 * mode, 2 * mode + 1});
    return rows;
  };
  return v(quadratures(row_modes), quadratures(columns));
}

double textbook_entropy(const Matrix& v) {
  double sum = 0;
  for (const double nu : by_eigenvalues(v)) {
    sum += (nu + 0.5) * std::log(nu + 0.5);
    if (nu > 0.5) sum -= (nu - 0.5) * std::log(nu - 0.5);
  }
  return sum;
}

double below_half(const Matrix& v) {
  double sum = 0;
  for (const double nu : by_eigenvalues(v)) sum += std::max(0.0, -std::log(2 * nu));
  return sum;
}

FigureRequest question(std::string_view measure) {
  FigureRequest request{.name = "law", .figure = find_figure(measure)};
  request.partition = {{0}, {1}};
  if (request.figure->subject == Subject::pair) request.modes = {0, 1};
  return request;
}

double found(std::string_view measure, const Matrix& v) {
  CAPTURE(measure);
  return number(value_of(question(measure), v));
}

}  // namespace

TEST_CASE("Every figure has its value of the vacuum") {
  for_each_sample(every_row, 1, [](const FigureRow& row, const Sample& sample, Generator&) {
    const Matrix vacuum = 0.5 * Matrix::Identity(2 * sample.modes, 2 * sample.modes);
    const double value = number(value_of(sample.request, vacuum));
    CHECK_THAT(value, WithinAbs(row.traits.in_vacuum, 1e-13));
  });
}

TEST_CASE("Every figure stays in its range, with a bound that says something") {
  for_each_sample(every_row, 2, [](const FigureRow& row, const Sample& sample, Generator&) {
    const FigureValue value = value_of(sample.request, sample.covariance);
    CHECK(number(value) >= row.traits.low - value.bound);
    CHECK(value.value <= row.traits.high + value.bound);
    CHECK(value.bound >= 0);
    CHECK(value.bound < 1e-6 * (1 + std::abs(value.value)));
    if (row.traits.is_logarithm) {
      REQUIRE(value.in_log2);
      CHECK_THAT(*value.in_log2 * std::log(2.0),
                 WithinAbs(value.value, 1e-14 + 1e-14 * value.value));
    } else {
      CHECK_FALSE(value.in_log2);
    }
  });
}

TEST_CASE("Local operations leave the figures that they should, and change the others") {
  for_each_sample([](const FigureRow& row) { return row.traits.under != Invariant::nothing; }, 3,
                  [](const FigureRow& row, const Sample& sample, Generator& random) {
                    const Matrix local = local_operations(sample.modes, random, row.traits.under);
                    const FigureValue before = value_of(sample.request, sample.covariance);
                    const FigureValue after =
                        value_of(sample.request, transformed(local, sample.covariance));
                    CHECK_THAT(number(after), WithinAbs(number(before), slack(before, after)));
                  });
  for (const FigureRow& row : figure_rows()) {
    if (row.traits.under == Invariant::symplectics) continue;
    const Invariant next =
        row.traits.under == Invariant::nothing ? Invariant::rotations : Invariant::symplectics;
    Generator random(4);
    double furthest = 0;
    for (int k = 0; k < kSamples; ++k) {
      const Sample sample = some_sample(row, random);
      const Matrix local = local_operations(sample.modes, random, next);
      const double before = number(value_of(sample.request, sample.covariance));
      const double after = number(value_of(sample.request, transformed(local, sample.covariance)));
      furthest = std::max(furthest, std::abs(after - before) / (1e-300 + std::abs(before)));
    }
    CAPTURE(row.name);
    CHECK(furthest > 0.1);
  }
}

TEST_CASE("Loss in any mode never makes a figure grow that says so, and makes others grow") {
  const auto never = [](const FigureRow& row) { return row.traits.never_grows_with_loss; };
  for_each_sample(never, 5, [](const FigureRow&, const Sample& sample, Generator& random) {
    const std::vector<int> modes = asked_modes(sample.request, sample.modes);
    const auto pick = random.integer(0, static_cast<int>(modes.size()) - 1);
    const Matrix lossy = attenuated(sample.covariance, modes[static_cast<std::size_t>(pick)],
                                    random.uniform(0.1, 0.9));
    const FigureValue before = value_of(sample.request, sample.covariance);
    const FigureValue after = value_of(sample.request, lossy);
    CHECK(number(after) <= number(before) + slack(before, after));
  });
  for (const FigureRow& row : figure_rows()) {
    if (never(row)) continue;
    Generator random(6);
    bool grows = false;
    for (int k = 0; k < kSamples && !grows; ++k) {
      const Sample sample = some_sample(row, random);
      const int mode = asked_modes(sample.request, sample.modes).front();
      const FigureValue before = value_of(sample.request, sample.covariance);
      const FigureValue after = value_of(sample.request, attenuated(sample.covariance, mode, 0.7));
      grows = number(after) > number(before) + slack(before, after);
    }
    CAPTURE(row.name);
    CHECK(grows);
  }
}

TEST_CASE("Correlations vanish between parties that know nothing of each other") {
  const auto vanishing = [](const FigureRow& row) { return row.traits.vanishes_on_products; };
  for_each_sample(vanishing, 7, [](const FigureRow& row, const Sample& sample, Generator& random) {
    Matrix v = sample.covariance;
    for (const int one : sample.request.partition.a) {
      for (const int other : sample.request.partition.b) {
        v.block<2, 2>(2 * one, 2 * other).setZero();
        v.block<2, 2>(2 * other, 2 * one).setZero();
      }
    }
    if (row.subject == Subject::parties) {  // nor may they through a third one
      const int in_a = static_cast<int>(sample.request.partition.a.size());
      const int in_b = static_cast<int>(sample.request.partition.b.size());
      const Matrix a = random_state(random, in_a, 1, 1.5).covariance();
      const Matrix b = random_state(random, in_b, 1, 1.5).covariance();
      v = direct_sum(a, b);
      FigureRequest request = sample.request;
      std::iota(request.partition.a.begin(), request.partition.a.end(), 0);
      std::iota(request.partition.b.begin(), request.partition.b.end(), in_a);
      const FigureValue value = value_of(request, v);
      CHECK_THAT(number(value), WithinAbs(0, value.bound + kRounding));
      return;
    }
    const FigureValue value = value_of(sample.request, v);
    CHECK_THAT(number(value), WithinAbs(0, value.bound + kRounding));
  });
}

TEST_CASE("The parties may change places where the table says so, and only there") {
  for (const FigureRow& row : figure_rows()) {
    Generator random(8);
    double furthest = 0;
    for (int k = 0; k < kSamples; ++k) {
      const Sample sample = some_sample(row, random);
      FigureRequest turned = sample.request;
      std::swap(turned.partition.a, turned.partition.b);
      std::reverse(turned.modes.begin(), turned.modes.end());
      const FigureValue one = value_of(sample.request, sample.covariance);
      const FigureValue other = value_of(turned, sample.covariance);
      CAPTURE(row.name, k);
      const double distance = std::abs(number(one) - number(other));
      if (row.traits.is_symmetric) CHECK(distance <= slack(one, other));
      furthest = std::max(furthest, distance);
    }
    CAPTURE(row.name);
    if (!row.traits.is_symmetric) CHECK(furthest > 0.1);
  }
}

TEST_CASE("Figures of many modes agree with the eigenvalues of i Om V") {
  Generator random(9);
  for (int sample = 0; sample < kSamples; ++sample) {
    const int modes = random.integer(2, 6);
    const Matrix v = random_state(random, modes, 1, 1.5).covariance();
    const FigureRequest parts = some_question(*find_figure("log-negativity"), modes, random);
    const std::vector<int>& a = parts.partition.a;
    const std::vector<int>& b = parts.partition.b;
    std::vector<int> both = a;
    both.insert(both.end(), b.begin(), b.end());
    const auto of = [&](std::string_view measure) {
      FigureRequest request = parts;
      request.figure = find_figure(measure);
      return number(value_of(request, v));
    };
    Matrix flipped = block(v, both, both);
    for (std::size_t k = a.size(); k < both.size(); ++k) {
      const auto p = static_cast<Eigen::Index>(2 * k + 1);
      flipped.row(p) *= -1;
      flipped.col(p) *= -1;
    }
    const Matrix steered =
        block(v, b, b) - block(v, b, a) * block(v, a, a).inverse() * block(v, a, b);
    const double whole = textbook_entropy(block(v, both, both));
    CAPTURE(sample, modes, a, b);
    CHECK_THAT(of("log-negativity"), WithinAbs(below_half(flipped), 1e-10));
    CHECK_THAT(of("symplectic-eigenvalue"), WithinRel(by_eigenvalues(flipped).front(), 1e-10));
    CHECK_THAT(of("steering"), WithinAbs(below_half(steered), 1e-10));
    CHECK_THAT(of("entropy"), WithinAbs(whole, 1e-9));
    CHECK_THAT(of("mutual-information"), WithinAbs(textbook_entropy(block(v, a, a)) +
                                                       textbook_entropy(block(v, b, b)) - whole,
                                                   1e-9));
    const double determinant = block(v, both, both).determinant();
    CHECK_THAT(
        of("purity"),
        WithinRel(std::pow(0.5, static_cast<double>(both.size())) / std::sqrt(determinant), 1e-10));
  }
}

TEST_CASE("Two-mode squeezed vacuum has every textbook's figures") {
  for (const double r : {0.05, 0.4, 1.3, 2.0}) {
    const Matrix v = two_mode_squeezed(r);
    const double n = std::sinh(r) * std::sinh(r);
    const double of_half = (n + 1) * std::log(n + 1) - n * std::log(n);
    CAPTURE(r);
    CHECK_THAT(found("log-negativity", v), WithinRel(2 * r, 1e-11));
    CHECK_THAT(found("symplectic-eigenvalue", v), WithinRel(std::exp(-2 * r) / 2, 1e-11));
    CHECK_THAT(found("epr", v), WithinRel(std::exp(-2 * r), 1e-11));
    CHECK_THAT(found("entanglement-of-formation", v), WithinRel(of_half, 1e-9));
    CHECK_THAT(found("steering", v), WithinRel(std::log(std::cosh(2 * r)), 1e-11));
    CHECK_THAT(found("mutual-information", v), WithinRel(2 * of_half, 1e-8));
    CHECK_THAT(found("purity", v), WithinRel(1.0, 1e-11));
    FigureRequest half{.figure = find_figure("entropy"), .modes = {1}};
    CHECK_THAT(number(value_of(half, v)), WithinRel(of_half, 1e-11));
    half.figure = find_figure("occupation");
    CHECK_THAT(number(value_of(half, v)), WithinRel(n, 1e-12));
    half.figure = find_figure("effective-temperature");
    CHECK_THAT(number(value_of(half, v)),
               WithinRel(hbar * kFrequency / boltzmann / std::log1p(1 / n), 1e-11));
    FigureRequest noise{.figure = find_figure("squeezing"),
                        .combination = (Vector(4) << 1, 0, -1, 0).finished()};
    CHECK_THAT(number(value_of(noise, v)), WithinRel(20 * r / std::log(10.0), 1e-11));
  }
}

TEST_CASE("Two-mode squeezing behind loss on both sides has its figures in closed form") {
  // standard form a = (t_1 cosh 2r + 1 - t_1)/2, b likewise, c = sqrt(t_1 t_2) sinh(2r)/2:
  // 2 nu~ = a + b - sqrt((a - b)^2 + 4 c^2), S_B = b - c^2/a, nu_+- = [sqrt((a+b)^2 - 4 c^2) +- (a
  // - b)]/2
  for (const auto& [r, t_1, t_2] : {std::array{0.7, 0.8, 0.8}, std::array{1.2, 0.95, 0.3},
                                    std::array{0.3, 0.5, 0.9}, std::array{1.5, 1.0, 0.6}}) {
    const Matrix v = attenuated(attenuated(two_mode_squeezed(r), 0, t_1), 1, t_2);
    const double a = (t_1 * std::cosh(2 * r) + 1 - t_1) / 2;
    const double b = (t_2 * std::cosh(2 * r) + 1 - t_2) / 2;
    const double c = std::sqrt(t_1 * t_2) * std::sinh(2 * r) / 2;
    const double least = (a + b - std::sqrt((a - b) * (a - b) + 4 * c * c)) / 2;
    const auto f = [](double nu) {
      const double less = std::max(0.0, nu - 0.5);
      return (nu + 0.5) * std::log(nu + 0.5) - (less > 0 ? less * std::log(less) : 0);
    };
    const double root = std::sqrt((a + b) * (a + b) - 4 * c * c);
    const double whole = f((root + a - b) / 2) + f((root - a + b) / 2);
    CAPTURE(r, t_1, t_2);
    CHECK_THAT(found("log-negativity", v), WithinAbs(-std::log(2 * least), 1e-11));
    CHECK_THAT(found("epr", v), WithinAbs(2 * least, 1e-12));
    CHECK_THAT(found("steering", v),
               WithinAbs(std::max(0.0, -std::log(2 * (b - c * c / a))), 1e-11));
    CHECK_THAT(found("entropy", v), WithinAbs(whole, 1e-9));
    CHECK_THAT(found("mutual-information", v), WithinAbs(f(a) + f(b) - whole, 1e-9));
  }
}
