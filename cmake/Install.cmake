# The installed package: find_package(gaussnet) or pkg-config, then gaussnet::network.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gaussnet)

install(
  TARGETS network
  EXPORT gaussnetTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(
  EXPORT gaussnetTargets
  NAMESPACE gaussnet::
  DESTINATION ${package_dir})

# Include path = repository path, here too. Headers that show Boost stay at home, so that users need
# no Boost; the package's test compiles every installed header by itself, which holds this.
install(
  DIRECTORY ${PROJECT_SOURCE_DIR}/libnetwork ${PROJECT_BINARY_DIR}/generated/libnetwork
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING
  PATTERN "*.hpp"
  PATTERN "network/graph.hpp" EXCLUDE
  PATTERN "network/merged_groups.hpp" EXCLUDE
  PATTERN "network/station_components.hpp" EXCLUDE
  PATTERN "network/station_numbers.hpp" EXCLUDE
  PATTERN "network/stations.hpp" EXCLUDE)
install(
  DIRECTORY ${PROJECT_SOURCE_DIR}/models/
  DESTINATION ${CMAKE_INSTALL_DATADIR}/gaussnet/models
  FILES_MATCHING
  PATTERN "*.yaml")
if(TARGET gaussnet)
  install(TARGETS gaussnet RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/gaussnetConfig.cmake.in ${PROJECT_BINARY_DIR}/gaussnetConfig.cmake
  INSTALL_DESTINATION ${package_dir}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/gaussnetConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/gaussnetConfig.cmake
              ${PROJECT_BINARY_DIR}/gaussnetConfigVersion.cmake DESTINATION ${package_dir})
if(GAUSSNET_LAPACK)
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/FindLapacke.cmake DESTINATION ${package_dir})
endif()

# A static library's own needs have to be linked by whoever links it, --static or not.
get_property(eigen_alignment GLOBAL PROPERTY GAUSSNET_EIGEN_ALIGNMENT)
list(TRANSFORM eigen_alignment PREPEND -D)
list(JOIN eigen_alignment " " GAUSSNET_PC_DEFINITIONS)
get_target_property(library_type network TYPE)
if(library_type STREQUAL STATIC_LIBRARY)
  set(GAUSSNET_PC_REQUIRES "eigen3 yaml-cpp")
  if(GAUSSNET_LAPACK) # by file, since distributions name OpenBLAS's own .pc differently
    set(GAUSSNET_PC_LIBRARIES " ${Lapacke_OPENBLAS_LIBRARY} ${Lapacke_LIBRARY}")
  endif()
else()
  set(GAUSSNET_PC_REQUIRES "eigen3")
endif()
# The libraries may be one or two levels deep (lib, lib/x86_64-linux-gnu).
file(RELATIVE_PATH GAUSSNET_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${PROJECT_SOURCE_DIR}/cmake/gaussnet.pc.in ${PROJECT_BINARY_DIR}/gaussnet.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/gaussnet.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
