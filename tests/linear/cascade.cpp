#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <catch2/catch.hpp>
#include <libnetwork/linear/cascade.hpp>
#include <libnetwork/linear/failures.hpp>
#include <libnetwork/linear/lyapunov.hpp>
#include <libnetwork/linear/stability.hpp>
#include <random>
#include <tests/linear/references.hpp>

namespace gaussnet {
namespace {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

/// Cascades at random, with blocks of every size and fields that fork and join.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  double real(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(engine_);
  }
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
  Matrix matrix(Eigen::Index rows, Eigen::Index cols, double size = 1) {
    Matrix m(rows, cols);
    for (double& x : m.reshaped()) x = real(-size, size);
    return m;
  }

 private:
  std::mt19937 engine_;
};

/// A drift whose modes oscillate, are overdamped, or both.
Matrix stable_drift(Dice& dice, int modes) {
  const int n = 2 * modes;
  Matrix A = dice.matrix(n, n);
  if (dice.whole(0, 2) == 0) A = 0.3 * A;
  if (dice.whole(0, 3) == 0) A = Matrix(A.triangularView<Eigen::Upper>());
  const double right = A.rows() ? A.eigenvalues().real().maxCoeff() : 0;
  A.diagonal().array() -= std::max(right, 0.0) + dice.real(0.2, 1.5);
  return A;
}

Cascade random_cascade(Dice& dice, int blocks, int field, int most_modes = 3) {
  Cascade cascade{.field = field};
  struct Port {
    int block, port;
  };
  std::vector<Port> open;
  for (int k = 0; k < blocks; ++k) {
    const int modes = dice.whole(0, most_modes);
    const int ins = dice.whole(modes == 0 ? 1 : 0, 2);
    const int outs = dice.whole(0, 3);
    const int n = 2 * modes, p = ins * field, q = outs * field;
    const auto exact = [](Matrix m) { return RoundedMatrix::exact(std::move(m)); };
    const Matrix root = dice.matrix(n + q, n + q);
    const Matrix noise = root * root.transpose();
    cascade.kinds.push_back({exact(stable_drift(dice, modes)), exact(dice.matrix(n, p)),
                             exact(dice.matrix(q, n)), exact(dice.matrix(q, p, 0.7)),
                             exact(noise.topLeftCorner(n, n)), exact(noise.bottomRightCorner(q, q)),
                             exact(noise.topRightCorner(n, q))});
    Cascade::Block block{.kind = k};
    for (int in = 0; in < ins; ++in) {
      const Matrix v = dice.matrix(field, field);
      cascade.wires.push_back({exact(dice.matrix(field, field)), exact(v * v.transpose())});
      Cascade::Feed feed{.wire = static_cast<int>(cascade.wires.size()) - 1};
      if (!open.empty() && dice.whole(0, 4) > 0) {
        const auto which =
            static_cast<std::size_t>(dice.whole(0, static_cast<int>(open.size()) - 1));
        feed.block = open[which].block;
        feed.port = open[which].port;
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(which));
      }
      block.feeds.push_back(feed);
    }
    for (int out = 0; out < outs; ++out) open.push_back({k, out});
    cascade.blocks.push_back(std::move(block));
  }
  return cascade;
}

template <class Number>
struct Whole {
  using Square = Eigen::Matrix<Number, Eigen::Dynamic, Eigen::Dynamic>;
  Square drift, diffusion;
};

/// The whole network by elimination: with all blocks side by side and u = T y + v,
/// dx = (A + B T (1 - F T)^{-1} C) x + ..., which no cascade is needed for.
template <class Number>
Whole<Number> whole(const Cascade& cascade) {
  using Matrix = typename Whole<Number>::Square;
  Eigen::Index n = 0, p = 0, q = 0;
  for (const auto& block : cascade.blocks) {
    const auto& kind = cascade.kinds[static_cast<std::size_t>(block.kind)];
    n += kind.drift.rows(), p += kind.input.cols(), q += kind.output.rows();
  }
  Matrix A = Matrix::Zero(n, n), B = Matrix::Zero(n, p), C = Matrix::Zero(q, n);
  Matrix F = Matrix::Zero(q, p), T = Matrix::Zero(p, q), N = Matrix::Zero(p, p);
  Matrix Q = Matrix::Zero(n, n), Y = Matrix::Zero(q, q), S = Matrix::Zero(n, q);
  std::vector<Eigen::Index> first_output;
  Eigen::Index x = 0, u = 0, y = 0;
  for (const auto& block : cascade.blocks) {
    const auto& kind = cascade.kinds[static_cast<std::size_t>(block.kind)];
    const auto nk = kind.drift.rows(), pk = kind.input.cols(), qk = kind.output.rows();
    A.block(x, x, nk, nk) = kind.drift.value.template cast<Number>();
    B.block(x, u, nk, pk) = kind.input.value.template cast<Number>();
    C.block(y, x, qk, nk) = kind.output.value.template cast<Number>();
    F.block(y, u, qk, pk) = kind.feedthrough.value.template cast<Number>();
    Q.block(x, x, nk, nk) = kind.mode_noise.value.template cast<Number>();
    Y.block(y, y, qk, qk) = kind.output_noise.value.template cast<Number>();
    S.block(x, y, nk, qk) = kind.cross_noise.value.template cast<Number>();
    first_output.push_back(y);
    for (std::size_t f = 0; f < block.feeds.size(); ++f) {
      const auto& feed = block.feeds[f];
      const auto& wire = cascade.wires[static_cast<std::size_t>(feed.wire)];
      const auto row = u + static_cast<Eigen::Index>(f) * cascade.field;
      N.block(row, row, cascade.field, cascade.field) = wire.noise.value.template cast<Number>();
      if (feed.block == Cascade::Feed::none) continue;
      T.block(row, first_output[static_cast<std::size_t>(feed.block)] + feed.port * cascade.field,
              cascade.field, cascade.field) = wire.transfer.value.template cast<Number>();
    }
    x += nk, u += pk, y += qk;
  }
  const Matrix back = (Matrix::Identity(p, p) - T * F).inverse();  // u = back (T C x + T eta + v)
  const Matrix on_eta = B * back * T;
  const Matrix on_v = B * back;
  const Matrix cross = on_eta * S.transpose();
  return {A + B * back * T * C, Q + cross + cross.transpose() + on_eta * Y * on_eta.transpose() +
                                    on_v * N * on_v.transpose()};
}

LyapunovEquation eliminated(const Cascade& cascade) {
  Whole<double> equation = whole<double>(cascade);
  return {.drift = std::move(equation.drift), .diffusion = std::move(equation.diffusion)};
}

test::LongMatrix eliminated_in_long_double(const Cascade& cascade) {
  const Whole<long double> equation = whole<long double>(cascade);
  return test::kronecker_sylvester(equation.drift, equation.drift, equation.diffusion);
}

double difference(const Matrix& V, const Matrix& W) {
  const Vector s = W.diagonal().cwiseSqrt();
  return ((V - W).array() / (s * s.transpose()).array()).abs().maxCoeff();
}

}  // namespace

TEST_CASE("A cascade block by block has the covariance of the whole, within both bounds") {
  int compared = 0;
  for (unsigned seed = 1; seed <= 120; ++seed) {
    Dice dice(seed);
    const int field = seed % 2 ? 2 : 4;
    const Cascade cascade = random_cascade(dice, dice.whole(1, 12), field);
    CAPTURE(seed);
    const LyapunovEquation equation = eliminated(cascade);
    if (equation.drift.rows() == 0) continue;
    const LyapunovSolution dense = solve(equation);
    const StoredCascadeSolution found = solve_and_store(cascade);
    CHECK(difference(found.covariance, dense.covariance) <= found.error_bound + dense.error_bound);
    CHECK(found.error_bound < 1e-6);
    CHECK(found.residual < 1e-14);
    CHECK_THAT(found.spectral_abscissa, WithinRel(spectral_abscissa(equation.drift), 1e-8));
    ++compared;
  }
  CHECK(compared > 100);
}

TEST_CASE("The bound of a cascade covers its true error, and is not far above it") {
  constexpr double eps = std::numeric_limits<double>::epsilon();
  int compared = 0;
  int sharp = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Dice dice(seed);
    const Cascade cascade = random_cascade(dice, dice.whole(1, 6), seed % 2 ? 2 : 4, 2);
    CAPTURE(seed);
    const StoredCascadeSolution found = solve_and_store(cascade);
    if (found.error.size() == 0 || found.error.size() > 14) continue;
    const double error = test::true_error(found.covariance, eliminated_in_long_double(cascade));
    CHECK(error <= found.error_bound);
    const auto n = static_cast<double>(found.error.size());
    sharp += found.error_bound <= 1e4 * error + 1e3 * n * eps;
    ++compared;
  }
  CHECK(compared > 100);
  CAPTURE(sharp, compared);
  CHECK(10 * sharp >= 9 * compared);
}

TEST_CASE("Modes far from normal, and rates far apart, keep their digits within the bound") {
  // Eigenvalues that nearly coincide, of states that decay a million times apart: the closed form
  // of two complex pairs loses digits there, which refinement finds again.
  Matrix near(2, 2);
  near << -1, 5e5, -5.00001e5, -1e6;
  Matrix slow(2, 2);
  slow << -1e-3, 2, -3, -2e-3;
  Matrix fast(2, 2);
  fast << -4e8, 1e9, 0, -2e8;
  Dice dice(17);
  for (const auto& order : {std::vector{near, slow, fast}, std::vector{fast, near, slow},
                            std::vector{slow, near, near}, std::vector{near, fast, fast}}) {
    Cascade cascade = random_cascade(dice, 0, 2);
    const auto exact = [](Matrix m) { return RoundedMatrix::exact(std::move(m)); };
    cascade.wires.push_back({exact(0.8 * Matrix::Identity(2, 2)), exact(Matrix::Identity(2, 2))});
    for (const Matrix& drift : order) {
      const auto number = static_cast<int>(cascade.blocks.size());
      const double rate = std::sqrt(std::abs(drift.trace()));
      cascade.kinds.push_back({exact(drift), exact(rate * Matrix::Identity(2, 2)),
                               exact(-rate * Matrix::Identity(2, 2)), exact(Matrix::Identity(2, 2)),
                               exact(Matrix::Zero(2, 2)), exact(Matrix::Zero(2, 2)),
                               exact(Matrix::Zero(2, 2))});
      cascade.blocks.push_back({number, {{number - 1, 0, 0}}});
    }
    const StoredCascadeSolution found = solve_and_store(cascade);
    // One linear system for all entries would lose the digits itself: rates 1e12 apart.
    const Whole<long double> equation = whole<long double>(cascade);
    const double error = test::true_error(
        found.covariance, test::cascade_reference(equation.drift, equation.diffusion));
    CHECK(error <= found.error_bound);
    CHECK(found.error_bound < 1e-6);
  }
}

TEST_CASE("Two threads give the same bits as one") {
  Dice dice(5);
  const Cascade cascade = random_cascade(dice, 260, 4, 2);
  const StoredCascadeSolution one = solve_and_store(cascade, {.threads = 1});
  const StoredCascadeSolution two = solve_and_store(cascade, {.threads = 2});
  const StoredCascadeSolution five = solve_and_store(cascade, {.threads = 5});
  CHECK(one.covariance == two.covariance);
  CHECK(one.error == two.error);
  CHECK(one.residual == two.residual);
  CHECK(one.covariance == five.covariance);
  CHECK(one.error == five.error);
}

TEST_CASE("Rows reach a visitor whole, each once, with the diagonals so far") {
  struct Visitor : CovarianceVisitor {
    void visit(const CovarianceRows& rows) override {
      for (int i = rows.first(); i < rows.end(); ++i) {
        ++seen.at(static_cast<std::size_t>(i));
        for (int j = 0; j <= i; ++j) {
          worst = std::max(worst, (rows(i, j) - V.block<2, 2>(2 * i, 2 * j)).norm());
          worst = std::max(worst, (rows.own(j) - V.block<2, 2>(2 * j, 2 * j)).norm());
        }
      }
    }
    Matrix V{};
    std::vector<int> seen{};
    double worst = 0;
  };
  Dice dice(7);
  const Cascade cascade = random_cascade(dice, 90, 2);
  Visitor visitor;
  visitor.V = solve_and_store(cascade).covariance;
  visitor.seen.assign(static_cast<std::size_t>(visitor.V.rows() / 2), 0);
  solve(cascade, &visitor);
  CHECK(visitor.worst == 0);
  CHECK(std::count(visitor.seen.begin(), visitor.seen.end(), 1) ==
        static_cast<std::ptrdiff_t>(visitor.seen.size()));
}

TEST_CASE("The block that is not stable is named along the cascade") {
  Dice dice(3);
  Cascade cascade = random_cascade(dice, 12, 2);
  int mode = 0;
  std::size_t block = 0;
  for (; block < cascade.blocks.size(); ++block) {
    const auto n = cascade.kinds[block].drift.rows();
    if (block > 4 && n > 0) break;
    mode += static_cast<int>(n / 2);
  }
  REQUIRE(block < cascade.blocks.size());
  cascade.kinds[block].drift.value.diagonal().array() += 10;
  try {
    solve(cascade);
    FAIL("no refusal");
  } catch (const NotStable& failure) {
    CHECK(failure.mode().state / 2 >= mode);
    CHECK(failure.mode().state < 2 * mode + cascade.kinds[block].drift.rows());
    CHECK(failure.mode().eigenvalue.real() > 0);
  }
}

TEST_CASE("A cascade of nothing has no covariance") {
  CHECK(solve(Cascade{}).own.empty());
  CHECK(solve_and_store(Cascade{}).covariance.size() == 0);
}

}  // namespace gaussnet
