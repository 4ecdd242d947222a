#include <algorithm>
#include <cstdint>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/check.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/reference.hpp>
#include <libnetwork/network/stations.hpp>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gaussnet {
namespace {

/// One element of a chain after repetition: a port of a station, or what the light meets. Copies of
/// an element are many, so that what was written stays in the description.
struct Step {
  int station = -1;         // -1: what the light meets
  std::string_view port{};  // as written; empty: the only one
  Transmission pass{};      // of what the light meets
  const Place* place = nullptr;
  std::string_view text{};
};

constexpr std::size_t kMostSteps = 400'000;     // of a chain
constexpr std::size_t kMostWalked = 4'000'000;  // of all chains

/// Which copy of the elements a chain stands at: inside a repeated path (*) is this one.
struct Round {
  int index = 0;  // from 1; 0: not in a repeated path
  int of = 0;
};

class Wiring {
 public:
  Wiring(const StationTable& stations, const CompileContext& context, NetworkGraph& graph)
      : stations_(stations), context_(context), graph_(graph) {}

  void add_chain(const Value& chain) {
    const auto* items = chain.as<Value::List>();
    if (!items) {
      if (chain.unreadable()) return;
      return report("wrong-shape", chain.place, "a link is a list of what the light meets",
                    "for example '[vacuum, spin.light, detector]'");
    }
    std::vector<Step> steps;
    const std::size_t before = context_.mistakes.size();
    flatten(*items, {}, steps);
    walked_ += steps.size();
    if (context_.mistakes.size() > before) return;  // the wires would be guesses
    if (steps.size() < 2) {
      return report("short-chain", chain.place, "a link leads from one element to another",
                    "name at least two elements, for example '[vacuum, spin.light]'");
    }
    connect(steps);
  }

 private:
  void report(std::string code, Place place, std::string message, std::string help,
              std::vector<std::string> notes = {}) {
    const auto& last = context_.mistakes.empty() ? Mistake{} : context_.mistakes.back();
    const bool said = last.code == code && last.place.line == place.line &&
                      last.place.column == place.column && last.message == message &&
                      last.place.argument == place.argument && place.line > 0;
    if (said) return;  // an element is looked at as an input and as an output
    context_.mistakes.push_back({.code = std::move(code),
                                 .place = std::move(place),
                                 .message = std::move(message),
                                 .notes = std::move(notes),
                                 .help = std::move(help)});
  }

  void flatten(const Value::List& items, Round round, std::vector<Step>& steps) {
    for (const Value& item : items) {
      if (steps.size() > kMostSteps) {
        return report_too_long(item.place);
      }
      if (const auto* word = item.as<Value::Word>()) {
        add_stations_of(*word, item.place, round, steps);
      } else if (const auto* group = item.as<Value::Group>()) {
        if (find(*group, "path") || find(*group, "repeat")) {
          add_repeated(*group, item.place, steps);
        } else {
          add_pass(*group, item.place, round, steps);
        }
      } else if (!item.unreadable()) {
        report("wrong-shape", item.place, "this is neither a node's port nor a map",
               "write 'node.port', 'node', 'vacuum' or a map such as '{loss: 10 %}'");
      }
    }
  }

  void report_too_long(const Place& place) {
    if (std::exchange(too_long_, true)) return;
    report("repeat-count", place, "the path is too long",
           "lower the 'repeat:' of the paths around it");
  }

  void add_repeated(const Value::Group& group, const Place& place, std::vector<Step>& steps) {
    const std::size_t before = context_.mistakes.size();
    check_group(group, {.keys = repeated_path_keys(), .name = "repeated path", .place = place},
                context_.types, context_.mistakes);
    const auto* path =
        before == context_.mistakes.size() ? find(group, "path")->value.as<Value::List>() : nullptr;
    const auto* count = path ? find(group, "repeat")->value.as<Expression>() : nullptr;
    if (!count) return;
    const int rounds = whole_number(*count, context_);
    for (int index = 1; index <= rounds && context_.mistakes.size() == before; ++index) {
      if (++walked_ > kMostWalked) return report_too_long(place);
      flatten(*path, {.index = index, .of = rounds}, steps);
    }
  }

  void add_pass(const Value::Group& group, const Place& place, Round round,
                std::vector<Step>& steps) {
    const auto same =
        round.index > 1 ? same_in_each_round_.find(&group) : same_in_each_round_.end();
    if (same != same_in_each_round_.end()) {
      return steps.push_back({.pass = same->second, .place = &place, .text = "{...}"});
    }
    const std::size_t before = context_.mistakes.size();
    if (round.index <= 1) {
      check_group(group,
                  {.keys = link_keys(),
                   .alternatives = link_alternatives(),
                   .name = "link",
                   .place = place},
                  context_.types, context_.mistakes);
    }
    if (context_.mistakes.size() == before) {
      check_ranges(group, link_keys(), context_.parameters, round.index, context_.types,
                   context_.mistakes);
    }
    if (context_.mistakes.size() > before) return;
    const Reading link(group, link_keys(), context_, round.index);
    check_loss_there(link);
    const Transmission pass =
        Transmission{}.then({.loss = link.number("loss"),
                             .accurate_transmission = link.transmission("loss"),
                             .phase = link.number("phase"),
                             .occupation = light_occupation(link)});
    steps.push_back({.pass = pass, .place = &place, .text = "{...}"});
    const bool is_fine = context_.mistakes.size() == before;
    if (is_fine && round.index == 1 && !counts_copies(group)) {
      same_in_each_round_.emplace(&group, pass);
    }
  }

  /// What stands behind a loss needs the loss.
  void check_loss_there(const Reading& link) {
    for (const char* key : {"occupation", "temperature"}) {
      if (!link.has(key) || link.has("loss")) continue;
      report("loss-needed", link.place(key), quoted(key) + " is that of a loss, and none is given",
             "add 'loss:', or leave " + quoted(key) + " out");
    }
  }

  void add_stations_of(const std::string& word, const Place& place, Round round,
                       std::vector<Step>& steps) {
    const std::optional<Reference> reference = parse_reference(word);
    if (!reference) {
      return report("reference-syntax", place, quoted(word) + " does not name a port",
                    "write 'node', 'node.port', 'node(2).port', 'node(*)' or 'node(2..5)'");
    }
    if (reference->name == "vacuum") return add_vacuum(*reference, place, steps);
    const auto found = stations_.find(reference->name);
    if (found == stations_.end()) {
      return report("unknown-node", place, "there is no node " + quoted(reference->name),
                    names_.suggestion(reference->name, [&] { return all_names(); }));
    }
    const StationRange& range = found->second;
    const auto copies = copies_in(round, *reference, range.repeat, place);
    if (!copies) return;
    const std::string_view port =
        std::string_view(word).substr(word.size() - reference->port.size());
    for (const int place_of_copy : places_of(*copies, range.first)) {
      steps.push_back({.station = place_of_copy, .port = port, .place = &place, .text = word});
    }
  }

  std::vector<std::string> all_names() const {
    std::vector<std::string> names{"vacuum"};
    for (const auto& [name, range] : stations_) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
  }

  /// Each use is another vacuum: a station of its own, which no report lists.
  void add_vacuum(const Reference& reference, const Place& place, std::vector<Step>& steps) {
    if (reference.indices || !reference.port.empty()) {
      return report("reference-syntax", place, "'vacuum' has neither copies nor ports",
                    "write 'vacuum'");
    }
    Station station{.name = "vacuum",
                    .declared_name = "vacuum",
                    .type = find_node_type("vacuum"),
                    .outputs = {"out"},
                    .numbers = ThermalNumbers{},
                    .place = place};
    const auto vertex = boost::add_vertex(graph_.graph);
    graph_.graph[vertex] = std::move(station);
    steps.push_back({.station = static_cast<int>(vertex), .place = &place, .text = "vacuum"});
  }

  /// All copies a reference means; in a repeated path the one of this round.
  std::optional<Copies> copies_in(Round round, const Reference& reference, int repeat,
                                  const Place& place) {
    const auto meant = copies_of(reference, repeat, place);
    if (const Mistake* mistake = std::get_if<Mistake>(&meant)) {
      context_.mistakes.push_back(*mistake);
      return std::nullopt;
    }
    const Copies copies = std::get<Copies>(meant);
    const bool varies = (reference.indices && reference.indices->all) || copies.count() > 1;
    if (round.of == 0 || !varies) return copies;
    if (copies.count() == round.of) {
      const int now = copies.first + round.index - 1;
      return Copies{now, now};
    }
    report("repeat-mismatch", place,
           "the path is walked " + std::to_string(round.of) + " times, but " +
               quoted(reference.name) + " has " + std::to_string(copies.count()) + " copies here",
           "make both numbers the same");
    return std::nullopt;
  }

  void connect(const std::vector<Step>& steps) {
    if (steps.front().station < 0 || steps.back().station < 0) {
      const Step& loose = steps.front().station < 0 ? steps.front() : steps.back();
      return report("loose-end", *loose.place, "what the light meets stands between two elements",
                    "begin with the output the light comes from and end with an input");
    }
    const Step* from = &steps.front();
    Transmission along;
    for (std::size_t k = 1; k < steps.size(); ++k) {
      const Step& step = steps[k];
      if (step.station < 0) {
        along = along.then(step.pass);
        continue;
      }
      add_wire(*from, step, along);
      from = &step;
      along = {};
    }
  }

  void add_wire(const Step& from, const Step& to, const Transmission& transmission) {
    const int output = port_of(from, false);
    const int input = port_of(to, true);
    if (output < 0 || input < 0) return;
    if (!take(outputs_, from, output, "output-used-twice", "its light already goes elsewhere",
              "split the light with a node of 'type: beam-splitter', or leave one link out") ||
        !take(inputs_, to, input, "input-fed-twice", "its input is already fed",
              "join the beams with a node of 'type: beam-splitter', or leave one link out")) {
      return;
    }
    boost::add_edge(static_cast<std::size_t>(from.station), static_cast<std::size_t>(to.station),
                    {.from_port = output, .to_port = input, .transmission = transmission},
                    graph_.graph);
  }

  /// By station and port: the line that took it.
  using Taken = std::unordered_map<std::uint64_t, int>;

  bool take(Taken& taken, const Step& step, int port, const char* code, const char* why,
            const char* help) {
    const auto station = static_cast<std::uint64_t>(step.station);
    const std::uint64_t place = (station << 32U) + static_cast<std::uint64_t>(port);
    const auto [first, is_new] = taken.try_emplace(place, step.place->line);
    if (is_new) return true;
    const int line = first->second;
    std::vector<std::string> notes;
    if (line > 0) notes.push_back("first in line " + std::to_string(line));
    report(code, *step.place, quoted(step.text) + ": " + why, help, std::move(notes));
    return false;
  }

  /// The position of the port a step means among the station's inputs or outputs; -1 and a mistake.
  int port_of(const Step& step, bool as_input) {
    const Station& station = graph_.graph[static_cast<std::size_t>(step.station)];
    if (!station.type) return -1;  // reported where the type is
    const auto& ports = as_input ? station.inputs : station.outputs;
    const auto& others = as_input ? station.outputs : station.inputs;
    if (step.port.empty() && ports.size() == 1) return 0;
    const auto found = std::find(ports.begin(), ports.end(), step.port);
    if (found != ports.end()) return static_cast<int>(found - ports.begin());
    const bool exists = std::find(others.begin(), others.end(), step.port) != others.end();
    if (ports.empty() || exists) {
      report_direction(step, station, as_input);
    } else {
      std::vector<std::string> forms;
      for (const std::string& port : ports) forms.push_back(station.declared_name + "." + port);
      const bool named = !step.port.empty();
      report("unknown-port", *step.place,
             named ? quoted(station.name) + " has no port " + quoted(step.port)
                   : quoted(station.name) + " has several ports",
             named ? suggestion(step.port, ports) : "name one of " + listed(forms));
    }
    return -1;
  }

  void report_direction(const Step& step, const Station& station, bool as_input) {
    const std::string type(station.type->name);
    std::string help =
        as_input ? "sources stand first in a link" : "detectors stand last in a link";
    if (!as_input && step.text.find('*') != std::string::npos) {
      help = quoted(step.text) + " is " + quoted(station.name) +
             " and what follows, one after the other; " + help;
    }
    if (station.type->has_named_ports && station.inputs.empty()) {
      help = "give " + quoted(station.declared_name) +
             (type == "oscillator" ? " a 'light:'" : " 'ports:'");
    }
    report(as_input ? "no-input" : "no-output", *step.place,
           quoted(step.text) + (as_input ? " takes no light: " : " sends no light: ") +
               (station.inputs.empty() && station.outputs.empty()
                    ? "the " + type + " has no port"
                    : "that port of the " + type + " is " + (as_input ? "an output" : "an input")),
           help);
  }

  const StationTable& stations_;
  const CompileContext& context_;
  NetworkGraph& graph_;
  KnownNames names_{};
  bool too_long_ = false;
  std::size_t walked_ = 0;  // rounds of repeated paths, be there anything in them or not, and steps
  /// What the light meets in a repeated path, where that does not say `index`.
  std::unordered_map<const Value::Group*, Transmission> same_in_each_round_{};
  Taken inputs_{};
  Taken outputs_{};
};

}  // namespace

void add_wires(const NetworkDescription& description, const StationTable& stations,
               const CompileContext& context, NetworkGraph& graph) {
  Wiring wiring(stations, context, graph);
  for (const Value& chain : description.links) wiring.add_chain(chain);
}

}  // namespace gaussnet
