#include "rules.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <regex>
#include <sstream>

namespace style {
namespace {

using Path = std::string_view;

struct Include {
  int line = 0;
  std::string target{};
  bool quoted = false;
};

std::string at(const SourceFile& file, int line, const std::string& sentence) {
  return file.path + ":" + std::to_string(line) + ": " + sentence;
}

/// Calls `visit(number, line)` for each line, from 1.
void for_each_line(const std::string& text, const std::function<void(int, std::string&)>& visit) {
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) visit(++number, line);
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex directive(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  for_each_line(file.text, [&](int number, std::string& line) {
    std::smatch match;
    if (std::regex_search(line, match, directive))
      found.push_back({number, match[2].str(), match[1].str() == "\""});
  });
  return found;
}

bool is_header(Path path) { return path.ends_with(".hpp") || path.ends_with(".hpp.in"); }

/// Position in the one order of the folders: a file includes from its own position or further left.
/// The umbrella header is for users, so it stands to the right of all it gathers.
std::optional<int> rank_of(Path path) {
  static constexpr std::array<std::string_view, 9> order = {"libnetwork/errors/",
                                                            "libnetwork/linear/",
                                                            "libnetwork/gaussian/",
                                                            "libnetwork/network/",
                                                            "libnetwork/analysis/",
                                                            "libnetwork/io/",
                                                            "libnetwork/gaussnet",
                                                            "tools/",
                                                            "python/"};
  if (path.starts_with("libnetwork/version.hpp")) return 0;
  const auto* room = std::find_if(order.begin(), order.end(),
                                  [&](auto folder) { return path.starts_with(folder); });
  if (room == order.end()) return std::nullopt;
  return static_cast<int>(room - order.begin());
}

bool in(Path path, std::string_view folder) { return path.starts_with(folder); }
bool is_numerics(Path path) {  // Reads nothing, prints nothing, parses nothing.
  return in(path, "libnetwork/") && !in(path, "libnetwork/io/");
}

struct Rule {
  std::string_view target{};  // an include that starts so
  std::string_view where{};   // for the sentence
  bool (*allowed)(Path) = nullptr;
};

/// The first matching row decides. What has a folder in its name and no row is refused: a new
/// dependency is a decision, and its row says who may know it.
constexpr Rule rules[] = {
    {"Eigen/Dense", "in .cpp files (it is every module of Eigen)",
     [](Path p) { return !is_header(p); }},
    {"Eigen/Eigenvalues", "in .cpp files (it is slow to compile)",
     [](Path p) { return !is_header(p); }},
    {"Eigen/", "everywhere", [](Path) { return true; }},
    {"boost/", "in one header of libnetwork/network/",
     [](Path p) { return in(p, "libnetwork/network/") && is_header(p); }},
    {"yaml-cpp/", "in libnetwork/io/*.cpp",
     [](Path p) { return in(p, "libnetwork/io/") && !is_header(p); }},
    {"Spectra/", "in libnetwork/linear/", [](Path p) { return in(p, "libnetwork/linear/"); }},
    {"lapacke", "in libnetwork/linear/*.cpp",
     [](Path p) { return in(p, "libnetwork/linear/") && !is_header(p); }},
    {"cblas", "in libnetwork/linear/*.cpp",
     [](Path p) { return in(p, "libnetwork/linear/") && !is_header(p); }},
    {"openblas", "in libnetwork/linear/*.cpp",
     [](Path p) { return in(p, "libnetwork/linear/") && !is_header(p); }},
    {"nlopt", "in libnetwork/analysis/*.cpp",
     [](Path p) { return in(p, "libnetwork/analysis/") && !is_header(p); }},
    {"CLI/", "in tools/", [](Path p) { return in(p, "tools/"); }},
    {"nlohmann/json_fwd.hpp", "in libnetwork/io/ and tools/",
     [](Path p) { return in(p, "libnetwork/io/") || in(p, "tools/"); }},
    {"nlohmann/", "in .cpp files of libnetwork/io/ and tools/",
     [](Path p) { return (in(p, "libnetwork/io/") || in(p, "tools/")) && !is_header(p); }},
    {"pybind11/", "in python/", [](Path p) { return in(p, "python/"); }},
    {"iostream", "in libnetwork/io/ and tools/", [](Path p) { return !is_numerics(p); }},
    {"fstream", "in libnetwork/io/ and tools/", [](Path p) { return !is_numerics(p); }},
    {"filesystem", "in libnetwork/io/ and tools/", [](Path p) { return !is_numerics(p); }},
    {"catch2/", "in tests/", [](Path) { return false; }},
    {"rapidcheck", "in tests/", [](Path) { return false; }},
    {"benchmark/", "in tests/", [](Path) { return false; }},
    {"tests/", "in tests/", [](Path) { return false; }},
    {"sys/", "in libnetwork/io/ and tools/", [](Path p) { return !is_numerics(p); }},
};

std::string order_violation(Path from, const std::string& target) {
  const auto target_rank = rank_of(target);
  if (!target_rank) return "<" + target + "> is in no room of docs/architecture.md";
  const auto own_rank = rank_of(from);
  if (!own_rank) return "this file is in no room of docs/architecture.md";
  if (in(from, "python/") && in(target, "tools/"))
    return "python/ and tools/ do not know each other";
  if (*target_rank > *own_rank) return "<" + target + "> is to the right of this file's folder";
  return {};
}

std::string library_violation(Path from, const std::string& target) {
  for (const Rule& rule : rules) {
    if (!target.starts_with(rule.target)) continue;
    if (rule.allowed(from)) return {};
    return "<" + target + "> may only be named " + std::string(rule.where);
  }
  if (target.find('/') == std::string::npos) return {};  // the standard library
  return "<" + target + "> belongs to no library of the table in tests/style/rules.cpp";
}

std::string violation(Path from, const Include& include) {
  if (include.quoted)
    return "\"" + include.target + "\" should be <path from the repository's root>";
  const bool ours = in(include.target, "libnetwork/") || in(include.target, "tools/") ||
                    in(include.target, "python/");
  return ours ? order_violation(from, include.target) : library_violation(from, include.target);
}

}  // namespace

std::vector<std::string> include_violations(const SourceFile& file) {
  std::vector<std::string> found;
  for (const Include& include : includes_of(file)) {
    const std::string sentence = violation(file.path, include);
    if (!sentence.empty()) found.push_back(at(file, include.line, sentence));
  }
  return found;
}

std::vector<std::string> boost_violations(const std::vector<SourceFile>& files) {
  std::vector<std::string> found;
  std::string first;
  for (const SourceFile& file : files) {
    const auto includes = includes_of(file);
    const auto boost = std::find_if(includes.begin(), includes.end(), [](const Include& include) {
      return include.target.starts_with("boost/");
    });
    if (boost == includes.end()) continue;
    if (first.empty())
      first = file.path;
    else
      found.push_back(at(file, boost->line, "Boost is already named by " + first));
  }
  return found;
}

std::vector<std::string> naming_violations(const SourceFile& file) {
  static const std::regex empty_name(R"(\b((get|compute|calculate)_[a-z0-9_]+)\s*\()");
  std::vector<std::string> found;
  if (file.path.find("util") != std::string::npos)
    found.push_back(at(file, 1, "a file is named after what is in it, not 'utils'"));
  if (!is_header(file.path)) return found;
  if (file.text.find("#pragma once") == std::string::npos)
    found.push_back(at(file, 1, "a header opens with #pragma once"));
  for_each_line(file.text, [&](int number, std::string& line) {
    std::smatch match;
    if (std::regex_search(line, match, empty_name))
      found.push_back(
          at(file, number, match[1].str() + ": a function is named by what it returns"));
  });
  return found;
}

std::vector<std::string> yaml_violations(const SourceFile& file) {
  static const std::regex node(R"(\bYAML\s*::\s*(Node|Load|Clone)|<yaml-cpp/(yaml\.h|node/))");
  std::vector<std::string> found;
  for_each_line(file.text, [&](int number, std::string& line) {
    if (std::regex_search(line, node))
      found.push_back(at(file, number, "YAML is read by yaml-cpp's events, not by its nodes"));
  });
  return found;
}

std::vector<std::string> printing_violations(const SourceFile& file) {
  static const std::regex speaks(
      R"(\bstd::(cout|cerr|clog|cin)\b|\b(printf|fprintf|puts|fputs|perror)\s*\()");
  std::vector<std::string> found;
  if (!is_numerics(file.path)) return found;
  for_each_line(file.text, [&](int number, std::string& line) {
    if (std::regex_search(line, speaks))
      found.push_back(at(file, number, "numerics never print: throw, or return it"));
  });
  return found;
}

std::vector<std::string> machine_path_violations(const SourceFile& file) {
  static const std::regex path(
      R"re((^|[^A-Za-z0-9_.\-~})])(/(work|tmp|var/tmp|home|root)/|\.\./shared))re");
  std::vector<std::string> found;
  for_each_line(file.text, [&](int number, std::string& line) {
    std::smatch match;
    if (std::regex_search(line, match, path))
      found.push_back(at(file, number, "'" + match[2].str() + "' is a path of one machine"));
  });
  return found;
}

}  // namespace style
