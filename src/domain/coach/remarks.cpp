#include "domain/coach/remarks.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace heed::coach {

namespace {

constexpr std::size_t shown_code_points_max = 60;

/// The words of a span as they stand in the draft.
std::string words_at(std::string_view text, TextSpan span) {
    std::size_t at = 0;
    std::size_t place = 0;
    while (at < text.size() && place < span.start)
        (void)next_code_point(text, at), ++place;
    const auto begin = at;
    const auto end = std::min(span.end, span.start + shown_code_points_max);
    while (at < text.size() && place < end)
        (void)next_code_point(text, at), ++place;
    return std::string(text.substr(begin, at - begin)) + (end < span.end ? "…" : "");
}

void fill(std::string& sentence, std::string_view name, std::string_view with) {
    const auto braces = "{" + std::string(name) + "}";
    for (auto at = sentence.find(braces); at != std::string::npos;
         at = sentence.find(braces, at + with.size()))
        sentence.replace(at, braces.size(), with);
}

void tidy_spans(std::vector<TextSpan>& spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<TextSpan> kept;
    for (const auto span : spans) {
        if (!kept.empty() && span.start < kept.back().end) {
            kept.back().end = std::max(kept.back().end, span.end);
        } else {
            kept.push_back(span);
        }
    }
    if (kept.size() > spans_max) kept.resize(spans_max);
    spans = std::move(kept);
}

}  // namespace

std::string customer_called(const Reading& reading) {
    const auto& customer = reading.facts.customer;
    if (!customer.name.empty()) return customer.name;
    return customer.handle.starts_with('@') ? customer.handle : "@" + customer.handle;
}

Advice& Remarks::add(Grade grade, std::string_view rule, std::vector<TextSpan> spans,
                     std::initializer_list<Filling> fillings) {
    const auto kind = advice_kind(rule.substr(0, rule.find('.')));
    return add(kind.value_or(AdviceKind::tone), grade, rule, std::move(spans), fillings);
}

Advice& Remarks::add(AdviceKind kind, Grade grade, std::string_view rule,
                     std::vector<TextSpan> spans, std::initializer_list<Filling> fillings) {
    Advice advice{
        .kind = kind, .grade = grade, .spans = std::move(spans), .rule = std::string(rule)};
    tidy_spans(advice.spans);
    if (const auto* saying = reading_.rules.saying(words_language_, rule)) {
        advice.reason = saying->reason;
        advice.what_to_do = saying->what_to_do;
    }
    for (auto* sentence : {&advice.reason, &advice.what_to_do}) {
        for (const auto& [name, with] : fillings)
            fill(*sentence, name, with);
        if (!advice.spans.empty())
            fill(*sentence, "words", words_at(reading_.facts.draft, advice.spans.front()));
    }
    list_.push_back(std::move(advice));
    return list_.back();
}

std::vector<Advice> Remarks::in_order() && {
    const auto first = [](const Advice& advice) {
        return advice.spans.empty() ? std::size_t{0} : advice.spans.front().start;
    };
    std::stable_sort(list_.begin(), list_.end(), [&](const Advice& left, const Advice& right) {
        if (left.grade != right.grade) return left.grade < right.grade;
        return first(left) < first(right);
    });
    // Of the same remark on the same words the gravest stays, which stands first.
    std::vector<Advice> kept;
    for (auto& advice : list_) {
        const bool twice = std::any_of(kept.begin(), kept.end(), [&advice](const Advice& other) {
            return other.rule == advice.rule && other.spans == advice.spans &&
                   other.reason == advice.reason;
        });
        if (!twice) kept.push_back(std::move(advice));
        if (kept.size() == advice_max) break;
    }
    return kept;
}

bool Remarks::has(AdviceKind kind) const {
    return std::any_of(list_.begin(), list_.end(),
                       [kind](const Advice& advice) { return advice.kind == kind; });
}

bool Remarks::raise(AdviceKind kind, TextSpan span, Grade to) {
    bool found = false;
    for (auto& advice : list_) {
        const bool touches = std::any_of(
            advice.spans.begin(), advice.spans.end(),
            [span](TextSpan own) { return own.start < span.end && span.start < own.end; });
        if (advice.kind != kind || !touches) continue;
        advice.grade = std::min(advice.grade, to);
        found = true;
    }
    return found;
}

}  // namespace heed::coach
