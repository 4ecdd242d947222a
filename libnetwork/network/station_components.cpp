#include <cstdint>
#include <functional>
#include <initializer_list>
#include <libnetwork/network/station_components.hpp>

namespace gaussnet {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

Component component_of(const NetworkGraph& network, const Station& station) {
  const Picture picture = network.picture;
  return std::visit(
      Overloaded{
          [&](const OscillatorNumbers& n) { return oscillator(n, picture, network.sideband); },
          [&](const CavityNumbers& n) { return cavity(n); },
          [&](const BeamSplitterNumbers& n) { return beam_splitter(n, picture); },
          [&](const SqueezerNumbers& n) { return squeezer(n, picture); },
          [&](const AmplifierNumbers& n) { return amplifier(n, picture); },
          [&](const ThermalNumbers& n) { return thermal_source(n, picture); },
          [&](const SqueezedNumbers& n) { return squeezed_source(n, picture); },
          [&](const EprNumbers& n) { return epr_source(n, picture); },
          [&](const HomodyneNumbers& n) { return homodyne(n, picture); },
          [&](const HeterodyneNumbers& n) { return heterodyne(n, picture); },
      },
      station.numbers);
}

/// Mixes numbers that are equal into hashes that are equal (0 and -0 are).
class NumberHash {
 public:
  void add(std::initializer_list<double> numbers) {
    for (const double number : numbers) add(number);
  }
  void add(double number) {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
    sum_ = (sum_ ^ std::hash<double>{}(number)) * golden;
    sum_ ^= sum_ >> 32U;
  }
  std::size_t sum() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

}  // namespace

std::shared_ptr<const Component> StationComponents::of(const Station& station) {
  auto& component = known_[&station.numbers];
  if (!component) component = std::make_shared<const Component>(component_of(network_, station));
  return component;
}

// What differs in a number that is not mixed in is told apart by ==, and only found more slowly.
std::size_t StationComponents::Hash::operator()(const ComponentNumbers* numbers) const {
  NumberHash hash;
  hash.add(static_cast<double>(numbers->index()));
  std::visit(Overloaded{
                 [&](const OscillatorNumbers& n) {
                   hash.add({n.mass_sign, n.frequency, n.linewidth, n.occupation});
                   for (const LightNumbers& light : n.ports) {
                     hash.add({light.beam_splitter, light.parametric, light.phase});
                   }
                 },
                 [&](const CavityNumbers& n) {
                   hash.add({n.detuning, n.linewidth, n.occupation});
                   hash.add({n.parametric_rate, n.parametric_phase});
                   for (const double rate : n.port_rates) hash.add(rate);
                 },
                 [&](const BeamSplitterNumbers& n) {
                   hash.add({n.reflectivity, n.phase});
                 },
                 [&](const SqueezerNumbers& n) {
                   hash.add({n.decibel, n.angle});
                 },
                 [&](const AmplifierNumbers& n) { hash.add(n.gain); },
                 [&](const ThermalNumbers& n) { hash.add(n.occupation); },
                 [&](const SqueezedNumbers& n) {
                   hash.add({n.squeezing, n.antisqueezing, n.angle});
                 },
                 [&](const EprNumbers& n) {
                   hash.add({n.squeezing, n.antisqueezing});
                 },
                 [&](const HomodyneNumbers& n) {
                   hash.add({n.angle, n.efficiency, n.electronic_noise});
                 },
                 [&](const HeterodyneNumbers& n) {
                   hash.add({n.efficiency, n.electronic_noise});
                 },
             },
             *numbers);
  return hash.sum();
}

}  // namespace gaussnet
