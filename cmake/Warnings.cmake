# Linked PRIVATE (or through BUILD_INTERFACE): our warnings are never the user's.
add_library(gaussnet_warnings INTERFACE)
target_compile_options(gaussnet_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC bug 105651: "text" + std::string is taken for an overlapping copy.
  target_compile_options(gaussnet_warnings INTERFACE -Wno-restrict)
endif()
if(GAUSSNET_WARNINGS_AS_ERRORS)
  target_compile_options(gaussnet_warnings INTERFACE -Werror)
endif()
