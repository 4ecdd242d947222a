#pragma once

#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/quantity_tokens.hpp>
#include <libnetwork/network/expression_text.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gaussnet {

/// Recursive descent along the grammar in quantity.hpp. Every function of the grammar leaves the
/// steps of its operand in the code, the last one spanning the operand.
class QuantityParser {
 public:
  /// @throws QuantityRefusal  what tokens_of() throws
  QuantityParser(std::string_view text, const Place& place, const NameTable& names);

  ParsedQuantity parse();

 private:
  class Nesting;
  /// In an exponent a unit belongs to what follows: 2^3 kHz is (2^3) kHz.
  enum class Exponent : bool { no, yes };

  // The grammar. An int is the number of factors read: a number and its unit are two in one step.
  void whole();
  void sum();
  void product();
  void run(bool divides);
  int signed_factor(Exponent exponent);
  int factor(Exponent exponent);
  int atom(Exponent exponent);
  int number(Exponent exponent);
  void named();
  void function(const QuantityToken& name, Operation called);
  /// The bracket that closes an operand, which then spans it too.
  void close(int from);
  bool starts_factor() const;

  // The list.
  std::vector<Instruction>& code() { return result_.expression.code; }
  const std::string& text() const { return result_.expression.text; }
  std::size_t last() const { return result_.expression.code.size() - 1; }
  void join(Operation operation, int begin, int length, std::size_t left);
  void emit(const Instruction& step);

  // The tokens.
  const QuantityToken& peek(std::size_t ahead = 0) const;
  const QuantityToken& take() { return tokens_[next_++]; }

  // The mistakes (quantity_mistakes.cpp).
  Mistake mistake(int begin, int length, std::string code, std::string message,
                  std::string help) const;
  [[noreturn]] void refuse(const QuantityToken& token, std::string code, std::string message,
                           std::string help) const;
  [[noreturn]] void too_deep(const QuantityToken& token) const;
  /// The next token cannot stand where it stands.
  [[noreturn]] void unexpected() const;
  /// `1 000`, `5 kHz 3`: a number straight after a number or a unit.
  void check_number_alone() const;
  /// `1/2 pi`: both readings of a run after '/'.
  [[noreturn]] void ambiguous_division(std::size_t first_token);
  /// Where the factor that begins at this token ends.
  int end_of_factor(std::size_t token) const;
  /// `sin x`
  [[noreturn]] void function_without_brackets(const QuantityToken& name) const;
  /// `sin^2(x)`
  [[noreturn]] void function_power(const QuantityToken& name) const;
  [[noreturn]] void function_arguments(const QuantityToken& name, const std::string& what) const;
  /// Reading goes on, so that every unknown name of a value is reported.
  void unknown_name(const QuantityToken& token);
  void add(const QuantityToken& token, std::string code, std::string message, std::string help);
  std::string suggestion(const QuantityToken& token) const;
  /// πγ and pi5 are one name each; π γ and pi * 5 are meant.
  std::optional<std::string> with_pi_apart(const std::string& name) const;
  /// `5k rad/s`, `5k`: the help for a prefix that is apart from its unit, or has none.
  std::optional<std::string> lone_prefix(const QuantityToken& prefix) const;
  /// The parameter, constant, function or unit that is spelled nearly like the name.
  std::optional<std::string> nearest(const QuantityToken& token) const;
  std::string list_of_names() const;

  /// help: write 'the whole text with characters [from, to) replaced'
  std::string write(int from, int to, std::string_view replacement) const {
    return "write '" + splice(text(), from, to, replacement) + "'";
  }
  std::string write(const QuantityToken& token, std::string_view replacement) const {
    return write(token.begin, token.begin + token.length, replacement);
  }

  const NameTable& names_;
  std::vector<QuantityToken> tokens_;
  ParsedQuantity result_{};
  std::size_t next_ = 0;
  int depth_ = 0;    // of the stack of an evaluation
  int nesting_ = 0;  // of this descent
};

}  // namespace gaussnet
