#include <algorithm>
#include <cmath>
#include <libnetwork/errors/failures.hpp>
#include <numbers>
#include <stdexcept>
#include <tests/laws/network_record.hpp>

namespace laws {
namespace {

using gaussnet::Expression;
using gaussnet::NetworkDescription;
using gaussnet::Value;
using std::numbers::pi;

constexpr double kHbar = 6.62607015e-34 / (2 * pi);  // SI, exact
constexpr double kBoltzmann = 1.380649e-23;

Value as_value(Value::Group group) {
  Value value;
  value.content = std::move(group);
  return value;
}

double temperature_of(const OscillatorRecord& one) {
  if (one.occupation == 0) return 0;
  return kHbar * one.frequency / (kBoltzmann * std::log1p(1 / one.occupation));
}

Value bath_value(const OscillatorRecord& one, const Expression& grown) {
  const Expression linewidth = grown * Expression(one.linewidth);
  const bool has_quality = one.linewidth > 0;
  const Expression quality = Expression(has_quality ? one.frequency / one.linewidth : 0) / grown;
  switch (one.bath) {
    case BathForm::linewidth_occupation:
      return {{"linewidth", linewidth}, {"occupation", one.occupation}};
    case BathForm::linewidth_temperature:
      return {{"linewidth", linewidth}, {"temperature", temperature_of(one)}};
    case BathForm::quality_occupation:
      return {{"quality", quality}, {"occupation", one.occupation}};
    case BathForm::quality_temperature:
      return {{"quality", quality}, {"temperature", temperature_of(one)}};
    case BathForm::linewidth_decoherence:
      return {{"linewidth", linewidth},
              {"decoherence", linewidth * Expression(one.occupation + 0.5)}};
  }
  throw std::logic_error("unknown bath form");
}

Value light_value(const OscillatorRecord& one, const Expression& grown) {
  Value::Group light;
  if (one.light == LightForm::beam_splitter_parametric) {
    light = {{"beam_splitter", grown * Expression(one.beam_splitter())},
             {"parametric", grown * Expression(one.parametric())}};
  } else if (one.light == LightForm::rate_angle) {
    light = {{"rate", grown * Expression(one.rate)}, {"angle", one.angle}};
  } else {  // Gamma and gamma_0 grow together
    light = {{"cooperativity", one.rate / (one.linewidth * (one.occupation + 0.5))},
             {"angle", one.angle}};
  }
  if (one.phase != 0) light.push_back({"phase", one.phase});
  return as_value(std::move(light));
}

gaussnet::Entry node_entry(const std::string& name, OscillatorRecord one, int repeat,
                           double growth) {
  Expression grown(1.0);
  if (growth != 0) {  // back to the numbers at index 0
    grown =
        Expression(1.0) + Expression(growth) * gaussnet::parameter(gaussnet::index_slot, "index");
    one.rate /= 1 + growth;
    one.linewidth /= 1 + growth;
  }
  gaussnet::Entry node{.name = name};
  node.settings = {{"type", "oscillator"},
                   {"mass", one.mass_sign > 0 ? "positive" : "negative"},
                   {"frequency", one.frequency},
                   {"bath", bath_value(one, grown)}};
  if (one.light != LightForm::none) node.settings.push_back({"light", light_value(one, grown)});
  if (repeat > 1) node.settings.push_back({"repeat", repeat});
  return node;
}

gaussnet::Entry detector_entry(const DetectorRecord& detector, const Expression& efficiency) {
  gaussnet::Entry node{.name = detector.name};
  if (detector.heterodyne) {
    node.settings = {{"type", "heterodyne"}};
  } else {
    node.settings = {{"type", "homodyne"},
                     {"quadrature", detector.quadrature.empty() ? Value(detector.angle)
                                                                : Value(detector.quadrature)}};
  }
  if (detector.efficiency != 1) node.settings.push_back({"efficiency", efficiency});
  return node;
}

Value::List spelled_out(const NetworkRecord& record, const ChainRecord& chain,
                        const std::string& source) {
  Value::List list;
  if (chain.start == ChainRecord::Start::word) list.emplace_back("vacuum");
  if (chain.start == ChainRecord::Start::node) list.emplace_back(source);
  const bool is_first_fed = chain.start != ChainRecord::Start::unsaid;
  for (std::size_t k = 0; k < chain.before.size(); ++k) {
    if (k > 0 || is_first_fed) {
      for (const Pass& pass : chain.before[k]) {
        list.push_back(Value({{"loss", pass.loss}, {"phase", pass.phase}}));
      }
    }
    list.emplace_back(k < chain.oscillators.size()
                          ? record.oscillators[static_cast<std::size_t>(chain.oscillators[k])].name
                          : chain.detector->name);
  }
  return list;
}

void add_oscillators(const NetworkRecord& record, NetworkDescription& description) {
  if (record.families.empty()) {
    for (const OscillatorRecord& one : record.oscillators) {
      description.nodes.push_back(node_entry(one.name, one, 1, 0));
    }
  }
  for (const FamilyRecord& family : record.families) {
    const OscillatorRecord& first = record.oscillators[static_cast<std::size_t>(family.first)];
    description.nodes.push_back(node_entry(family.name, first, family.count, family.growth));
  }
}

}  // namespace

double OscillatorRecord::beam_splitter() const { return rate * std::pow(std::sin(angle), 2); }
double OscillatorRecord::parametric() const { return rate * std::pow(std::cos(angle), 2); }
double OscillatorRecord::damping() const { return linewidth - rate * std::cos(2 * angle); }

bool NetworkRecord::stable() const {
  return std::all_of(oscillators.begin(), oscillators.end(),
                     [](const OscillatorRecord& one) { return one.damping() > 0; });
}
bool NetworkRecord::has_detector() const {
  return std::any_of(chains.begin(), chains.end(),
                     [](const ChainRecord& chain) { return chain.detector.has_value(); });
}
double NetworkRecord::sideband_frequency() const {
  return sideband.value_or(oscillators.front().frequency);
}

NetworkDescription describe(const NetworkRecord& record, Dice* order) {
  NetworkDescription description;
  description.top = {{"approximation", record.rotating_wave ? "rotating-wave" : "none"}};
  if (record.sideband) description.top.push_back({"sideband", *record.sideband});
  add_oscillators(record, description);
  for (std::size_t k = 0; k < record.chains.size(); ++k) {
    const ChainRecord& chain = record.chains[k];
    const std::string source = "source" + std::to_string(k + 1);
    if (chain.start == ChainRecord::Start::node) {
      description.nodes.push_back({.name = source, .settings = {{"type", "vacuum"}}});
    }
    if (chain.detector) {
      const Expression efficiency =
          description.parameter("eta_" + std::to_string(k + 1), chain.detector->efficiency);
      description.nodes.push_back(detector_entry(*chain.detector, efficiency));
    }
    Value link;
    link.content = chain.spelled.empty() ? spelled_out(record, chain, source) : chain.spelled;
    // One node alone is no link: its input is left to the vacuum that feeds what nothing feeds.
    const bool is_alone = chain.start == ChainRecord::Start::unsaid && chain.before.size() < 2;
    if (!is_alone) description.links.push_back(std::move(link));
  }
  if (order) {
    order->shuffle(description.nodes);
    order->shuffle(description.links);
  }
  return description;
}

NetworkRecord written_out(NetworkRecord record) {
  record.families.clear();
  for (OscillatorRecord& one : record.oscillators) {
    std::replace(one.name.begin(), one.name.end(), '(', '_');
    std::erase(one.name, ')');
  }
  for (ChainRecord& chain : record.chains) chain.spelled.clear();
  return record;
}

gaussnet::BlockCascade cascade_of(const NetworkDescription& description) {
  std::vector<gaussnet::Mistake> mistakes;
  const gaussnet::CompiledNetwork network = gaussnet::compile(description, mistakes);
  if (!mistakes.empty()) throw gaussnet::DescriptionError(mistakes);
  return gaussnet::blocks(network);
}

gaussnet::LinearModel linear_model_of(const NetworkRecord& record) {
  return gaussnet::observe(gaussnet::assemble(cascade_of(describe(record))));
}

}  // namespace laws
