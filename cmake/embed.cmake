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
