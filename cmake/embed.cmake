# heed_embed(TARGET FILE SYMBOL): FILE's bytes become `extern "C" const char SYMBOL[]` and
# `SYMBOL_end[]` in TARGET, through the assembler: as a C array two megabytes cost seconds.
function(heed_embed target file symbol)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
    file(WRITE ${out}.in "    .section .rodata
    .global ${symbol}
    .global ${symbol}_end
    .balign 16
${symbol}:
    .incbin \"${file}\"
${symbol}_end:
    .byte 0
    .section .note.GNU-stack,\"\",@progbits
")
    configure_file(${out}.in ${out} COPYONLY)
    set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS ${file})
    target_sources(${target} PRIVATE ${out})
endfunction()

# heed_embed_files(TARGET FOLDER NAME): every file under FOLDER goes into TARGET, found by
# `std::span<const heed::api::Asset> heed::api::NAME()`. The folder may be absent or change later:
# the next build notices.
function(heed_embed_files target folder name)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${name})
    set(script ${CMAKE_SOURCE_DIR}/cmake/pack_files.cmake)
    add_custom_command(OUTPUT ${out}.S ${out}.cpp
        COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUT=${out} -DNAME=${name} -P ${script}
        DEPENDS ${files} ${script}
        COMMENT "Embedding ${name}" VERBATIM)
    target_sources(${target} PRIVATE ${out}.S ${out}.cpp)
    # A file that came or went does not make the custom command older than its output.
    string(SHA256 list "${files}")
    file(CONFIGURE OUTPUT ${out}.list CONTENT "${list}" @ONLY)
    add_custom_command(OUTPUT ${out}.S ${out}.cpp APPEND DEPENDS ${out}.list)
endfunction()
