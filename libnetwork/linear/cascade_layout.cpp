#include <libnetwork/linear/cascade_plan.hpp>

namespace gaussnet {
namespace {

// Roundings of solving a 2 x 2 equation, and of adding up what it is made of.
constexpr double of_solving = 12;
constexpr double of_adding = 3;
constexpr int numbers_of_own = 6;  // a chunk, its trace and its determinant

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

/// What is unsure of X y besides y, entrywise beside |y|, if the product is added to others.
Matrix uncertain_sum(const RoundedMatrix& X) {
  return uncertainty(X) + of_adding * rounding_unit() * X.value.cwiseAbs();
}

/// Blocks with the same key have the same numbers.
std::vector<int> key_of(const CascadePlan& plan, int block) {
  std::vector<int> key{plan.kind(block)};
  for (const int f : plan.kept_feeds(block)) {
    key.insert(key.end(), {f, plan.cascade().blocks[at(block)].feeds[at(f)].wire});
  }
  key.push_back(-1);
  const std::vector<int> outputs = plan.kept_outputs(block);
  key.insert(key.end(), outputs.begin(), outputs.end());
  return key;
}

}  // namespace

void CascadeLayout::add(const CascadePlan& plan, int block) {
  const auto [found, is_new] = known_.try_emplace(
      key_of(plan, block), Place{.numbers = numbers_.size(), .is_pair = is_pair_.size()});
  place_of_.resize(at(block) + 1);
  place_of_[at(block)] = found->second;
  if (!is_new) return;
  const FoldedBlock folded = plan.folded(block);
  append_matrices(folded, plan.station(block), plan.field());
  append_norms(folded, plan.station(block), plan.field());
  const std::vector<char>& is_pair = plan.basis(block).is_pair;
  is_pair_.insert(is_pair_.end(), is_pair.begin(), is_pair.end());
}

void CascadeLayout::append(const Matrix& matrix) {
  numbers_.insert(numbers_.end(), matrix.data(), matrix.data() + matrix.size());
}

void CascadeLayout::append_matrices(const FoldedBlock& block, const CascadeStation& size, int b) {
  const Matrix& A = block.drift.value;
  for (int a = 0; a < size.modes; ++a) {
    const Matrix T = A.block(2 * a, 2 * a, 2, 2);
    append(T);
    numbers_.push_back(T.trace());
    numbers_.push_back(T(0, 0) * T(1, 1) - T(0, 1) * T(1, 0));
  }
  for (int a = 0; a < size.modes; ++a) {
    for (int c = 0; c < size.modes; ++c) append(A.block(2 * a, 2 * c, 2, 2));
  }
  for (int f = 0; f < size.feeds; ++f) append(block.input.value.middleCols(f * b, b).transpose());
  for (int o = 0; o < size.outputs; ++o) append(block.output.value.middleRows(o * b, b));
  for (int o = 0; o < size.outputs; ++o) {
    for (int f = 0; f < size.feeds; ++f) {
      append(block.feedthrough.value.block(o * b, f * b, b, b));
    }
  }
}

/// In the order of CascadeStation.
void CascadeLayout::append_norms(const FoldedBlock& block, const CascadeStation& size, int b) {
  const double solving = (of_solving + 2 * size.modes) * rounding_unit();
  const Matrix dA = block.drift.rounding + solving * block.drift.value.cwiseAbs();
  const auto gain = [&](const Matrix& X, int row, int column, int rows, int columns) {
    numbers_.push_back(largest_gain(X.block(row, column, rows, columns)));
  };
  for (int a = 0; a < size.modes; ++a) {
    for (int c = 0; c < size.modes; ++c) gain(dA, 2 * a, 2 * c, 2, 2);
  }
  for (const Matrix& B : {block.input.value, uncertain_sum(block.input)}) {
    for (int f = 0; f < size.feeds; ++f) {
      for (int a = 0; a < size.modes; ++a) gain(B, 2 * a, f * b, 2, b);
    }
  }
  const Matrix dC = uncertain_sum(block.output);
  for (int o = 0; o < size.outputs; ++o) {
    for (int a = 0; a < size.modes; ++a) gain(dC, o * b, 2 * a, b, 2);
  }
  for (const Matrix& F : {block.feedthrough.value, uncertain_sum(block.feedthrough)}) {
    for (int o = 0; o < size.outputs; ++o) {
      for (int f = 0; f < size.feeds; ++f) gain(F, o * b, f * b, b, b);
    }
  }
}

void CascadeLayout::point(int block, CascadeStation& s) const {
  const Place& place = place_of_[at(block)];
  const double* next = numbers_.data() + place.numbers;
  const auto take = [&](std::ptrdiff_t count) {
    const double* first = next;
    next += count;
    return first;
  };
  const std::ptrdiff_t m = s.modes, p = s.feeds, q = s.outputs, b = field_;
  s.own = take(numbers_of_own * m);
  s.above = take(4 * m * m);
  s.input = take(2 * b * p * m);
  s.output = take(2 * b * q * m);
  s.feedthrough = take(b * b * q * p);
  s.drift_uncertain = take(m * m);
  s.input_norm = take(p * m);
  s.input_uncertain = take(p * m);
  s.output_uncertain = take(q * m);
  s.feedthrough_norm = take(q * p);
  s.feedthrough_uncertain = take(q * p);
  s.is_pair = is_pair_.data() + place.is_pair;
}

}  // namespace gaussnet
