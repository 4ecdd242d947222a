#include <cstring>
#include <libnetwork/network/parameters.hpp>
#include <tests/models/same_description.hpp>

using namespace gaussnet;

namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

class Comparison {
 public:
  Comparison(const NetworkDescription& a, const NetworkDescription& b) : a_(a), b_(b) {
    std::vector<Mistake> ignored;
    const auto plan = plan_parameters(a.parameters, ignored);
    samples_.push_back(evaluate_parameters(a.parameters, plan, ignored));
    for (const double factor : {0.7, 1.3}) {
      samples_.push_back(samples_.front());
      for (double& value : samples_.back()) value = factor * value + 1e-3 * factor;
    }
  }

  std::string run() {
    if (a_.title != b_.title) return "title";
    if (a_.description != b_.description) return "description";
    if (a_.reference != b_.reference) return "reference";
    if (a_.parameters.size() != b_.parameters.size()) return "number of parameters";
    for (std::size_t k = 0; k < a_.parameters.size(); ++k) {
      if (auto at = parameter(a_.parameters[k], b_.parameters[k]); !at.empty()) return at;
    }
    if (auto at = group(a_.top, b_.top, "top"); !at.empty()) return at;
    if (auto at = entries(a_.defaults, b_.defaults, "defaults"); !at.empty()) return at;
    if (auto at = entries(a_.nodes, b_.nodes, "nodes"); !at.empty()) return at;
    if (auto at = list(a_.interactions, b_.interactions, "interactions"); !at.empty()) return at;
    if (auto at = list(a_.links, b_.links, "links"); !at.empty()) return at;
    if (auto at = entries(a_.results, b_.results, "results"); !at.empty()) return at;
    if (auto at = entries(a_.sweeps, b_.sweeps, "sweeps"); !at.empty()) return at;
    return entries(a_.optimisations, b_.optimisations, "optimisations");
  }

 private:
  std::string parameter(const Parameter& a, const Parameter& b) {
    const std::string path = "parameters." + a.name;
    if (a.name != b.name || a.meaning != b.meaning) return path;
    if (!same(a.value, b.value)) return path;
    if (a.deviation.has_value() != b.deviation.has_value()) return path + " +-";
    if (a.deviation && !same(*a.deviation, *b.deviation)) return path + " +-";
    if (a.range.size() != b.range.size()) return path + ".range";
    for (std::size_t k = 0; k < a.range.size(); ++k) {
      if (!same(a.range[k], b.range[k])) return path + ".range";
    }
    return {};
  }

  bool same(const Expression& a, const Expression& b) const {
    if (slots(a) != slots(b)) return false;
    for (const auto& sample : samples_) {
      for (const double index : {1.0, 3.0}) {
        const double x = evaluate(a, sample, index);
        const double y = evaluate(b, sample, index);
        if (!same_bits(x, y) && !(x != x && y != y)) return false;
      }
    }
    return true;
  }

  std::string entries(const std::vector<Entry>& a, const std::vector<Entry>& b,
                      const std::string& path) {
    if (a.size() != b.size()) return "number of " + path;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const std::string here = path + "." + a[k].name;
      if (a[k].name != b[k].name) return here;
      if (auto at = group(a[k].settings, b[k].settings, here); !at.empty()) return at;
    }
    return {};
  }

  std::string group(const Value::Group& a, const Value::Group& b, const std::string& path) {
    if (a.size() != b.size()) return "number of keys in " + path;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const std::string here = path + "." + a[k].key;
      if (a[k].key != b[k].key) return here;
      if (auto at = value(a[k].value, b[k].value, here); !at.empty()) return at;
    }
    return {};
  }

  std::string list(const Value::List& a, const Value::List& b, const std::string& path) {
    if (a.size() != b.size()) return "length of " + path;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const std::string here = path + "[" + std::to_string(k) + "]";
      if (auto at = value(a[k], b[k], here); !at.empty()) return at;
    }
    return {};
  }

  std::string value(const Value& a, const Value& b, const std::string& path) {
    if (a.content.index() != b.content.index()) return "kind of " + path;
    if (const auto* x = a.as<Expression>()) return same(*x, *b.as<Expression>()) ? "" : path;
    if (const auto* x = a.as<Value::Word>()) return *x == *b.as<Value::Word>() ? "" : path;
    if (const auto* x = a.as<Value::Group>()) return group(*x, *b.as<Value::Group>(), path);
    if (const auto* x = a.as<Value::List>()) return list(*x, *b.as<Value::List>(), path);
    return {};
  }

  const NetworkDescription& a_;
  const NetworkDescription& b_;
  std::vector<std::vector<double>> samples_{};
};

}  // namespace

std::string first_difference(const NetworkDescription& a, const NetworkDescription& b) {
  return Comparison(a, b).run();
}
