# Flags that every target of ours shares.
find_program(CCACHE ccache)
if(CCACHE)
    # The sloppiness is what ccache asks for where headers are precompiled. In depend mode it reads
    # from the compiler which headers there were, where it would otherwise preprocess each file
    # once more before compiling it.
    find_program(ENV_PROGRAM env REQUIRED)
    set(launcher ${ENV_PROGRAM} CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_DEPEND=1 ${CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()

add_library(heed_options INTERFACE)
target_compile_options(heed_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wnon-virtual-dtor -Werror -fno-omit-frame-pointer)
target_compile_definitions(heed_options INTERFACE HEED_VERSION="${PROJECT_VERSION}")
# g++ 12 sees overlapping copies in std::string where there are none (its bug 105651).
target_compile_options(heed_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
find_program(MOLD mold)
if(MOLD)
    target_link_options(heed_options INTERFACE -fuse-ld=mold)
endif()
if(HEED_SANITIZE)
    target_compile_options(heed_options INTERFACE -fsanitize=${HEED_SANITIZE}
        -fno-sanitize-recover=all)
    target_link_options(heed_options INTERFACE -fsanitize=${HEED_SANITIZE})
    if(HEED_SANITIZE MATCHES undefined)
        # The check of dynamic types needs those of SOCI's drivers, which Debian's build hides.
        target_compile_options(heed_options INTERFACE -fno-sanitize=vptr)
        target_link_options(heed_options INTERFACE -fno-sanitize=vptr)
    endif()
endif()

# heed_library(NAME LINKS ...): one static library per folder of src/. What it links is exactly
# what it may include; tools/tidy checks the includes as well.
function(heed_library name)
    cmake_parse_arguments(ARG "" "" "LINKS;PRIVATE_LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
    add_library(heed_${name} STATIC ${sources})
    target_include_directories(heed_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(heed_${name} PUBLIC ${ARG_LINKS} PRIVATE heed_options ${ARG_PRIVATE_LINKS})
    heed_use(heed_${name} heed_headers)
endfunction()
