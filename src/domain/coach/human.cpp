#include <algorithm>

#include "domain/coach/remarks.hpp"

/// Whether a person hears a person: sorry, thanks, and that somebody understood.
namespace heed::coach {

namespace {

constexpr std::size_t long_post = 500;  ///< code points, where the world reads along
constexpr std::size_t long_chat = 600;
constexpr std::size_t long_mail = 1000;
constexpr std::size_t long_for_a_word = 200;  ///< whoever asks "platform?" wants a number
constexpr std::size_t patience_factor = 4;    ///< so many times what the customer wrote

bool apologises(const Reading& reading) {
    return reading.has(reading.draft, "apology");
}

/// "Sorry, every day is wearing" names neither a condition nor the customer's feelings: whoever
/// only hears a doubt in it is wrong.
bool may_be_hollow(const Reading& reading, const Sentence& part) {
    const auto& draft = reading.draft;
    const auto sorry = reading.all(draft, "apology");
    const bool plain = std::any_of(sorry.begin(), sorry.end(), [&part](WordRange words) {
        return words.begin >= part.begin && words.end <= part.end;
    });
    return !plain || reading.has_in(draft, "clause_break", part) ||
           reading.has_in(draft, "possessive", part);
}

/// Somebody listened to the whole draft, and it does not even perhaps hurt or sound cold.
bool sounds_kind(const Reading& reading) {
    return reading.facts.heard.sounds && reading.sounds(SpeechAct::hurts) == Heard::no &&
           reading.sounds(SpeechAct::cold) == Heard::no;
}

void look_at_hollow_apology(const Reading& reading, Remarks& remarks) {
    auto hollow = reading.spans("apology.hollow");
    if (hollow.empty())
        for (const auto& part : reading.draft.words.sentences)
            if (reading.heard(SpeechAct::hollow_sorry, part) == Heard::sure &&
                may_be_hollow(reading, part) && !sounds_kind(reading))
                hollow.push_back(part.span);
    if (!hollow.empty()) remarks.add(Grade::ask, "apology.hollow", hollow);
}

void look_at_missing_apology(const Reading& reading, Remarks& remarks) {
    const auto& mood = reading.mood;
    if (mood.complaint == 0 || apologises(reading) || reading.agent_said("apology")) return;
    if (reading.is_part()) return;
    if (!reading.draft.known || remarks.has(AdviceKind::apology)) return;
    const bool takes_blame = reading.has(reading.draft, "takes_blame");
    const bool urgent = reading.has(reading.draft, "urgent_help");
    if (takes_blame || urgent) return;
    // A model alone takes a question about a fault for a complaint.
    if (mood.complaint_plain == 0 && mood.anger < 2 && mood.severity < 2) return;
    // "I put the wrong number": nobody of us is to be sorry for it.
    const bool their_slip = std::any_of(
        reading.open.begin(), reading.open.end(),
        [&reading](std::size_t place) { return reading.has(reading.posts[place], "own_slip"); });
    if (their_slip && mood.anger == 0 && mood.sarcasm == 0) return;
    // "I believe you" says no sorry, and is as kind.
    const bool kind = reading.facts.heard.sounds && reading.sounds(SpeechAct::cold) == Heard::no;
    const bool sure = mood.complaint == 2 && mood.complaint_plain > 0 && !kind &&
                      !reading.has(reading.draft, "feeling.ack");
    remarks.add(sure ? Grade::ask : Grade::hint, "apology.missing");
}

/// "Thanks for losing my bag" is no praise, and must not be thanked for.
void look_at_sarcasm(const Reading& reading, Remarks& remarks) {
    const auto& mood = reading.mood;
    // A model alone hears irony where somebody is merely lively.
    if (mood.complaint_plain == 0 && mood.sarcasm < 2) return;
    const auto cheer = reading.spans("cheerful_thanks");
    if (cheer.empty() || apologises(reading)) return;  // who says sorry has heard it
    // Where they do not say so openly, the whole must sound deaf as well.
    if (reading.facts.heard.sounds && mood.sarcasm < 2 &&
        reading.sounds(SpeechAct::deaf) < Heard::likely)
        return;
    remarks.add(Grade::ask, "tone.deaf", cheer);
    if (!remarks.has(AdviceKind::apology)) remarks.add(Grade::ask, "apology.missing");
}

void look_at_praise(const Reading& reading, Remarks& remarks) {
    const auto& mood = reading.mood;
    if (mood.praise == 0 || mood.sarcasm > 0) return;
    if (const auto sorry = reading.spans("sorry_to_hear"); !sorry.empty()) {
        remarks.add(mood.praise == 2 ? Grade::ask : Grade::hint, "apology.praise", sorry);
        return;
    }
    if (mood.praise < 2 || !reading.draft.known || reading.is_part()) return;
    if (sounds_kind(reading) && reading.hears(SpeechAct::thanks, Heard::perhaps)) return;
    if (reading.has(reading.draft, "cheerful_thanks")) return;  // "you're welcome"
    if (!reading.has(reading.draft, "thanks") && !reading.has(reading.draft, "joy"))
        remarks.add(Grade::hint, "feeling.praise");
}

void look_at_grief(const Reading& reading, Remarks& remarks) {
    if (reading.mood.grief == 0) return;
    if (const auto sale = reading.spans("sale"); !sale.empty())
        remarks.add(Grade::stop, "tone.sale", sale);
    // "My phone died": a word of grief where nobody sounds sad.
    if (reading.mood.grief < 2) return;
    if (!reading.has(reading.draft, "condolence") && !apologises(reading))
        remarks.add(Grade::ask, "feeling.grief");
    if (const auto cheer = reading.spans("cheer"); !cheer.empty())
        remarks.add(Grade::ask, "tone.cheer", cheer);
}

/// Somebody speaks of ending their life: before all else they are asked how they are, and told who
/// is there for them.
void look_at_danger(const Reading& reading, Remarks& remarks) {
    const bool danger =
        std::any_of(reading.open.begin(), reading.open.end(), [&reading](std::size_t place) {
            return reading.has(reading.posts[place], "life_in_danger");
        });
    if (!danger || reading.has(reading.draft, "urgent_help") ||
        reading.has(reading.draft, "life_line"))
        return;
    remarks.add(Grade::stop, "feeling.danger");
}

void look_at_feeling(const Reading& reading, Remarks& remarks) {
    const auto& mood = reading.mood;
    const bool felt = mood.anger > 0 || mood.worry > 0;
    if (!felt || !reading.draft.known || reading.is_part() || remarks.has(AdviceKind::feeling))
        return;
    if (apologises(reading) || reading.has(reading.draft, "feeling.ack")) return;
    if (reading.has(reading.draft, "urgent_help") || reading.agent_posts > 1) return;
    const bool sure = mood.anger == 2 || mood.worry == 2;
    remarks.add(sure && mood.complaint == 2 ? Grade::ask : Grade::hint,
                mood.worry > mood.anger ? "feeling.worry" : "feeling.anger");
}

std::size_t longest_for(RoomKind room) {
    if (room == RoomKind::public_) return long_post;
    return room == RoomKind::direct ? long_chat : long_mail;
}

void look_at_length(const Reading& reading, Remarks& remarks) {
    const auto length = reading.draft.words.code_points;
    std::size_t asked = 0;
    std::size_t words = 0;
    bool hurried = false;
    for (const auto place : reading.open) {
        const auto& list = reading.posts[place].words.list;
        asked += reading.posts[place].words.code_points;
        words +=
            static_cast<std::size_t>(std::count_if(list.begin(), list.end(), [](const Word& word) {
                return word.kind == WordKind::word;
            }));
        hurried = hurried || reading.has(reading.posts[place], "hurry");
    }
    auto limit = longest_for(reading.facts.room);
    if (hurried) limit /= 2;
    if (words > 0 && words <= 2) limit = long_for_a_word;
    if (asked == 0 || length <= limit) return;
    const bool patient = length <= asked * (hurried ? 2 : patience_factor);
    if (patient && (length <= 2 * limit || length <= asked * 2)) return;
    remarks.add(hurried ? Grade::ask : Grade::hint, "length.patience");
}

/// How the whole draft sounds to this customer, in whatever words.
void look_at_sound(const Reading& reading, Remarks& remarks) {
    if (reading.is_part() || reading.has(reading.draft, "urgent_help")) return;
    // Whoever is merely lively, or glad, is answered gladly.
    const bool let_down = reading.mood.complaint > 0 && reading.mood.praise == 0;
    if (let_down && reading.sounds(SpeechAct::deaf) == Heard::sure &&
        !remarks.has(AdviceKind::tone))
        remarks.add(Grade::ask, "feeling.deaf");
    if (reading.sounds(SpeechAct::cold) != Heard::sure || reading.mood.praise > 0) return;
    if (remarks.has(AdviceKind::feeling) || remarks.has(AdviceKind::apology)) return;
    const auto& mood = reading.mood;
    const bool felt = mood.complaint > 0 || mood.anger > 0 || mood.grief > 0 || mood.worry > 0;
    remarks.add(felt ? Grade::ask : Grade::hint, "feeling.cold");
}

}  // namespace

void look_at_human(const Reading& reading, Remarks& remarks) {
    look_at_hollow_apology(reading, remarks);
    look_at_praise(reading, remarks);
    look_at_sarcasm(reading, remarks);
    look_at_danger(reading, remarks);
    look_at_grief(reading, remarks);
    look_at_missing_apology(reading, remarks);
    look_at_feeling(reading, remarks);
    look_at_sound(reading, remarks);
    look_at_length(reading, remarks);
}

}  // namespace heed::coach
