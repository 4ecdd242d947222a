# Every target alike: a library and a test that disagree about sanitizers do not link, or lie.
if(GAUSSNET_SANITIZE)
  add_compile_options(-fsanitize=${GAUSSNET_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${GAUSSNET_SANITIZE})
endif()
# Every source reports its branches to libFuzzer; its main() comes with the targets in tests/fuzz.
if(GAUSSNET_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "GAUSSNET_FUZZ needs libFuzzer, which comes with Clang: use the preset fuzz.\n"
                        "On Debian or Ubuntu: apt-get install --no-install-recommends clang")
  endif()
  # What AddressSanitizer sees as well doubles the time of every build and run; the preset asan has it.
  add_compile_options(-fsanitize=fuzzer-no-link
                      -fno-sanitize=null,alignment,object-size,vptr,pointer-overflow)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()
