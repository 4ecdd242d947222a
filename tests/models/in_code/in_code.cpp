#include "in_code.hpp"

namespace in_code {
namespace {

constexpr ModelInCode kModels[] = {
    {"beam_splitter_cooling", beam_splitter_cooling},
    {"coherent_feedback", coherent_feedback},
    {"dark_dimers", dark_dimers},
    {"degenerate_opo_chain", degenerate_opo_chain},
    {"epr_into_two", epr_into_two},
    {"fifty_stations", fifty_stations},
    {"light_mediated", light_mediated},
    {"muschik", muschik},
    {"opo_chain", opo_chain},
    {"sideband_cooling", sideband_cooling},
    {"spin_mechanical", spin_mechanical},
    {"spin_mechanical_full", spin_mechanical_full},
    {"spin_mechanical_loss", spin_mechanical_loss},
    {"squeezed_into_cavity", squeezed_into_cavity},
    {"squeezed_onto_oscillator", squeezed_onto_oscillator},
    {"two_arm_network", two_arm_network},
    {"two_tone_squeezing", two_tone_squeezing},
    {"vitali", vitali},
};

}  // namespace

std::span<const ModelInCode> models() { return kModels; }

gaussnet::Value one_against_one(const char* a, const char* b) {
  using gaussnet::Value;
  return Value::list({Value::list({a}), Value::list({b})});
}

}  // namespace in_code
