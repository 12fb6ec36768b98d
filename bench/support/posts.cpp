#include "support/posts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string_view>
#include <unordered_map>

namespace heed::bench {

namespace {

constexpr std::array<std::string_view, 96> common_words = {
    "the",      "my",      "is",      "to",       "and",     "you",         "not",     "still",
    "order",    "it",      "for",     "your",     "a",       "was",         "no",      "please",
    "app",      "since",   "with",    "have",     "again",   "help",        "on",      "in",
    "phone",    "answer",  "days",    "delivery", "parcel",  "waiting",     "why",     "nobody",
    "broken",   "refund",  "card",    "charged",  "twice",   "thank",       "great",   "staff",
    "store",    "today",   "week",    "email",    "support", "told",        "me",      "never",
    "arrived",  "late",    "battery", "screen",   "login",   "password",    "account", "cancel",
    "contract", "invoice", "wrong",   "size",     "return",  "label",       "courier", "where",
    "what",     "how",     "can",     "anyone",   "else",    "same",        "problem", "update",
    "version",  "crashes", "slow",    "internet", "down",    "city",        "hours",   "number",
    "call",     "hold",    "music",   "minutes",  "sorry",   "apology",     "love",    "new",
    "colour",   "jacket",  "shoes",   "box",      "damaged", "replacement", "photo",   "attached"};

/// Names, places, things: the long tail that a full-text index has to carry.
std::string rare_word(std::size_t number) {
    static constexpr std::array<std::string_view, 16> syllables = {
        "ba",  "den", "fol", "gri", "hal", "jo",  "kes", "lum",
        "mar", "no",  "pel", "rud", "san", "tor", "vi",  "wex"};
    std::string word;
    for (std::size_t rest = number + 16; rest > 0; rest /= 16)
        word += syllables[rest % 16];
    return word;
}

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    double chance() { return std::uniform_real_distribution<double>(0, 1)(random_); }

    /// Squared: the first are many times as frequent as the last.
    std::size_t pick(std::size_t count) {
        const auto at = std::pow(chance(), 2) * static_cast<double>(count);
        return std::min(static_cast<std::size_t>(at), count - 1);
    }

    std::string text() {
        constexpr std::size_t rare_words = 4000;
        const std::size_t length = 60 + pick(160);
        std::string text = "@larkspur";
        while (text.size() < length) {
            text += ' ';
            if (chance() < 0.15) {
                text += rare_word(pick(rare_words));
            } else {
                text += common_words[pick(common_words.size())];
            }
        }
        return text;
    }

private:
    std::mt19937 random_;
};

}  // namespace

std::string Posts::mark(std::size_t post) {
    return fmt::format("ref{:07}x", post);
}

Posts make_posts(std::size_t count, std::size_t authors, unsigned seed) {
    Posts posts;
    posts.lines.reserve(count);
    Writer writer(seed);
    std::unordered_map<std::size_t, std::size_t> last_of;
    for (std::size_t i = 0; i < count; ++i) {
        const auto author = writer.pick(authors);
        auto text = writer.text();
        if (i % Posts::marked_each == 0) text += ' ' + Posts::mark(i);
        const auto earlier = last_of.find(author);
        std::string answers;
        if (earlier != last_of.end() && writer.chance() < 0.3) {
            answers = fmt::format(R"("in_reply_to":"p{0}-{1}",)", seed, earlier->second);
        }
        last_of[author] = i;
        posts.lines.push_back(fmt::format(
            R"({{"id":"p{0}-{1}","time":"2026-05-{2:02}T{3:02}:{4:02}:{5:02}Z",{6})"
            R"("author":{{"id":"a{7}","handle":"{8}{7}","name":"{8} {9}","followers":{10}}},)"
            R"("text":"{11}","language":"en","url":"https://social.example/@{8}{7}/{1}"}})",
            seed, i, 1 + i * 3 / 86'400 % 28, i * 3 / 3600 % 24, i * 3 / 60 % 60, i * 3 % 60,
            answers, author, rare_word(author % 500), rare_word(author % 977), author % 5000,
            text));
    }
    return posts;
}

}  // namespace heed::bench
