# What gaussnet stands on, each found once. A missing one is named with what it is for and the Debian
# package that brings it, since "could not find a package configuration file" helps nobody.
# (A macro: find_package must leave its results where the including file sees them.)
macro(gaussnet_require package version purpose debian_package)
  find_package(${package} ${version} QUIET ${ARGN})
  if(NOT ${package}_FOUND)
    message(
      FATAL_ERROR
        "gaussnet needs ${package} ${version} (${purpose}), which was not found.\n"
        "On Debian or Ubuntu: apt-get install --no-install-recommends ${debian_package}\n"
        "Elsewhere: pass -D${package}_ROOT=DIRECTORY.")
  endif()
endmacro()

gaussnet_require(Eigen3 3.4 "matrices" libeigen3-dev NO_MODULE)
gaussnet_require(Boost 1.74 "graph algorithms; headers only" libboost-dev)
gaussnet_require(yaml-cpp 0.7 "model files" libyaml-cpp-dev CONFIG)
gaussnet_require(nlohmann_json 3.11 "JSON output" nlohmann-json3-dev CONFIG)

# Fast, not needed: without it Eigen does the same work, at large sizes several times slower.
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})
find_package(Lapacke QUIET)
option(GAUSSNET_LAPACK "Large dense matrices by OpenBLAS and LAPACKE" ${Lapacke_FOUND})
if(GAUSSNET_LAPACK)
  gaussnet_require(Lapacke "" "dense linear algebra, or -DGAUSSNET_LAPACK=OFF"
                   "libopenblas-dev liblapacke-dev")
else()
  message(STATUS "Without OpenBLAS and LAPACKE (libopenblas-dev liblapacke-dev): Eigen alone")
endif()

if(GAUSSNET_BUILD_TOOLS)
  gaussnet_require(CLI11 2.1 "the command line" libcli11-dev CONFIG)
endif()
if(GAUSSNET_BUILD_TESTS)
  gaussnet_require(Catch2 2.13 "tests" catch2 CONFIG)
endif()

# yaml-cpp 0.8 renamed its target and warns about the old name.
if(TARGET yaml-cpp::yaml-cpp)
  set(GAUSSNET_YAML_CPP yaml-cpp::yaml-cpp)
else()
  set(GAUSSNET_YAML_CPP yaml-cpp)
endif()
