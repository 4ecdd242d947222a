#include <algorithm>
#include <libnetwork/io/quantity.hpp>
#include <tests/io/random_descriptions.hpp>

using namespace gaussnet;

namespace {

void add(Value& group, std::string key, Value value) {
  std::get<Value::Group>(group.content)
      .push_back({.key = std::move(key), .value = std::move(value)});
}

void add(Entry& entry, std::string key, Value value) {
  entry.settings.push_back({.key = std::move(key), .value = std::move(value)});
}

void append(Value& list, Value item) {
  std::get<Value::List>(list.content).push_back(std::move(item));
}

Value group() { return Value(std::initializer_list<Setting>{}); }

Expression index_of_copy() { return parameter(index_slot, "index"); }

}  // namespace

NetworkDescription RandomDescriptions::next() {
  network_ = {};
  rates_.clear();
  numbers_.clear();
  modes_.clear();
  ports_.clear();
  sources_.clear();
  network_.title = pick<std::string>({"Plain", "With: colon", "", "'quoted' \"twice\"", "a # b",
                                      "null", "-", "- x", "two\nlines", "1,5 [x] {y}"});
  network_.description = pick<std::string>({"", "First line.\n\nThird: line\n", " x", "µ → Ω"});
  network_.set("approximation", "none");
  network_.set("carrier", pick<Expression>({Expression(2e15), quantity("2pi * 352 THz")}));
  declare_parameters();
  add_defaults();
  add_modes();
  add_elements();
  add_interactions();
  add_links();
  add_results();
  add_sweeps();
  add_optimisations();
  return network_;
}

// ---- numbers ------------------------------------------------------------------------------------

void RandomDescriptions::declare_parameters() {
  rates_.push_back(network_.parameter("kappa", real(1e3, 1e6)));  // decided by its uses
  rates_.push_back(network_.parameter("Gamma", quantity("2pi * 31.4 kHz")));
  numbers_.push_back(network_.parameter("n_1", real(0.1, 3)));
  network_.parameters.back().deviation = Expression(0.25);
  numbers_.push_back(network_.parameter("both", quantity("(1 + 0.5) / 3")));
  rates_.push_back(network_.parameter("derived", 2.0 * rates_[0] + rates_[1]));
  rates_.push_back(network_.parameter("square", sqrt(rates_[2] * rates_[1]), "a mean, of sorts"));
  network_.parameters.back().range = {Expression(0.0), Expression(real(1e7, 1e9))};
  network_.parameter("T", real(1e-3, 300));  // used by nothing
  if (one_in(2)) network_.parameters.back().deviation = quantity("2 mK");
  // Named as keys are, and of another kind than the keys.
  numbers_.push_back(network_.parameter("rate", quantity("25 %")));
  rates_.push_back(network_.parameter("loss", quantity("2pi * 7 kHz")));
}

Expression RandomDescriptions::rate(int depth) {
  if (depth == 0) {
    return pick<Expression>({Expression(real(10, 1e6)), rates_[0], rates_[1], rates_[2], rates_[3],
                             rates_[4], quantity("2pi * 5 kHz"), quantity("1/(20 us)"),
                             quantity("3e4 rad/s")});
  }
  switch (whole(0, 8)) {
    case 0:
      return rate(depth - 1) + rate(depth - 1);
    case 1:
      return abs(rate(depth - 1) - rate(depth - 1));
    case 2:
      return plain_number(depth - 1) * rate(depth - 1);
    case 3:
      return rate(depth - 1) / (plain_number(depth - 1) + 0.125);
    case 4:
      return typed_rate() * typed_rate() / typed_rate();
    case 5:
      return sqrt(typed_rate() * typed_rate());
    case 6:
      return pow(typed_rate(), 2.0) / typed_rate();
    case 7:
      return abs(-rate(depth - 1)) * cos(Expression(real(0, 0.5)));
    default:
      return rate(depth - 1);
  }
}

Expression RandomDescriptions::typed_rate() {
  const Expression known =
      pick<Expression>({rates_[1], rates_[2], quantity("2pi * 5 kHz"), quantity("1/(20 us)")});
  return one_in(2) ? known : known + Expression(real(1, 1e5));
}

Expression RandomDescriptions::plain_number(int depth) {
  if (depth <= 0) {
    return pick<Expression>({Expression(real(0, 2)), numbers_[0], numbers_[1], numbers_[2],
                             quantity("12 %"), quantity("number(0.3 pi)"), Expression(1e-17)});
  }
  switch (whole(0, 4)) {
    case 0:
      return plain_number(depth - 1) + plain_number(depth - 1);
    case 1:
      return plain_number(depth - 1) * plain_number(depth - 1);
    case 2:
      return exp(-plain_number(depth - 1));
    case 3:
      return pow(plain_number(depth - 1), plain_number(depth - 1));
    default:
      return number(typed_rate() / (typed_rate() + Expression(1.5)));
  }
}

Expression RandomDescriptions::angle() {
  return pick<Expression>({Expression(real(0.2, 1.3)), quantity("0.3 pi"), quantity("45 deg"),
                           quantity("0.1 pi") + 0.25, atan(Expression(real(0.5, 2)))});
}

Expression RandomDescriptions::loss() {
  return pick<Expression>({Expression(real(0, 1)), quantity("0.5 dB"), quantity("3 %")});
}

Value RandomDescriptions::quadrature() {
  return pick<Value>({Value("X"), Value("P"), Value(angle()), Value(-0.75)});
}

// ---- nodes --------------------------------------------------------------------------------------

Value RandomDescriptions::bath() {
  Value bath = pick<Value>({Value{{"linewidth", rate(2)}, {"occupation", plain_number(1)}},
                            Value{{"linewidth", rate(1)}, {"temperature", real(0.01, 300)}},
                            Value{{"quality", real(1e3, 1e6)}, {"occupation", whole(0, 3)}},
                            Value{{"quality", real(1e3, 1e6)}, {"temperature", quantity("4 mK")}},
                            Value{{"linewidth", 100.0}, {"decoherence", 100.0 + rate(1)}}});
  if (one_in(4)) add(bath, "damping", pick<const char*>({"brownian", "rotating-wave"}));
  return bath;
}

Value RandomDescriptions::light() {
  Value light = pick<Value>({Value{{"rate", rate(2)}, {"angle", angle()}},
                             Value{{"cooperativity", plain_number(1)}, {"angle", angle()}},
                             Value{{"beam_splitter", rate(1)}, {"parametric", rate(1)}}});
  if (one_in(2)) add(light, "phase", angle());
  return light;
}

void RandomDescriptions::add_defaults() {
  if (one_in(2)) {
    network_.default_of("oscillator", {{"frequency", 1e7 + real(0, 1e7)}, {"bath", bath()}});
  }
  if (one_in(2)) {
    network_.default_of("cavity", {{"detuning", rate(1)}, {"ports", {{"m", {{"rate", rate(1)}}}}}});
  }
  if (one_in(2)) network_.default_of("homodyne", {{"efficiency", real(0.1, 1)}});
}

void RandomDescriptions::add_modes() {
  const int oscillators = whole(1, 3);
  for (int k = 0; k < oscillators; ++k) add_oscillator("m" + std::to_string(k));
  if (one_in(2)) add_cavity("c");
  if (one_in(3)) add_repeated();
}

void RandomDescriptions::add_oscillator(const std::string& name) {
  network_.node(name,
                {{"type", "oscillator"}, {"mass", pick<const char*>({"positive", "negative"})}});
  Entry& node = network_.nodes.back();
  const bool has_defaults =
      !network_.defaults.empty() && network_.defaults.front().name == "oscillator";
  if (!has_defaults || one_in(2)) {
    add(node, "frequency", one_in(2) ? Expression(1e7 + real(0, 1e7)) : 1e7 + typed_rate());
    add(node, "bath", bath());
  }
  modes_.push_back(name);
  if (one_in(3)) {
    Value ports = group();
    add(ports, "first", light());
    add(ports, "second", light());
    add(node, "ports", ports);
    ports_.push_back(name + ".first");
    ports_.push_back(name + ".second");
  } else {
    add(node, "light", light());
    ports_.push_back(name + ".light");
  }
}

void RandomDescriptions::add_cavity(const std::string& name) {
  network_.node(name, {{"type", "cavity"}});
  Entry& node = network_.nodes.back();
  if (one_in(2)) add(node, "detuning", pick<Expression>({-rate(1), Expression(real(-1e6, 1e6))}));
  add(node, "ports", Value{{"m", {{"rate", rate(1) + 1.0}}}});
  if (one_in(2)) add(node, "bath", Value{{"linewidth", rate(1)}, {"occupation", plain_number(1)}});
  if (one_in(2)) add(node, "parametric", Value{{"rate", rate(0)}, {"phase", real(-3, 3)}});
  modes_.push_back(name);
  ports_.push_back(name + ".m");
}

void RandomDescriptions::add_repeated() {
  const Expression twice = index_of_copy() * pick<Expression>({rates_[1], Expression(1e3)});
  network_.node("r", {{"type", "oscillator"},
                      {"mass", "positive"},
                      {"frequency", 1e7 + 1e5 * index_of_copy()},
                      {"bath", {{"linewidth", twice}, {"occupation", index_of_copy()}}},
                      {"light", light()},
                      {"repeat", 3}});
  Value path = Value::list({"r(*).light"});
  if (one_in(2)) append(path, met());
  network_.links.push_back(Value::list({"vacuum", Value{{"repeat", 3}, {"path", path}}}));
  for (int k = 1; k <= 3; ++k) modes_.push_back("r(" + std::to_string(k) + ")");
}

void RandomDescriptions::add_elements() {
  const Expression squeezing =
      pick<Expression>({Expression(real(0, 12)), quantity("6 dB"), quantity("2 dB") + 1.0});
  switch (whole(0, 4)) {
    case 0:
      network_.node("s", {{"type", "squeezed"}, {"squeezing", squeezing}});
      if (one_in(2)) add(network_.nodes.back(), "antisqueezing", squeezing + 0.5);
      if (one_in(2)) add(network_.nodes.back(), "quadrature", quadrature());
      sources_.push_back("s");
      break;
    case 1:
      network_.node("e", {{"type", "epr"}, {"squeezing", squeezing}, {"antisqueezing", 25.0}});
      sources_ = {"e.signal", "e.idler"};
      break;
    case 2:
      network_.node("t", {{"type", "thermal"}});
      add(network_.nodes.back(), one_in(2) ? "occupation" : "temperature", real(0, 3));
      sources_.push_back("t");
      break;
    case 3:
      network_.node("v", {{"type", "vacuum"}});
      sources_.push_back("v");
      break;
    default:
      break;
  }
  network_.node("b",
                {{"type", "beam-splitter"},
                 {"reflectivity", pick<Expression>({Expression(real(0, 1)), quantity("30 %")})}});
  if (one_in(2)) add(network_.nodes.back(), "phase", angle());
  if (one_in(2)) {
    network_.node("q",
                  {{"type", "squeezer"}, {"squeezing", squeezing}, {"quadrature", quadrature()}});
    ports_.push_back("q");
  }
  if (one_in(2)) {
    network_.node("a", {{"type", "amplifier"},
                        {"gain", pick<Expression>({Expression(real(1, 3)), quantity("2 dB")})}});
    ports_.push_back("a");
  }
  network_.node("d", {{"type", "homodyne"}, {"quadrature", quadrature()}, {"efficiency", 0.75}});
  if (one_in(2)) add(network_.nodes.back(), "electronic_noise", real(-20, 0));
  network_.node("h", {{"type", "heterodyne"}, {"electronic_noise", quantity("-15 dB")}});
  if (one_in(2)) add(network_.nodes.back(), "efficiency", real(0.1, 1));
}

// ---- between nodes ------------------------------------------------------------------------------

void RandomDescriptions::add_interactions() {
  if (modes_.size() < 2 || one_in(3)) return;
  const int count = whole(1, 2);
  for (int k = 0; k < count; ++k) {
    const std::string a = modes_.front();
    const std::string b = modes_[static_cast<std::size_t>(whole(1, last_mode()))];
    network_.interaction(
        {{"between", Value::list({a, b})},
         {"kind", pick<const char*>({"position-position", "beam-splitter", "two-mode-squeezing"})},
         {"rate", one_in(2) ? rate(1) : -rate(1)}});
  }
  if (modes_.back() == "r(3)" && one_in(2)) {
    network_.interaction({{"between", Value::list({"r(1..2)", "r(2..3)"})},
                          {"kind", "position-position"},
                          {"rate", index_of_copy() * rate(0)}});
  }
}

Value RandomDescriptions::met() {
  return pick<Value>({Value{{"loss", loss()}, {"phase", real(-3, 3)}}, Value{{"phase", angle()}},
                      Value{{"loss", loss()}, {"occupation", plain_number(0)}},
                      Value{{"loss", loss()}, {"temperature", real(0, 300)}}});
}

std::string RandomDescriptions::source() {
  if (sources_.empty()) return "vacuum";
  const std::string source = sources_.back();
  sources_.pop_back();
  return source;
}

/// A chain that takes up to two of the ports that are left.
void RandomDescriptions::beam(const std::string& from, const std::string& to) {
  Value chain = Value::list({from});
  for (int left = whole(0, 2); left > 0 && !ports_.empty(); --left) {
    if (one_in(2)) append(chain, met());
    append(chain, ports_.back());
    ports_.pop_back();
  }
  if (one_in(2)) append(chain, met());
  append(chain, to);
  network_.links.push_back(chain);
}

void RandomDescriptions::add_links() {
  std::shuffle(ports_.begin(), ports_.end(), dice_);
  beam(source(), "b.in1");
  if (one_in(3)) {
    beam("b.out2", "b.in2");  // a loop
  } else {
    beam(source(), "b.in2");
    if (one_in(2)) beam("b.out2", "h");
  }
  beam("b.out1", "d");
}

// ---- questions ----------------------------------------------------------------------------------

void RandomDescriptions::add_results() {
  network_.result("weighted", {{"measure", "variance"},
                               {"of", {{"m0.X", plain_number(2)}, {"m0.P", -whole(1, 5) * 0.37}}}});
  network_.result("n", {{"measure", "occupation"}, {"mode", "m0"}});
  if (one_in(2)) {
    add(network_.results.back(), "state", "conditional");
    add(network_.results.back(), "given", Value::list({"d"}));
  }
  if (modes_.size() < 2) return;
  const Value pair = Value::list({modes_[0], modes_[1]});
  const Value partition = Value::list({Value::list({modes_[0]}), Value::list({modes_[1]})});
  network_.result("xi", {{"measure", "epr"}, {"modes", pair}});
  add(network_.results.back(), "weight",
      pick<Value>({Value("optimal"), Value(real(0, 2)), Value(2)}));
  network_.result("E_N", {{"measure", "log-negativity"}, {"partition", partition}, {"base", "2"}});
  network_.result("steered", {{"measure", "steering"},
                              {"from", Value::list({modes_[0]})},
                              {"to", Value::list({modes_[1]})},
                              {"state", "both"}});
  network_.result("best", {{"measure", "log-negativity"}, {"pairs", "all"}, {"top", 2}});
}

Value RandomDescriptions::limits() {
  const Expression low = pick<Expression>({Expression(0.25), quantity("12 %"), numbers_[1]});
  if (one_in(2)) return Value::list({low, 2.5});
  return Value{{"from", low}, {"to", 2}, {"scale", pick<const char*>({"lin", "log"})}};
}

void RandomDescriptions::add_sweeps() {
  if (one_in(2)) return;
  const Expression low =
      pick<Expression>({Expression(real(10, 1e3)), quantity("2pi * 1 kHz"), 0.5 * typed_rate()});
  network_.sweep(
      "grid",
      {{"axes",
        {{"Gamma", {{"from", low}, {"to", 2e6}, {"points", whole(1, 60)}, {"scale", "log"}}},
         {"kappa", {{"values", Value::list({1.5, quantity("2pi * 3 kHz"), 2e5})}}}}}});
  Entry& sweep = network_.sweeps.back();
  if (one_in(2)) {
    add(sweep, one_in(2) ? "minimise" : "maximise", "n");
    add(sweep, "over", [&] {
      Value over = group();
      add(over, "n_1", limits());
      return over;
    }());
    if (one_in(2)) add(sweep, "tie", Value{{"both", numbers_[0] * 0.5}});
    if (one_in(2)) add(sweep, "state", "conditional");
  }
}

void RandomDescriptions::add_optimisations() {
  if (one_in(2)) return;
  Value over = group();
  add(over, "n_1", limits());
  add(over, "Gamma", Value::list({real(10, 1e3), quantity("2pi * 1 MHz")}));
  network_.optimisation("best", {{pick<const char*>({"minimise", "maximise"}), "n"},
                                 {"over", over},
                                 {"starts", whole(1, 40)}});
  if (one_in(2)) add(network_.optimisations.back(), "state", "conditional");
  if (one_in(2)) add(network_.optimisations.back(), "tie", Value{{"kappa", 0.5 * rates_[1]}});
}
