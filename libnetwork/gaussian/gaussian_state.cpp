#include <algorithm>
#include <cmath>
#include <libnetwork/gaussian/gaussian_state.hpp>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace gaussnet {
namespace {

using Eigen::Index;

std::string number(double x) {
  std::ostringstream text;
  text << x;
  return text.str();
}

std::string quadrature(Index row) { return (row % 2 == 0 ? "X" : "P") + std::to_string(row / 2); }

/// Larger asymmetry than this is not the rounding of a symmetric V.
double asymmetry_tolerance(const Matrix& v) {
  return 10 * static_cast<double>(v.rows()) * std::numeric_limits<double>::epsilon() * v.norm();
}

void require_shape(const Matrix& v) {
  if (v.rows() == v.cols() && v.rows() % 2 == 0 && v.rows() > 0) return;
  throw std::invalid_argument("the covariance is " + std::to_string(v.rows()) + " x " +
                              std::to_string(v.cols()) +
                              "; n >= 1 modes have one of 2n x 2n, ordered X1, P1, X2, P2, ...");
}

void require_finite(const Matrix& v) {
  for (Index j = 0; j < v.cols(); ++j) {
    for (Index i = 0; i < v.rows(); ++i) {
      if (std::isfinite(v(i, j))) continue;
      throw std::invalid_argument("the covariance of " + quadrature(i) + " and " + quadrature(j) +
                                  " is " + number(v(i, j)) + ", which is not finite");
    }
  }
}

void require_symmetric(const Matrix& v) {
  Index i = 0;
  Index j = 0;
  const double asymmetry = (v - v.transpose()).cwiseAbs().maxCoeff(&i, &j);
  if (asymmetry <= asymmetry_tolerance(v)) return;
  throw std::invalid_argument("the covariance is not symmetric: <" + quadrature(i) + ", " +
                              quadrature(j) + "> is " + number(v(i, j)) + ", <" + quadrature(j) +
                              ", " + quadrature(i) + "> is " + number(v(j, i)));
}

void require_physical(const Matrix& v) {
  if (satisfies_uncertainty(v)) return;
  throw std::invalid_argument(
      "no quantum state has this covariance: the least eigenvalue of V + i Om/2 is " +
      number(uncertainty_margin(v)) + " (vacuum variance 1/2), it must not be negative");
}

void require_details(const StateDetails& details, int num_modes) {
  for (const double bound : {details.error_bound, details.relative_bound}) {
    if (bound >= 0) continue;
    throw std::invalid_argument("the error bound of the covariance is " + number(bound) +
                                ", it cannot be negative");
  }
  const std::vector<std::string>& names = details.mode_names;
  if (names.empty()) return;
  if (names.size() != static_cast<std::size_t>(num_modes)) {
    throw std::invalid_argument(std::to_string(names.size()) + " names for " +
                                std::to_string(num_modes) + " modes");
  }
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) {
      throw std::invalid_argument("two modes have the name '" + name + "'");
    }
  }
}

std::string listed(const std::vector<std::string>& names) {
  if (names.empty()) return "none: they are counted from 0";
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "'" : ", '") + name + "'";
  return list;
}

void require_different(const GaussianState& state, std::span<const int> modes) {
  std::set<int> seen;
  for (const int mode : modes) {
    if (seen.insert(mode).second) continue;
    const std::vector<std::string>& names = state.mode_names();
    throw std::invalid_argument(
        "mode " +
        (names.empty() ? std::to_string(mode) : "'" + names[static_cast<std::size_t>(mode)] + "'") +
        " is named twice");
  }
}

}  // namespace

GaussianState::GaussianState(Matrix covariance, StateDetails details)
    : covariance_(std::move(covariance)), details_(std::move(details)) {
  require_shape(covariance_);
  require_finite(covariance_);
  require_symmetric(covariance_);
  covariance_ = Matrix(0.5 * (covariance_ + covariance_.transpose()));
  require_details(details_, num_modes());
  if (details_.physicality == Physicality::required) require_physical(covariance_);
}

GaussianState::GaussianState(Matrix covariance, std::optional<Matrix> factor, StateDetails details)
    : covariance_(std::move(covariance)),
      factor_(std::move(factor)),
      details_(std::move(details)) {}

GaussianState GaussianState::from_factor(Matrix factor, StateDetails details) {
  if (factor.cols() < factor.rows()) {
    throw std::invalid_argument("the factor L of V = L L^T is " + std::to_string(factor.rows()) +
                                " x " + std::to_string(factor.cols()) +
                                "; it needs as many columns as rows, or more");
  }
  GaussianState state(Matrix(factor * factor.transpose()), std::move(details));
  state.factor_ = std::move(factor);
  return state;
}

GaussianState GaussianState::vacuum(int num_modes) {
  const Index n = 2 * static_cast<Index>(num_modes);
  return GaussianState(Matrix(vacuum_variance * Matrix::Identity(n, n)));
}

double GaussianState::error_bound_of(const Vector& w) const {
  const Vector sigma = covariance_.diagonal().cwiseAbs().cwiseSqrt();
  return details_.error_bound * w.squaredNorm() +
         details_.relative_bound * std::pow(w.cwiseAbs().dot(sigma), 2);
}

GaussianState GaussianState::reduced(std::span<const int> modes) const {
  if (modes.empty()) throw std::invalid_argument("a reduced state needs at least one mode");
  std::vector<Index> rows;
  StateDetails details = details_;
  details.mode_names.clear();
  for (const int mode : modes) {
    const int checked = index(mode);
    rows.push_back(quadrature_index(checked, Quadrature::X));
    rows.push_back(quadrature_index(checked, Quadrature::P));
    if (!mode_names().empty()) {
      details.mode_names.push_back(mode_names()[static_cast<std::size_t>(checked)]);
    }
  }
  require_different(*this, modes);
  std::optional<Matrix> factor;
  if (factor_) factor = Matrix((*factor_)(rows, Eigen::all));
  return GaussianState(Matrix(covariance_(rows, rows)), std::move(factor), std::move(details));
}

int GaussianState::index(const Mode& mode) const {
  if (const int* place = std::get_if<int>(&mode.which())) {
    if (*place >= 0 && *place < num_modes()) return *place;
    throw std::invalid_argument("mode " + std::to_string(*place) + " is not among the " +
                                std::to_string(num_modes()) + " modes (counted from 0)");
  }
  const std::string& name = std::get<std::string>(mode.which());
  const auto found = std::find(mode_names().begin(), mode_names().end(), name);
  if (found != mode_names().end()) return static_cast<int>(found - mode_names().begin());
  throw std::invalid_argument("no mode has the name '" + name + "'; the names are " +
                              listed(mode_names()));
}

std::vector<int> GaussianState::indices(std::span<const Mode> modes) const {
  std::vector<int> found;
  for (const Mode& mode : modes) found.push_back(index(mode));
  return found;
}

ModeIndexPair GaussianState::indices(const ModePair& pair) const {
  const ModeIndexPair found{index(pair.first), index(pair.second)};
  const int both[] = {found.first, found.second};
  require_different(*this, both);
  return found;
}

BipartitionIndices GaussianState::indices(const Bipartition& partition) const {
  if (partition.a.empty() || partition.b.empty()) {
    throw std::invalid_argument("a part of the bipartition has no mode");
  }
  BipartitionIndices found{indices(std::span<const Mode>(partition.a)),
                           indices(std::span<const Mode>(partition.b))};
  std::vector<int> all = found.a;
  all.insert(all.end(), found.b.begin(), found.b.end());
  require_different(*this, all);
  return found;
}

}  // namespace gaussnet
