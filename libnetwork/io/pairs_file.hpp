#pragma once

#include <libnetwork/analysis/report.hpp>
#include <libnetwork/gaussian/pair_scan.hpp>
#include <libnetwork/io/text_file.hpp>
#include <map>
#include <mutex>
#include <optional>

namespace gaussnet {

/// Figures of one pair of modes, a the earlier one in the file's order.
struct PairFigures {
  double log_negativity = 0;  // nats
  double epr = 0;             // least EPR variance
  double steers = 0;          // a steers b, nats
  double is_steered = 0;      // b steers a, nats
  /// |E_N - exact|, |G - exact| <= -ln(1 - r condition), with r the state's relative error bound.
  double condition = 0;
  bool is_accurate = true;  // V is positive definite as rounded; else the figures are 0
};

/// @param row  of mode b, j the mode a before it
PairFigures figures_of_pair(const PairRow& row, int j);

enum class PairsFormat { csv, npy };

/// By the ending of the name, in letters of either case; nullopt: neither .csv nor .npy.
std::optional<PairsFormat> pairs_format_of(const std::string& path);

/// Of the npy file of all pairs.
std::size_t npy_bytes(std::size_t modes);

/// Every pair of a network to a file, row by row while V passes: mode b of each row with every mode
/// a before it. What it holds does not depend on the number of threads.
/// csv: a,b,log_negativity,epr,steering_a_to_b,steering_b_to_a,condition,status
/// npy: a structured array with these fields, a and b numbers of declared modes, from 0, status 0:
/// ok, 1: inaccurate
class PairsFile : public PairReceiver {
 public:
  /// @throws FileError
  PairsFile(const std::string& path, PairsFormat format);

  void start(std::vector<std::string> modes, std::vector<int> declared) override;
  void visit(const CovarianceRows& rows) override;
  /// Whether all pairs have come.
  bool is_complete() const { return has_started_ && next_row_ == num_modes(); }
  /// Gives the file its name; without it, nothing is left.
  void finish() { file_.finish(); }

 private:
  int num_modes() const { return static_cast<int>(modes_.size()); }
  void visit_as_csv(const CovarianceRows& rows);
  void visit_as_npy(const CovarianceRows& rows);
  FileInParts file_;
  PairsFormat format_;
  std::vector<std::string> modes_{};  // names as fields of csv
  std::vector<int> declared_{};       // numbers for npy
  std::size_t header_ = 0;            // bytes
  bool has_started_ = false;
  int next_row_ = 0;                                    // of csv; of npy: how many have come
  std::map<int, std::pair<int, std::string>> early_{};  // by first row: the row behind, the lines
  std::mutex mutex_{};
};

}  // namespace gaussnet
