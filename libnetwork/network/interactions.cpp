#include <algorithm>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/network/stations.hpp>
#include <optional>
#include <variant>

namespace gaussnet {
namespace {

InteractionKind kind_of(std::string_view word) {
  for (const auto kind : {InteractionKind::beam_splitter, InteractionKind::two_mode_squeezing}) {
    if (word == word_of(kind)) return kind;
  }
  return InteractionKind::position_position;
}

class Interactions {
 public:
  Interactions(const StationTable& stations, const CompileContext& context, NetworkGraph& graph)
      : stations_(stations), context_(context), graph_(graph) {}

  void add(const Value& value) {
    const auto* group = value.as<Value::Group>();
    if (!group) {
      if (value.unreadable()) return;
      return report("wrong-shape", value.place, "an interaction is a map",
                    "for example '{between: [cavity, mech], kind: position-position, rate: "
                    "2pi * 1 kHz}'");
    }
    const std::size_t before = context_.mistakes.size();
    check_group(*group, {.keys = interaction_keys(), .name = "interaction", .place = value.place},
                context_.types, context_.mistakes);
    if (context_.mistakes.size() > before || has_unreadable(*group)) return;
    const Setting& between = *find(*group, "between");
    const auto& names = *between.value.as<Value::List>();
    if (names.size() != 2) {
      return report("not-a-pair", between.value.place,
                    "an interaction is between two nodes, not " + std::to_string(names.size()),
                    "for example 'between: [cavity, mech]'");
    }
    const auto a = stations_of(names[0]);
    const auto b = stations_of(names[1]);
    if (a && b) add_pairs(*group, *a, *b, between.value.place);
  }

 private:
  using Stations = std::vector<std::size_t>;

  void report(std::string code, const Place& place, std::string message, std::string help) {
    context_.mistakes.push_back({.code = std::move(code),
                                 .place = place,
                                 .message = std::move(message),
                                 .help = std::move(help)});
  }

  const Station& station(std::size_t vertex) const { return graph_.graph[vertex]; }

  /// The stations that a name means; nothing and a mistake if they have no mode.
  std::optional<Stations> stations_of(const Value& value) {
    const auto* word = value.as<Value::Word>();
    const auto reference = word ? parse_reference(*word) : std::nullopt;
    if (!reference || !reference->port.empty()) {
      report("reference-syntax", value.place,
             word ? quoted(*word) + " does not name a node" : "this does not name a node",
             "write 'node', 'node(2)', 'node(*)' or 'node(2..5)'");
      return std::nullopt;
    }
    const auto found = stations_.find(reference->name);
    if (found == stations_.end() || (found->second.type && !found->second.type->has_mode)) {
      report("unknown-mode", value.place,
             "there is no oscillator or cavity " + quoted(reference->name),
             names_.suggestion(reference->name, [&] { return names_with_mode(); }));
      return std::nullopt;
    }
    if (!found->second.type) return std::nullopt;  // reported where its type is
    const auto meant = copies_of(*reference, found->second.repeat, value.place);
    if (const Mistake* mistake = std::get_if<Mistake>(&meant)) {
      context_.mistakes.push_back(*mistake);
      return std::nullopt;
    }
    const auto places = places_of(std::get<Copies>(meant), found->second.first);
    return Stations(places.begin(), places.end());
  }

  std::vector<std::string> names_with_mode() const {
    std::vector<std::string> names;
    for (const auto& [name, range] : stations_) {
      if (range.type && range.type->has_mode) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  /// One to one, or one with all.
  void add_pairs(const Value::Group& group, const Stations& a, const Stations& b,
                 const Place& place) {
    if (a.size() != b.size() && a.size() != 1 && b.size() != 1) {
      return report("repeat-mismatch", place,
                    "the two lists of copies have " + std::to_string(a.size()) + " and " +
                        std::to_string(b.size()) + " members",
                    "make both numbers the same, or one of them 1");
    }
    const std::size_t pairs = std::max(a.size(), b.size());
    const std::size_t before = context_.mistakes.size();
    for (std::size_t k = 0; k < pairs && context_.mistakes.size() == before; ++k) {
      const std::size_t one = a.size() == 1 ? a.front() : a[k];
      const std::size_t other = b.size() == 1 ? b.front() : b[k];
      if (one == other) {
        return report("mode-twice", place,
                      quoted(station(one).name) + " cannot interact with itself", "name two nodes");
      }
      add_pair(group, one, other, static_cast<int>(k) + 1);
    }
  }

  void add_pair(const Value::Group& group, std::size_t a, std::size_t b, int index) {
    check_ranges(group, interaction_keys(), context_.parameters, index, context_.types,
                 context_.mistakes);
    const Reading reading(group, interaction_keys(), context_, index);
    Interaction interaction{.a = a,
                            .b = b,
                            .kind = kind_of(reading.word("kind")),
                            .rate = reading.number("rate"),
                            .place = find(group, "kind")->value.place};
    const auto resonant = in_picture(interaction);
    if (!resonant) return;
    interaction.hamiltonian = *resonant;
    graph_.interactions.push_back(std::move(interaction));
  }

  /// G, of the rotating-wave picture the part that does not oscillate; nothing and a mistake if
  /// that is none.
  std::optional<Eigen::Matrix4d> in_picture(const Interaction& interaction) {
    const InteractionKind kind = interaction.kind;
    const double rate = interaction.rate;
    if (context_.picture == Picture::full) return rate * interaction_hamiltonian(kind);
    const bool alike = mass_sign(interaction.a) == mass_sign(interaction.b);
    const InteractionKind resonant =
        alike ? InteractionKind::beam_splitter : InteractionKind::two_mode_squeezing;
    if (kind == InteractionKind::position_position) {
      return rate / 2 * interaction_hamiltonian(resonant);
    }
    if (kind == resonant) return rate * interaction_hamiltonian(kind);
    report(
        "not-resonant", interaction.place,
        std::string(alike ? "two-mode-squeezing between equal" : "beam-splitter between opposite") +
            " mass signs averages to zero in the rotating-wave approximation",
        std::string("use ") + (alike ? "'beam-splitter'" : "'two-mode-squeezing'") +
            ", or 'approximation: none'");
    return std::nullopt;
  }

  double mass_sign(std::size_t vertex) const {
    const auto* numbers = std::get_if<OscillatorNumbers>(&station(vertex).numbers);
    return numbers ? numbers->mass_sign : 1;
  }

  const StationTable& stations_;
  const CompileContext& context_;
  NetworkGraph& graph_;
  KnownNames names_{};
};

}  // namespace

void add_interactions(const NetworkDescription& description, const StationTable& stations,
                      const CompileContext& context, NetworkGraph& graph) {
  Interactions interactions(stations, context, graph);
  for (const Value& value : description.interactions) interactions.add(value);
}

}  // namespace gaussnet
