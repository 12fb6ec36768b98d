#include "channels/street/reaction.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <span>
#include <utility>

namespace heed::channels::street {

namespace {

constexpr auto apology_words = std::to_array<std::string_view>(
    {"sorry",    "apolog",  "entschuldig", "leid",       "bedaure",    "pardon",  "désolé",
     "excuse",   "perdón",  "perdona",     "lo siento",  "lamento",    "disculp", "mi dispiace",
     "scusa",    "scusi",   "scusaci",     "desculp",    "lamentamos", "spijt",   "excuses",
     "przepras", "przykro", "申し訳",      "すみません", "ごめん",     "نأسف",    "نعتذر",
     "آسف",      "أعتذر",   "siento",      "our fault"});

constexpr auto private_words = std::to_array<std::string_view>(
    {"direct message", "private message", "message us privately", "send me a dm", "send us a dm",
     "by dm", "via dm", "direktnachricht", "privatnachricht", "message privé", "messages privés",
     "mensaje privado", "messaggio privato", "mensagem privada", "privébericht",
     "wiadomości prywatnej", "ダイレクトメッセージ", "رسالة خاصة"});

constexpr auto step_words = std::to_array<std::string_view>(
    {// en
     "i'll", "i will", "we'll", "we will", "i've asked", "i've put", "i have started",
     "i've stopped", "tomorrow", "tonight", "today", "by the end", "within ", "minutes", "hours",
     "monday", "friday", "is on its way", "refund", "released", "replacement", "in the app under",
     "has been", "are on the",
     // de
     "heute", "morgen", "bis ", "melde mich", "schreibe dir", "schreibe ihnen", "ich schicke",
     "schicke ich", "schicke dir", "geht raus", "geht heute", "erstatte", "kümmere", "ich habe",
     "techniker", "uhr", "minuten", "stunden",
     // fr
     "aujourd'hui", "demain", "avant ", "je vous", "j'ai transmis", "jeudi", "minutes", "rembours",
     // es
     "hoy", "mañana", "antes de", "te aviso", "te mando", "te escribo", "sale ", "devuelvo",
     // it
     "oggi", "domani", "entro", "ti avviso", "ti riscrivo", "parte ", "stasera", "rimbors",
     // pt
     "hoje", "amanhã", "escrevo-lhe", "antes das", "sai ", "suspendo", "já passei", "reembols",
     // nl
     "vandaag", "morgen", "vanavond", "ik laat", "krijg je", "staat stil", "volgende week",
     "gaat er",
     // pl
     "jutro", "dzisiaj", "odpiszę", "przekaz", "zwolni", "dziś",
     // ja
     "本日", "明日", "発送", "確認し", "お届け", "ご返金", "選べます",
     // ar
     "اليوم", "غدا", "سأكتب", "سيصل", "سيخرج"});

constexpr auto stock_phrases = std::to_array<std::string_view>(
    {"any inconvenience", "dear customer", "valued customer", "feedback is important",
     "we take your concerns", "unannehmlichkeiten", "sehr geehrter kunde",
     "anliegen ist uns wichtig", "gêne occasionnée", "cher client", "estimado cliente",
     "molestias ocasionadas", "gentile cliente", "per il disagio", "caro cliente", "geachte klant",
     "szanowny kliencie", "お客様各位", "عزيزي العميل"});

constexpr auto insults = std::to_array<std::string_view>(
    {"calm down", "your own fault", "your fault", "not our problem", "stop complaining",
     "as you would know if", "beruhigen sie sich", "selbst schuld", "nicht unser problem",
     "calmez-vous", "pas notre problème", "cálmate", "no es nuestro problema", "si calmi",
     "non è un nostro problema", "niet ons probleem"});

/// ASCII only; enough to compare words that are written alike.
std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

bool holds_word(std::string_view text, const std::string& word) {
    return word.size() >= 2 && text.find(lower(word)) != std::string_view::npos;
}

bool belongs_to_word(char c) {
    return static_cast<unsigned char>(c) >= 0x80 ||
           std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::set<std::string> words_of(std::string_view text) {
    std::set<std::string> words;
    std::string word;
    for (const char c : lower(text) + " ") {
        if (belongs_to_word(c)) {
            word += c;
        } else if (!word.empty()) {
            words.insert(std::exchange(word, {}));
        }
    }
    return words;
}

/// Words of a kind that says what a matter is about: their first letters, so that "parcel" meets
/// "parcels". Scripts without spaces give whole clauses, which is why those readers are easier to
/// please below.
std::set<std::string> topics_of(std::string_view text) {
    constexpr std::size_t topic_bytes_min = 5;
    std::set<std::string> topics;
    for (const std::string& word : words_of(text)) {
        if (word.size() >= topic_bytes_min) topics.insert(word.substr(0, topic_bytes_min));
    }
    return topics;
}

bool is_written_without_spaces(std::string_view text) {
    return text.find(' ') == std::string_view::npos || text.find("、") != std::string_view::npos ||
           text.find("。") != std::string_view::npos;
}

bool is_specific(std::string_view reply, const Reader& reader) {
    const auto said = topics_of(reply);
    for (const std::string& own : reader.own_words) {
        if (is_written_without_spaces(own)) return reply.size() > 60;
        for (const std::string& topic : topics_of(own)) {
            if (topic != "larks" && said.contains(topic)) return true;
        }
    }
    return false;
}

/// How many of the words two texts share; 1 when they are the same but for names and numbers.
double likeness(const std::set<std::string>& a, const std::set<std::string>& b) {
    if (a.empty() || b.empty()) return 0;
    const auto shared =
        std::count_if(a.begin(), a.end(), [&](const auto& w) { return b.contains(w); });
    return static_cast<double>(shared) / static_cast<double>(std::max(a.size(), b.size()));
}

bool was_said_before(std::string_view reply, const Reader& reader) {
    constexpr double same_text = 0.8;
    constexpr std::size_t words_min = 5;  // "Thank you, Mia!" may be said twice
    const auto words = words_of(reply);
    if (words.size() < words_min) return false;
    return std::any_of(
        reader.seen_elsewhere.begin(), reader.seen_elsewhere.end(),
        [&](const auto& seen) { return likeness(words, words_of(seen)) >= same_text; });
}

/// The name behind the last dash or caret, if what follows is short enough to be one.
std::string signature(std::string_view reply) {
    constexpr std::size_t name_bytes_max = 24;
    for (const std::string_view mark : {"– ", "— ", "- ", "^", "~ "}) {
        const auto at = reply.rfind(mark);
        if (at == std::string_view::npos) continue;
        std::string_view name = reply.substr(at + mark.size());
        while (!name.empty() && !belongs_to_word(name.back()))
            name.remove_suffix(1);
        const bool capital = !name.empty() && (name.front() < 'a' || name.front() > 'z') &&
                             (name.front() < '0' || name.front() > '9');
        if (capital && name.size() <= name_bytes_max)
            return std::string{name.substr(0, name.find(' '))};
    }
    return {};
}

bool has_question_mark(std::string_view reply) {
    return reply.find('?') != std::string_view::npos ||
           reply.find("？") != std::string_view::npos || reply.find("؟") != std::string_view::npos;
}

int soothing(const Impression& impression) {
    return static_cast<int>(impression.names_me) + static_cast<int>(impression.apologises) +
           static_cast<int>(impression.specific);
}

/// 0 to 3 points of warmth take 0 to 2 steps of anger.
int calmed(int anger, const Impression& impression) {
    const int points = soothing(impression);
    return std::max(0, anger - (points >= 3 ? 2 : points >= 1 ? 1 : 0));
}

}  // namespace

Impression read_reply(std::string_view reply, const Reader& reader) {
    const std::string text = lower(reply);
    Impression impression;
    impression.names_me = holds_word(text, reader.given) || holds_word(text, reader.handle) ||
                          holds_word(text, reader.family);
    impression.apologises = holds_any(text, apology_words);
    impression.asks = has_question_mark(reply);
    impression.goes_private = holds_any(text, private_words);
    impression.next_step = holds_any(text, step_words);
    impression.specific = is_specific(reply, reader);
    impression.insulting = holds_any(text, insults);
    const bool stock = holds_any(text, stock_phrases) && !impression.next_step && !impression.asks;
    impression.canned = stock || was_said_before(reply, reader);
    impression.agent = signature(reply);
    return impression;
}

Reaction react(const Impression& impression, const Mood& mood) {
    constexpr int anger_max = 3;
    if (impression.insulting) return {Move::insulted, std::min(anger_max, mood.anger + 1)};
    if (impression.canned) return {mood.complains ? Move::sceptical : Move::none, mood.anger};
    if (impression.goes_private && !mood.in_private)
        return {Move::come_private, calmed(mood.anger, impression)};
    if (mood.complains && mood.was_kept_waiting && mood.anger >= 2 && !impression.apologises)
        return {Move::late, mood.anger};

    const bool can_be_solved_here = mood.in_private || !mood.sensitive;
    const bool concerns_me = impression.specific || impression.names_me || mood.in_private;
    if (impression.next_step && concerns_me)
        return {can_be_solved_here ? Move::calm : Move::come_private,
                calmed(mood.anger, impression)};
    if (impression.asks && !mood.has_answered)
        return {Move::answer, calmed(mood.anger, impression)};
    if (!mood.complains) return {Move::calm, 0};
    return {Move::sceptical, mood.anger};
}

}  // namespace heed::channels::street
