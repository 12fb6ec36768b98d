#include "support/multilingual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string_view>
#include <unordered_set>

namespace heed::bench {

namespace {

using Words = std::vector<std::string_view>;

struct Tongue {
    int weight;  ///< of a hundred posts
    std::string_view between;
    Words words;
};

const std::vector<Tongue>& tongues() {
    static const std::vector<Tongue> list{
        {50, " ", {"the",    "my",       "is",      "to",       "and",     "you",    "not",
                   "still",  "it",       "for",     "your",     "a",       "was",    "just",
                   "really", "people",   "today",   "love",     "never",   "think",  "about",
                   "good",   "game",     "morning", "watching", "why",     "can't",  "going",
                   "again",  "delivery", "phone",   "waiting",  "support", "broken", "happy",
                   "coffee", "train",    "late",    "someone",  "please",  "I'm",    "haven't",
                   "music",  "tonight",  "with"}},
        {10, " ", {"que",     "de",        "no",      "la",  "el",   "es",   "y",
                   "mañana",  "está",      "también", "hoy", "años", "nada", "teléfono",
                   "todavía", "esperando", "gracias", "qué", "día",  "muy",  "más"}},
        {8, " ", {"não",   "que",   "é",   "de",      "você", "hoje",    "também",
                  "ainda", "muito", "dia", "amanhã",  "uma",  "coração", "esperando",
                  "já",    "para",  "com", "atenção", "são",  "nada"}},
        {8, "", {"今日は",   "電話",   "が",   "まだ", "来ない",   "です",   "ありがとう",
                 "コーヒー", "を",     "飲む", "電車", "遅れ",     "ている", "本当に",
                 "楽しい",   "ゲーム", "。",   "、",   "届かない", "荷物"}},
        {6,
         " ",
         {"ich", "nicht", "für", "über", "schon", "wieder", "die", "Straße", "müde", "Morgen",
          "warten", "Hilfe", "können", "schön", "heute", "Zug", "verspätet", "und", "größer"}},
        {5,
         " ",
         {"je", "pas", "le", "c'est", "très", "déjà", "encore", "aujourd'hui", "été", "train",
          "attendre", "où", "une", "réponse", "même", "ça", "être", "merci", "colère"}},
        {4,
         " ",
         {"я", "не", "что", "это", "сегодня", "почему", "телефон", "опять", "работает", "очень",
          "жду", "доставка", "хорошо", "день", "спасибо", "поезд", "музыка", "люблю"}},
        {4,
         " ",
         {"في", "من", "على", "اليوم", "لماذا", "الهاتف", "انتظار", "شكرا", "جدا", "لا", "يعمل",
          "صباح", "الخير", "القطار", "متأخر", "أحب", "قهوة"}},
        {3,
         " ",
         {"है", "में", "नहीं", "आज", "फ़ोन", "क्यों", "बहुत", "अच्छा", "धन्यवाद", "इंतज़ार", "सुबह", "ट्रेन", "देर",
          "मुझे", "कॉफ़ी"}},
        {2,
         " ",
         {"오늘", "정말", "전화가", "안", "와요", "배송", "언제", "감사합니다", "커피", "기차",
          "너무", "좋아요", "왜", "아직", "기다려요"}},
    };
    return list;
}

constexpr std::array<std::string_view, 12> emoji{"😂",        "❤️", "😭",    "🔥", "🙏", "😡",
                                                 "👍🏽", "🎉",      "🤔", "✨", "👀", "🥲"};
constexpr std::array<std::string_view, 33> onsets{
    "b",  "c",  "d",  "f",  "g",  "h",  "j",  "k",  "l",  "m",  "n",
    "p",  "r",  "s",  "t",  "v",  "w",  "x",  "z",  "bl", "br", "ch",
    "cl", "cr", "dr", "fl", "gr", "ph", "pl", "sh", "st", "th", "tr"};
constexpr std::array<std::string_view, 12> vowels{"a",  "e",  "i",  "o",  "u",  "y",
                                                  "ai", "ea", "ee", "ia", "io", "ou"};
constexpr std::array<std::string_view, 14> codas{"",  "",  "",  "",   "l",  "n",  "r",
                                                 "s", "t", "x", "nd", "rk", "ng", "st"};

class Pen {
public:
    explicit Pen(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_() % count; }
    bool one_in(std::size_t count) { return below(count) == 0; }

    std::string name(std::size_t least) {
        std::string word;
        for (auto left = least + below(2); left > 0; --left) {
            word += onsets[below(onsets.size())];
            word += vowels[below(vowels.size())];
            word += codas[below(codas.size())];
        }
        return word;
    }

    const Tongue& tongue() {
        auto left = static_cast<int>(below(100));
        for (const auto& tongue : tongues())
            if ((left -= tongue.weight) < 0) return tongue;
        return tongues().front();
    }

    std::string text(const std::vector<understand::Term>& terms) {
        const auto& speech = tongue();
        std::string text;
        if (one_in(3)) text += "@" + name(3) + ".example ";
        for (std::size_t length = 60 + below(100); text.size() < length;) {
            // Half of what is written are few words; squaring makes the first ones frequent.
            const auto at = below(speech.words.size()) * below(speech.words.size());
            if (one_in(12) && !speech.between.empty()) {
                text += name(1);  // the long tail: names of people and things
            } else {
                text += speech.words[at / speech.words.size()];
            }
            text += speech.between;
        }
        if (one_in(50)) text += " " + terms[below(terms.size())].text + " ";
        if (one_in(4)) text += emoji[below(emoji.size())];
        if (one_in(6)) text += " #" + name(3);
        if (one_in(5)) text += " https://" + name(2) + ".example/" + name(4);
        return text;
    }

private:
    std::mt19937 random_;
};

}  // namespace

std::vector<understand::Term> make_terms(std::size_t count) {
    using understand::TermKind;
    Pen pen(7);
    std::vector<understand::Term> terms;
    std::unordered_set<std::string> known;
    while (terms.size() < count) {
        auto text = pen.name(2);
        TermKind kind = TermKind::word;
        if (pen.one_in(3)) {
            text += ' ' + pen.name(1);
            kind = TermKind::phrase;
        } else if (pen.one_in(10)) {
            text = '#' + text;
            kind = TermKind::hashtag;
        } else if (pen.one_in(10)) {
            text = '@' + text + ".example";
            kind = TermKind::handle;
        }
        if (text.size() >= 6 && known.insert(text).second) terms.push_back({text, kind});
    }
    return terms;
}

std::vector<std::string> make_texts(std::size_t count, const std::vector<understand::Term>& terms) {
    Pen pen(11);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i)
        texts.push_back(pen.text(terms));
    return texts;
}

std::string recorded_line(std::size_t number, const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '"' || c == '\\') escaped += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) escaped += c;
    }
    return fmt::format(
        R"({{"id":"at://did:plc:{0:024x}/app.bsky.feed.post/{0:013x}","time":"2026-05-01T{1:02}:{2:02}:{3:02}Z",)"
        R"("author":{{"id":"did:plc:{0:024x}","handle":"user{4}.example"}},"text":"{5}"}})",
        number, number / 3600 % 24, number / 60 % 60, number % 60, number % 5000, escaped);
}

}  // namespace heed::bench
