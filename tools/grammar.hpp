#pragma once

#include <string>
#include <vector>

namespace gaussnet::tools {

/// The command line as data, read off the parser itself: completion and manual follow from it.
struct OptionGrammar {
  std::vector<std::string> names{};  // "--set", "-h"
  std::string value{};               // "NAME=VALUE"; empty: a flag
  std::string meaning{};
  std::vector<std::string> words{};  // that the value may be; empty: anything
};

struct CommandGrammar {
  std::string name{};
  std::string meaning{};
  std::string usage{};     // "gaussnet solve FILE [OPTIONS]"
  std::string footer{};    // examples and remarks
  std::string argument{};  // FILE, NAME, WORD, SHELL; empty: none
  bool takes_many = false;
  std::vector<std::string> words{};  // that the argument may be; of a FILE: besides files
  std::vector<OptionGrammar> options{};
};

struct ProgramGrammar {
  std::string meaning{};
  std::string footer{};
  std::vector<OptionGrammar> options{};
  std::vector<CommandGrammar> commands{};
};

ProgramGrammar grammar();

enum class Shell { bash, zsh, fish };

/// A script for the shell that completes commands, options, their words, models and files.
std::string completion(const ProgramGrammar& grammar, Shell shell);

/// gaussnet(1) in the macros of man(7).
std::string manual(const ProgramGrammar& grammar);

/// How to cite the program and the letter of its reference model, in BibTeX.
std::string citation();

}  // namespace gaussnet::tools
