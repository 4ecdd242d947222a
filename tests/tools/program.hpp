#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// The program as a test meets it.
struct Ran {
  int exit_code = 0;
  std::string out{};
  std::string err{};
};

/// gaussnet ARGUMENTS < `input`, in process.
Ran program(const std::vector<std::string>& arguments, const std::string& input = "");

/// The source tree.
std::filesystem::path source_dir();

std::string text_of(const std::filesystem::path& file);

std::vector<std::string> lines_of(const std::string& text);

/// A folder of its own for each test that writes, removed afterwards.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  /// Writes a file there and returns its path.
  std::string file(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// A model of one positive oscillator `m` with readout rate 2pi * 1 kHz at `angle` (parameter), its
/// light going to a detector or to nowhere.
std::string one_oscillator(bool detected);

/// An unstable oscillator that no detector sees, behind none of the light of one that is seen.
std::string unseen_growth();
