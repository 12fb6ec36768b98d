# Run at build time by heed_embed_files: writes OUT.S with the bytes of FOLDER's files, also
# compressed where that pays, and OUT.cpp with the table that names them.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(FILTER files EXCLUDE REGEX "\\.map$")  # for developers, who have them on disk
list(SORT files)
file(REMOVE_RECURSE ${OUT}.gz)
file(MAKE_DIRECTORY ${OUT}.gz)

set(assembly "    .section .rodata\n")
set(declarations "")
set(rows "")
set(count 0)

macro(embed symbol path)
    string(APPEND assembly "    .global ${symbol}\n    .balign 16\n${symbol}:\n    .incbin \"${path}\"\n")
    string(APPEND declarations "extern const char ${symbol}[];\n")
endmacro()

foreach(file IN LISTS files)
    if(NOT file MATCHES "^[A-Za-z0-9._/-]+$")
        message(FATAL_ERROR "cannot embed a file of this name: ${file}")
    endif()
    set(symbol ${NAME}_${count})
    set(packed ${OUT}.gz/${count}.gz)
    file(SHA256 ${FOLDER}/${file} hash)
    string(SUBSTRING ${hash} 0 32 hash)
    file(SIZE ${FOLDER}/${file} size)
    execute_process(COMMAND gzip -9 -n -c ${FOLDER}/${file} OUTPUT_FILE ${packed} RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "gzip failed on ${file}")
    endif()
    file(SIZE ${packed} packed_size)
    embed(${symbol} ${FOLDER}/${file})
    math(EXPR worth_it "${size} * 9 / 10")
    if(packed_size LESS worth_it)
        embed(${symbol}_gz ${packed})
        set(gzip "{${symbol}_gz, ${packed_size}}")
    else()
        set(gzip "{}")
    endif()
    string(APPEND rows "        {\"/${file}\", \"${hash}\", {${symbol}, ${size}}, ${gzip}},\n")
    math(EXPR count "${count} + 1")
endforeach()

string(APPEND assembly "    .section .note.GNU-stack,\"\",@progbits\n")
file(WRITE ${OUT}.S "${assembly}")

if(count EQUAL 0)
    set(body "    return {};\n")
else()
    set(body "    static constexpr std::size_t count = ${count};\n    static const Asset files[count] = {\n${rows}    };\n    return files;\n")
endif()
file(WRITE ${OUT}.cpp "#include \"api/assets.hpp\"

extern \"C\" {
${declarations}}

namespace heed::api {
std::span<const Asset> ${NAME}();
std::span<const Asset> ${NAME}() {
${body}}
}  // namespace heed::api
")
