#include <algorithm>
#include <tools/commands.hpp>
#include <tools/grammar.hpp>

namespace gaussnet::tools {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& between = " ") {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::vector<std::string> option_names(const std::vector<OptionGrammar>& options) {
  std::vector<std::string> names;
  for (const OptionGrammar& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> command_names(const ProgramGrammar& grammar) {
  std::vector<std::string> names;
  for (const CommandGrammar& command : grammar.commands) names.push_back(command.name);
  return names;
}

bool takes_file(const std::string& value) { return value == "FILE"; }

/// Without the characters that mean something between single quotes or in a description.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) {
    return std::string_view("'[]:`$\\\"").find(c) != std::string_view::npos;
  });
  return text;
}

// ---- bash --------------------------------------------------------------------------------------

std::string bash_value_case(const CommandGrammar& command, const OptionGrammar& option) {
  std::vector<std::string> patterns;
  for (const std::string& name : option.names) patterns.push_back(command.name + "," + name);
  std::string action = "return ;;";
  if (!option.words.empty()) {
    action = "COMPREPLY=($(compgen -W '" + joined(option.words) + "' -- \"$cur\")); return ;;";
  } else if (takes_file(option.value)) {
    action = "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;";
  }
  return "    " + joined(patterns, "|") + ") " + action + "\n";
}

std::string bash_command_case(const CommandGrammar& command) {
  std::string text = "    " + command.name + ")\n";
  text += "      words='" + joined(command.words) + "'\n";
  text += "      options='" + joined(option_names(command.options)) + "'\n";
  if (takes_file(command.argument)) text += "      files=yes\n";
  return text + "      ;;\n";
}

std::string bash(const ProgramGrammar& grammar) {
  std::string text =
      "# bash completion for gaussnet, written by gaussnet completion bash\n"
      "_gaussnet() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command='' words='' options='' files='' at\n"
      "  for ((at = 1; at < COMP_CWORD; at++)); do\n"
      "    case ${COMP_WORDS[at]} in -*) ;; *) command=${COMP_WORDS[at]}; break ;; esac\n"
      "  done\n"
      "  COMPREPLY=()\n"
      "  case $command,$prev in\n";
  for (const CommandGrammar& command : grammar.commands) {
    for (const OptionGrammar& option : command.options) {
      if (!option.value.empty()) text += bash_value_case(command, option);
    }
  }
  text += "  esac\n  case $command in\n    '')\n      words='" + joined(command_names(grammar)) +
          "'\n      options='" + joined(option_names(grammar.options)) + "'\n      ;;\n";
  for (const CommandGrammar& command : grammar.commands) text += bash_command_case(command);
  return text +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
         "    return\n"
         "  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "  if [[ -n $files ]]; then\n"
         "    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(\n"
         "      compgen -f -X '!*.yaml' -- \"$cur\"; compgen -d -- \"$cur\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _gaussnet gaussnet\n";
}

// ---- zsh ---------------------------------------------------------------------------------------

std::string zsh_action(const std::string& value, const std::vector<std::string>& words) {
  const bool file = takes_file(value);
  if (file && !words.empty()) {
    return "{_alternative 'files:file:_files -g \"*.(yaml|yml)(-.)\"' 'models:model:(" +
           joined(words) + ")'}";
  }
  if (!words.empty()) return "(" + joined(words) + ")";
  return file ? "_files" : " ";
}

std::string zsh_option(const OptionGrammar& option) {
  std::string text;
  for (const std::string& name : option.names) {
    text += " \\\n        '" + name + "[" + plain(option.meaning) + "]";
    if (!option.value.empty()) {
      text += ":" + plain(option.value) + ":" + zsh_action(option.value, option.words);
    }
    text += "'";
  }
  return text;
}

std::string zsh_command(const CommandGrammar& command) {
  std::string text = "    " + command.name + ")\n      _arguments";
  for (const OptionGrammar& option : command.options) text += zsh_option(option);
  if (!command.argument.empty()) {
    // The quotes of an action inside the quotes of its argument.
    std::string action = zsh_action(command.argument, command.words);
    for (std::size_t at = action.find('\''); at != action.npos; at = action.find('\'', at + 4)) {
      action.replace(at, 1, "'\\''");
    }
    text += " \\\n        '" + std::string(command.takes_many ? "*" : "1") + ":" +
            plain(command.argument) + ":" + action + "'";
  }
  return text + "\n      ;;\n";
}

std::string zsh(const ProgramGrammar& grammar) {
  std::string text =
      "#compdef gaussnet\n"
      "# zsh completion for gaussnet, written by gaussnet completion zsh\n"
      "_gaussnet() {\n"
      "  local -a commands=(\n";
  for (const CommandGrammar& command : grammar.commands) {
    text += "    '" + command.name + ":" + plain(command.meaning) + "'\n";
  }
  text += "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    _arguments";
  for (const OptionGrammar& option : grammar.options) text += zsh_option(option);
  text +=
      "\n    return\n  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const CommandGrammar& command : grammar.commands) text += zsh_command(command);
  // Found in $fpath the file is the function's first call; sourced, it registers the function.
  return text +
         "  esac\n}\n"
         "if [[ $funcstack[1] == _gaussnet ]]; then\n"
         "  _gaussnet \"$@\"\n"
         "else\n"
         "  compdef _gaussnet gaussnet\n"
         "fi\n";
}

// ---- fish --------------------------------------------------------------------------------------

std::string fish_option(const std::string& condition, const OptionGrammar& option) {
  std::string text = "complete -c gaussnet -n '" + condition + "'";
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.words.empty()) {
    text += " -x -a '" + joined(option.words) + "'";
  } else if (!option.value.empty()) {
    text += takes_file(option.value) ? " -r -F" : " -x";
  }
  return text + " -d '" + plain(option.meaning) + "'\n";
}

std::string fish(const ProgramGrammar& grammar) {
  const std::string none = "__fish_use_subcommand";
  std::string text =
      "# fish completion for gaussnet, written by gaussnet completion fish\n"
      "complete -c gaussnet -f\n";
  for (const OptionGrammar& option : grammar.options) text += fish_option(none, option);
  for (const CommandGrammar& command : grammar.commands) {
    text += "complete -c gaussnet -n '" + none + "' -a " + command.name + " -d '" +
            plain(command.meaning) + "'\n";
    const std::string condition = "__fish_seen_subcommand_from " + command.name;
    if (!command.words.empty()) {
      text += "complete -c gaussnet -n '" + condition + "' -a '" + joined(command.words) + "'\n";
    }
    if (takes_file(command.argument)) {
      text +=
          "complete -c gaussnet -n '" + condition + "' -k -a '(__fish_complete_suffix .yaml)'\n";
    }
    for (const OptionGrammar& option : command.options) text += fish_option(condition, option);
  }
  return text;
}

}  // namespace

std::string completion(const ProgramGrammar& grammar, Shell shell) {
  switch (shell) {
    case Shell::bash:
      return bash(grammar);
    case Shell::zsh:
      return zsh(grammar);
    default:
      return fish(grammar);
  }
}

Outcome execute(const CompletionOptions& options, std::istream&) {
  return {.results = completion(grammar(), options.shell)};
}

}  // namespace gaussnet::tools
