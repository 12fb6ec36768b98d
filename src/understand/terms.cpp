#include "understand/terms.hpp"

#include <fmt/format.h>
#include <hs/hs.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "base/unicode.hpp"
#include "understand/term_literals.hpp"
#include "understand/term_scan.hpp"

namespace heed::understand {

namespace {

struct FreeDatabase {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeScratch {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
struct FreeError {
    void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;

Result<Database> compile_leads(const std::vector<Lead>& leads) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    std::vector<unsigned> flags(leads.size(), 0);
    std::vector<unsigned> ids;
    for (const auto& lead : leads) {
        texts.push_back(lead.text.data());
        lengths.push_back(lead.text.size());
        ids.push_back(static_cast<unsigned>(ids.size()));
    }
    hs_database_t* made = nullptr;
    hs_compile_error_t* failure = nullptr;
    const auto status = hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK,
                                             nullptr, &made, &failure);
    const std::unique_ptr<hs_compile_error_t, FreeError> error(failure);
    if (status == HS_SUCCESS) return Database(made);
    return fail(ErrorCode::invalid, fmt::format("the terms cannot be compiled: {}",
                                                error ? error->message : "no reason given"));
}

bool speaks(const Term& term, std::string_view language) {
    if (term.languages.empty() || language.empty() || language == "und") return true;
    const auto primary = [](std::string_view tag) {
        return lower_ascii(tag.substr(0, tag.find_first_of("-_")));
    };
    const auto spoken = primary(language);
    return std::any_of(term.languages.begin(), term.languages.end(),
                       [&](const std::string& tag) { return primary(tag) == spoken; });
}

}  // namespace

struct TermSet::Body {
    std::vector<Term> terms;
    Literals literals;
    Database database;  ///< none when there are no terms
};

struct TermSet::Scratch::State {
    std::shared_ptr<const Body> body;
    std::unique_ptr<hs_scratch_t, FreeScratch> memory;
    TermScan scan;
    std::vector<TermMatch> matches;

    void fit(const std::shared_ptr<const Body>& wanted);
};

void TermSet::Scratch::State::fit(const std::shared_ptr<const Body>& wanted) {
    if (body == wanted) return;
    hs_scratch_t* fitted = memory.release();
    const auto status = hs_alloc_scratch(wanted->database.get(), &fitted);
    memory.reset(fitted);
    if (status != HS_SUCCESS) throw std::runtime_error("no memory to look for terms");
    scan.fit(wanted->terms.size());
    body = wanted;
}

TermSet::Scratch::Scratch() : state_(std::make_unique<State>()) {}
TermSet::Scratch::~Scratch() = default;
TermSet::Scratch::Scratch(Scratch&&) noexcept = default;
TermSet::Scratch& TermSet::Scratch::operator=(Scratch&&) noexcept = default;

Result<TermSet> TermSet::compile(std::vector<Term> terms) {
    auto body = std::make_shared<Body>();
    auto literals = make_literals(terms);
    if (!literals) return fail(std::move(literals.error()));
    body->terms = std::move(terms);
    body->literals = std::move(*literals);
    if (!body->literals.leads.empty()) {
        auto database = compile_leads(body->literals.leads);
        if (!database) return fail(std::move(database.error()));
        body->database = std::move(*database);
    }
    return TermSet(std::move(body));
}

std::span<const Term> TermSet::terms() const {
    return body_->terms;
}

std::span<const TermMatch> TermSet::match(std::string_view text, Scratch& scratch,
                                          std::string_view language) const {
    if (!body_->database) return {};
    auto& state = *scratch.state_;
    state.fit(body_);
    state.scan.begin(body_->literals, cut_utf8(text, match_text_bytes_max));
    const auto folded = state.scan.text();
    const auto on_lead = [](unsigned lead, unsigned long long, unsigned long long end, unsigned,
                            void* scan) {
        static_cast<TermScan*>(scan)->found(lead, static_cast<std::size_t>(end));
        return 0;
    };
    const auto status =
        hs_scan(body_->database.get(), folded.data(), static_cast<unsigned>(folded.size()), 0,
                state.memory.get(), on_lead, &state.scan);
    if (status != HS_SUCCESS) throw std::runtime_error("a text cannot be scanned for terms");
    state.matches.clear();
    state.scan.collect(state.matches,
                       [&](std::uint32_t term) { return speaks(body_->terms[term], language); });
    return state.matches;
}

TermKind kind_of_text(std::string_view text) {
    if (text.starts_with('#')) return TermKind::hashtag;
    if (text.starts_with('@')) return TermKind::handle;
    for (std::size_t at = 0; at < text.size();)
        if (is_space(next_code_point(text, at))) return TermKind::phrase;
    return TermKind::word;
}

std::string_view name_of(TermKind kind) {
    switch (kind) {
        case TermKind::word:
            return "word";
        case TermKind::phrase:
            return "phrase";
        case TermKind::hashtag:
            return "hashtag";
        case TermKind::handle:
            return "handle";
        case TermKind::product:
            return "product";
    }
    return "word";
}

std::string_view name_of(TermPurpose purpose) {
    switch (purpose) {
        case TermPurpose::brand:
            return "brand";
        case TermPurpose::product:
            return "product";
        case TermPurpose::competitor:
            return "competitor";
        case TermPurpose::crisis:
            return "crisis";
    }
    return "brand";
}

}  // namespace heed::understand
