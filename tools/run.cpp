#include <cerrno>
#include <cstring>
#include <libnetwork/errors/failures.hpp>
#include <new>
#include <tools/command_line.hpp>
#include <tools/failure.hpp>
#include <tools/run.hpp>

namespace gaussnet::tools {
namespace {

Outcome failed(int exit_code, const std::string& text) {
  return {.messages = text, .exit_code = exit_code};
}

Outcome outcome_of(std::span<const std::string> arguments, std::istream& in) {
  try {
    return std::visit([&](const auto& options) { return execute(options, in); },
                      parse_command_line(arguments));
  } catch (const Failure& failure) {
    return failed(failure.exit_code(), failure.what());
  } catch (const DescriptionError& error) {
    return failed(model_file, error.what());
  } catch (const FileError& error) {
    return failed(file_error, std::string("gaussnet: error: ") + error.what() + "\n");
  } catch (const NoSteadyState& error) {
    return failed(no_answer, error.what());
  } catch (const InaccurateResult& error) {
    return failed(not_accurate, std::string("gaussnet: error: ") + error.what() + "\n");
  } catch (const std::bad_alloc&) {
    return failed(internal_error,
                  "gaussnet: error: not enough memory for a network of this size\n");
  } catch (const std::exception& error) {
    return failed(internal_error,
                  std::string("gaussnet: error: ") + error.what() +
                      "\n  note: this is a mistake in gaussnet; please report it\n");
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

int run(std::span<const std::string> arguments, std::istream& in, std::ostream& out,
        std::ostream& err) {
  const Outcome outcome = outcome_of(arguments, in);
  const bool is_written = write(outcome.results, out, err);
  err << outcome.messages << std::flush;
  return is_written ? outcome.exit_code : file_error;
}

}  // namespace gaussnet::tools
