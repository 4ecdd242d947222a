#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/io/flat_json.hpp>
#include <libnetwork/io/matrices.hpp>
#include <libnetwork/io/npz.hpp>
#include <libnetwork/network/graph.hpp>
#include <libnetwork/version.hpp>
#include <nlohmann/json.hpp>

namespace gaussnet {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kRate = "rad/s";
constexpr const char* kRootRate = "(rad/s)^(1/2)";

/// "spin bath.x", "spin bath.p" of a field of one channel; with a number before several.
void add_quadratures(const std::string& name, int count, std::vector<std::string>& names) {
  for (int k = 0; k < count; ++k) {
    const std::string channel = count > 2 ? "." + std::to_string(k / 2 + 1) : "";
    names.push_back(name + channel + (k % 2 == 0 ? ".x" : ".p"));
  }
}

std::vector<std::string> field_names(const LangevinModel& model) {
  std::vector<std::string> names;
  for (const Noise& noise : model.noise) {
    add_quadratures(noise.label, static_cast<int>(noise.covariance.rows()), names);
  }
  return names;
}

/// Beams leave in quadratures, records under the names that the rows of M have.
std::vector<std::string> output_names(const LangevinModel& model, const LinearModel& linear) {
  std::vector<std::string> names;
  std::size_t record = 0;
  for (const LangevinModel::Output& output : model.outputs) {
    if (!output.is_record) {
      add_quadratures(output.name, output.rows, names);
      continue;
    }
    for (int row = 0; row < output.rows; ++row) names.push_back(linear.records[record++]);
  }
  return names;
}

Matrix field_covariance(const LangevinModel& model) {
  Matrix covariance = Matrix::Zero(model.input.cols(), model.input.cols());
  Eigen::Index at = 0;
  for (const Noise& noise : model.noise) {
    const Eigen::Index size = noise.covariance.rows();
    covariance.block(at, at, size, size) = noise.covariance;
    at += size;
  }
  return covariance;
}

Json rows_of(const Matrix& matrix) {
  Json rows = Json::array();
  for (const auto& row : matrix.rowwise()) {
    rows.push_back(std::vector<double>(row.begin(), row.end()));
  }
  return rows;
}

}  // namespace

std::vector<NetworkMatrix> matrices_of(const Model& model) {
  const LangevinModel langevin = model.langevin_model();
  const LinearModel linear = observe(langevin);
  const std::vector<std::string> r = quadrature_names(linear.modes);
  const std::vector<std::string>& z = linear.records;
  const std::vector<std::string> w = field_names(langevin);
  const std::vector<std::string> y = output_names(langevin, linear);
  return {{"A", "drift", kRate, linear.drift, r, r},
          {"D", "diffusion", kRate, linear.diffusion, r, r},
          {"M", "measurement", kRootRate, linear.measurement, z, r},
          {"R", "record noise", "1", linear.measurement_noise, z, z},
          {"Gam", "noise correlation", kRootRate, linear.noise_correlation, r, z},
          {"B", "input", kRootRate, langevin.input, r, w},
          {"C", "output", kRootRate, langevin.output, y, r},
          {"F", "feedthrough", "1", langevin.feedthrough, y, w},
          {"N", "covariance of the fields", "1", field_covariance(langevin), w, w}};
}

std::string matrices_as_json(const Model& model) {
  Json json{{"gaussnet", version}};
  json["model"] = {{"title", model.description().title}, {"file", model.description().file}};
  json["convention"] = {
      {"vacuum_variance", vacuum_variance}, {"commutator", "[X,P]=i"}, {"order", "X1,P1,X2,..."}};
  json["picture"] = model.graph().picture == Picture::full ? "full" : "rotating-wave";
  json["equations"] = {"dr = A r dt + dxi,  <dxi dxi^T> = D dt,  <dxi dnu^T> = Gam dt",
                       "dz = M r dt + dnu,  <dnu dnu^T> = R dt",
                       "dr = A r dt + B dw,  dy = C r dt + F dw,  <dw dw^T> = N dt"};
  for (const NetworkMatrix& each : matrices_of(model)) {
    json["matrices"][each.name] = {{"meaning", each.meaning},
                                   {"unit", each.unit},
                                   {"rows", each.rows},
                                   {"columns", each.columns},
                                   {"entries", rows_of(each.matrix)}};
  }
  return with_flat_arrays(json.dump(1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

std::string matrices_as_npz(const Model& model) {
  NpzArchive archive;
  std::vector<NetworkMatrix> matrices = matrices_of(model);
  for (const NetworkMatrix& each : matrices) archive.add(each.name, each.matrix);
  archive.add("quadratures", matrices[0].rows);
  archive.add("records", matrices[2].rows);
  archive.add("fields", matrices[5].columns);
  archive.add("outputs", matrices[6].rows);
  return std::move(archive).bytes();
}

}  // namespace gaussnet
