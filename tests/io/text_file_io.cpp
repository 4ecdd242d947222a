#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/io/text_file.hpp>

using namespace gaussnet;
namespace fs = std::filesystem;

namespace {

/// An empty folder that is gone afterwards.
class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() / ("gaussnet_text_file_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::ptrdiff_t num_files() const {
    return std::distance(fs::directory_iterator(path_), fs::directory_iterator());
  }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("A text file is read as it was written") {
  const Folder folder;
  const std::string text = std::string("a: 1\r\nω\0x", 11) + std::string(200'000, 'z');
  write_text_file(folder / "a.yaml", text);
  CHECK(read_text_file(folder / "a.yaml") == text);
  write_text_file(folder / "a.yaml", "");
  CHECK(read_text_file(folder / "a.yaml").empty());
  CHECK(folder.num_files() == 1);
}

TEST_CASE("A file that cannot be read says why") {
  const Folder folder;
  const auto reading = [&](const std::string& path) { return read_text_file(path, 10); };
  CHECK_THROWS_WITH(reading(folder / "none.yaml"),
                    Catch::Contains("none.yaml") && Catch::Contains("no such file"));
  CHECK_THROWS_WITH(reading(folder / ""), Catch::Contains("folder"));
  CHECK_THROWS_WITH(reading(""), Catch::Contains("empty"));
  write_text_file(folder / "a", "12345678901");
  CHECK_THROWS_WITH(reading(folder / "a"), Catch::Contains("larger than 10 bytes"));
  CHECK_THROWS_WITH(reading(folder / "a/b"), Catch::Contains("not a folder"));
  CHECK_THROWS_WITH(reading("/dev/zero"), Catch::Contains("larger"));
  CHECK_THROWS_AS(reading(folder / "a"), FileError);
  if (::geteuid() != 0) {
    ::chmod((folder / "a").c_str(), 0);
    CHECK_THROWS_WITH(reading(folder / "a"), Catch::Contains("permission"));
  }
}

TEST_CASE("A file that cannot be written says why, and leaves nothing behind") {
  const Folder folder;
  CHECK_THROWS_WITH(write_text_file(folder / "no/such", "x"),
                    Catch::Contains("there is no folder"));
  CHECK_THROWS_WITH(write_text_file(folder / "", "x"), Catch::Contains("folder"));
  CHECK_THROWS_WITH(write_text_file("", "x"), Catch::Contains("empty"));
  CHECK_THROWS_WITH(write_text_file("/dev/full", "x"), Catch::Contains("no space left"));
  CHECK(folder.num_files() == 0);
}

TEST_CASE("Writing keeps permissions, follows links, and replaces the file in one step") {
  const Folder folder;
  write_text_file(folder / "a", "old");
  ::chmod((folder / "a").c_str(), 0640);
  fs::create_symlink("a", folder / "link");
  struct stat before {};
  REQUIRE(::stat((folder / "a").c_str(), &before) == 0);

  write_text_file(folder / "link", "new");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_text_file(folder / "a") == "new");
  struct stat after {};
  REQUIRE(::stat((folder / "a").c_str(), &after) == 0);
  CHECK((after.st_mode & 0777U) == 0640U);
  CHECK(after.st_ino != before.st_ino);  // another file took the name: no reader sees half of it
  CHECK(folder.num_files() == 2);
  write_text_file("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));
}
