#pragma once

#include <initializer_list>
#include <libnetwork/network/compile.hpp>
#include <libnetwork/network/linear_model.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gaussnet {

struct FigureRequest;
struct SweepPlan;
struct OptimisationPlan;
struct Plans;

/// The description with other values of its parameters; their kinds stay as declared.
/// @throws DescriptionError an unknown name (with the nearest), a value of another kind
NetworkDescription with_values(NetworkDescription description,
                               std::span<const std::pair<std::string, Expression>> values);

/// A network that has passed every check, with values for all its parameters.
/// Invariant: graph, figures, sweeps and optimisations belong to the description.
class Model {
 public:
  /// @param found  mistakes found before, while the description was read
  /// @throws DescriptionError with every mistake of the description, its results included
  explicit Model(NetworkDescription description, std::vector<Mistake> found = {});

  const NetworkDescription& description() const { return *description_; }
  /// By slot, in coherent units (rad/s, rad, K, dB, 1).
  const std::vector<double>& parameters() const { return network_.parameters; }
  const std::vector<ValueType>& parameter_types() const { return network_.parameter_types; }
  const NetworkGraph& graph() const { return *network_.graph; }
  const std::vector<FigureRequest>& figures() const { return *figures_; }
  /// What `sweeps:` and `optimisations:` ask for (sweep_plan.hpp).
  const std::vector<SweepPlan>& sweeps() const;
  const std::vector<OptimisationPlan>& optimisations() const;

  /// The same network with other parameter values, in the coherent unit of each parameter as it is
  /// declared; what depends on them follows. Every check is met again.
  /// @throws DescriptionError an unknown name (with the nearest), a value out of range
  Model at(std::initializer_list<std::pair<std::string, double>> values) const;
  Model at(std::span<const std::pair<std::string, Expression>> values) const;

  BlockCascade cascade() const { return blocks(network_); }
  /// @throws DescriptionError [not-finite] as langevin_model(), of as many modes as that takes
  BlockCascade finite_cascade() const;
  /// @throws DescriptionError [too-many-modes], [too-many-fields] where the matrices would not fit
  ///         into memory, [not-finite] where their entries would not fit into a double
  LangevinModel langevin_model() const;
  LinearModel linear_model() const { return observe(langevin_model()); }

 private:
  enum class Trials { run, omit };
  void refuse(std::optional<Mistake> mistake) const;
  Model(NetworkDescription description, std::vector<Mistake> found, Trials trials);

  std::shared_ptr<const NetworkDescription> description_;
  CompiledNetwork network_;
  std::shared_ptr<const std::vector<FigureRequest>> figures_;
  std::shared_ptr<const Plans> plans_;
};

}  // namespace gaussnet
