#include <catch2/catch.hpp>
#include <cmath>
#include <libnetwork/gaussian/symplectic.hpp>
#include <libnetwork/network/detectors.hpp>
#include <libnetwork/network/elements.hpp>
#include <libnetwork/network/physical_constants.hpp>
#include <libnetwork/network/resonators.hpp>
#include <libnetwork/network/transmission.hpp>
#include <random>

using namespace gaussnet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Block diagonal of the commutators (or covariances) of a component's fresh noise.
Matrix together(const std::vector<Noise>& noise, Matrix Noise::*part) {
  Eigen::Index size = 0;
  for (const Noise& field : noise) size += (field.*part).rows();
  Matrix all = Matrix::Zero(size, size);
  size = 0;
  for (const Noise& field : noise) {
    all.block(size, size, (field.*part).rows(), (field.*part).rows()) = field.*part;
    size += (field.*part).rows();
  }
  return all;
}

struct Broken {
  double of_modes = 0;
  double of_outputs = 0;
  double between = 0;
};

/// How far a component is from Eq. (2), relative to its rates; `beams`: its outputs are beams.
Broken commutators(const Component& part, bool beams) {
  const auto modes = static_cast<int>(part.drift.rows() / 2);
  const Matrix Om = symplectic_form(modes);
  const Matrix Om_in = symplectic_form(static_cast<int>(part.input.cols() / 2));
  const Matrix Th = together(part.noise, &Noise::commutator);
  const Matrix& A = part.drift.value;
  const Matrix& B = part.input.value;
  const Matrix& C = part.output.value;
  const Matrix& F = part.feedthrough.value;
  const Matrix& E_x = part.mode_noise.value;
  const Matrix& E_y = part.output_noise.value;
  const Matrix outputs = F * Om_in * F.transpose() + E_y * Th * E_y.transpose();
  Matrix due = Matrix::Zero(outputs.rows(), outputs.cols());
  if (beams) due = symplectic_form(static_cast<int>(outputs.rows() / 2));
  const double rate = std::max(1e-300, A.norm());
  return {.of_modes =
              (A * Om + Om * A.transpose() + B * Om_in * B.transpose() + E_x * Th * E_x.transpose())
                  .norm() /
              rate,
          .of_outputs = (outputs - due).norm(),
          .between =
              (Om * C.transpose() + B * Om_in * F.transpose() + E_x * Th * E_y.transpose()).norm() /
              std::sqrt(rate)};
}

void check_kept(const Component& part, bool beams) {
  const Broken broken = commutators(part, beams);
  CHECK_THAT(broken.of_modes, WithinAbs(0, 1e-14));
  CHECK_THAT(broken.of_outputs, WithinAbs(0, 1e-14));
  CHECK_THAT(broken.between, WithinAbs(0, 1e-14));
}

std::vector<LightNumbers> lights(int count, std::mt19937_64& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<LightNumbers> ports;
  for (int k = 0; k < count; ++k) {
    ports.push_back(
        {.beam_splitter = unit(random), .parametric = unit(random), .phase = 6 * unit(random)});
  }
  return ports;
}

}  // namespace

TEST_CASE("Every component keeps the commutators in both pictures") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int sample = 0; sample < 100; ++sample) {
    const Picture picture = sample % 2 == 0 ? Picture::full : Picture::rotating_wave;
    CAPTURE(sample);
    const OscillatorNumbers numbers{.mass_sign = unit(random) < 0.5 ? -1.0 : 1.0,
                                    .frequency = 10 * unit(random),
                                    .linewidth = unit(random),
                                    .occupation = 5 * unit(random),
                                    .ports = lights(sample % 3, random)};
    check_kept(oscillator(numbers, picture, 5), true);
    check_kept(beam_splitter({.reflectivity = unit(random), .phase = 6 * unit(random)}, picture),
               true);
    check_kept(squeezer({.decibel = 10 * unit(random), .angle = 6 * unit(random)}, picture), true);
    check_kept(amplifier({.gain = 1 + 5 * unit(random)}, picture), true);
    check_kept(thermal_source({.occupation = unit(random)}, picture), true);
    check_kept(
        squeezed_source({.squeezing = 3, .antisqueezing = 4, .angle = 6 * unit(random)}, picture),
        true);
    check_kept(epr_source({.squeezing = 3, .antisqueezing = 4}, picture), true);
    check_kept(homodyne({.angle = 6 * unit(random),
                         .efficiency = 1 - 0.9 * unit(random),
                         .electronic_noise = unit(random)},
                        picture),
               false);
    check_kept(heterodyne({.efficiency = 1 - 0.9 * unit(random), .electronic_noise = unit(random)},
                          picture),
               false);
    check_kept(cavity({.detuning = unit(random) - 0.5,
                       .linewidth = unit(random),
                       .occupation = unit(random),
                       .parametric_rate = unit(random),
                       .parametric_phase = 6 * unit(random),
                       .port_rates = {unit(random), 2 * unit(random)}}),
               true);
  }
}

TEST_CASE("Light damps by its beam-splitter part and amplifies by its parametric part") {
  // gamma = gamma_0 - Gamma cos 2 theta, (P4) of Phys. Rev. Lett. 121, 103602; quadratures decay at
  // half
  const double rate = 3, theta = 1.2, linewidth = 0.4;
  for (const Picture picture : {Picture::full, Picture::rotating_wave}) {
    for (const double sign : {-1.0, 1.0}) {
      const Component part = oscillator(
          {.mass_sign = sign,
           .frequency = 7,
           .linewidth = linewidth,
           .ports = {{rate * std::pow(std::sin(theta), 2), rate * std::pow(std::cos(theta), 2)}}},
          picture, 6);
      const double damping = linewidth - rate * std::cos(2 * theta);
      const double detuning = sign * (picture == Picture::full ? 7 : 1);
      const Eigen::Matrix2d due{{-damping / 2, detuning}, {-detuning, -damping / 2}};
      CHECK((part.drift.value - due).norm() < 1e-14);
    }
  }
}

TEST_CASE("The full coupling is L = -i (sqrt(Gamma_B) a + sqrt(Gamma_P) a^dagger)") {
  // x_L = (sqrt(Gamma_B) - sqrt(Gamma_P)) P, p_L = -(sqrt(Gamma_B) + sqrt(Gamma_P)) X
  const Component part =
      oscillator({.ports = {{.beam_splitter = 4, .parametric = 1}}}, Picture::full, 0);
  const Eigen::Matrix2d due{{0, 1}, {-3, 0}};
  CHECK((part.output.value - due).norm() < 1e-15);
}

TEST_CASE("A detector in vacuum records what its efficiency and kind say") {
  const auto record_variance = [](const Component& detector) {
    const Matrix& F = detector.feedthrough.value;
    const Matrix& E_y = detector.output_noise.value;
    const Matrix fed = vacuum_variance * F * F.transpose();
    return Matrix(fed + E_y * together(detector.noise, &Noise::covariance) * E_y.transpose());
  };
  for (const Picture picture : {Picture::full, Picture::rotating_wave}) {
    const int channels = channels_per_beam(picture);
    for (const double efficiency : {1.0, 0.6}) {
      const Matrix one =
          record_variance(homodyne({.angle = 0.7, .efficiency = efficiency}, picture));
      CHECK((one - 0.5 * Matrix::Identity(channels, channels)).norm() < 1e-15);
      const Matrix two = record_variance(heterodyne({.efficiency = efficiency}, picture));
      CHECK((two - Matrix::Identity(2 * channels, 2 * channels)).norm() < 1e-15);
    }
  }
}

TEST_CASE("Losses along a wire multiply and their phases add") {
  const Transmission wire =
      Transmission{}.then({.loss = 0.1, .phase = 0.3}).then({.loss = 0.5, .phase = -0.1});
  CHECK_THAT(wire.transmitted, WithinRel(0.45, 1e-15));
  CHECK_THAT(wire.phase, WithinRel(0.2, 1e-15));
  CHECK_THAT(wire.noise_variance, WithinRel(0.5 * 0.55, 1e-15));  // vacuum in, vacuum out
  const Matrix through = transfer(wire, Picture::rotating_wave).value;
  const Noise fresh = fresh_noise(wire, Picture::rotating_wave, "loss");
  CHECK((through * symplectic_form(2) * through.transpose() + fresh.commutator - symplectic_form(2))
            .norm() < 1e-15);
  CHECK((through * 0.5 * through.transpose() + fresh.covariance - 0.5 * Matrix::Identity(4, 4))
            .norm() < 1e-15);
}

TEST_CASE("A wire's phase turns x towards p: b -> e^{i phase} b") {
  const Matrix through = transfer({.phase = pi / 2}, Picture::full).value;
  const Eigen::Matrix2d due{{0, -1}, {1, 0}};
  CHECK((through - due).norm() < 1e-15);
}
