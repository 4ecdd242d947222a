#pragma once

#include <libnetwork/linear/matrix.hpp>
#include <tests/laws/network_record.hpp>

/// Conditional states without (3) and (5): the beam is a train of short pulses, each of which meets
/// the oscillators of its chain one after another by a unitary, suffers the losses between them and
/// is measured, and the state is conditioned on the outcome (a Schur complement).
namespace reference {

/// V after infinitely many pulses of that duration; an error of the order of the duration.
gaussnet::Matrix conditional_covariance(const laws::NetworkRecord& network, double duration);

/// The same extrapolated to duration 0 from four durations (L. F. Richardson, 1911); the longest
/// one is `share` of the network's shortest time.
gaussnet::Matrix conditional_covariance_of_short_pulses(const laws::NetworkRecord& network,
                                                        double share = 0.01);

}  // namespace reference
