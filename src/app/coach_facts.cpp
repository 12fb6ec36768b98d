#include "app/coach_facts.hpp"

#include <algorithm>
#include <cmath>
#include <future>
#include <set>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "domain/coach/words.hpp"
#include "understand/language.hpp"
#include "understand/personal_data.hpp"
#include "understand/similarity.hpp"

namespace heed::app {

namespace {

/// The draft in a longer text that was pasted around it, or the other way round.
constexpr double contained_min = 0.85;

std::string_view part_of(std::string_view text, TextSpan span) {
    std::size_t at = 0;
    std::size_t place = 0;
    for (; at < text.size() && place < span.start; ++place)
        (void)next_code_point(text, at);
    const auto begin = at;
    for (; at < text.size() && place < span.end; ++place)
        (void)next_code_point(text, at);
    return text.substr(begin, at - begin);
}

/// Whom it is addressed to says nothing of how it sounds.
std::string_view without_address(std::string_view text) {
    text = trim(text);
    while (text.starts_with('@'))
        text = trim(text.substr(std::min(text.size(), text.find_first_of(" \t\r\n"))));
    return text;
}

/// "pt" of "pt-BR"; "und" of nothing.
std::string primary_tag(std::string_view tag) {
    tag = tag.substr(0, tag.find_first_of("-_"));
    return tag.empty() ? "und" : lower_ascii(tag);
}

/// What a network says of a text's language is what its writer once chose in a menu: the text knows
/// better where it is long enough. Few words are too few to tell, but enough where only few
/// languages come into question; the coach looks at its own small words then.
void tell_language(std::string& language, std::string_view text) {
    const auto told = understand::language_of(text);
    language = told.certain ? told.tag : primary_tag(language);
}

understand::PersonalDataOptions options_of(const DraftFacts& facts, const DeskFacts& desk) {
    understand::PersonalDataOptions options{desk.countries, facts.own_contacts};
    for (const auto& fact : facts.playbook.facts)
        for (const auto& datum : understand::find_personal_data(fact))
            options.own.emplace_back(part_of(fact, datum.span));
    return options;
}

bool overlaps(TextSpan span, const std::vector<PersonalDatum>& data) {
    return std::any_of(data.begin(), data.end(), [span](const PersonalDatum& datum) {
        return span.start < datum.span.end && datum.span.start < span.end;
    });
}

std::vector<TextSpan> case_numbers_in(const DraftFacts& facts, const DeskFacts& desk) {
    std::set<std::string> known;
    for (const auto& number : desk.case_numbers)
        known.insert(understand::normal_number(number));
    for (const auto& post : facts.thread)
        for (const auto& found : understand::find_case_numbers(post.text))
            known.insert(found.number);
    std::set<std::string> ours;
    for (const auto& fact : facts.playbook.facts)
        for (const auto& found : understand::find_case_numbers(fact))
            ours.insert(found.number);
    std::vector<TextSpan> spans;
    for (const auto& number : known)
        if (!ours.contains(number))
            for (const auto span : understand::find_number(facts.draft, number))
                spans.push_back(span);
    for (const auto& found : understand::find_case_numbers(facts.draft))
        if (!ours.contains(found.number)) spans.push_back(found.span);
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    std::erase_if(spans, [&](TextSpan span) { return overlaps(span, facts.personal_data); });
    return spans;
}

/// What the customer asked since our last answer, the newest first while there is room.
std::vector<AskedQuestion> questions_before(const DraftFacts& facts) {
    std::vector<AskedQuestion> asked;
    for (auto place = facts.thread.size(); place-- > 0;) {
        const auto& post = facts.thread[place];
        if (post.from == Speaker::agent) break;
        if (post.from != Speaker::customer) continue;
        for (const auto span : asking_sentences(post.text))
            if (asked.size() < asked_questions_max) asked.push_back({place, span});
    }
    return asked;
}

/// A picture alone, or "@acme" alone, is nothing that could be heard.
bool has_words(const ThreadPost& post) {
    return post.from == Speaker::customer && !without_address(post.text).empty();
}

/// The newest post of the customer that has words; null when they wrote none.
const ThreadPost* answered_post(const DraftFacts& facts) {
    const auto last = std::find_if(facts.thread.rbegin(), facts.thread.rend(), has_words);
    return last == facts.thread.rend() ? nullptr : &*last;
}

/// What the customer wrote since our last answer or, when that is nothing, last.
std::vector<HeardPost> posts_before(const DraftFacts& facts) {
    std::vector<HeardPost> posts;
    for (auto place = facts.thread.size(); place-- > 0;) {
        const auto from = facts.thread[place].from;
        if (from == Speaker::agent && !posts.empty()) break;
        if (has_words(facts.thread[place])) posts.push_back({place});
        if (posts.size() == heard_posts_max) break;
    }
    return posts;
}

void hear_acts(const DraftFacts& facts, const Ear& ear, HeardDraft& into) {
    const auto sentences = act_sentences(facts.draft);
    if (sentences.empty()) return;
    std::vector<DraftPart> parts;
    const auto draft = without_address(facts.draft);
    for (const auto span : sentences)
        parts.push_back({without_address(part_of(facts.draft, span))});
    auto asked = questions_before(facts);
    for (const auto& question : asked)
        parts.push_back(
            {draft, without_address(part_of(facts.thread[question.post].text, question.span))});
    auto posts = posts_before(facts);
    for (const auto& post : posts)
        parts.push_back({without_address(facts.thread[post.post].text)});
    const auto* answered = answered_post(facts);
    if (answered != nullptr) parts.push_back({draft, without_address(answered->text)});
    const auto heard = ear.acts(parts);
    if (heard.size() != parts.size()) return;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        into.acts.push_back({sentences[i], heard[i]});
    for (std::size_t i = 0; i < asked.size(); ++i)
        asked[i].passed_over =
            heard[sentences.size() + i][static_cast<std::size_t>(SpeechAct::passes_over)];
    into.asked = std::move(asked);
    for (std::size_t i = 0; i < posts.size(); ++i)
        posts[i].heard = heard[sentences.size() + into.asked.size() + i];
    into.posts = std::move(posts);
    if (answered != nullptr) into.sounds = heard.back();
}

/// Something known, and how near it is to what is spoken of.
struct NearKnown {
    HeardKnown known;
    std::string_view text;
    double nearness = 0;
};

/// Words that begin alike are one: "refund" and "refunded".
std::set<std::string> stems_of(std::string_view text) {
    constexpr std::size_t stem_bytes = 5;
    constexpr std::size_t word_bytes_min = 3;
    std::set<std::string> stems;
    for (const auto& word : coach::words_of(cut_utf8(text, post_bytes_max)).list)
        if (word.folded.size() >= word_bytes_min) stems.emplace(cut_utf8(word.folded, stem_bytes));
    return stems;
}

/// All that the draft must keep to; where it is much, what has most words with the draft and its
/// post in common.
std::vector<NearKnown> known_near(const DraftFacts& facts, std::string_view post,
                                  std::size_t most) {
    std::vector<NearKnown> all;
    const auto add = [&all](KnownKind kind, std::size_t place, std::string_view text) {
        if (!trim(text).empty()) all.push_back({{kind, place}, text});
    };
    for (std::size_t i = 0; i < facts.playbook.facts.size(); ++i)
        add(KnownKind::fact, i, facts.playbook.facts[i]);
    for (std::size_t i = 0; i < facts.playbook.authority.size(); ++i)
        add(KnownKind::authority, i, facts.playbook.authority[i]);
    const auto first = facts.thread.size() - std::min(facts.thread.size(), thread_posts_max);
    for (auto i = facts.thread.size(); i-- > first;)
        if (facts.thread[i].from == Speaker::agent)
            add(KnownKind::colleague, i, facts.thread[i].text);
    if (all.size() <= most) return all;
    const auto said = stems_of(facts.draft);
    const auto asked = stems_of(post);
    for (auto& one : all) {
        const auto stems = stems_of(one.text);
        for (const auto& stem : stems)
            one.nearness += (said.contains(stem) ? 1 : 0) + (asked.contains(stem) ? 1 : 0);
        one.nearness /= std::sqrt(static_cast<double>(std::max<std::size_t>(stems.size(), 1)));
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        return left.nearness > right.nearness;
    });
    all.resize(most);
    return all;
}

std::vector<HeardKnown> hear_known(const DraftFacts& facts, const Ear& ear, std::size_t most) {
    if (act_sentences(facts.draft).empty()) return {};
    const auto* answered = answered_post(facts);
    const auto post = answered == nullptr ? std::string_view() : without_address(answered->text);
    const auto known = known_near(facts, post, most);
    std::vector<KnownPart> parts;
    for (const auto& one : known)
        parts.push_back({one.text, post, without_address(facts.draft)});
    if (parts.empty()) return {};
    const auto heard = ear.known(parts);
    if (heard.size() != parts.size()) return {};
    std::vector<HeardKnown> all;
    for (std::size_t i = 0; i < known.size(); ++i) {
        all.push_back(known[i].known);
        all.back().breaks = heard[i];
    }
    return all;
}

}  // namespace

void read_texts(DraftFacts& facts, const DeskFacts& desk) {
    tell_language(facts.draft_language, facts.draft);
    const auto options = options_of(facts, desk);
    facts.personal_data =
        understand::find_personal_data(facts.draft, facts.draft_language, options);
    for (auto& post : facts.thread) {
        tell_language(post.language, post.text);
        if (post.from == Speaker::customer)
            post.personal_data = understand::find_personal_data(post.text, post.language, options);
    }
    facts.case_numbers = case_numbers_in(facts, desk);
}

HeardDraft hear_draft(const DraftFacts& facts, const Ear& ear, std::size_t known_max) {
    HeardDraft heard;
    if (facts.draft.size() > draft_code_points_max) return heard;
    // Each is some milliseconds of one processor, and somebody waits at every pause of typing.
    std::future<std::vector<HeardKnown>> known;
    if (ear.known)
        known = std::async(std::launch::async, [&] { return hear_known(facts, ear, known_max); });
    if (ear.acts) hear_acts(facts, ear, heard);
    if (known.valid()) heard.known = known.get();
    return heard;
}

void judge_open_posts(DraftFacts& facts, const JudgeTexts& judge) {
    std::vector<std::string_view> texts;
    std::vector<ThreadPost*> posts;
    for (auto post = facts.thread.rbegin(); post != facts.thread.rend(); ++post) {
        if (post->from == Speaker::agent && !posts.empty()) break;
        if (post->from != Speaker::customer) continue;
        texts.emplace_back(post->text);
        posts.push_back(&*post);
        if (posts.size() == thread_posts_max) break;
    }
    auto judgements = judge(texts);
    for (std::size_t i = 0; i < posts.size(); ++i)
        posts[i]->judgement = std::move(judgements[i]);
}

std::vector<Twin> twins_among(const DraftFacts& facts, std::span<const EarlierReply> replies) {
    const std::vector<std::string> names{facts.customer.name, facts.agent};
    const auto draft = understand::shingles_of(facts.draft, names);
    std::vector<Twin> twins;
    for (const auto& reply : replies) {
        // The words of a playbook's title are nobody's name.
        const std::vector<std::string> there{reply.example ? std::string{} : reply.to, facts.agent};
        const auto shingles = understand::shingles_of(reply.text, there);
        auto alike = understand::similarity(draft, shingles);
        const auto inside = understand::containment(draft, shingles);
        if (inside >= contained_min) alike = std::max(alike, inside);
        if (alike >= twin_similarity_min)
            twins.push_back({reply.to, reply.text, alike, reply.same_thread, reply.example});
    }
    std::stable_sort(twins.begin(), twins.end(), [](const Twin& left, const Twin& right) {
        return left.similarity > right.similarity;
    });
    return twins;
}

}  // namespace heed::app
