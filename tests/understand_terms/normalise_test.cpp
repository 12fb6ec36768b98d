#include "understand/normalise.hpp"

#include <gtest/gtest.h>

#include <random>

#include "base/unicode.hpp"
#include "understand/fold.hpp"

namespace heed::understand {
namespace {

TEST(NormalisedText, FoldsWhatDoesNotMatter) {
    struct {
        const char* name;
        std::string text;
        std::string folded;
    } const cases[] = {
        {"nothing", "", ""},
        {"case", "AbC xYz", "abc xyz"},
        {"white space", " \t a \n\r\n b\v\fc", "a b c"},
        {"joints", "a-b_c--d - e", "a b c d e"},
        {"blanks across blocks of sixteen", "abcdefghijklmno  pq", "abcdefghijklmno pq"},
        {"a full block", "ABCDEFGHIJKLMNOP", "abcdefghijklmnop"},
        {"wide blanks", "a\u00A0\u2003\u3000b", "a b"},
        {"dashes", "a\u2010b\u2014c\u2212d", "a b c d"},
        {"apostrophes", "a`b´c‘d’e＇f", "a'b'c'd'e'f"},
        {"punctuation stays", "a.b,c!d?e&f+g@h#i/", "a.b,c!d?e&f+g@h#i/"},
        {"trade marks", "a™b®c", "a b c"},
        {"sharp s", "Straße STRASSE", "strasse strasse"},
        {"accents", "éÈüÑçåşőǆ", "eeuncasodz"},
        {"strokes", "ØøĐđŁłŦŧ", "ooddlltt"},
        {"ligatures", "æŒﬁﬄ", "aeoefiffl"},
        {"width", "ＡｂＣ１２＠＃", "abc12@#"},
        {"numbers in circles", "①②", "12"},
        {"invisible", "a\u200Bb\u200Cc\u200Dd\uFEFFe\u00ADf\u2060g\uFE0Fh", "abcdefgh"},
        {"tags of flags", "a\U000E0062b", "ab"},
        {"direction", "\u202Ea\u2066b\u200Fc", "abc"},
        {"stacked marks", "a\u0300\u0301\u0302\u0303b", "ab"},
        {"Cyrillic twins", "аАвВсСуУхХ", "aabbccyyxx"},
        {"Cyrillic otherwise", "Наш Ёж Йод бдью", "haш eж йoд бдью"},
        {"Greek", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ σγλ", "abezhikmnoptyx σγλ"},
        {"Arabic", "أَكـْمِي", "اكمي"},
        {"Hindi", "की", "की"},
        {"Korean", "삼성", "삼성"},
        {"Chinese", "顺丰", "顺丰"},
        {"emoji", "👩‍👧 ❤️", "👩👧 ❤"},
        {"broken bytes",
         "a\xFF"
         "b\xC3",
         "a?b?"},
        {"overlong",
         "a\xC0\x80"
         "b",
         "a??b"},
        {"half a surrogate pair",
         "a\xED\xA0\x80"
         "b",
         "a???b"},
        {"NUL", std::string("a\0b", 3), std::string("a\0b", 3)},
    };
    NormalisedText normalised;
    for (const auto& [name, text, folded] : cases) {
        normalised.assign(text);
        auto found = std::string(normalised.text());
        if (!found.empty() && found.back() == ' ') found.pop_back();
        EXPECT_EQ(found, folded) << name;
    }
}

TEST(NormalisedText, FoldsEveryWayToWriteAKana) {
    for (const auto* text : {"ガ", "ｶﾞ", "カ\u3099", "カﾞ"})
        EXPECT_EQ(fold_text(text, Accents::strip), "カ\u3099") << text;
}

TEST(NormalisedText, KnowsTheWayBack) {
    struct {
        std::string text;
        const char* folded;
        const char* source;
    } const cases[] = {
        {"My ACME  Mobile", "acme mobile", "ACME  Mobile"},
        {"plain acme here", "acme", "acme"},
        {"die Straße da", "strasse", "Straße"},
        {"die Straße da", "ss", "ß"},
        {"ein ﬃ da", "f", "ﬃ"},
        {"zero a\u200Bc\u200Bme\u200B!", "acme", "a\u200Bc\u200Bme"},
        {"cafe\u0301 noir", "cafe", "cafe\u0301"},
        {"x\xFF\xFF acme", "acme", "acme"},
        {"\u202E\u200B acme", "acme", "acme"},
    };
    NormalisedText normalised;
    for (const auto& [text, folded, source] : cases) {
        normalised.assign(text);
        const auto at = normalised.text().find(folded);
        ASSERT_NE(at, std::string_view::npos) << text;
        const auto span = normalised.source_of({at, at + std::string_view(folded).size()});
        EXPECT_EQ(text.substr(span.start, span.end - span.start), source);
    }
}

std::string random_text(std::mt19937& random) {
    static const std::u32string alphabet =
        U"aZ09 -_`'.#@\t\néÉßøŁﬁＡ\u0301\u200B\u00AD\uFE0F™аВнЖйΣγ가かガﾞ语ไก्की😂🅰𝐚\u3000ـّ";
    std::string text;
    for (auto left = random() % 60; left > 0; --left) {
        const auto kind = random() % 40;
        if (kind == 0) {
            text += static_cast<char>(0x80 + random() % 0x80);
        } else if (kind < 20) {
            text += static_cast<char>(' ' + random() % 95);
        } else {
            const char32_t c = alphabet[random() % alphabet.size()];
            if (c < 0x80) {
                text += static_cast<char>(c);
            } else if (c < 0x800) {
                text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
            } else if (c < 0x10000) {
                text += {static_cast<char>(0xE0 | (c >> 12)),
                         static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                         static_cast<char>(0x80 | (c & 0x3F))};
            } else {
                text += {static_cast<char>(0xF0 | (c >> 18)),
                         static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
                         static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                         static_cast<char>(0x80 | (c & 0x3F))};
            }
        }
    }
    return text;
}

/// The quick way and the slow one must agree on whatever people write.
TEST(NormalisedText, EqualsTheSlowFold) {
    std::mt19937 random(1);
    NormalisedText normalised;
    for (int i = 0; i < 20'000; ++i) {
        auto text = random_text(random);
        normalised.assign(text);
        auto quick = std::string(normalised.text());
        if (!quick.empty() && quick.back() == ' ') quick.pop_back();
        std::string slow;
        for (std::size_t at = 0; at < text.size();) {
            const auto begin = at;
            const auto c = next_code_point(text, at);
            const bool broken = c == 0xFFFD && text.substr(begin, at - begin) != "\uFFFD";
            const auto piece = broken ? "?" : fold_code_point(c, Accents::strip);
            if (piece == " " && (slow.empty() || slow.back() == ' ')) continue;
            slow += piece;
        }
        if (!slow.empty() && slow.back() == ' ') slow.pop_back();
        ASSERT_EQ(quick, slow) << testing::PrintToString(text);
    }
}

TEST(NormalisedText, PointsAtWholeCodePointsInOrder) {
    std::mt19937 random(2);
    NormalisedText normalised;
    for (int i = 0; i < 3'000; ++i) {
        const auto text = random_text(random);
        normalised.assign(text);
        std::size_t last = 0;
        for (std::size_t at = 0; at < normalised.text().size(); ++at) {
            const auto span = normalised.source_of({at, at + 1});
            ASSERT_LE(last, span.start);
            ASSERT_LT(span.start, span.end);
            ASSERT_LE(span.end, text.size());
            last = span.start;
            std::size_t boundary = 0;
            while (boundary < span.start)
                static_cast<void>(next_code_point(text, boundary));
            ASSERT_EQ(boundary, span.start) << testing::PrintToString(text);
        }
    }
}

}  // namespace
}  // namespace heed::understand
