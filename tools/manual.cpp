#include <libnetwork/version.hpp>
#include <tools/commands.hpp>
#include <tools/grammar.hpp>

namespace gaussnet::tools {
namespace {

/// Text of man(7): backslashes and hyphens mean something, and so does a point or a quote that
/// begins a line.
std::string roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      if ((c == '.' || c == '\'') && (escaped.empty() || escaped.back() == '\n')) escaped += "\\&";
      escaped += c;
    }
  }
  return escaped;
}

std::string option_in_roff(const OptionGrammar& option) {
  std::string text = ".TP\n";
  for (std::size_t k = 0; k < option.names.size(); ++k) {
    text += (k == 0 ? "\\fB" : ", \\fB") + roff(option.names[k]) + "\\fR";
  }
  if (!option.value.empty()) text += " \\fI" + roff(option.value) + "\\fR";
  text += "\n" + roff(option.meaning);
  return text + "\n";
}

/// Examples and tables keep their lines.
std::string as_it_stands(const std::string& text) {
  std::string lines = text;
  while (!lines.empty() && lines.front() == '\n') lines.erase(0, 1);
  while (!lines.empty() && lines.back() == '\n') lines.pop_back();
  return lines.empty() ? "" : ".nf\n" + roff(lines) + "\n.fi\n";
}

std::string command_in_roff(const CommandGrammar& command) {
  std::string text = ".SS \"" + roff(command.usage) + "\"\n" + roff(command.meaning) + ".\n";
  for (const OptionGrammar& option : command.options) text += option_in_roff(option);
  const std::string examples = as_it_stands(command.footer);
  return examples.empty() ? text : text + ".PP\n" + examples;
}

}  // namespace

std::string manual(const ProgramGrammar& grammar) {
  const std::string release = "gaussnet " + std::string(version);
  std::string text =
      ".\\\" Written by gaussnet man.\n.TH GAUSSNET 1 \"\" \"" + release + "\" \"User commands\"\n";
  text += ".SH NAME\ngaussnet \\- " + roff(grammar.meaning) + "\n";
  text += ".SH SYNOPSIS\n";
  for (std::size_t k = 0; k < grammar.commands.size(); ++k) {
    text +=
        (k == 0 ? "" : ".br\n") + std::string("\\fB") + roff(grammar.commands[k].usage) + "\\fR\n";
  }
  text +=
      ".SH DESCRIPTION\n"
      "A network of oscillators on travelling beams of light, written down in a YAML\n"
      "file, becomes its drift and diffusion matrices, its unconditional and\n"
      "conditional steady states, and the entanglement in them, each number with a\n"
      "bound on its error.\n";
  text += ".SH OPTIONS\n";
  for (const OptionGrammar& option : grammar.options) text += option_in_roff(option);
  text += ".SH COMMANDS\n";
  for (const CommandGrammar& command : grammar.commands) text += command_in_roff(command);
  text += ".SH FILES AND EXIT STATUS\n" + as_it_stands(grammar.footer);
  return text;
}

Outcome execute(const ManualOptions&, std::istream&) { return {.results = manual(grammar())}; }

}  // namespace gaussnet::tools
