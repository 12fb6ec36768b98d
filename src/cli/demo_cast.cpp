#include "cli/demo_cast.hpp"

#include <algorithm>

namespace heed::cli {

std::optional<Cast> Cast::find(app::Transaction& transaction) {
    Cast cast;
    for (std::size_t i = 0; i < cast_members.size(); ++i) {
        const auto user = transaction.user_by_login(std::string(cast_members[i].login));
        if (!user) return std::nullopt;
        cast.ids[i] = user->id;
    }
    return cast;
}

UserId Cast::named(std::string_view name) const {
    for (std::size_t i = 0; i < cast_members.size(); ++i) {
        if (cast_members[i].name == name) return ids[i];
    }
    return {};
}

UserId Cast::speaker_of(std::string_view language) const {
    const auto first = cast_members.begin() + 1;  // the owner is asked last, if at all
    for (auto member = first; member != cast_members.end(); ++member) {
        if (language != "en" && speaks(*member, language))
            return ids[static_cast<std::size_t>(member - cast_members.begin())];
    }
    return named("Aylin");
}

bool Cast::is_colleague(UserId id) const {
    return std::find(ids.begin() + 1, ids.end(), id) != ids.end();
}

bool speaks(const CastMember& member, std::string_view language) {
    return !language.empty() && member.languages.find(language) != std::string_view::npos;
}

}  // namespace heed::cli
