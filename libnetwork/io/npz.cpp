#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <libnetwork/errors/utf8.hpp>
#include <libnetwork/io/npz.hpp>
#include <limits>
#include <stdexcept>

namespace gaussnet {
namespace {

constexpr std::size_t kLargest = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMostEntries = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfCentral = 0x06054b50;
constexpr std::uint32_t kVersion = 20;             // of ZIP that is needed to read it
constexpr std::uint32_t kFirstOfJanuary = 0x0021;  // 1980, so that archives do not depend on time
constexpr std::size_t kNpyAlignment = 64;

std::uint32_t size_of(std::size_t size) {
  if (size > kLargest) throw std::length_error("an archive of more than 4 GiB of matrices");
  return static_cast<std::uint32_t>(size);
}

/// Little endian, whatever the machine is.
void put(std::string& bytes, std::uint32_t value, int width) {
  for (int k = 0; k < width; ++k) bytes += static_cast<char>((value >> (8 * k)) & 0xFFU);
}

/// Magic, version 1.0, and a dictionary that ends at a multiple of 64 bytes.
std::string npy_header(const std::string& dictionary) {
  std::string header("\x93NUMPY\x01\x00", 8);
  std::string text = dictionary;
  while ((header.size() + 2 + text.size() + 1) % kNpyAlignment != 0) text += ' ';
  text += '\n';
  put(header, static_cast<std::uint32_t>(text.size()), 2);
  return header + text;
}

void put_double(std::string& bytes, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  put(bytes, static_cast<std::uint32_t>(bits), 4);
  put(bytes, static_cast<std::uint32_t>(bits >> 32U), 4);
}

/// UTF-32 of UTF-8; what is no UTF-8 becomes U+FFFD.
std::u32string code_points(const std::string& text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code, length] = utf8_character(text, at);
    points += length > 0 ? code : U'\uFFFD';
    at += length > 0 ? length : 1;
  }
  return points;
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> remainders{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
      std::uint32_t remainder = byte;
      for (int bit = 0; bit < 8; ++bit) {
        remainder = (remainder >> 1U) ^ ((remainder & 1U) != 0 ? 0xEDB88320U : 0U);
      }
      remainders[byte] = remainder;
    }
    return remainders;
  }();
  std::uint32_t sum = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    sum = table[(sum ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (sum >> 8U);
  }
  return ~sum;
}

void NpzArchive::add(std::string_view name, const Matrix& matrix) {
  const std::string shape =
      "(" + std::to_string(matrix.rows()) + ", " + std::to_string(matrix.cols()) + ")";
  std::string file =
      npy_header("{'descr': '<f8', 'fortran_order': True, 'shape': " + shape + ", }");
  for (Eigen::Index k = 0; k < matrix.size(); ++k) put_double(file, matrix.data()[k]);
  add_file(name, file);
}

void NpzArchive::add(std::string_view name, const std::vector<std::string>& texts) {
  std::vector<std::u32string> rows;
  std::size_t longest = 1;
  for (const std::string& text : texts) {
    rows.push_back(code_points(text));
    longest = std::max(longest, rows.back().size());
  }
  std::string file =
      npy_header("{'descr': '<U" + std::to_string(longest) +
                 "', 'fortran_order': False, 'shape': (" + std::to_string(texts.size()) + ",), }");
  for (std::u32string& row : rows) {
    row.resize(longest, U'\0');
    for (const char32_t point : row) put(file, static_cast<std::uint32_t>(point), 4);
  }
  add_file(name, file);
}

void NpzArchive::add_file(std::string_view name, std::string_view content) {
  if (entries_.size() == kMostEntries) throw std::length_error("an archive of too many arrays");
  const Entry entry{std::string(name) + ".npy", crc32(content), size_of(content.size()),
                    size_of(bytes_.size())};
  put(bytes_, kLocalHeader, 4);
  put(bytes_, kVersion, 2);
  put(bytes_, 0, 2);  // flags
  put(bytes_, 0, 2);  // stored
  put(bytes_, 0, 2);  // midnight
  put(bytes_, kFirstOfJanuary, 2);
  put(bytes_, entry.checksum, 4);
  put(bytes_, entry.size, 4);
  put(bytes_, entry.size, 4);
  put(bytes_, size_of(entry.name.size()), 2);
  put(bytes_, 0, 2);  // no extra field
  bytes_ += entry.name;
  bytes_ += content;
  entries_.push_back(entry);
}

std::string NpzArchive::bytes() && {
  const std::uint32_t start = size_of(bytes_.size());
  for (const Entry& entry : entries_) {
    put(bytes_, kCentralHeader, 4);
    put(bytes_, kVersion, 2);
    put(bytes_, kVersion, 2);
    put(bytes_, 0, 4);  // flags, stored
    put(bytes_, 0, 2);
    put(bytes_, kFirstOfJanuary, 2);
    put(bytes_, entry.checksum, 4);
    put(bytes_, entry.size, 4);
    put(bytes_, entry.size, 4);
    put(bytes_, size_of(entry.name.size()), 2);
    for (const int width : {2, 2, 2, 2, 4}) put(bytes_, 0, width);  // extra ... attributes
    put(bytes_, entry.offset, 4);
    bytes_ += entry.name;
  }
  const std::uint32_t length = size_of(bytes_.size()) - start;
  put(bytes_, kEndOfCentral, 4);
  put(bytes_, 0, 4);  // one disk
  put(bytes_, static_cast<std::uint32_t>(entries_.size()), 2);
  put(bytes_, static_cast<std::uint32_t>(entries_.size()), 2);
  put(bytes_, length, 4);
  put(bytes_, start, 4);
  put(bytes_, 0, 2);  // no comment
  return std::move(bytes_);
}

}  // namespace gaussnet
