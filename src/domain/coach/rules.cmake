# What the coach's rules look for and say, one file a language, embedded as coach_rules_<name>.
foreach(name rules en de fr es it pt nl sentences_en sentences_de)
    heed_embed(heed_domain ${CMAKE_CURRENT_LIST_DIR}/rules/${name}.txt coach_rules_${name})
endforeach()
