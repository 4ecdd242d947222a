// The writer's law: what is read back is what was written.
#include <catch2/catch.hpp>
#include <functional>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_scalar.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <random>
#include <tests/models/same_description.hpp>

using namespace gaussnet;

namespace {

/// number(...), which the class below has a function of the same name for.
Expression gaussnet_number(const Expression& x) { return number(x); }

/// Random networks whose numbers come in every way that code can give them.
class Descriptions {
 public:
  explicit Descriptions(unsigned seed) : dice_(seed) {}

  NetworkDescription next() {
    network_ = {};
    rates_.clear();
    numbers_.clear();
    network_.title = pick<std::string>({"Plain", "With: colon", "", "'quoted' \"twice\"", "a # b",
                                        "null", "-", "- x", "two\nlines", "1,5 [x] {y}"});
    network_.description = pick<std::string>({"", "First line.\n\nThird: line\n", " x", "µ → Ω"});
    network_.set("approximation", "none");
    declare_parameters();
    const int oscillators = whole(1, 4);
    for (int k = 0; k < oscillators; ++k) add_oscillator("m" + std::to_string(k));
    network_.node("d", {{"type", "homodyne"}, {"quadrature", quadrature()}, {"efficiency", 0.75}});
    add_chain(oscillators);
    network_.result("weighted", {{"measure", "variance"},
                                 {"of", {{"m0.X", number(2)}, {"m0.P", -whole(1, 5) * 0.37}}}});
    network_.result("n", {{"measure", "occupation"}, {"mode", "m0"}});
    return network_;
  }

 private:
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(dice_); }
  double real(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(dice_);
  }
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return *(choices.begin() + whole(0, static_cast<int>(choices.size()) - 1));
  }

  void declare_parameters() {
    rates_.push_back(network_.parameter("kappa", real(1e3, 1e6)));  // decided by its uses
    rates_.push_back(network_.parameter("Gamma", quantity("2pi * 31.4 kHz")));
    numbers_.push_back(network_.parameter("n_1", real(0.1, 3)));
    network_.parameters.back().deviation = Expression(0.25);
    numbers_.push_back(network_.parameter("both", quantity("(1 + 0.5) / 3")));
    rates_.push_back(network_.parameter("derived", 2.0 * rates_[0] + rates_[1]));
    rates_.push_back(network_.parameter("square", sqrt(rates_[2] * rates_[1])));
    network_.parameters.back().meaning = "a mean, of sorts";
    network_.parameters.back().range = {Expression(0.0), Expression(real(1e7, 1e9))};
    network_.parameter("T", real(1e-3, 300));  // used by nothing
  }

  Expression rate(int depth) {
    if (depth == 0) {
      return pick<Expression>({Expression(real(10, 1e6)), rates_[0], rates_[1], rates_[2],
                               rates_[3], quantity("2pi * 5 kHz"), quantity("1/(20 us)"),
                               quantity("3e4 rad/s")});
    }
    switch (whole(0, 8)) {
      case 0:
        return rate(depth - 1) + rate(depth - 1);
      case 1:
        return abs(rate(depth - 1) - rate(depth - 1));
      case 2:
        return number(depth - 1) * rate(depth - 1);
      case 3:
        return rate(depth - 1) / (number(depth - 1) + 0.125);
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

  /// One whose dimension is known where it stands: a double beside a dimension is a plain number.
  Expression typed_rate() {
    const Expression known =
        pick<Expression>({rates_[1], rates_[2], quantity("2pi * 5 kHz"), quantity("1/(20 us)")});
    return whole(0, 1) == 0 ? known : known + Expression(real(1, 1e5));
  }

  Expression number(int depth) {
    if (depth <= 0) {
      return pick<Expression>({Expression(real(0, 2)), numbers_[0], numbers_[1], quantity("12 %"),
                               quantity("number(0.3 pi)"), Expression(1e-17)});
    }
    switch (whole(0, 4)) {
      case 0:
        return number(depth - 1) + number(depth - 1);
      case 1:
        return number(depth - 1) * number(depth - 1);
      case 2:
        return exp(-number(depth - 1));
      case 3:
        return pow(number(depth - 1), number(depth - 1));
      default:
        return gaussnet_number(typed_rate() / (typed_rate() + Expression(1.5)));
    }
  }

  Expression angle() {
    return pick<Expression>({Expression(real(0.2, 1.3)), quantity("0.3 pi"), quantity("45 deg"),
                             quantity("0.1 pi") + 0.25, atan(Expression(real(0.5, 2)))});
  }

  Value quadrature() { return pick<Value>({Value("X"), Value("P"), Value(angle()), Value(-0.75)}); }

  void add_oscillator(const std::string& name) {
    const Value bath =
        pick<Value>({Value{{"linewidth", rate(2)}, {"occupation", number(1)}},
                     Value{{"linewidth", rate(1)}, {"temperature", real(0.01, 300)}},
                     Value{{"quality", real(1e3, 1e6)}, {"occupation", whole(0, 3)}}});
    network_.node(name, {{"type", "oscillator"},
                         {"mass", pick<const char*>({"positive", "negative"})},
                         {"frequency", 1e7 + real(0, 1e7)},
                         {"bath", bath},
                         {"light", {{"rate", rate(2)}, {"angle", angle()}, {"phase", angle()}}}});
  }

  void add_chain(int oscillators) {
    network_.link({"vacuum", "m0.light"});
    auto& chain = std::get<Value::List>(network_.links.back().content);
    for (int k = 1; k < oscillators; ++k) {
      chain.push_back(Value{
          {"loss", pick<Expression>({Expression(real(0, 1)), quantity("0.5 dB"), quantity("3 %")})},
          {"phase", real(-3, 3)}});
      chain.push_back("m" + std::to_string(k) + ".light");
    }
    chain.push_back("d");
  }

  std::mt19937_64 dice_;
  NetworkDescription network_{};
  std::vector<Expression> rates_{};
  std::vector<Expression> numbers_{};
};

bool is_fine(const NetworkDescription& network) {
  try {
    Model{network};
  } catch (const DescriptionError&) {
    return false;
  }
  return true;
}

std::string written(const Expression& frequency) {
  NetworkDescription network;
  network.node("m", {{"type", "oscillator"}, {"frequency", frequency}});
  const std::string text = to_yaml(network);
  const std::string key = "frequency: ";
  const std::size_t at = text.find(key) + key.size();
  return text.substr(at, text.find_first_of("\n,}", at) - at);
}

}  // namespace

TEST_CASE("A random description reads back as the same network, to the bit") {
  Descriptions descriptions(20261122);
  int solvable = 0;
  for (int k = 0; k < 300; ++k) {
    const NetworkDescription said = descriptions.next();
    const std::string text = to_yaml(said);
    CAPTURE(k, text);
    const ReadDescription read = read_description(text, "printed.yaml");
    for (const Mistake& mistake : read.mistakes) UNSCOPED_INFO(to_string(mistake, text));
    REQUIRE(read.mistakes.empty());
    REQUIRE(first_difference(said, read.description) == "");
    if (!is_fine(said)) continue;  // a unit that is written may mend it
    ++solvable;
    const LinearModel a = Model(said).linear_model();
    const LinearModel b = load_text(text, "printed.yaml").linear_model();
    REQUIRE(a.drift == b.drift);
    REQUIRE(a.diffusion == b.diffusion);
    REQUIRE(a.measurement == b.measurement);
    REQUIRE(a.measurement_noise == b.measurement_noise);
    REQUIRE(a.noise_correlation == b.noise_correlation);
    REQUIRE(to_yaml(read.description) == text);
  }
  CHECK(solvable > 200);
}

TEST_CASE("Doubles get the unit of their key, in the shortest digits that read back") {
  CHECK(written(31415.9) == "3.14159e4 rad/s");
  CHECK(written(quantity("2pi * 5 kHz")) == "2pi * 5 kHz");
  CHECK(written(quantity("2pi * 5 kHz") * 0.1) == "2 * pi * (5 kHz) * 0.1");
  CHECK(written(quantity("1/(20 us)") + 100.0) == "1 / (20 us) + 100 rad/s");
  CHECK(written(2.0 * (Expression(3.0) + 4.0)) == "2 rad/s * (3 + 4)");
}

TEST_CASE("A parameter declared by a double is in the unit that its uses agree on") {
  NetworkDescription network;
  const Expression rate = network.parameter("rate", 50.0);
  const Expression twice = network.parameter("twice", 2.0 * rate);
  const Expression odd = network.parameter("odd", 0.5);
  network.node("m", {{"type", "oscillator"},
                     {"mass", "positive"},
                     {"frequency", twice},
                     {"bath", {{"linewidth", odd}, {"occupation", odd}}},
                     {"light", {{"rate", rate}, {"angle", odd}}}});
  const std::string text = to_yaml(network);
  CAPTURE(text);
  CHECK(text.find("rate: 50 rad/s") != text.npos);
  CHECK(text.find("odd: 0.5,") == text.npos);
  CHECK(text.find("odd: 0.5}") != text.npos);
  CHECK(text.find("linewidth: odd rad/s") != text.npos);
  CHECK(text.find("occupation: odd}") != text.npos);
  CHECK(text.find("angle: odd rad") != text.npos);
  const Model again = load_text(text, "printed.yaml");
  CHECK(first_difference(network, again.description()) == "");
  CHECK(again.linear_model().drift == Model(network).linear_model().drift);
}

TEST_CASE("A parameter set in code is written in the unit it was declared in") {
  const std::string text =
      "gaussnet: 1\nparameters: {angle: 0.3 pi, omega: 2pi * 1 MHz}\nnodes:\n  m: {type: "
      "oscillator, mass: positive, frequency: omega, bath: {linewidth: 1 rad/s, occupation: 1}, "
      "light: {rate: 10 rad/s, angle: angle}}\n";
  const Model model = load_text(text, "m.yaml").at({{"angle", 0.7}, {"omega", 1e6}});
  const std::string printed = to_yaml(model.description());
  CAPTURE(printed);
  const Model again = load_text(printed, "printed.yaml");
  CHECK(again.linear_model().drift == model.linear_model().drift);
}

TEST_CASE("A text that YAML would take for something else reads back as it is") {
  const std::vector<std::string> texts{
      "plain", "a: b",   "a #b",   "#a",    "- a",  "-a",        "-",   "",     " a",     "a ",
      "null",  "~",      "Null",   "'",     "\"",   "it's",      "a,b", "[a]",  "{a}",    "a]",
      "&a",    "*a",     "!a",     "|",     ">",    "%a",        "@a",  "`a",   "a\\b",   "a\tb",
      "a\nb",  "a\n",    "\na",    "a\n\n", "a:b",  "a:",        ":a",  "? a",  "?a",     "...",
      "---",   "--- a",  "= a",    "<<",    "1e3",  "a\x01\x7F", "µ→Ω", "true", "a'b\nc", "x\n  y",
      "x\n#y", "x\n\ny", "a\r\nb", "0x10",  "a  b", "a: \nb"};
  for (const std::string& text : texts) {
    NetworkDescription said;
    said.title = text;
    said.description = text;
    said.parameter("p", 1.0);
    said.parameters.back().meaning = text;
    said.node("m", {{"type", Value::Word(text)}});
    const std::string printed = to_yaml(said);
    CAPTURE(text, printed);
    const ReadDescription read = read_description(printed, "printed.yaml");
    REQUIRE(read.complete);
    CHECK(read.description.title == text);
    CHECK(read.description.description == text);
    REQUIRE(read.description.parameters.size() == 1);
    CHECK(read.description.parameters.front().meaning == text);
    REQUIRE(read.description.nodes.size() == 1);
    const auto* word = read.description.nodes.front().settings.front().value.as<Value::Word>();
    REQUIRE(word);
    CHECK(*word == text);
  }
}

TEST_CASE("A long chain is written over several lines of the page's width") {
  NetworkDescription network;
  network.link({"vacuum"});
  auto& chain = std::get<Value::List>(network.links.front().content);
  for (int k = 0; k < 30; ++k) chain.push_back("oscillator" + std::to_string(k) + ".light");
  const std::string text = to_yaml(network);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
    CHECK(end - begin <= 100);
    begin = end + 1;
  }
  const ReadDescription read = read_description(text, "printed.yaml");
  CHECK(read.mistakes.empty());
  CHECK(first_difference(network, read.description) == "");
}
