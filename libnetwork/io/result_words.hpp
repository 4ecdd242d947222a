#pragma once

#include <libnetwork/analysis/report.hpp>
#include <string>
#include <vector>

// For the sources of this folder: how results are named in reports.
namespace gaussnet {

/// "spin, mech"; of more than `most` the first and the last.
std::string modes_in_words(const std::vector<int>& modes, const std::vector<std::string>& names,
                           std::size_t most);

/// "epr of spin, mech", "log-negativity of spin | mech", "steering of all pairs, the best 3".
std::string question_in_words(const FigureRequest& request, const std::vector<std::string>& names);

/// An item of a scan: "spin, mech" of a pair, "spin -> mech" of steering, "spin | mech, c" of
/// a bipartition.
std::string item_in_words(const FigureRequest& request, const FigureItem& item,
                          const std::vector<std::string>& names);

}  // namespace gaussnet
