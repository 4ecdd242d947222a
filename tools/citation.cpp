#include <libnetwork/version.hpp>
#include <tools/grammar.hpp>

namespace gaussnet::tools {

std::string citation() {
  return "@software{gaussnet,\n"
         "  author  = {{The gaussnet developers}},\n"
         "  title   = {gaussnet: steady states of cascaded {G}aussian quantum networks},\n"
         "  version = {" +
         std::string(version) +
         "},\n"
         "  license = {Apache-2.0}\n"
         "}\n"
         "\n"
         "@article{Huang2018,\n"
         "  author  = {Huang, Xinyao and Zeuthen, Emil and Vasilyev, Denis V. and He, Qiongyi and\n"
         "             Hammerer, Klemens and Polzik, Eugene S.},\n"
         "  title   = {Unconditional Steady-State Entanglement in Macroscopic Hybrid Systems by\n"
         "             Coherent Noise Cancellation},\n"
         "  journal = {Phys. Rev. Lett.},\n"
         "  volume  = {121},\n"
         "  pages   = {103602},\n"
         "  year    = {2018},\n"
         "  doi     = {10.1103/PhysRevLett.121.103602}\n"
         "}\n";
}

}  // namespace gaussnet::tools
