# Headers that nearly every file reads, read once: half of what an ordinary file costs to compile.
#
# They change nothing in what a file must include. HEED_PRECOMPILED=OFF, as in the preset `asan`,
# compiles each file with its own includes only, and so finds the one that is missing.
option(HEED_PRECOMPILED "Precompile the standard library's headers" ON)

# With precompiled headers g++ 12 also warns of what it inlines from std::string, where it sees
# copies past the end of a short text that are none.
if(HEED_PRECOMPILED AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(heed_options INTERFACE -Wno-array-bounds -Wno-stringop-overread)
endif()

# What is public in our own headers, and what many files include besides.
set(HEED_HEADERS <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <condition_variable>
    <cstdint> <deque> <filesystem> <fstream> <functional> <limits> <map> <memory> <mutex> <optional>
    <set> <span> <stop_token> <string> <string_view> <thread> <unordered_map> <unordered_set>
    <utility> <variant> <vector> <fmt/format.h> <tl/expected.hpp>)

# heed_precompiled(NAME LINKS ... OPTIONS ... HEADERS ...): what these headers are made into, for
# heed_use(). Its flags must be those of its users, whose definitions may be more.
function(heed_precompiled name)
    cmake_parse_arguments(ARG "" "" "LINKS;OPTIONS;HEADERS" ${ARGN})
    if(NOT HEED_PRECOMPILED)
        return()
    endif()
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Only its precompiled headers matter.\n")
    add_library(${name} OBJECT ${source})
    target_link_libraries(${name} PRIVATE heed_options ${ARG_LINKS})
    # A time in the precompiled headers would make ccache miss after each new build folder.
    target_compile_options(${name} PRIVATE ${ARG_OPTIONS}
        "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
    target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# heed_use(TARGET NAME): compiles TARGET's files with the precompiled headers NAME.
function(heed_use target name)
    if(HEED_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()
