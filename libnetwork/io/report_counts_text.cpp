#include <libnetwork/analysis/words.hpp>
#include <libnetwork/io/report_sections.hpp>
#include <libnetwork/io/result_words.hpp>
#include <libnetwork/io/text_layout.hpp>

namespace gaussnet {
namespace {

constexpr std::size_t kMostNamedOfBlock = 3;

/// "oscillator: 6, homodyne: 1", by the words of the file.
std::string nodes_by_type(const NetworkCounts& counts) {
  std::string text;
  for (const NetworkCounts::OfType& each : counts.nodes) {
    if (!text.empty()) text += ", ";
    text += std::string(each.type) + ": " + std::to_string(each.nodes);
  }
  return text;
}

std::string modes_by_mass(const NetworkCounts& counts) {
  std::string text = std::to_string(counts.modes);
  if (counts.negative_mass > 0 || counts.positive_mass > 0) {
    text += ": " + std::to_string(counts.positive_mass) + " of positive and " +
            std::to_string(counts.negative_mass) + " of negative mass";
  }
  const std::size_t others = counts.modes - counts.positive_mass - counts.negative_mass;
  return others == 0 ? text : text + ", " + std::to_string(others) + " of light";
}

std::string blocks_in_words(const Report& report) {
  const std::vector<int>& largest = report.counts.largest_block;
  std::string text = counted(report.counts.blocks, "block") + " in a row, the largest of " +
                     counted(largest.size(), "mode");
  if (largest.size() > 1) {
    text += " (" + modes_in_words(largest, report.linear.modes, kMostNamedOfBlock) + ")";
  }
  return text;
}

/// Whether the covariance has passed and is not in the report.
bool is_passed(const Report& report) {
  return report.unconditional && report.unconditional->passed && !report.unconditional->state;
}

}  // namespace

std::string counts_in_words(const Report& report) {
  std::string text = "network\n" + wrapped("  nodes       ", nodes_by_type(report.counts)) +
                     wrapped("  modes       ", modes_by_mass(report.counts)) +
                     wrapped("  structure   ", blocks_in_words(report));
  if (is_passed(report)) {
    text += wrapped("  covariance  ", "passes along the blocks once and is not kept");
  }
  return text;
}

}  // namespace gaussnet
