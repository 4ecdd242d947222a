#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/io/pairs_file.hpp>

namespace gaussnet {
namespace {

constexpr std::string_view kHeading =
    "a,b,log_negativity,epr,steering_a_to_b,steering_b_to_a,condition,status\n";
constexpr const char* kFields =
    "[('a', '<i4'), ('b', '<i4'), ('log_negativity', '<f8'), ('epr', '<f8'), "
    "('steering_a_to_b', '<f8'), ('steering_b_to_a', '<f8'), ('condition', '<f8'), "
    "('status', '<i4')]";
constexpr std::size_t kRecord = 52;  // bytes of these
constexpr std::size_t kNpyAlignment = 64;
constexpr std::size_t kMostWaiting = 1 << 20;  // bytes of a part

std::size_t num_pairs(std::size_t modes) { return modes < 2 ? 0 : modes * (modes - 1) / 2; }

/// RFC 4180: quoted where a comma, a quote or a line's end would be taken for structure.
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

void add_number(double value, std::string& text) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text.append(digits.data(), end);
}

/// Little endian, whatever the machine is.
void put(std::uint64_t value, int width, std::string& bytes) {
  for (int k = 0; k < width; ++k) bytes += static_cast<char>((value >> (8 * k)) & 0xFFU);
}

void put(double value, std::string& bytes) { put(std::bit_cast<std::uint64_t>(value), 8, bytes); }

/// Version 1.0 of NumPy's NEP 1, as long as a multiple of 64 bytes.
std::string npy_header(std::size_t records) {
  std::string header("\x93NUMPY\x01\x00", 8);
  std::string text = std::string("{'descr': ") + kFields + ", 'fortran_order': False, 'shape': (" +
                     std::to_string(records) + ",), }";
  while ((header.size() + 2 + text.size() + 1) % kNpyAlignment != 0) text += ' ';
  text += '\n';
  put(text.size(), 2, header);
  return header + text;
}

std::array<double, 4> numbers_of(const PairFigures& figures) {
  return {figures.log_negativity, figures.epr, figures.steers, figures.is_steered};
}

PairRow row_of(const CovarianceRows& rows, int i) {
  return {rows.own(i).data(), rows.own(0).data(), rows(i, 0).data(), i};
}

}  // namespace

PairFigures figures_of_pair(const PairRow& row, int j) {
  const std::ptrdiff_t at = 4 * static_cast<std::ptrdiff_t>(j);
  const PairRow pair{row.own, row.others + at, row.pairs + at, 1};
  PairFigures figures{.condition = condition_bound(pair, 0)};
  if (!std::isfinite(figures.condition)) return {.is_accurate = false};
  // Mode a, the earlier one, is the second of a row's pair.
  const PairCovariance b_a = pair_covariance(pair, 0);
  PairCovariance a_b;
  a_b << b_a.bottomRightCorner<2, 2>(), b_a.bottomLeftCorner<2, 2>(), b_a.topRightCorner<2, 2>(),
      b_a.topLeftCorner<2, 2>();
  const auto is_zero = [&](void (*bound)(const PairRow&, double*)) {
    double least = 0;
    bound(pair, &least);
    return least >= 1;
  };
  try {
    if (!is_zero(bound_transposed)) figures.log_negativity = logarithmic_negativity(a_b);
    if (!is_zero(bound_steering)) figures.steers = steering(a_b);
    if (!is_zero(bound_steered)) figures.is_steered = steering(b_a);
    figures.epr = epr_optimum(a_b).value;
    return figures;
  } catch (const InaccurateResult&) {
    return {.is_accurate = false};
  }
}

std::optional<PairsFormat> pairs_format_of(const std::string& path) {
  constexpr std::size_t length = 4;
  if (path.size() <= length) return std::nullopt;
  std::string ending = path.substr(path.size() - length);
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ending == ".csv") return PairsFormat::csv;
  if (ending == ".npy") return PairsFormat::npy;
  return std::nullopt;
}

std::size_t npy_bytes(std::size_t modes) {
  return npy_header(num_pairs(modes)).size() + kRecord * num_pairs(modes);
}

PairsFile::PairsFile(const std::string& path, PairsFormat format) : file_(path), format_(format) {}

void PairsFile::start(std::vector<std::string> modes, std::vector<int> declared) {
  modes_ = std::move(modes);
  declared_ = std::move(declared);
  has_started_ = true;
  if (format_ == PairsFormat::csv) {
    for (std::string& name : modes_) name = field(name);
    return file_.append(kHeading);
  }
  const std::string header = npy_header(num_pairs(modes_.size()));
  header_ = header.size();
  file_.append(header);
}

void PairsFile::visit(const CovarianceRows& rows) {
  if (format_ == PairsFormat::csv) return visit_as_csv(rows);
  visit_as_npy(rows);
}

void PairsFile::visit_as_npy(const CovarianceRows& rows) {
  std::size_t place = header_ + kRecord * num_pairs(static_cast<std::size_t>(rows.first()));
  std::string bytes;
  const auto write = [&] {
    file_.write_at(place, bytes);
    place += bytes.size();
    bytes.clear();
  };
  for (int i = rows.first(); i < rows.end(); ++i) {
    const PairRow row = row_of(rows, i);
    for (int j = 0; j < i; ++j) {
      const PairFigures figures = figures_of_pair(row, j);
      for (const int mode : {j, i}) {
        put(static_cast<std::uint64_t>(declared_[static_cast<std::size_t>(mode)]), 4, bytes);
      }
      for (const double number : numbers_of(figures)) put(number, bytes);
      put(figures.condition, bytes);
      put(figures.is_accurate ? 0 : 1, 4, bytes);
      if (bytes.size() >= kMostWaiting) write();
    }
  }
  write();
  const std::lock_guard lock(mutex_);
  next_row_ += rows.end() - rows.first();
}

void PairsFile::visit_as_csv(const CovarianceRows& rows) {
  std::string lines;
  for (int i = rows.first(); i < rows.end(); ++i) {
    const PairRow row = row_of(rows, i);
    for (int j = 0; j < i; ++j) {
      const PairFigures figures = figures_of_pair(row, j);
      lines += modes_[static_cast<std::size_t>(j)];
      lines += ',';
      lines += modes_[static_cast<std::size_t>(i)];
      if (figures.is_accurate) {
        for (const double number : numbers_of(figures)) add_number(number, lines += ',');
        add_number(figures.condition, lines += ',');
        lines += ",ok\n";
      } else {
        lines += ",,,,,,inaccurate\n";
      }
    }
  }
  // Rows that come early wait for those before them: at most one panel of each other thread.
  const std::lock_guard lock(mutex_);
  early_.emplace(rows.first(), std::pair(rows.end(), std::move(lines)));
  for (auto next = early_.find(next_row_); next != early_.end(); next = early_.find(next_row_)) {
    file_.append(next->second.second);
    next_row_ = next->second.first;
    early_.erase(next);
  }
}

}  // namespace gaussnet
