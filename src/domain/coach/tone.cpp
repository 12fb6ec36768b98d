#include <algorithm>
#include <set>

#include "domain/coach/remarks.hpp"

/// What hurts: insults, mockery, blame, lawyers' words, shouting.
namespace heed::coach {

namespace {

constexpr std::size_t shouted_words_min = 3;
constexpr std::size_t shouted_letters_min = 3;

/// A single word that the customer wrote first is taken up, and not thrown at them. A name with a
/// capital inside a sentence is a name.
bool is_their_word(const Reading& reading, WordRange range, AdviceKind kind) {
    if (kind != AdviceKind::tone || range.end - range.begin > 1) return false;
    const auto& word = reading.draft.words.list[range.begin];
    const bool inside = range.begin > reading.draft.words.sentences[word.sentence].begin;
    if (inside && word.capital && !word.shouted && reading.draft.language != "de") return true;
    // "Sig. Conte": the dot behind a title ends no sentence.
    const auto titles = reading.all(reading.draft, "honorific");
    if (word.capital && std::any_of(titles.begin(), titles.end(),
                                    [range](WordRange title) { return title.end == range.begin; }))
        return true;
    return reading.said_in_public(word.folded);
}

/// "It's only a day", "relax": soothes whoever merely asked, and shrugs at whoever complains.
bool only_soothes(const Reading& reading, const PhraseRule& rule, WordRange range) {
    if (rule.id != "tone.dismissal" || reading.mood.complaint > 0) return false;
    const auto soothing = reading.all(reading.draft, "soothing");
    return std::any_of(soothing.begin(), soothing.end(), [range](WordRange words) {
        return words.begin <= range.begin && range.end <= words.end;
    });
}

constexpr SpeechAct hostile_acts[] = {SpeechAct::insult, SpeechAct::blame, SpeechAct::dismiss,
                                      SpeechAct::threaten, SpeechAct::hostile};

/// The rules whose phrases hurt in one sentence and are harmless in another ("find another day").
/// All others, and those that a company wrote, say what they say.
constexpr std::string_view doubtful_rules[] = {
    "tone.blame", "tone.dismissal", "tone.mockery", "tone.sarcasm", "tone.defensive", "tone.threat",
};

/// Where somebody listened, what such a phrase says must at least be thinkable.
bool is_believed(const Reading& reading, const PhraseRule& rule, WordRange range) {
    if (std::find(std::begin(doubtful_rules), std::end(doubtful_rules), rule.id) ==
        std::end(doubtful_rules))
        return true;
    const auto& words = reading.draft.words;
    const auto& part = words.sentences[words.list[range.begin].sentence];
    if (reading.sounds(SpeechAct::hurts) >= Heard::perhaps) return true;
    return reading.may(hostile_acts, part,
                       rule.grade == Grade::stop ? Heard::perhaps : Heard::likely);
}

/// Where the draft has a rule's phrases, and means them.
std::vector<TextSpan> meant(const Reading& reading, const PhraseRule& rule) {
    std::vector<TextSpan> spans;
    for (const auto& hit : reading.draft.hits)
        if (hit.list == rule.list && !is_their_word(reading, hit.words, rule.kind) &&
            !only_soothes(reading, rule, hit.words) && is_believed(reading, rule, hit.words))
            spans.push_back(reading.draft.words.span_of(hit.words));
    return spans;
}

void look_at_phrase_rules(const Reading& reading, Remarks& remarks) {
    for (const auto& rule : reading.rules.phrase_rules) {
        if (rule.only_in_public && !reading.in_public) continue;
        // "Congratulations!" is a sneer only where there is nothing to congratulate on.
        if (rule.id == "tone.sarcasm" && reading.mood.complaint == 0) continue;
        auto spans = meant(reading, rule);
        if (!spans.empty()) remarks.add(rule.kind, rule.grade, rule.id, std::move(spans), {});
    }
}

/// Blame and a shrug in one reply to somebody who complains: that is hostile, whatever each alone
/// may be.
void look_at_hostility(const Reading& reading, Remarks& remarks) {
    if (reading.mood.complaint == 0 || reading.has(reading.draft, "apology")) return;
    std::vector<TextSpan> spans;
    constexpr std::string_view together[] = {"tone.blame", "tone.dismissal", "tone.sarcasm",
                                             "tone.defensive"};
    for (const auto& rule : reading.rules.phrase_rules) {
        if (std::find(std::begin(together), std::end(together), rule.id) == std::end(together))
            continue;
        const auto found = meant(reading, rule);
        const bool elsewhere =
            !found.empty() && std::none_of(spans.begin(), spans.end(), [&found](TextSpan other) {
                return found.front().start < other.end && other.start < found.front().end;
            });
        if (elsewhere) spans.push_back(found.front());
    }
    if (spans.size() > 1) remarks.add(Grade::stop, "tone.hostile", spans);
}

/// "The cutest!!!"
bool is_glad(const Reading& reading) {
    return reading.mood.complaint == 0 &&
           (reading.mood.praise > 0 || reading.has(reading.draft, "joy") ||
            reading.has(reading.draft, "thanks") || !reading.mood.known);
}

/// What the playbook writes in capitals: "set it to SEND".
std::set<std::string> capitals_of_playbook(const Reading& reading) {
    std::set<std::string> capitals;
    const auto& facts = reading.facts.playbook.facts;
    for (std::size_t i = 0; i < std::min(facts.size(), listed_max); ++i)
        for (const auto& word : words_of(facts[i]).list)
            if (word.shouted) capitals.insert(word.folded);
    return capitals;
}

/// Capitals that the customer or the company wrote before are names, not shouts.
void look_at_shouting(const Reading& reading, Remarks& remarks) {
    std::vector<TextSpan> spans;
    const auto known = capitals_of_playbook(reading);
    std::size_t letters = 0;
    std::size_t all_letters = 0;
    std::size_t long_words = 0;  // "SIN-DMK" and "SGD" are codes
    for (const auto& word : reading.draft.words.list) {
        if (word.kind != WordKind::word) continue;
        const auto size = word.span.end - word.span.start;
        all_letters += size;
        if (!word.shouted) continue;
        const bool code = word.folded.find_first_of("0123456789") != std::string::npos;
        if (code || size < shouted_letters_min || known.contains(word.folded) ||
            reading.said_in_public(word.folded))
            continue;
        spans.push_back(word.span);
        letters += size;
        long_words += size > shouted_letters_min ? 1 : 0;
    }
    const bool long_ones = letters >= shouted_words_min * 4 && long_words > 1;
    if (spans.size() < shouted_words_min || !long_ones) return;
    // A third of it in capitals, with "!!!", and not for joy: nobody takes that for emphasis.
    const bool most = letters * 3 >= all_letters;
    const bool loud = reading.facts.draft.find("!!") != std::string::npos && !is_glad(reading);
    remarks.add(most && loud ? Grade::stop : Grade::ask, "tone.shouting", spans);
}

void look_at_marks(const Reading& reading, Remarks& remarks) {
    const auto& draft = reading.facts.draft;
    if (is_glad(reading)) return;
    if (draft.find("!!!") != std::string::npos || draft.find("?!?") != std::string::npos ||
        draft.find("???") != std::string::npos)
        remarks.add(reading.mood.complaint > 0 ? Grade::ask : Grade::hint, "tone.marks");
}

/// A smile under somebody's anger or grief looks like a grin.
void look_at_smiles(const Reading& reading, Remarks& remarks) {
    if (reading.mood.anger < 2 && reading.mood.grief == 0) return;
    const auto smiles = reading.spans("smile");
    if (!smiles.empty()) remarks.add(Grade::ask, "tone.smile", smiles);
}

/// Somebody complains, and the draft laughs. Whoever laughs first may be laughed with.
void look_at_laughs(const Reading& reading, Remarks& remarks) {
    if (reading.mood.complaint == 0) return;
    for (const auto place : reading.open)
        if (reading.has(reading.posts[place], "smile") ||
            reading.has(reading.posts[place], "laugh"))
            return;
    if (const auto laughs = reading.spans("laugh"); !laughs.empty())
        remarks.add(Grade::ask, "tone.laugh", laughs);
    // "Haha, sorry" laughs at ourselves.
    const auto words = reading.spans("laugh.words");
    if (!words.empty() && !reading.has(reading.draft, "apology"))
        remarks.add(Grade::stop, "tone.mockery", words);
}

/// What is written under a disaster's hashtag is read by those who live through it.
void look_at_disaster(const Reading& reading, Remarks& remarks) {
    const auto sale = reading.spans("sale");
    if (sale.empty() || reading.mood.grief > 0) return;
    const bool disaster = std::any_of(
        reading.open.begin(), reading.open.end(),
        [&reading](std::size_t place) { return reading.has(reading.posts[place], "disaster"); });
    if (disaster) remarks.add(Grade::stop, "tone.sale", sale);
}

/// What was heard, and the remark that says it.
struct HeardRule {
    SpeechAct act;
    std::string_view rule;
};

constexpr HeardRule hurting[] = {
    {SpeechAct::insult, "tone.mockery"},
    {SpeechAct::threaten, "tone.threat"},
    {SpeechAct::blame, "tone.blame"},
    {SpeechAct::dismiss, "tone.dismissal"},
};

/// The rule that fits best, and how certainly anything was heard at all.
struct Hurt {
    Heard heard = Heard::no;
    std::string_view rule = "tone.dismissal";
};

Hurt hurt_in(const Reading& reading, const Sentence& part) {
    Hurt hurt;
    Heard clearest = Heard::no;
    for (const auto& one : hurting) {
        const auto heard = reading.heard(one.act, part);
        if (heard <= clearest) continue;
        clearest = heard;
        hurt.rule = one.rule;
    }
    // Which of the four it is may stay open where it is known that it is one of them.
    hurt.heard = std::max(clearest, reading.heard(SpeechAct::hostile, part));
    return hurt;
}

/// What no list of phrases holds: each sentence by what it does. Who says sorry as well is kinder
/// than one sentence alone sounds; what only may hurt must come twice.
void look_at_heard(const Reading& reading, Remarks& remarks) {
    const bool kind = reading.has(reading.draft, "apology") ||
                      reading.has(reading.draft, "takes_blame") ||
                      reading.hears(SpeechAct::empathy, Heard::sure);
    std::vector<TextSpan> doubtful;
    for (const auto& part : reading.draft.words.sentences) {
        const auto hurt = hurt_in(reading, part);
        if (hurt.heard == Heard::likely) doubtful.push_back(part.span);
        if (hurt.heard != Heard::sure) continue;
        if (remarks.raise(AdviceKind::tone, part.span, kind ? Grade::ask : Grade::stop)) continue;
        // One sentence by itself is heard wrongly more often than beside what it answers: where
        // that is not known, banter and mockery sound alike.
        const auto whole = reading.sounds(SpeechAct::hurts);
        if (whole == Heard::no) continue;
        const bool both = whole >= Heard::likely;
        remarks.add(kind || !both ? Grade::ask : Grade::stop, hurt.rule, {part.span});
    }
    if (doubtful.size() > 1 && !kind && !remarks.has(AdviceKind::tone))
        remarks.add(Grade::ask, "tone.hostile", doubtful);
}

/// How the whole draft sounds to this customer. It stops where words or a sentence hurt as well;
/// what only may hurt needs a sentence even to ask.
void look_at_sound(const Reading& reading, Remarks& remarks) {
    const auto hurts = reading.sounds(SpeechAct::hurts);
    // Whoever praises or jokes is answered in kind.
    if (hurts < Heard::likely || reading.mood.praise > 0) return;
    const auto& parts = reading.draft.words.sentences;
    const bool more = remarks.has(AdviceKind::tone) ||
                      std::any_of(parts.begin(), parts.end(), [&reading](const Sentence& part) {
                          return hurt_in(reading, part).heard >= Heard::likely;
                      });
    // Alone it is believed where somebody was let down: banter sounds rude to who stands by.
    const auto& mood = reading.mood;
    const bool let_down = mood.complaint > 0 || mood.anger > 0 || mood.worry > 0;
    if (!more && (hurts == Heard::likely || !let_down)) return;
    const auto grade = hurts == Heard::sure && more ? Grade::stop : Grade::ask;
    const TextSpan whole{0, reading.draft.words.code_points};
    if (!remarks.raise(AdviceKind::tone, whole, grade)) remarks.add(grade, "tone.hurts");
}

}  // namespace

void look_at_tone(const Reading& reading, Remarks& remarks) {
    look_at_phrase_rules(reading, remarks);
    look_at_hostility(reading, remarks);
    look_at_shouting(reading, remarks);
    look_at_marks(reading, remarks);
    look_at_smiles(reading, remarks);
    look_at_laughs(reading, remarks);
    look_at_disaster(reading, remarks);
    look_at_heard(reading, remarks);
    look_at_sound(reading, remarks);
}

}  // namespace heed::coach
