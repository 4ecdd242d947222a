// The tree as it is, held against the rules.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "rules.hpp"

namespace {

namespace fs = std::filesystem;
using style::SourceFile;

const fs::path root = GAUSSNET_SOURCE_DIR;

SourceFile read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {fs::relative(path, root).generic_string(),
          {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}};
}

/// The files below `folder` with one of these endings, in the order of their names.
std::vector<SourceFile> files(const std::string& folder, const std::vector<std::string>& endings) {
  std::vector<fs::path> paths;
  if (!fs::exists(root / folder)) return {};
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() &&
        std::any_of(endings.begin(), endings.end(),
                    [&](const std::string& ending) { return name.ends_with(ending); }))
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SourceFile> read_files;
  std::transform(paths.begin(), paths.end(), std::back_inserter(read_files), read);
  return read_files;
}

std::vector<SourceFile> sources() {
  std::vector<SourceFile> all;
  for (const std::string folder : {"libnetwork", "tools", "python"}) {
    for (SourceFile& file : files(folder, {".hpp", ".cpp", ".inc", ".hpp.in"}))
      all.push_back(std::move(file));
  }
  return all;
}

std::vector<SourceFile> texts() {
  const std::vector<std::string> endings = {".hpp", ".cpp", ".inc",  ".in", ".cmake", ".txt",
                                            ".sh",  ".py",  ".yaml", ".md", ".awk"};
  std::vector<SourceFile> all;
  for (const std::string folder :
       {"libnetwork", "tools", "python", "docs", "models", "cmake", "tests"}) {
    for (SourceFile& file : files(folder, endings)) all.push_back(std::move(file));
  }
  for (const std::string name :
       {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CMakePresets.json"}) {
    if (fs::exists(root / name)) all.push_back(read(root / name));
  }
  return all;
}

void check_none(const std::vector<std::string>& violations) {
  for (const std::string& violation : violations) UNSCOPED_INFO(violation);
  CHECK(violations.empty());
}

template <class Rule>
void hold(const std::vector<SourceFile>& all, Rule rule) {
  std::vector<std::string> violations;
  for (const SourceFile& file : all) {
    for (std::string& violation : rule(file)) violations.push_back(std::move(violation));
  }
  check_none(violations);
}

}  // namespace

TEST_CASE("the tree is where the test looks for it") {
  const auto all = sources();
  const auto has = [&](const std::string& path) {
    return std::any_of(all.begin(), all.end(),
                       [&](const SourceFile& file) { return file.path == path; });
  };
  CHECK(has("libnetwork/errors/mistake.hpp"));
  CHECK(has("libnetwork/linear/matrix.hpp"));
}

TEST_CASE("every #include of library and tools keeps the order of the rooms") {
  hold(sources(), style::include_violations);
}

TEST_CASE("the tree names Boost in one header") { check_none(style::boost_violations(sources())); }

TEST_CASE("the names of the tree say something") { hold(sources(), style::naming_violations); }

TEST_CASE("no file of the tree reads YAML by nodes") { hold(sources(), style::yaml_violations); }

TEST_CASE("the library's numerics do not print") { hold(sources(), style::printing_violations); }

TEST_CASE("no text of the tree mentions a path of one machine") {
  hold(texts(), style::machine_path_violations);
}
