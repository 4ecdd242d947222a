#include <algorithm>
#include <libnetwork/analysis/passed_requests.hpp>

namespace gaussnet {

std::vector<int> modes_of(const FigureRequest& request) {
  std::vector<int> modes = request.modes;
  modes.insert(modes.end(), request.partition.a.begin(), request.partition.a.end());
  modes.insert(modes.end(), request.partition.b.begin(), request.partition.b.end());
  for (Eigen::Index k = 0; k < request.combination.size(); ++k) {
    if (request.combination(k) != 0) modes.push_back(static_cast<int>(k / 2));
  }
  std::sort(modes.begin(), modes.end());
  modes.erase(std::unique(modes.begin(), modes.end()), modes.end());
  return modes;
}

FigureRequest renumbered(FigureRequest request, const std::vector<int>& modes) {
  const auto place = [&](int mode) {
    return static_cast<int>(std::lower_bound(modes.begin(), modes.end(), mode) - modes.begin());
  };
  for (auto* list : {&request.modes, &request.partition.a, &request.partition.b}) {
    for (int& mode : *list) mode = place(mode);
  }
  if (request.combination.size() == 0) return request;
  Vector combination(static_cast<Eigen::Index>(2 * modes.size()));
  for (std::size_t k = 0; k < modes.size(); ++k) {
    combination.segment<2>(static_cast<Eigen::Index>(2 * k)) =
        request.combination.segment<2>(2 * modes[k]);
  }
  request.combination = std::move(combination);
  return request;
}

bool lists_all_pairs(const FigureRequest& request) {
  return request.scan == FigureRequest::Scan::pairs && request.top == 0;
}

std::optional<FigureValue> refusal(const FigureRequest& request, std::size_t modes) {
  const auto refused = [&](const std::string& why) {
    return FigureValue{.status = too_many_modes, .why = why};
  };
  if (request.scan == FigureRequest::Scan::partitions) {
    return refused("all bipartitions of so many modes cannot be listed: name the parts");
  }
  if (lists_all_pairs(request) && modes > most_modes_kept) {
    return refused("the network has " + std::to_string(modes * (modes - 1) / 2) +
                   " pairs: say with 'top:' how many to list, the best first");
  }
  if (request.scan == FigureRequest::Scan::pairs) return std::nullopt;
  if (std::holds_alternative<FigureRequest::Readout>(request.weight)) {
    return refused("'weight: readout' needs the matrices of the records, which networks of up to " +
                   std::to_string(most_modes_of_result) +
                   " modes have: give a number, or 'optimal'");
  }
  const std::size_t named = modes_of(request).size();
  if (named <= most_modes_of_result) return std::nullopt;
  return refused("the result names " + std::to_string(named) +
                 " modes; of a network of this size it can be asked of " +
                 std::to_string(most_modes_of_result));
}

}  // namespace gaussnet
