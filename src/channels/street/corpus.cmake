# What the people of the street say, one file a language, embedded as street_corpus_<language>.
foreach(language en de fr es it pt nl pl ja ar)
    heed_embed(heed_channels ${CMAKE_CURRENT_LIST_DIR}/corpus/${language}.txt street_corpus_${language})
endforeach()
