// The file of all pairs: which place it may take, and what is left when it is not finished.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <libnetwork/io/text_file.hpp>
#include <thread>

#include "program.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using gaussnet::FileInParts;
using gaussnet::UntilFinished;
namespace fs = std::filesystem;

namespace {

constexpr const char* kStations = "fifty_stations";

std::string stations_text() { return text_of(source_dir() / "models" / "fifty_stations.yaml"); }

fs::path folder_of(const std::string& file) { return fs::path(file).parent_path(); }

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// The program on its own, writing pairs to a file.
pid_t started(const std::string& place, const std::string& err) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (!std::freopen("/dev/null", "w", stdout) || !std::freopen(err.c_str(), "w", stderr)) {
    ::_exit(99);
  }
  ::execl(GAUSSNET_PROGRAM, "gaussnet", "solve", kStations, "--set", "N=5000", "--pairs-to",
          place.c_str(), nullptr);
  ::_exit(99);
}

/// Whether it has written a part of a file: one that is open, of a megabyte and more.
bool has_begun(pid_t child, const fs::path& folder) {
  std::error_code gone;
  const std::string descriptors = "/proc/" + std::to_string(child) + "/fd";
  for (const auto& entry : fs::directory_iterator(descriptors, gone)) {
    const fs::path target = fs::read_symlink(entry.path(), gone);
    struct stat status {};
    if (target.string().find(folder.string()) != 0) continue;
    if (::stat(entry.path().c_str(), &status) == 0 && status.st_size > 1'000'000) return true;
  }
  return false;
}

/// The status of a program that met the signal while it wrote.
int status_after(int signal, const std::string& place, const std::string& err = "/dev/null") {
  const pid_t child = started(place, err);
  REQUIRE(child > 0);
  for (int k = 0; k < 6000 && !has_begun(child, folder_of(place)); ++k) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(has_begun(child, folder_of(place)));
  ::kill(child, signal);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

bool has_nameless_files(const fs::path& folder) {
#ifdef O_TMPFILE
  const int file = ::open(folder.c_str(), O_WRONLY | O_TMPFILE, 0600);
  if (file >= 0) ::close(file);
  return file >= 0;
#else
  return folder.empty();
#endif
}

}  // namespace

TEST_CASE("the pairs do not take the place of the model, under whatever name") {
  const Folder folder;
  const std::string text = stations_text();
  const std::string model = folder.file("m.csv", text);
  const fs::path inside = folder_of(model);
  const std::string link = (inside / "link.npy").string();
  fs::create_symlink(model, link);
  fs::create_directory(inside / "sub");
  const std::string hard = (inside / "hard.csv").string();
  fs::create_hard_link(model, hard);
  for (const std::string& place : {model, link, hard, (inside / "sub" / ".." / "m.csv").string()}) {
    CAPTURE(place);
    const Ran ran = program({"solve", model, "--pairs-to", place});
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Contains("is the model itself") && Contains("help:"));
    CHECK(text_of(model) == text);
  }
  const std::string yaml = folder.file("m.yaml", text);
  CHECK(program({"solve", yaml, "--pairs-to", yaml}).exit_code == 2);
  CHECK(text_of(yaml) == text);
  const std::string beside = (inside / "pairs.csv").string();
  CHECK(program({"solve", yaml, "--pairs-to", beside}).exit_code == 0);
}

TEST_CASE("what a file of pairs is made of is said by its ending, in letters of either case") {
  const Folder folder;
  const std::string place = folder.file("e", "old");
  for (const std::string& name : {place, place + ".yaml", place + ".npz", std::string(".csv")}) {
    CAPTURE(name);
    const Ran ran = program({"solve", kStations, "--pairs-to", name});
    CHECK(ran.exit_code == 2);
    CHECK_THAT(ran.err, Contains(".csv") && Contains(".npy") && Contains("help:"));
    CHECK_FALSE((name != place && fs::exists(name)));
  }
  CHECK(text_of(place) == "old");
  const Ran dash = program({"solve", kStations, "--pairs-to", "-"});
  CHECK(dash.exit_code == 2);
  CHECK_THAT(dash.err, Contains("writes a file") && Contains("help:"));
  CHECK(program({"solve", kStations, "--pairs-to", place + ".NPY"}).exit_code == 0);
  CHECK_THAT(text_of(place + ".NPY"), StartsWith("\x93NUMPY"));
  CHECK(program({"solve", kStations, "--pairs-to", place + ".Csv"}).exit_code == 0);
  CHECK_THAT(text_of(place + ".Csv"), StartsWith("a,b,log_negativity"));
}

TEST_CASE("a file that was there before is said to be replaced") {
  const Folder folder;
  const std::string place = folder.file("e.csv", "old");
  fs::permissions(place, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_write);
  const auto permissions = fs::status(place).permissions();
  CHECK_THAT(program({"solve", kStations, "--pairs-to", place}).err,
             Contains("replaced " + place) && !Contains("wrote"));
  CHECK(fs::status(place).permissions() == permissions);
  fs::remove(place);
  CHECK_THAT(program({"solve", kStations, "--pairs-to", place}).err,
             Contains("wrote " + place) && !Contains("replaced"));
  CHECK(entries_in(folder_of(place)) == 1);
}

TEST_CASE("a signal leaves nothing of a file of pairs, and the old file as it was") {
  const Folder folder;
  const std::string old_file = folder.file("pairs.npy", "old");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGKILL}) {
    if (signal == SIGKILL && !has_nameless_files(folder_of(old_file))) continue;
    CAPTURE(signal);
    const int status = status_after(signal, old_file);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
    CHECK(entries_in(folder_of(old_file)) == 1);
    CHECK(text_of(old_file) == "old");
  }
}

TEST_CASE("a file in parts is whole under its name, or not there, with or without a name before") {
  const Folder folder;
  const std::string place = folder.file("f", "old");
  for (const UntilFinished name : {UntilFinished::nameless, UntilFinished::named}) {
    for (const bool exists : {true, false}) {
      if (!exists) fs::remove(place);
      const std::size_t before = exists ? 1 : 0;
      {
        FileInParts file(place, name);
        file.append("half");
        const bool is_named = entries_in(folder_of(place)) > before;
        CHECK(is_named == (name == UntilFinished::named || !has_nameless_files(folder_of(place))));
      }
      CHECK(entries_in(folder_of(place)) == before);
      FileInParts file(place, name);
      file.append("new");
      file.write_at(1, "o");
      file.finish();
      CHECK(text_of(place) == "now");
      CHECK(entries_in(folder_of(place)) == 1);
      folder.file("f", "old");
    }
  }
}

TEST_CASE("what a signal handler removes are the unfinished files alone") {
  const Folder folder;
  const std::string place = folder.file("f", "old");
  {
    FileInParts finished(place, UntilFinished::named);
    finished.append("new");
    finished.finish();
    FileInParts file(place, UntilFinished::named);
    CHECK(entries_in(folder_of(place)) == 2);
    gaussnet::remove_unfinished_files();
    CHECK(entries_in(folder_of(place)) == 1);
  }
  CHECK(text_of(place) == "new");
}

TEST_CASE("a file of gigabytes is announced before it is begun") {
  const Folder folder;
  const std::string place = folder.file("small.npy", "");
  CHECK_THAT(program({"solve", kStations, "--set", "N=1001", "--pairs-to", place}).err,
             !Contains(" GB"));
  const Folder messages;
  const std::string err = messages.file("err", "");
  status_after(SIGKILL, place, err);
  // 10 000 modes: 49 995 000 records of 52 bytes.
  CHECK_THAT(text_of(err), Contains("will have 2.6 GB"));
}
