#include "in_code.hpp"

using namespace gaussnet;

NetworkDescription in_code::dark_dimers() {
  NetworkDescription network;
  network.title = "Ten dark dimers";
  network.set("approximation", "rotating-wave");
  const Expression N = network.parameter("N", 10);
  const Expression rate = network.parameter("rate", quantity("2pi * 100 kHz"));
  const Expression theta = network.parameter("theta", 1.1);
  for (const auto& [name, mass] : {std::pair{"a", "negative"}, std::pair{"b", "positive"}}) {
    network.node(name, {{"type", "oscillator"},
                        {"mass", mass},
                        {"frequency", quantity("2pi * 1 MHz")},
                        {"bath", {{"linewidth", 0}, {"occupation", 0}}},
                        {"light", {{"rate", rate}, {"angle", theta}}},
                        {"repeat", N}});
  }
  network.link({"vacuum", {{"repeat", N}, {"path", Value::list({"a(*).light", "b(*).light"})}}});
  const auto between = [](const char* a, const char* b) {
    return Value::list({Value::list({a}), Value::list({b})});
  };
  network.result("first", {{"measure", "log-negativity"}, {"partition", between("a(1)", "b(1)")}});
  network.result("last", {{"measure", "log-negativity"}, {"partition", between("a(10)", "b(10)")}});
  network.result("next", {{"measure", "log-negativity"}, {"partition", between("b(1)", "a(2)")}});
  network.result("all", {{"measure", "log-negativity"}, {"partition", between("a(*)", "b(*)")}});
  network.result("pair", {{"measure", "purity"}, {"modes", Value::list({"a(10)", "b(10)"})}});
  return network;
}
