#include "understand/term_names.hpp"

namespace heed::understand {

std::optional<TermKind> term_kind(std::string_view name) {
    for (const auto kind : {TermKind::word, TermKind::phrase, TermKind::hashtag, TermKind::handle,
                            TermKind::product}) {
        if (name_of(kind) == name) return kind;
    }
    return std::nullopt;
}

std::optional<TermPurpose> term_purpose(std::string_view name) {
    for (const auto purpose :
         {TermPurpose::brand, TermPurpose::product, TermPurpose::competitor, TermPurpose::crisis}) {
        if (name_of(purpose) == name) return purpose;
    }
    return std::nullopt;
}

}  // namespace heed::understand
