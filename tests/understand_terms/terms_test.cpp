#include "understand/terms.hpp"

#include "understand_terms/found.hpp"

namespace heed::understand {
namespace {

using Pieces = std::vector<std::string>;

struct Case {
    const char* name;
    const char* term;
    std::string text;
    Pieces found;
};

void check(const std::vector<Case>& cases, TermKind kind) {
    for (const auto& [name, term, text, found] : cases) {
        const auto set = compiled({{term, kind}});
        EXPECT_EQ(pieces(set, text), found) << name << ": " << text;
    }
}

void check(const std::vector<Case>& cases) {
    for (const auto& [name, term, text, found] : cases)
        EXPECT_EQ(pieces(compiled({term_of(term)}), text), found) << name << ": " << text;
}

TEST(Terms, AreWholeWords) {
    check({
        {"alone", "acme", "acme", {"acme"}},
        {"in a sentence", "acme", "my acme, again", {"acme"}},
        {"every time", "acme", "acme Acme ACME", {"acme", "Acme", "ACME"}},
        {"longer word behind", "acme", "acmeist", {}},
        {"longer word before", "acme", "dracme", {}},
        {"digit behind", "acme", "acme2", {}},
        {"possessive", "acme", "Acme's fault", {"Acme"}},
        {"typographic possessive", "acme", "Acme’s fault", {"Acme"}},
        {"trade mark", "acme", "Acme™ and Acme®", {"Acme", "Acme"}},
        {"web address", "acme", "https://acme.com/x", {"acme"}},
        {"handle", "acme", "@acme help", {"acme"}},
        {"underscore", "acme", "@acme_help", {"acme"}},
        {"letter of another script behind", "acme", "acmeж", {}},
        {"umlaut behind", "acme", "acmeö", {}},
        {"emoji beside", "acme", "😡acme😡", {"acme"}},
        {"Hindi vowel sign behind", "की", "कीा", {}},
        {"Hindi word", "फ़ोन", "मेरा फ़ोन खराब", {"फ़ोन"}},
        {"Hindi word after a marked letter", "न", "कीन", {}},
        {"Chinese has no blanks", "顺丰", "我的顺丰快递丢了", {"顺丰"}},
        {"Japanese particle", "ソニー", "ソニーの電話", {"ソニー"}},
        {"Katakana goes on", "ソニー", "ソニータイマー", {}},
        {"Korean particle", "삼성", "삼성은 왜", {"삼성"}},
        {"Korean word before", "삼성", "대삼성", {}},
        {"Latin with Korean particle", "LG", "LG는 왜", {"LG"}},
        {"Thai has no blanks", "ทรู", "เน็ตทรูช้า", {"ทรู"}},
        {"Arabic", "أكمي", "شركة أكمي سيئة", {"أكمي"}},
        {"Hebrew", "אקמה", "חברת אקמה.", {"אקמה"}},
        {"symbols inside", "AT&T", "AT&T is down, at&tx is not", {"AT&T"}},
        {"symbols at the end", "C++", "C and c++ and c++20", {"c++", "c++"}},
        {"hyphen", "T-Mobile", "t-mobile T Mobile t–mobile", {"t-mobile", "T Mobile", "t–mobile"}},
        {"apostrophe left out", "McDonald's", "mcdonalds McDonald’s", {"mcdonalds", "McDonald’s"}},
        {"emoji", "🍕", "my🍕is cold", {"🍕"}},
        {"no text", "acme", "", {}},
    });
}

TEST(Terms, ArePhrasesWithAnyWhiteSpace) {
    check({
        {"as written", "acme mobile", "my Acme Mobile is dead", {"Acme Mobile"}},
        {"two blanks", "acme mobile", "acme  mobile", {"acme  mobile"}},
        {"line break", "acme mobile", "acme\r\n\tmobile", {"acme\r\n\tmobile"}},
        {"ideographic and no-break blanks",
         "acme mobile",
         "acme\u3000\u00A0mobile",
         {"acme\u3000\u00A0mobile"}},
        {"hyphen", "acme mobile", "acme-mobile", {"acme-mobile"}},
        {"blanks in the term", " acme \t mobile ", "acme mobile", {"acme mobile"}},
        {"other order", "acme mobile", "mobile acme", {}},
        {"something between", "acme mobile", "acme, mobile", {}},
        {"word goes on", "acme mobile", "acme mobiles", {}},
        {"no blank", "acme mobile", "acmemobile", {}},
    });
}

TEST(Terms, AreProductsWithAndWithoutBlanks) {
    check(
        {
            {"as written", "Galaxy S23", "galaxy s23 broke", {"galaxy s23"}},
            {"joined", "Galaxy S23", "GalaxyS23", {"GalaxyS23"}},
            {"before the number", "Galaxy S23", "Galaxy S 23", {"Galaxy S 23"}},
            {"longer number", "Galaxy S23", "Galaxy S230", {}},
            {"written joined",
             "iPhone15",
             "iphone 15 / iPhone15 / iPhone-15",
             {"iphone 15", "iPhone15", "iPhone-15"}},
        },
        TermKind::product);
}

TEST(Terms, AreWholeHashtags) {
    check({
        {"any case", "#acmefail", "#AcmeFail and #acmefail", {"#AcmeFail", "#acmefail"}},
        {"not the word", "#acmefail", "acmefail acme fail", {}},
        {"goes on", "#acmefail", "#acmefails #acmefail2 #acmefail_", {}},
        {"part of an address", "#acme", "x.org/a#acme", {}},
        {"full width", "#acme", "＃ＡＣＭＥ", {"＃ＡＣＭＥ"}},
        {"underscore stays", "#acme_fail", "#acme_fail #acme-fail #acme fail", {"#acme_fail"}},
        {"Japanese", "#アクメ", "#アクメ だめ", {"#アクメ"}},
        {"Japanese goes on", "#アクメ", "#アクメ最悪", {}},
    });
}

TEST(Terms, AreWholeHandles) {
    check({
        {"any case", "@AcmeCare", "hey @acmecare!", {"@acmecare"}},
        {"goes on", "@acme", "@acmecare @acme_care @acme.example @acme-x", {}},
        {"ends a sentence", "@acme", "Thanks @acme. Bye @acme-", {"@acme", "@acme"}},
        {"mail address", "@acme", "bob@acme and @acme", {"@acme"}},
        {"domain name", "@help.acme.example", "@help.acme.example: hi", {"@help.acme.example"}},
        {"underscore is no blank",
         "@acme_care",
         "@acme_care @acme care @acme-care",
         {"@acme_care"}},
    });
}

TEST(Terms, AreSeenThroughDisguise) {
    check({
        {"case beyond ASCII", "GRÖßE", "größe GRÖSSE", {"größe", "GRÖSSE"}},
        {"Turkish dotted capital", "istanbul", "İSTANBUL", {"İSTANBUL"}},
        {"full width", "acme", "ＡＣＭＥ", {"ＡＣＭＥ"}},
        {"half width kana", "アクメ", "ｱｸﾒ", {"ｱｸﾒ"}},
        {"half width voiced kana", "バス", "ﾊﾞｽ", {"ﾊﾞｽ"}},
        {"mathematical letters", "acme", "𝐚𝐜𝐦𝐞 𝓐𝓒𝓜𝓔", {"𝐚𝐜𝐦𝐞", "𝓐𝓒𝓜𝓔"}},
        {"boxed letters", "acme", "🅰🅲🅼🅴 ⓐⓒⓜⓔ", {"🅰🅲🅼🅴", "ⓐⓒⓜⓔ"}},
        {"small capitals", "acme", "ᴀᴄᴍᴇ", {"ᴀᴄᴍᴇ"}},
        {"Cyrillic letters", "acme", "aсmе", {"aсmе"}},
        {"Greek capitals", "bank", "ΒANΚ", {"ΒANΚ"}},
        {"ligature", "office", "oﬀice oﬃce", {"oﬀice", "oﬃce"}},
        {"zero width", "acme", "a\u200Bc\u200Dm\u2060e", {"a\u200Bc\u200Dm\u2060e"}},
        {"soft hyphen", "acme", "ac\u00ADme", {"ac\u00ADme"}},
        {"stacked marks", "acme", "a\u0336c\u0336m\u0336e\u0336", {"a\u0336c\u0336m\u0336e\u0336"}},
        {"direction marks", "acme", "\u202Eacme\u202C", {"acme"}},
        {"no leetspeak", "acme", "4cme", {}},
        {"stretched Arabic", "أكمي", "أكـــمي", {"أكـــمي"}},
        {"vowelled Arabic", "أكمي", "أَكْمِي", {"أَكْمِي"}},
    });
}

TEST(Terms, FoldAccentsUnlessTheTermHasSome) {
    check({
        {"without finds both",
         "citroen",
         "Citroën citroen Citroe\u0308n",
         {"Citroën", "citroen", "Citroe\u0308n"}},
        {"with finds only itself",
         "café",
         "cafe café CAFÉ cafe\u0301",
         {"café", "CAFÉ", "cafe\u0301"}},
        {"hamza left out", "اكمي", "أَكمي", {"أَكمي"}},
        {"hamza asked for", "أكمي", "اكمي أكمي", {"أكمي"}},
        {"another accent", "café", "cafê", {}},
        {"decomposed term", "cafe\u0301", "café", {"café"}},
        {"strokes", "lodz", "Łódź", {"Łódź"}},
        {"strokes in the term", "łódź", "lodz Łódź", {"Łódź"}},
        {"ligature letter", "aeroskobing", "Ærøskøbing", {"Ærøskøbing"}},
        {"in a phrase", "café noir", "cafe noir café  noir", {"café  noir"}},
        {"й is a letter", "мои", "мой мои", {"мои"}},
        {"ё is an e", "еж", "ёж", {"ёж"}},
    });
}

TEST(Terms, TakeAForeignWordForItselfAmongItsOwn) {
    check({
        {"Russian crab is no PAK", "pak", "варёный рак на обед", {}},
        {"a forgery in a Latin post", "pak", "ask рак for help", {"рак"}},
        {"one foreign letter is enough", "pak", "варёный pак на обед", {"pак"}},
        {"the other way round", "рак", "a pak of cards", {}},
        {"Russian in Russian", "рак", "варёный РАК на обед", {"РАК"}},
    });
}

TEST(Terms, AreFoundInHashtags) {
    check({
        {"one word of several", "acme", "#AcmeMobileSucks", {"Acme"}},
        {"a phrase", "acme mobile", "#AcmeMobileSucks", {"AcmeMobile"}},
        {"in the middle", "acme mobile", "no #StopAcmeMobileNow!", {"AcmeMobile"}},
        {"capitals before a word", "usa today", "#USATodayFail", {"USAToday"}},
        {"underscores", "acme", "#boo_acme_boo", {"acme"}},
        {"a year", "acme", "#acme2026", {"acme"}},
        {"part of a marked word", "acme", "#AcmeistMobile", {}},
        {"whole small tag", "acme mobile", "#acmemobile", {"acmemobile"}},
        {"with a word that goes with brands", "acme", "#acmesucks #boycottacme", {"acme", "acme"}},
        {"all capitals", "acme", "#ACMESUCKS", {"ACME"}},
        {"with anything else", "acme", "#acmespring #greenacme", {}},
        {"long enough to stand by itself", "vodafone", "#vodafoneversagt", {"vodafone"}},
        {"in the middle of a small tag", "vodafone", "#dumevodafonehere", {}},
        {"not outside of tags", "acme mobile", "acmemobile AcmeMobileSucks", {}},
        {"accents", "zürich insurance", "#ZürichInsurance #ZurichInsurance", {"ZürichInsurance"}},
        {"full width sign", "acme", "＃AcmeFail", {"Acme"}},
        {"Cyrillic letters", "acme", "#АcmeFail", {"Аcme"}},
    });
    EXPECT_EQ(pieces(compiled({{"acme"}, {"globex"}}), "#acmeglobex"), (Pieces{"acme", "globex"}));
}

TEST(Terms, SayWhichAndWhereInCodePoints) {
    const auto set = compiled({{"acme"}, {"mobile"}, {"acme mobile", TermKind::phrase}});
    TermSet::Scratch scratch;
    const auto found =
        set.match("😡 Ünser Ａcme\u200B  mobile 👨‍👩‍👧 mobile", scratch);
    const std::vector<TermMatch> expected{{0, {8, 12}}, {2, {8, 21}}, {1, {15, 21}}, {1, {28, 34}}};
    EXPECT_EQ(std::vector<TermMatch>(found.begin(), found.end()), expected);
}

TEST(Terms, AreCancelledByTheirExclusions) {
    struct {
        const char* text;
        std::vector<std::uint32_t> found;
    } const cases[] = {
        {"apple pie", {1}},
        {"apple phone", {0, 1}},
        {"PIE of apple", {1}},
        {"apple spies", {0, 1}},
        {"apple ріe", {1}},
        {"apple tree house", {1}},
        {"apple tree-house", {1}},
        {"apple tree and house", {0, 1}},
        {"apple #recipe", {1}},
        {"apple recipe", {0, 1}},
        {"apple #ApplePieDay", {1, 1}},
        {"apple @orchard.example", {1}},
        {"apple @orchard", {0, 1}},
    };
    const auto set =
        compiled({{"apple", TermKind::word, {"pie", "tree house", "#recipe", "@orchard.example"}},
                  {"apple"}});
    TermSet::Scratch scratch;
    for (const auto& [text, expected] : cases) {
        std::vector<std::uint32_t> found;
        for (const auto& match : set.match(text, scratch))
            found.push_back(match.term);
        EXPECT_EQ(found, expected) << text;
    }
}

TEST(Terms, AskForTheirLanguages) {
    const auto set = compiled({{"bad", TermKind::word, {}, {"de", "pt-BR"}}});
    for (const char* language : {"de", "DE-at", "pt", "pt-PT", "", "und"})
        EXPECT_EQ(pieces(set, "bad", language), Pieces{"bad"}) << language;
    for (const char* language : {"en", "den", "d"})
        EXPECT_EQ(pieces(set, "bad", language), Pieces{}) << language;
}

TEST(Terms, AreRefusedWithTheReason) {
    struct {
        Term term;
        ErrorCode code;
        const char* field;
        const char* says;
    } const cases[] = {
        {{""}, ErrorCode::invalid, "terms[1].text", "is empty"},
        {{" \t"}, ErrorCode::invalid, "terms[1].text", "is empty"},
        {{"!?"}, ErrorCode::invalid, "terms[1].text", "holds no letter"},
        {{"\u200B\uFE0F"}, ErrorCode::invalid, "terms[1].text", "holds no letter"},
        {{"'\u0301"}, ErrorCode::invalid, "terms[1].text", "holds no letter"},
        {{"a\xFF"}, ErrorCode::invalid, "terms[1].text", "is not UTF-8"},
        {{"two words"}, ErrorCode::invalid, "terms[1].text", "\"two words\" is more than one word"},
        {{"#", TermKind::hashtag}, ErrorCode::invalid, "terms[1].text", "holds no letter"},
        {{"#a b", TermKind::hashtag}, ErrorCode::invalid, "terms[1].text", "is no hashtag"},
        {{"acme", TermKind::hashtag}, ErrorCode::invalid, "terms[1].text", "is no hashtag"},
        {{"@a b", TermKind::handle}, ErrorCode::invalid, "terms[1].text", "is no handle"},
        {{std::string(term_bytes_max + 1, 'a')}, ErrorCode::too_large, "terms[1].text", "longer"},
        {{"acme", TermKind::word, {"pie", "?"}},
         ErrorCode::invalid,
         "terms[1].exclusions[1]",
         "holds no letter"},
        {{"acme", TermKind::word, {"ACME"}},
         ErrorCode::invalid,
         "terms[1].exclusions[0]",
         "excludes itself"},
        {{"acme", TermKind::word, std::vector<std::string>(term_exclusions_max + 1, "a")},
         ErrorCode::too_large,
         "terms[1].exclusions",
         "101 exclusions"},
        {{"acme", TermKind::word, {}, {"german"}},
         ErrorCode::invalid,
         "terms[1].languages",
         "\"german\" is no language"},
        {{"acme", TermKind::word, {}, {"d3"}},
         ErrorCode::invalid,
         "terms[1].languages",
         "is no language"},
        {{"acme", TermKind::word, {}, std::vector<std::string>(term_languages_max + 1, "de")},
         ErrorCode::too_large,
         "terms[1].languages",
         "51 languages"},
    };
    for (const auto& [term, code, field, says] : cases) {
        const auto set = TermSet::compile({{"fine"}, term});
        ASSERT_FALSE(set) << says;
        EXPECT_EQ(set.error().code, code) << says;
        EXPECT_EQ(set.error().field, field);
        EXPECT_NE(set.error().message.find(says), std::string::npos) << set.error().message;
    }
    const auto many = TermSet::compile(std::vector<Term>(terms_max + 1, Term{"acme"}));
    ASSERT_FALSE(many);
    EXPECT_EQ(many.error().code, ErrorCode::too_large);
}

TEST(Terms, MayBeNone) {
    EXPECT_EQ(pieces(compiled({}), "acme"), Pieces{});
}

TEST(Terms, MayChangeUnderAScratch) {
    TermSet::Scratch scratch;
    const auto first = compiled({{"acme"}});
    const auto second = compiled({{"globex"}, {"acme"}, {"initech"}});
    EXPECT_EQ(first.match("acme", scratch).size(), 1U);
    ASSERT_EQ(second.match("my acme", scratch).size(), 1U);
    EXPECT_EQ(second.match("my acme", scratch)[0], (TermMatch{1, {3, 7}}));
    EXPECT_EQ(first.match("globex", scratch).size(), 0U);
}

}  // namespace
}  // namespace heed::understand
