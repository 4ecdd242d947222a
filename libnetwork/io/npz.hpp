#pragma once

#include <cstdint>
#include <libnetwork/linear/matrix.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// Named arrays in the format of numpy.savez: a ZIP archive of .npy files, stored as they are.
/// Sources: NumPy's NEP 1 (format 1.0 of .npy), PKWARE's APPNOTE 6.3 (ZIP without ZIP64).
class NpzArchive {
 public:
  /// @throws std::length_error beyond 4 GiB, where the format without ZIP64 ends
  void add(std::string_view name, const Matrix& matrix);             // float64
  void add(std::string_view name, const std::vector<std::string>&);  // text, read from UTF-8
  std::string bytes() &&;

 private:
  struct Entry {
    std::string name{};
    std::uint32_t checksum = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
  };

  void add_file(std::string_view name, std::string_view content);

  std::string bytes_{};
  std::vector<Entry> entries_{};
};

/// The checksum of ZIP archives (CRC-32 of ISO 3309, reflected polynomial 0xEDB88320).
std::uint32_t crc32(std::string_view bytes);

}  // namespace gaussnet
