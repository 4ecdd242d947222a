#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/io/text_file.hpp>
#include <memory>
#include <system_error>
#include <utility>

namespace gaussnet {
namespace {

/// The system's words for what went wrong, with a way out for the frequent cases.
std::string reason(int error) {
  switch (error) {
    case ENOENT:
      return "there is no such file (check the spelling, and the folder you are in)";
    case EACCES:
    case EPERM:
      return "permission denied (ls -l shows whose it is)";
    case ENOTDIR:
      return "a part of the path is a file, not a folder";
    case ENOSPC:
    case EDQUOT:
      return "there is no space left on the disk";
    case EROFS:
      return "the disk is read-only";
    case ENAMETOOLONG:
      return "the name is too long";
    case ELOOP:
      return "its links lead in a circle";
    default:
      return std::generic_category().message(error);
  }
}

[[noreturn]] void cannot(const std::string& verb, const std::string& path, const std::string& why) {
  throw FileError("cannot " + verb + " " + quoted(path) + ": " + why);
}

/// Invariant: owns an open descriptor, or -1.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  /// 0, or the error: a full disk can show as late as here.
  int close() { return ::close(std::exchange(number_, -1)) == 0 ? 0 : errno; }

 private:
  int number_;
};

/// 0, or the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string temporary_name_beside(const std::string& path) {
  static std::atomic<unsigned> count{0};
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  return folder + ".gaussnet-" + std::to_string(::getpid()) + "-" + std::to_string(count++) +
         ".part";
}

/// The file that a chain of links ends at; `path` itself if it does not exist yet.
std::string followed(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> target(::realpath(path.c_str(), nullptr),
                                                           &std::free);
  return target ? std::string(target.get()) : path;
}

/// 0, or the error. The bytes are on the disk afterwards.
int write_new_file(const std::string& path, std::string_view text, mode_t permissions) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions));
  if (!file.is_open()) return errno;
  if (const int error = write_all(file.number(), text)) return error;
  if (::fsync(file.number()) != 0) return errno;
  return file.close();
}

void write_by_renaming(const std::string& path, std::string_view text,
                       const struct stat* existing) {
  const std::string part = temporary_name_beside(path);
  ::unlink(part.c_str());  // left by a crashed process of the same number
  const mode_t new_file = 0666;
  int error = write_new_file(part, text, existing ? existing->st_mode & 0777U : new_file);
  if (!error && existing && ::chmod(part.c_str(), existing->st_mode & 0777U) != 0) error = errno;
  if (!error && ::rename(part.c_str(), path.c_str()) != 0) error = errno;
  if (error) {
    ::unlink(part.c_str());
    cannot("write", path, reason(error));
  }
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.number());  // some file systems refuse; the data is safe
}

// Temporary names that a signal has to remove; more at a time are left to their destructors.
constexpr std::size_t kMostUnfinished = 16;
std::array<std::atomic<const char*>, kMostUnfinished> unfinished{};
static_assert(std::atomic<const char*>::is_always_lock_free);

void exchange_unfinished(const char* old_name, const char* new_name) {
  for (std::atomic<const char*>& slot : unfinished) {
    const char* expected = old_name;
    if (slot.compare_exchange_strong(expected, new_name)) return;
  }
}

/// Of a file without a name, by which it can be given one.
std::string path_of(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

/// A new file without a name in the folder, or -1.
int open_nameless(const std::string& folder, mode_t permissions) {
#ifdef O_TMPFILE
  const int file = ::open(folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, permissions);
  if (file < 0 || ::access(path_of(file).c_str(), F_OK) == 0) return file;
  ::close(file);  // without /proc it would never have a name
#endif
  return -1;
}

void write_directly(const std::string& path, std::string_view text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  int error = file.is_open() ? write_all(file.number(), text) : errno;
  if (!error) error = file.close();
  if (error) cannot("write", path, reason(error));
}

}  // namespace

std::string read_text_file(const std::string& path, std::size_t at_most) {
  if (path.empty()) cannot("read", path, "the name is empty");
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) cannot("read", path, reason(errno));
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) cannot("read", path, reason(errno));
  if (S_ISDIR(status.st_mode)) cannot("read", path, "it is a folder; name a file in it");
  std::string text;
  // The size is a hint only: pipes have none, and files grow.
  if (S_ISREG(status.st_mode)) {
    text.reserve(std::min(static_cast<std::size_t>(status.st_size), at_most));
  }
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = ::read(file.number(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot("read", path, reason(errno));
    if (count == 0) return text;
    if (text.size() + static_cast<std::size_t>(count) > at_most) {
      cannot("read", path, "it is larger than " + std::to_string(at_most) + " bytes");
    }
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

void write_text_file(const std::string& path, std::string_view text) {
  if (path.empty()) cannot("write", path, "the name is empty");
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) cannot("write", path, reason(errno));
    struct stat link {};
    if (::lstat(path.c_str(), &link) == 0) cannot("write", path, "it is a link to no file");
    struct stat folder {};
    if (::stat(folder_of(path).c_str(), &folder) != 0) {
      cannot("write", path, "there is no folder '" + folder_of(path) + "'");
    }
    return write_by_renaming(path, text, nullptr);
  }
  if (S_ISDIR(status.st_mode)) cannot("write", path, "it is a folder; name a file in it");
  if (!S_ISREG(status.st_mode)) return write_directly(path, text);
  // Renaming needs the folder's permission only; a file that is read-only is meant to stay.
  if (::access(path.c_str(), W_OK) != 0) cannot("write", path, reason(errno));
  write_by_renaming(followed(path), text, &status);
}

FileInParts::FileInParts(const std::string& path, UntilFinished name) {
  if (path.empty()) cannot("write", path, "the name is empty");
  struct stat status {};
  struct stat link {};
  mode_t permissions = 0666;
  bool exists = false;
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) cannot("write", path, "it is a folder; name a file in it");
    if (!S_ISREG(status.st_mode)) cannot("write", path, "it is no regular file");
    if (::access(path.c_str(), W_OK) != 0) cannot("write", path, reason(errno));
    permissions = status.st_mode & 0777U;
    exists = true;
  } else if (errno != ENOENT) {
    cannot("write", path, reason(errno));
  } else if (::lstat(path.c_str(), &link) == 0) {
    cannot("write", path, "it is a link to no file");
  }
  path_ = followed(path);
  if (::stat(folder_of(path_).c_str(), &link) != 0) {
    cannot("write", path, "there is no folder '" + folder_of(path_) + "'");
  }
  open_part(permissions, name);
  if (descriptor_ < 0) cannot("write", path, reason(errno));
  if (exists) ::fchmod(descriptor_, permissions);  // whatever the umask is
}

void FileInParts::open_part(unsigned permissions, UntilFinished name) {
  if (name == UntilFinished::nameless) descriptor_ = open_nameless(folder_of(path_), permissions);
  if (descriptor_ >= 0) return;
  part_ = temporary_name_beside(path_);
  ::unlink(part_.c_str());  // left by a crashed process of the same number
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions);
  if (descriptor_ < 0) {
    part_.clear();
  } else {
    exchange_unfinished(nullptr, part_.c_str());
  }
}

FileInParts::~FileInParts() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (part_.empty()) return;
  ::unlink(part_.c_str());
  exchange_unfinished(part_.c_str(), nullptr);
}

void FileInParts::append(std::string_view bytes) {
  if (const int error = write_all(descriptor_, bytes)) cannot("write", path_, reason(error));
}

void FileInParts::write_at(std::size_t offset, std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot("write", path_, reason(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
}

/// 0, or the error. A name can be given to a file without one only where it is free.
int FileInParts::take_name() {
  const auto link_as = [&](const std::string& name) {
    const std::string self = path_of(descriptor_);
    const bool linked =
        ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
    return linked ? 0 : errno;
  };
  if (part_.empty()) {
    const int error = link_as(path_);
    if (error != EEXIST) return error;
    std::string between = temporary_name_beside(path_);
    ::unlink(between.c_str());  // left by a crashed process of the same number
    if (const int failed = link_as(between)) return failed;
    part_ = std::move(between);
    exchange_unfinished(nullptr, part_.c_str());
  }
  if (::rename(part_.c_str(), path_.c_str()) != 0) return errno;
  exchange_unfinished(part_.c_str(), nullptr);
  part_.clear();
  return 0;
}

void FileInParts::finish() {
  int error = ::fsync(descriptor_) == 0 ? take_name() : errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && error == 0) error = errno;
  if (error != 0) cannot("write", path_, reason(error));
  const Descriptor folder(::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.number());  // some file systems refuse; the data is safe
}

void remove_unfinished_files() noexcept {
  for (const std::atomic<const char*>& slot : unfinished) {
    if (const char* name = slot.load()) ::unlink(name);
  }
}

}  // namespace gaussnet
