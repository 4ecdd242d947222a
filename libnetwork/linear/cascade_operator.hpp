#pragma once

#include <libnetwork/linear/cascade.hpp>

namespace gaussnet {

/// A, A^T and D of the whole network, acting on vectors without being formed.
class CascadeOperator {
 public:
  explicit CascadeOperator(const Cascade& cascade);

  Vector apply(const Vector& x) const;       // A x
  Vector transposed(const Vector& x) const;  // A^T x
  Vector noise(const Vector& x) const;       // D x

 private:
  struct Fields;
  Fields backward(const Vector& x, Vector* on_states) const;

  const Cascade& cascade_;
  std::vector<int> first_state_{};
  std::vector<int> first_output_{};
  int num_states_ = 0;
  int num_outputs_ = 0;
};

}  // namespace gaussnet
