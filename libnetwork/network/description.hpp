#pragma once

#include <initializer_list>
#include <libnetwork/errors/mistake.hpp>
#include <libnetwork/network/expression.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gaussnet {

struct Setting;

/// What stands behind a key: one shape for files and for networks built in code, so that both meet
/// the same checks (check.hpp). Nothing here is checked yet.
struct Value {
  struct Missing {};     // a key with nothing behind it
  struct Unreadable {};  // reported already where it was read; checks pass over it
  using Word = std::string;
  using Group = std::vector<Setting>;
  using List = std::vector<Value>;

  std::variant<Missing, Unreadable, Expression, Word, Group, List> content;
  Place place{};

  Value();
  Value(double coherent);  // rad/s, rad, K, dB or 1, as the key asks
  Value(int number);
  Value(Expression expression);
  Value(Word word);
  Value(const char* word);
  Value(std::initializer_list<Setting> group);
  static Value list(std::initializer_list<Value> items);

  template <class Content>
  const Content* as() const {
    return std::get_if<Content>(&content);
  }
  bool unreadable() const { return std::holds_alternative<Unreadable>(content); }
};

/// A key and what stands behind it.
struct Setting {
  std::string key{};
  Value value{};
  Place place{};  // of the key
};

// Here, where a Setting is complete.
inline Value::Value() = default;
inline Value::Value(double coherent) : content(Expression(coherent)) {}
inline Value::Value(int number) : Value(static_cast<double>(number)) {}
inline Value::Value(Expression expression) : content(std::move(expression)) {}
inline Value::Value(Word word) : content(std::move(word)) {}
inline Value::Value(const char* word) : content(Word(word)) {}

/// Whether something in the group could not be read (and was reported where it was read).
bool has_unreadable(const Value::Group& group);

/// The first setting of that key, or nullptr. Groups are short: a linear walk.
const Setting* find(const Value::Group& group, std::string_view key);

/// "links(3)(1)": how the arguments of mistakes name an item, counted from 1.
/// @param item  counted from 0
std::string item_path(const std::string& list, std::size_t item);

/// A name the user chose and what stands behind it: a node, a result, a sweep, an optimisation.
struct Entry {
  std::string name{};
  Value::Group settings{};
  Place place{};
};

/// A number with a name. It stays live: setting it changes what depends on it.
struct Parameter {
  std::string name{};
  Expression value{};
  std::optional<Expression> deviation{};  // one standard deviation, after '+-'
  std::vector<Expression> range{};        // low and high, or none
  std::string meaning{};
  Place place{};
  bool unreadable = false;  // reported already where it was read
};

/// What a file or a program says of a network, before any check. Built in code, it reads like the
/// file:
///
///     NetworkDescription network;
///     const Expression eps = network.parameter("eps", 0.1);
///     network.node("spin", {{"type", "oscillator"}, {"mass", "negative"}, ...});
///     network.link({"vacuum", "spin.light", {{"loss", eps}}, "detector"});
///
/// Doubles are in the coherent unit of their key (rad/s, rad, K, dB, 1).
struct NetworkDescription {
  std::string file{};
  std::string text{};  // the whole file, for reports that show a line; of a network in code empty
  std::string title{};
  std::string description{};
  std::string reference{};
  Value::Group top{};  // approximation, sideband, ...: the rows of setting_keys()
  std::vector<Parameter> parameters{};
  std::vector<Entry> defaults{};  // of a type of node, by its name
  std::vector<Entry> nodes{};
  std::vector<Value> interactions{};
  std::vector<Value> links{};
  std::vector<Entry> results{};
  std::vector<Entry> sweeps{};
  std::vector<Entry> optimisations{};

  /// Declares a parameter and returns it as an expression for other settings.
  Expression parameter(std::string name, Expression value, std::string meaning = {});
  Expression parameter(std::string name, double coherent, std::string meaning = {});
  /// approximation, sideband, ...
  void set(std::string key, Value value);
  /// What nodes of that type have unless they say otherwise.
  void default_of(std::string type, std::initializer_list<Setting> settings);
  void node(std::string name, std::initializer_list<Setting> settings);
  void interaction(std::initializer_list<Setting> settings);
  void link(std::initializer_list<Value> chain);
  void result(std::string name, std::initializer_list<Setting> settings);
  void sweep(std::string name, std::initializer_list<Setting> settings);
  void optimisation(std::string name, std::initializer_list<Setting> settings);
};

}  // namespace gaussnet
