#include "understand/term_file.hpp"

#include <random>

#include "understand_terms/found.hpp"

namespace heed::understand {
namespace {

using Texts = std::vector<std::string>;

TEST(TermFile, HoldsOneTermALine) {
    struct {
        const char* line;
        Term term;
    } const cases[] = {
        {"acme", {"acme"}},
        {"  acme \r", {"acme"}},
        {"\xEF\xBB\xBF"
         "acme",
         {"acme"}},
        {"acme mobile", {"acme mobile", TermKind::phrase}},
        {"acme \t mobile", {"acme mobile", TermKind::phrase}},
        {"\"acme mobile\"", {"acme mobile", TermKind::phrase}},
        {"“acme mobile”", {"acme mobile", TermKind::phrase}},
        {"„acme mobile“ -x", {"acme mobile", TermKind::phrase, {"x"}}},
        {"\"acme\"", {"acme"}},
        {"#acmefail", {"#acmefail", TermKind::hashtag}},
        {"@acme.example", {"@acme.example", TermKind::handle}},
        {"t-mobile", {"t-mobile"}},
        {"acme -recipe -\"tree house\" -#cooking -@chef",
         {"acme", TermKind::word, {"recipe", "tree house", "#cooking", "@chef"}}},
        {"-recipe acme mobile", {"acme mobile", TermKind::phrase, {"recipe"}}},
        {"acme lang:de,pt-BR lang:fr", {"acme", TermKind::word, {}, {"de", "pt-BR", "fr"}}},
        {"\"lang:de\"", {"lang:de"}},
        {"\"-40\"", {"-40"}},
        {"顺丰", {"顺丰"}},
        {"acme\u3000mobile", {"acme mobile", TermKind::phrase}},
    };
    for (const auto& [line, expected] : cases) {
        const auto terms = read_terms(line);
        ASSERT_TRUE(terms) << line << ": " << terms.error().message;
        ASSERT_EQ(terms->size(), 1U) << line;
        const auto& term = terms->front();
        EXPECT_EQ(term.text, expected.text) << line;
        EXPECT_EQ(term.kind, expected.kind) << line;
        EXPECT_EQ(term.exclusions, expected.exclusions) << line;
        EXPECT_EQ(term.languages, expected.languages) << line;
    }
}

TEST(TermFile, MayHoldCommentsAndEmptyLines) {
    const auto terms = read_terms("# ours\r\n\r\nacme\n   \n#\n## more\n#tag\n\n# theirs\nglobex");
    ASSERT_TRUE(terms) << terms.error().message;
    Texts texts;
    for (const auto& term : *terms)
        texts.push_back(term.text);
    EXPECT_EQ(texts, (Texts{"acme", "#tag", "globex"}));
    EXPECT_TRUE(read_terms("")->empty());
}

TEST(TermFile, SaysWhichLineIsWrongAndWhy) {
    struct {
        const char* line;
        const char* says;
    } const cases[] = {
        {"\"acme", "a quote is not closed"},
        {"acme -\"tree house", "a quote is not closed"},
        {"acme -", "there is no word behind -"},
        {"acme - recipe", "there is no word behind -"},
        {"acme -\"\"", "there is no word behind -"},
        {"-recipe", "there is no term"},
        {"lang:de", "there is no term"},
        {"\"\"", "there is no term"},
        {"acme lang:", "there is no language behind lang:"},
        {"acme lang:german", "\"german\" is no language"},
        {"acme lang:,de", "\"\" is no language"},
        {"\"acme\" \"globex\"", "there are two terms"},
        {"acme \"mobile\"", "there are two terms"},
        {"\"acme\" mobile", "there are two terms"},
        {"!!!", "\"!!!\" holds no letter"},
        {"#two words", "\"#two words\" is no hashtag"},
        {"@two words", "\"@two words\" is no handle"},
        {"acme -ACME", "excludes itself"},
        {"acme\xFFme", "is not UTF-8"},
        {"acme -x\xFFx", "is not UTF-8"},
    };
    for (const auto& [line, says] : cases) {
        const auto terms = read_terms("fine\n\n" + std::string(line) + "\nfine");
        ASSERT_FALSE(terms) << line;
        EXPECT_EQ(terms.error().field, "line 3") << line;
        EXPECT_TRUE(terms.error().message.starts_with("line 3: ")) << terms.error().message;
        EXPECT_NE(terms.error().message.find(says), std::string::npos) << terms.error().message;
    }
}

TEST(TermFile, IsBounded) {
    EXPECT_EQ(read_terms(std::string(term_file_bytes_max + 1, '\n')).error().code,
              ErrorCode::too_large);
    std::string many;
    for (std::size_t i = 0; i <= terms_max; ++i)
        many += "a\n";
    EXPECT_EQ(read_terms(many).error().code, ErrorCode::too_large);
    EXPECT_FALSE(read_terms(std::string(100'000, 'a')));
}

/// Whatever somebody hands over by mistake, and whatever is read from it can be compiled.
TEST(TermFile, MayBeGarbage) {
    std::mt19937 random(9);
    constexpr std::string_view pieces =
        "ab#@-\"\\ \n\r\t:,lang\xE2\x80\x9C\xFF\0'"
        "|";
    int good = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string file;
        for (auto left = random() % 20; left > 0; --left)
            file += pieces[random() % pieces.size()];
        auto terms = read_terms(file);
        if (!terms) continue;
        ++good;
        ASSERT_TRUE(TermSet::compile(std::move(*terms))) << testing::PrintToString(file);
    }
    EXPECT_GT(good, 100);
}

}  // namespace
}  // namespace heed::understand
