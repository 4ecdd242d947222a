#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The rules of docs/architecture.md that a program can hold: who may include whom, which library
/// is named where. They work on text, so that a test can hand them a file that breaks one.
namespace style {

struct SourceFile {
  std::string path{};  // in the repository, with forward slashes: libnetwork/linear/riccati.hpp
  std::string text{};
};

/// What is wrong with one C++ file, as "PATH:LINE: sentence"; empty if nothing is.
std::vector<std::string> include_violations(const SourceFile&);

/// Boost's graph types belong to one header of network/, whose file is the only one to name Boost.
std::vector<std::string> boost_violations(const std::vector<SourceFile>&);

/// Names that say nothing (get_, compute_, utils), and headers without an include guard.
std::vector<std::string> naming_violations(const SourceFile&);

/// yaml-cpp's nodes, which keep repeated keys, expand aliases without bound, and search a whole map
/// for each key: files are read by its events.
std::vector<std::string> yaml_violations(const SourceFile&);

/// Output written by numerics, which return or throw what they have to say.
std::vector<std::string> printing_violations(const SourceFile&);

/// Text that only means something on the machine where it was written.
std::vector<std::string> machine_path_violations(const SourceFile&);

}  // namespace style
