#pragma once

/// gaussnet: steady states and entanglement of cascaded Gaussian quantum networks.
/// Conventions: hbar = 1, [X, P] = i, vacuum variance 1/2, rates in rad/s (docs/theory.md).

#include <libnetwork/analysis/figures.hpp>
#include <libnetwork/analysis/large_report.hpp>
#include <libnetwork/analysis/model.hpp>
#include <libnetwork/analysis/report.hpp>
#include <libnetwork/analysis/steady_state.hpp>
#include <libnetwork/analysis/sweep_plan.hpp>
#include <libnetwork/errors/failures.hpp>
#include <libnetwork/gaussian/entanglement.hpp>
#include <libnetwork/gaussian/epr.hpp>
#include <libnetwork/gaussian/gaussian_state.hpp>
#include <libnetwork/gaussian/information.hpp>
#include <libnetwork/io/quantity.hpp>
#include <libnetwork/io/resolved.hpp>
#include <libnetwork/io/yaml_reader.hpp>
#include <libnetwork/io/yaml_writer.hpp>
#include <libnetwork/network/cascade_equation.hpp>
#include <libnetwork/network/description.hpp>
#include <libnetwork/version.hpp>
