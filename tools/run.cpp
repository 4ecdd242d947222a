#include <cerrno>
#include <cstring>
#include <libnetwork/errors/failures.hpp>
#include <new>
#include <tools/command_line.hpp>
#include <tools/failure.hpp>
#include <tools/model_source.hpp>
#include <tools/run.hpp>
#include <type_traits>

namespace gaussnet::tools {
namespace {

Outcome failed(int exit_code, const std::string& text) {
  return {.messages = text, .exit_code = exit_code};
}

Outcome failed_on(const std::string& file, int exit_code, const std::string& what) {
  const std::string where = file.empty() ? "" : source_name(file) + ": ";
  return failed(exit_code, "gaussnet: error: " + where + what + "\n");
}

/// The file that a command is about, for messages that would not name it.
std::string file_of(const SolveOptions& options) { return options.file; }
std::string file_of(const ShowOptions& options) { return options.file; }
template <class Options>
std::string file_of(const Options&) {
  return {};
}

template <class Options>
Outcome executed(const Options& options, std::istream& in, std::ostream& err) {
  try {
    if constexpr (std::is_same_v<Options, SolveOptions>) {
      return execute(options, in, err);
    } else {
      return execute(options, in);
    }
  } catch (...) {
    return outcome_of_exception(file_of(options));
  }
}

Outcome outcome_of(std::span<const std::string> arguments, std::istream& in, std::ostream& err) {
  try {
    const Command command = parse_command_line(arguments);
    return std::visit([&](const auto& options) { return executed(options, in, err); }, command);
  } catch (...) {
    return outcome_of_exception({});
  }
}

/// False, with the reason on `err`, if not everything reached `out`.
bool write(const std::string& text, std::ostream& out, std::ostream& err) {
  errno = 0;
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.flush();
  if (out) return true;
  const int reason = errno;
  err << "gaussnet: error: cannot write the results to standard output"
      << (reason == 0 ? "" : std::string(": ") + std::strerror(reason)) << "\n";
  return false;
}

}  // namespace

Outcome outcome_of_exception(const std::string& file) {
  try {
    throw;
  } catch (const Failure& failure) {
    return failed(failure.exit_code(), failure.what());
  } catch (const DescriptionError& error) {
    return failed(model_file, error.what());
  } catch (const FileError& error) {
    return failed_on({}, file_error, error.what());  // its text begins with the file
  } catch (const NoSteadyState& error) {
    return failed(no_answer, error.what());
  } catch (const InaccurateResult& error) {
    return failed_on(file, not_accurate, error.what());
  } catch (const std::bad_alloc&) {
    return failed_on(file, internal_error, "not enough memory for a network of this size");
  } catch (const std::exception& error) {
    return failed_on(
        file, internal_error,
        std::string(error.what()) + "\n  note: this is a mistake in gaussnet; please report it");
  }
}

int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
        std::ostream& err) {
  const Outcome outcome = outcome_of(arguments, in, err);
  const bool is_written = write(outcome.results, out, err);
  err << outcome.messages << std::flush;
  return is_written ? outcome.exit_code : file_error;
}

}  // namespace gaussnet::tools
