#include "domain/coach/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.hpp"

// The files under rules/, embedded by CMake.
extern "C" {
#define HEED_COACH_RULES(NAME) extern const char coach_rules_##NAME[], coach_rules_##NAME##_end[];
HEED_COACH_RULES(rules)
HEED_COACH_RULES(en)
HEED_COACH_RULES(de)
HEED_COACH_RULES(fr)
HEED_COACH_RULES(es)
HEED_COACH_RULES(it)
HEED_COACH_RULES(pt)
HEED_COACH_RULES(nl)
HEED_COACH_RULES(sentences_en)
HEED_COACH_RULES(sentences_de)
#undef HEED_COACH_RULES
}

namespace heed {

namespace {

using coach::PhraseRule;

std::string_view embedded(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::array<std::string_view, 10> built_in_texts() {
    return {embedded(coach_rules_rules, coach_rules_rules_end),
            embedded(coach_rules_en, coach_rules_en_end),
            embedded(coach_rules_de, coach_rules_de_end),
            embedded(coach_rules_fr, coach_rules_fr_end),
            embedded(coach_rules_es, coach_rules_es_end),
            embedded(coach_rules_it, coach_rules_it_end),
            embedded(coach_rules_pt, coach_rules_pt_end),
            embedded(coach_rules_nl, coach_rules_nl_end),
            embedded(coach_rules_sentences_en, coach_rules_sentences_en_end),
            embedded(coach_rules_sentences_de, coach_rules_sentences_de_end)};
}

/// Reads one text of rules, line by line.
class RuleReader {
public:
    RuleReader(CoachRules::Content& content, std::string_view text)
        : content_{content}, text_{text} {}

    Status read() {
        while (!text_.empty()) {
            ++number_;
            const auto end = text_.find('\n');
            auto line = trim(text_.substr(0, end));
            text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
            if (line.empty() || line.starts_with("//")) continue;
            if (const auto read = take(line); !read)
                return fail(ErrorCode::invalid,
                            fmt::format("line {}: {}", number_, read.error().message),
                            fmt::format("line {}", number_));
        }
        return {};
    }

private:
    enum class Mode { none, phrases, rules, sentences };

    Status take(std::string_view line) {
        if (line.starts_with('[')) return begin_section(line);
        if (const auto language = after(line, "language:"))
            return set_mode(Mode::phrases, *language);
        if (const auto language = after(line, "sentences:"))
            return set_mode(Mode::sentences, *language);
        if (line == "rules:") return set_mode(Mode::rules, "");
        if (mode_ == Mode::none)
            return wrong("expected 'language: xx', 'rules:' or 'sentences: xx'");
        if (section_.empty()) return wrong("expected a [section]");
        if (mode_ == Mode::phrases) return take_phrase(line);
        return mode_ == Mode::rules ? take_rule(line) : take_sentence(line);
    }

    static std::optional<std::string_view> after(std::string_view line, std::string_view key) {
        if (!line.starts_with(key)) return std::nullopt;
        return trim(line.substr(key.size()));
    }

    static tl::unexpected<Error> wrong(std::string message) {
        return fail(ErrorCode::invalid, std::move(message));
    }

    Status set_mode(Mode mode, std::string_view language) {
        if (mode != Mode::rules && (language.size() < 2 || language.size() > 8))
            return wrong("expected a language such as 'en'");
        mode_ = mode;
        language_ = language;
        section_.clear();
        return {};
    }

    Status begin_section(std::string_view line) {
        if (!line.ends_with(']') || line.size() < 3) return wrong("expected [name]");
        section_ = trim(line.substr(1, line.size() - 2));
        if (content_.lists.try_emplace(section_, content_.lists.size()).second)
            content_.list_names.push_back(section_);
        return {};
    }

    Status take_phrase(std::string_view line) {
        const bool exception = line.starts_with('!');
        if (exception) line = trim(line.substr(1));
        return content_.languages[language_].add(content_.lists.at(section_), line, exception);
    }

    Status take_rule(std::string_view line) {
        auto& rule = rule_of(section_);
        if (const auto value = after(line, "kind:")) {
            const auto kind = advice_kind(*value);
            if (!kind) return wrong(fmt::format("there is no kind '{}'", *value));
            rule.kind = *kind;
        } else if (const auto level = after(line, "grade:")) {
            const auto known = heed::grade(*level);
            if (!known) return wrong(fmt::format("there is no grade '{}'", *level));
            rule.grade = *known;
        } else if (const auto where = after(line, "where:")) {
            if (*where != "public" && *where != "anywhere")
                return wrong("where is 'public' or 'anywhere'");
            rule.only_in_public = *where == "public";
        } else {
            return wrong("expected 'kind:', 'grade:' or 'where:'");
        }
        return {};
    }

    PhraseRule& rule_of(const std::string& id) {
        for (auto& rule : content_.phrase_rules)
            if (rule.id == id) return rule;
        content_.phrase_rules.push_back({.id = id, .list = content_.lists.at(id)});
        return content_.phrase_rules.back();
    }

    Status take_sentence(std::string_view line) {
        auto& saying = content_.sayings[language_][section_];
        if (const auto reason = after(line, "reason:")) {
            saying.reason = *reason;
        } else if (const auto what = after(line, "do:")) {
            saying.what_to_do = *what;
        } else {
            return wrong("expected 'reason:' or 'do:'");
        }
        return {};
    }

    CoachRules::Content& content_;
    std::string_view text_;
    std::size_t number_ = 0;
    Mode mode_ = Mode::none;
    std::string language_;
    std::string section_;
};

/// A list that is new and that no rule uses: its phrases would be lost without a word.
std::string idle_section(const CoachRules::Content& ours, const CoachRules::Content& extended) {
    for (auto id = ours.list_names.size(); id < extended.list_names.size(); ++id) {
        const auto& name = extended.list_names[id];
        const auto& rules = extended.phrase_rules;
        const bool used = std::any_of(rules.begin(), rules.end(),
                                      [&name](const PhraseRule& rule) { return rule.id == name; });
        if (!used) return name;
    }
    return {};
}

}  // namespace

Status CoachRules::Content::add(std::string_view text) {
    return RuleReader(*this, text).read();
}

const coach::PhraseSet* CoachRules::Content::phrases_of(std::string_view language) const {
    const auto found = languages.find(language);
    return found == languages.end() ? nullptr : &found->second;
}

coach::ListId CoachRules::Content::list(std::string_view name) const {
    const auto found = lists.find(std::string(name));
    return found == lists.end() ? std::numeric_limits<coach::ListId>::max() : found->second;
}

const coach::Saying* CoachRules::Content::saying(std::string_view language,
                                                 std::string_view rule) const {
    for (const auto wanted : {language, std::string_view("en")}) {
        const auto sayings_then = sayings.find(wanted);
        if (sayings_then == sayings.end()) continue;
        const auto found = sayings_then->second.find(std::string(rule));
        if (found != sayings_then->second.end()) return &found->second;
    }
    return nullptr;
}

const CoachRules& CoachRules::built_in() {
    static const CoachRules rules = [] {
        auto content = std::make_shared<Content>();
        for (const auto text : built_in_texts()) {
            // A mistake in what we ship is a bug, and a test reads it all.
            if (const auto added = content->add(text); !added)
                throw std::logic_error("the coach's rules: " + added.error().message);
        }
        return CoachRules(std::shared_ptr<const Content>(std::move(content)));
    }();
    return rules;
}

Result<CoachRules> CoachRules::extended_by(std::string_view text) const {
    if (text.size() > rules_bytes_max)
        return fail(ErrorCode::too_large,
                    fmt::format("rules have at most {} bytes", rules_bytes_max));
    auto content = std::make_shared<Content>(*content_);
    if (const auto added = content->add(text); !added) return fail(added.error());
    const auto idle = idle_section(*content_, *content);
    if (!idle.empty())
        return fail(ErrorCode::invalid,
                    fmt::format("nothing looks for [{}]: it is no list of ours, and no rule under "
                                "'rules:' is named so",
                                idle));
    return CoachRules(std::shared_ptr<const Content>(std::move(content)));
}

bool CoachRules::knows(std::string_view language) const {
    return language != coach::any_language && content_->phrases_of(language) != nullptr;
}

std::vector<std::string> CoachRules::languages() const {
    std::vector<std::string> names;
    for (const auto& [name, phrases] : content_->languages)
        if (name != coach::any_language) names.push_back(name);
    return names;
}

}  // namespace heed
