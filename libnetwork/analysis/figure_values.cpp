#include <algorithm>
#include <cmath>
#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/network/graph.hpp>
#include <stdexcept>

namespace gaussnet {
namespace {

using Better = FigureTraits::Better;

/// Calls visit(a, b) for each pair of modes; both orders, if they differ.
template <class Visit>
void for_each_pair(int modes, bool ordered, Visit visit) {
  for (int j = 0; j < modes; ++j) {
    for (int k = ordered ? 0 : j + 1; k < modes; ++k) {
      if (j != k) visit(std::vector<int>{j}, std::vector<int>{k});
    }
  }
}

/// Calls visit(a, b) for each way to part all modes, the first mode being in a.
template <class Visit>
void for_each_bipartition(int modes, Visit visit) {
  const unsigned count = 1U << static_cast<unsigned>(modes - 1);
  for (unsigned chosen = 1; chosen < count; ++chosen) {
    std::vector<int> a{0};
    std::vector<int> b;
    for (int mode = 1; mode < modes; ++mode) {
      const bool in_b = (chosen >> static_cast<unsigned>(mode - 1)) & 1U;
      (in_b ? b : a).push_back(mode);
    }
    visit(std::move(a), std::move(b));
  }
}

/// Keeps the best `top` of what is added; all, if top is 0.
class BestItems {
 public:
  BestItems(int top, Better better) : top_(static_cast<std::size_t>(top)), better_(better) {}

  void add(FigureItem item) {
    items_.push_back(std::move(item));
    if (top_ > 0 && items_.size() >= 2 * top_ + kSlack) shorten();
  }

  std::vector<FigureItem> take() {
    if (top_ > 0) shorten();
    return std::move(items_);
  }

 private:
  static constexpr std::size_t kSlack = 64;  // sorted at most once in so many

  void shorten() {
    std::stable_sort(items_.begin(), items_.end(), [this](const auto& one, const auto& other) {
      return is_better(one.value, other.value, better_);
    });
    if (items_.size() > top_) items_.resize(top_);
  }

  std::size_t top_;
  Better better_;
  std::vector<FigureItem> items_{};
};

}  // namespace

FigureValue evaluate(const FigureRequest& request, const GaussianState& state,
                     const FigureContext& context) {
  if (request.scan != FigureRequest::Scan::none) {
    return best_of(request, evaluate_scan(request, state, context));
  }
  try {
    FigureValue figure = request.figure->evaluate(request, state, context);
    if (std::isfinite(figure.value) && std::isfinite(figure.bound)) return figure;
    return {.status = "inaccurate",
            .why = "the covariance is too ill-conditioned to leave one certain digit"};
  } catch (const InaccurateResult& failure) {
    return {.status = "inaccurate", .why = failure.what()};
  } catch (const std::domain_error& failure) {
    return {.status = "undefined", .why = failure.what()};
  }
}

std::vector<FigureItem> evaluate_scan(const FigureRequest& request, const GaussianState& state,
                                      const FigureContext& context, std::size_t* inaccurate) {
  BestItems best(request.top, request.figure->traits.better);
  FigureRequest one = request;
  one.scan = FigureRequest::Scan::none;
  const auto visit = [&](std::vector<int> a, std::vector<int> b) {
    one.modes = {a.front(), b.front()};
    one.partition = {a, b};
    FigureValue value = evaluate(one, state, context);
    if (inaccurate && is_inaccurate(value)) ++*inaccurate;
    best.add({std::move(a), std::move(b), std::move(value)});
  };
  if (request.scan == FigureRequest::Scan::partitions) {
    for_each_bipartition(state.num_modes(), visit);
  } else {
    for_each_pair(state.num_modes(), !request.figure->traits.is_symmetric, visit);
  }
  return best.take();
}

bool is_better(const FigureValue& one, const FigureValue& other, Better better) {
  const bool one_ok = one.status == "ok";
  const bool other_ok = other.status == "ok";
  if (!one_ok || !other_ok) return one_ok && !other_ok;
  return better == Better::smaller ? one.value < other.value : one.value > other.value;
}

FigureValue best_of(const FigureRequest& request, const std::vector<FigureItem>& items) {
  const auto best = std::min_element(
      items.begin(), items.end(), [&](const FigureItem& one, const FigureItem& other) {
        return is_better(one.value, other.value, request.figure->traits.better);
      });
  if (best != items.end()) return best->value;
  return {.status = "undefined", .why = "there are no two modes to look at"};
}

std::optional<ModeNumbers> mode_numbers_of(const Station& station) {
  if (station.type && !station.has_mode()) return std::nullopt;  // no type: its own mistake
  const auto* oscillator = std::get_if<OscillatorNumbers>(&station.numbers);
  if (!oscillator) return ModeNumbers{.mass_sign = 1, .frequency = 0};
  return ModeNumbers{.mass_sign = oscillator->mass_sign, .frequency = oscillator->frequency};
}

std::vector<ModeNumbers> mode_numbers(const NetworkGraph& network) {
  std::vector<ModeNumbers> modes;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(network.graph))) {
    if (const auto numbers = mode_numbers_of(network.graph[vertex])) modes.push_back(*numbers);
  }
  return modes;
}

}  // namespace gaussnet
