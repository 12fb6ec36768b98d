#include "app/coach_facts.hpp"

#include <algorithm>

#include "understand/language.hpp"
#include "understand/personal_data.hpp"

namespace heed::app {

namespace {

void add_once(std::vector<std::string>& list, std::string text) {
    if (text.empty() || list.size() >= listed_max) return;
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

}  // namespace

void complete(DraftFacts& facts, const std::vector<std::string>& countries) {
    if (facts.draft_language == "und") {
        facts.draft_language = understand::language_of(facts.draft).tag;
    }
    const understand::PersonalDataOptions options{countries, facts.own_contacts};
    facts.personal_data =
        understand::find_personal_data(facts.draft, facts.draft_language, options);
    for (auto& post : facts.thread) {
        if (post.language == "und") {
            post.language = understand::language_of(post.text).tag;
        }
        post.personal_data = understand::find_personal_data(post.text, post.language, options);
        if (post.from != Speaker::customer) continue;
        for (auto& number : understand::find_case_numbers(post.text))
            add_once(facts.case_numbers, std::move(number.number));
    }
}

}  // namespace heed::app
