#pragma once

#include <libnetwork/analysis/report.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gaussnet {

enum class AxisScale { linear, logarithmic };

/// A parameter and the values it runs through, in the coherent unit of `type`:
///     linear       x_k = a + (b - a) k/(n - 1),
///     logarithmic  x_k = a (b/a)^{k/(n - 1)},        k = 0 ... n - 1, both ends to the bit,
/// or the listed ones.
struct SweepAxis {
  int slot = 0;
  int points = 1;    // n
  double first = 0;  // a
  double last = 0;   // b
  AxisScale scale = AxisScale::linear;
  std::vector<double> listed{};  // of `values:`, else empty
  ValueType type{};    // of the parameter while it is swept: in_declared_unit(value(k), type)
  std::string text{};  // "0.3 to 100, 61 points, log", as it was written
  Place place{};

  /// x_k. @pre 0 <= k < points
  double value(int k) const;
};

/// A parameter that an optimiser varies, low < high in the coherent unit of `type`.
struct SearchRange {
  int slot = 0;
  double low = 0;
  double high = 0;
  AxisScale scale = AxisScale::linear;  // the one in which the search is even
  ValueType type{};
  std::string text{};
  Place place{};
};

/// A parameter that follows others, once those have their values.
struct Tie {
  int slot = 0;
  Expression value{};
};

/// What is made least or greatest. A tied parameter is not varied, even if the file gives it
/// limits.
struct Objective {
  int figure = 0;  // index into Model::figures()
  bool maximise = false;
  StateChoice state = StateChoice::unconditional;  // or conditional
  std::vector<SearchRange> over{};
  std::vector<Tie> ties{};
};

/// One of `sweeps:`. Points are numbered along the axes, the last the fastest.
struct SweepPlan {
  std::string name{};
  std::vector<SweepAxis> axes{};
  std::optional<Objective> objective{};       // at every point
  StateChoice state = StateChoice::as_asked;  // of the results, without an objective
  Place place{};
};

/// One of `optimisations:`.
struct OptimisationPlan {
  std::string name{};
  Objective objective{};
  int starts = 16;
  Place place{};
};

struct Plans {
  std::vector<SweepPlan> sweeps{};
  std::vector<OptimisationPlan> optimisations{};
};

/// Resolves `sweeps:` and `optimisations:` against parameters and results. Mistakes are appended.
/// @param figures  of the same description
Plans resolve_plans(const NetworkDescription& description, const CompiledNetwork& network,
                    const std::vector<FigureRequest>& figures, std::vector<Mistake>& mistakes);

/// Compiles the network at the ends of every axis and search range, and appends what its checks
/// refuse there (a loss of 1.2) at the place of that end. An end counts as refused only if it is so
/// with the other swept parameters at their declared, their first and their last values, since what
/// one of them excludes another may allow. The work is bounded: of large networks with many axes
/// not every end is tried.
void try_limits(const NetworkDescription& description, const CompiledNetwork& network,
                const Plans& plans, std::vector<Mistake>& mistakes);

}  // namespace gaussnet
