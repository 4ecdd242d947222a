# Every target alike: a library and a test that disagree about sanitizers do not link, or lie.
if(GAUSSNET_SANITIZE)
  add_compile_options(-fsanitize=${GAUSSNET_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${GAUSSNET_SANITIZE})
endif()
