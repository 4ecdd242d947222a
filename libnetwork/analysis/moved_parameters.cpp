#include <algorithm>
#include <libnetwork/analysis/moved_parameters.hpp>
#include <libnetwork/errors/words.hpp>
#include <libnetwork/network/parameter_use.hpp>
#include <libnetwork/network/parameters.hpp>
#include <unordered_set>
#include <utility>

namespace gaussnet {
namespace {

const Expression kCut(0.0);  // depends on nothing

/// Whether a walk from these slots along `next_of` comes to one that `is_goal`.
template <class NextOf, class IsGoal>
bool reaches(std::vector<int> pending, NextOf next_of, IsGoal is_goal) {
  std::unordered_set<int> seen(pending.begin(), pending.end());
  while (!pending.empty()) {
    const int slot = pending.back();
    pending.pop_back();
    if (slot == index_slot) continue;
    if (is_goal(slot)) return true;
    for (const int next : next_of(slot)) {
      if (seen.insert(next).second) pending.push_back(next);
    }
  }
  return false;
}

}  // namespace

ParameterUses::ParameterUses(const NetworkDescription& description)
    : named_(named_by_network(description)),
      used_(named_),
      fixed_(named_by_repeats(description)),
      users_(description.parameters.size()) {
  const auto& parameters = description.parameters;
  add_dependencies(parameters, used_);
  add_dependencies(parameters, fixed_);
  for (std::size_t slot = 0; slot < parameters.size(); ++slot) {
    slots_.try_emplace(parameters[slot].name, static_cast<int>(slot));
    for (const int used : slots(parameters[slot].value)) {
      if (used != index_slot) {
        users_[static_cast<std::size_t>(used)].push_back(static_cast<int>(slot));
      }
    }
  }
}

int ParameterUses::slot_of(const std::string& name) const {
  const auto found = slots_.find(name);
  return found == slots_.end() ? -1 : found->second;
}

void MovedParameters::add(Moved moved) {
  const std::size_t place = moved_.size();
  places_.try_emplace(moved.slot, Places{place, place}).first->second.last = place;
  moved_.push_back(std::move(moved));
}

bool MovedParameters::is_tied(int slot) const {
  return std::any_of(moved_.begin(), moved_.end(),
                     [&](const Moved& each) { return each.slot == slot && each.tie; });
}

const MovedParameters::Moved* MovedParameters::find(int slot) const {
  const auto found = places_.find(slot);
  return found == places_.end() ? nullptr : &moved_[found->second.last];
}

/// With what moves cut from what it depended on, and the ties in place.
const Expression& MovedParameters::value_of(int slot) const {
  const Moved* moved = find(slot);
  if (!moved) return description_.parameters[static_cast<std::size_t>(slot)].value;
  return moved->tie ? *moved->tie : kCut;
}

const MovedParameters::Moved* MovedParameters::moved_in(const Expression& expression) const {
  std::size_t first = moved_.size();
  const auto declared = [&](int slot) {
    return slots(description_.parameters[static_cast<std::size_t>(slot)].value);
  };
  reaches(slots(expression), declared, [&](int slot) {
    const auto found = places_.find(slot);
    if (found != places_.end()) first = std::min(first, found->second.first);
    return false;
  });
  return first < moved_.size() ? &moved_[first] : nullptr;
}

/// Whether the network follows a parameter while all of them move.
bool MovedParameters::is_used(int slot) const {
  const auto followers = [&](int of) {
    std::vector<int> following;
    for (const int user : uses_.users_of(of)) {
      if (!find(user)) following.push_back(user);
    }
    for (const Moved& each : moved_) {
      if (!each.tie || find(each.slot) != &each) continue;
      const std::vector<int> used = slots(*each.tie);
      if (std::find(used.begin(), used.end(), of) != used.end()) following.push_back(each.slot);
    }
    return following;
  };
  return reaches({slot}, followers, [&](int follower) { return uses_.is_named(follower); });
}

bool MovedParameters::runs_in_circle(const Moved& tied) const {
  return reaches(
      slots(*tied.tie), [&](int slot) { return slots(value_of(slot)); },
      [&](int slot) { return slot == tied.slot; });
}

std::vector<Parameter> MovedParameters::with_ties() const {
  std::vector<Parameter> parameters = description_.parameters;
  for (const Moved& each : moved_) {
    Parameter& parameter = parameters[static_cast<std::size_t>(each.slot)];
    parameter.value = value_of(each.slot);
    parameter.place = each.place;
  }
  return parameters;
}

/// A circle that the ties close, told as one among parameters.
void MovedParameters::check_circles(std::vector<Mistake>& mistakes) const {
  const bool closed = std::any_of(moved_.begin(), moved_.end(), [&](const Moved& each) {
    return each.tie && runs_in_circle(each);
  });
  if (!closed) return;
  std::vector<Mistake> found;
  plan_parameters(with_ties(), found);
  for (Mistake& mistake : found) {
    if (mistake.code == "parameter-circle") mistakes.push_back(std::move(mistake));
  }
}

void MovedParameters::check(bool network_is_fine, std::vector<Mistake>& mistakes) const {
  check_circles(mistakes);
  for (const Moved& each : moved_) {
    const std::string name =
        quoted(description_.parameters[static_cast<std::size_t>(each.slot)].name);
    if (uses_.is_fixed(each.slot)) {
      mistakes.push_back(
          {.code = "fixed-by-repeat",
           .place = each.place,
           .message =
               name + " decides how often something is repeated, which a sweep cannot change",
           .help = "make one model for each number of copies"});
    } else if (network_is_fine && !is_used(each.slot)) {
      const bool was_used = uses_.is_used(each.slot);
      mistakes.push_back({.code = "unused-parameter",
                          .place = each.place,
                          .message = name + " changes nothing here: " +
                                     (was_used ? "what depends on it is set here, too"
                                               : "no node, link or result uses it"),
                          .help = was_used ? "leave one of them out"
                                           : "use it in the network, or leave it out here"});
    }
  }
}

}  // namespace gaussnet
