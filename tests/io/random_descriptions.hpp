#pragma once

#include <initializer_list>
#include <libnetwork/network/description.hpp>
#include <random>
#include <string>
#include <vector>

/// Random networks built in code, whose numbers come in every way that code can give them: doubles,
/// texts, parameters declared by either, and what arithmetic makes of these. Between them they use
/// every section, node type and key of the tables. Not all of them are sound.
class RandomDescriptions {
 public:
  explicit RandomDescriptions(unsigned seed) : dice_(seed) {}
  gaussnet::NetworkDescription next();

 private:
  using Expression = gaussnet::Expression;
  using Value = gaussnet::Value;

  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(dice_); }
  double real(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(dice_);
  }
  bool one_in(int number) { return whole(1, number) == 1; }
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return *(choices.begin() + whole(0, static_cast<int>(choices.size()) - 1));
  }

  void declare_parameters();
  Expression rate(int depth);
  /// One whose dimension is known where it stands: a double beside one is a plain number.
  Expression typed_rate();
  Expression plain_number(int depth);
  Expression angle();
  Expression loss();
  Value quadrature();
  Value bath();
  Value light();
  Value met();  // between two elements of a chain

  void add_defaults();
  void add_modes();
  void add_oscillator(const std::string& name);
  void add_cavity(const std::string& name);
  void add_repeated();
  void add_elements();
  void add_interactions();
  void add_links();
  void add_results();
  void add_sweeps();
  void add_optimisations();
  Value limits();
  std::string mode() { return modes_[static_cast<std::size_t>(whole(0, last_mode()))]; }
  int last_mode() const { return static_cast<int>(modes_.size()) - 1; }
  std::string source();
  void beam(const std::string& from, const std::string& to);

  std::mt19937_64 dice_;
  gaussnet::NetworkDescription network_{};
  std::vector<Expression> rates_{};
  std::vector<Expression> numbers_{};
  std::vector<std::string> modes_{};
  std::vector<std::string> ports_{};  // in and out, that no beam has met yet
  std::vector<std::string> sources_{};
};
