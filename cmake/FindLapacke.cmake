# OpenBLAS with its C interfaces, cblas.h and lapacke.h: target Lapacke::Lapacke. Installed beside
# gaussnetConfig.cmake, since a static libgaussnet leaves the linking to its user.
find_library(Lapacke_LIBRARY lapacke)
find_library(Lapacke_OPENBLAS_LIBRARY openblas)
find_path(Lapacke_INCLUDE_DIR lapacke.h PATH_SUFFIXES lapacke)
# OpenBLAS's own header comes first: cblas.h in plain sight may be another library's.
find_path(
  Lapacke_CBLAS_INCLUDE_DIR cblas.h
  PATH_SUFFIXES openblas-pthread openblas-openmp openblas-serial openblas
                x86_64-linux-gnu/openblas-pthread
  NO_CMAKE_ENVIRONMENT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Lapacke REQUIRED_VARS Lapacke_LIBRARY Lapacke_OPENBLAS_LIBRARY Lapacke_INCLUDE_DIR
                        Lapacke_CBLAS_INCLUDE_DIR)
mark_as_advanced(Lapacke_LIBRARY Lapacke_OPENBLAS_LIBRARY Lapacke_INCLUDE_DIR
                 Lapacke_CBLAS_INCLUDE_DIR)

if(Lapacke_FOUND AND NOT TARGET Lapacke::Lapacke)
  add_library(Lapacke::Lapacke INTERFACE IMPORTED)
  set_target_properties(
    Lapacke::Lapacke
    PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Lapacke_INCLUDE_DIR};${Lapacke_CBLAS_INCLUDE_DIR}"
               # OpenBLAS first: its LAPACK is the one that is tuned.
               INTERFACE_LINK_LIBRARIES "${Lapacke_OPENBLAS_LIBRARY};${Lapacke_LIBRARY}")
endif()
