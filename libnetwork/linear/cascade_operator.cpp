#include <libnetwork/linear/cascade_operator.hpp>

namespace gaussnet {
namespace {

std::size_t at(std::ptrdiff_t k) { return static_cast<std::size_t>(k); }

}  // namespace

CascadeOperator::CascadeOperator(const Cascade& cascade) : cascade_(cascade) {
  for (const Cascade::Block& block : cascade.blocks) {
    const Cascade::Kind& kind = cascade.kinds[at(block.kind)];
    first_state_.push_back(num_states_);
    first_output_.push_back(num_outputs_);
    num_states_ += static_cast<int>(kind.drift.rows());
    num_outputs_ += static_cast<int>(kind.output.rows());
  }
}

Vector CascadeOperator::apply(const Vector& x) const {
  const int b = cascade_.field;
  Vector dx = Vector::Zero(num_states_);
  Vector y = Vector::Zero(num_outputs_);
  Vector u;
  for (std::size_t k = 0; k < cascade_.blocks.size(); ++k) {
    const Cascade::Block& block = cascade_.blocks[k];
    const Cascade::Kind& kind = cascade_.kinds[at(block.kind)];
    u.setZero(kind.input.cols());
    for (std::size_t f = 0; f < block.feeds.size(); ++f) {
      const Cascade::Feed& feed = block.feeds[f];
      if (feed.block == Cascade::Feed::none) continue;
      u.segment(static_cast<Eigen::Index>(f) * b, b).noalias() =
          cascade_.wires[at(feed.wire)].transfer.value *
          y.segment(first_output_[at(feed.block)] + feed.port * b, b);
    }
    const Eigen::Index n = kind.drift.rows();
    auto dx_k = dx.segment(first_state_[k], n);
    auto y_k = y.segment(first_output_[k], kind.output.rows());
    dx_k.noalias() += kind.drift.value * x.segment(first_state_[k], n);
    dx_k.noalias() += kind.input.value * u;
    y_k.noalias() += kind.output.value * x.segment(first_state_[k], n);
    y_k.noalias() += kind.feedthrough.value * u;
  }
  return dx;
}

/// What each output and each input means for x^T dx.
struct CascadeOperator::Fields {
  Vector outputs{};
  std::vector<Vector> inputs{};  // by block
};

CascadeOperator::Fields CascadeOperator::backward(const Vector& x, Vector* on_states) const {
  const int b = cascade_.field;
  Fields fields{Vector::Zero(num_outputs_), std::vector<Vector>(cascade_.blocks.size())};
  for (std::size_t k = cascade_.blocks.size(); k-- > 0;) {
    const Cascade::Block& block = cascade_.blocks[k];
    const Cascade::Kind& kind = cascade_.kinds[at(block.kind)];
    const Eigen::Index n = kind.drift.rows();
    const auto x_k = x.segment(first_state_[k], n);
    const auto y_k = fields.outputs.segment(first_output_[k], kind.output.rows());
    Vector& u = fields.inputs[k];
    u.noalias() = kind.input.value.transpose() * x_k;
    u.noalias() += kind.feedthrough.value.transpose() * y_k;
    if (on_states) {
      auto state = on_states->segment(first_state_[k], n);
      state.noalias() = kind.drift.value.transpose() * x_k;
      state.noalias() += kind.output.value.transpose() * y_k;
    }
    for (std::size_t f = 0; f < block.feeds.size(); ++f) {
      const Cascade::Feed& feed = block.feeds[f];
      if (feed.block == Cascade::Feed::none) continue;
      fields.outputs.segment(first_output_[at(feed.block)] + feed.port * b, b).noalias() +=
          cascade_.wires[at(feed.wire)].transfer.value.transpose() *
          u.segment(static_cast<Eigen::Index>(f) * b, b);
    }
  }
  return fields;
}

Vector CascadeOperator::transposed(const Vector& x) const {
  Vector result = Vector::Zero(num_states_);
  backward(x, &result);
  return result;
}

Vector CascadeOperator::noise(const Vector& x) const {
  const int b = cascade_.field;
  const Fields meant = backward(x, nullptr);
  Vector dx = Vector::Zero(num_states_);
  Vector y = Vector::Zero(num_outputs_);
  Vector u;
  for (std::size_t k = 0; k < cascade_.blocks.size(); ++k) {
    const Cascade::Block& block = cascade_.blocks[k];
    const Cascade::Kind& kind = cascade_.kinds[at(block.kind)];
    u.setZero(kind.input.cols());
    for (std::size_t f = 0; f < block.feeds.size(); ++f) {
      const Cascade::Feed& feed = block.feeds[f];
      const Cascade::Wire& wire = cascade_.wires[at(feed.wire)];
      auto u_f = u.segment(static_cast<Eigen::Index>(f) * b, b);
      u_f.noalias() =
          wire.noise.value * meant.inputs[k].segment(static_cast<Eigen::Index>(f) * b, b);
      if (feed.block == Cascade::Feed::none) continue;
      u_f.noalias() +=
          wire.transfer.value * y.segment(first_output_[at(feed.block)] + feed.port * b, b);
    }
    const Eigen::Index n = kind.drift.rows();
    const auto x_k = x.segment(first_state_[k], n);
    const auto meant_y = meant.outputs.segment(first_output_[k], kind.output.rows());
    auto dx_k = dx.segment(first_state_[k], n);
    auto y_k = y.segment(first_output_[k], kind.output.rows());
    dx_k.noalias() += kind.mode_noise.value * x_k;
    dx_k.noalias() += kind.cross_noise.value * meant_y;
    dx_k.noalias() += kind.input.value * u;
    y_k.noalias() += kind.cross_noise.value.transpose() * x_k;
    y_k.noalias() += kind.output_noise.value * meant_y;
    y_k.noalias() += kind.feedthrough.value * u;
  }
  return dx;
}

}  // namespace gaussnet
