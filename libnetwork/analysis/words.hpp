#pragma once

#include <cstddef>
#include <libnetwork/errors/words.hpp>
#include <string>
#include <vector>

namespace gaussnet {

/// A rate as people write it: "2pi * 37.4 kHz".
std::string rate_in_words(double rate);
/// An angle as people write it: "0.25 pi".
std::string angle_in_words(double angle);
/// A loss as people write it, from the fraction that passes: "10 %"; above 99.9 % "120 dB".
std::string loss_in_words(double lost, double transmitted);
/// A time with its prefix: "3.2 us".
std::string time_in_words(double seconds);
/// "1 mode", "2 modes".
std::string counted(std::size_t count, const std::string& noun);
/// "a, b and c"; of more than eight the first, "and 5 more".
std::string some_of(std::vector<std::string> names);

}  // namespace gaussnet
