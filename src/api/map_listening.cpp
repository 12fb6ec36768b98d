#include "api/map_listening.hpp"

#include <algorithm>
#include <chrono>

#include "api/json.hpp"
#include "understand/term_names.hpp"

namespace heed::api {

namespace {

StreamHearing to_wire(app::StreamHearing hearing) {
    switch (hearing) {
        case app::StreamHearing::off:
            return StreamHearing::off;
        case app::StreamHearing::connecting:
            return StreamHearing::connecting;
        case app::StreamHearing::hears:
            return StreamHearing::hears;
        case app::StreamHearing::deaf:
            return StreamHearing::deaf;
    }
    return StreamHearing::off;
}

}  // namespace

Term to_wire(const app::TermRecord& record) {
    const auto& term = record.term;
    return {to_string(record.id),
            term.text,
            enum_from_name<TermKind>(name_of(term.kind)).value_or(TermKind::word),
            to_wire(term.purpose),
            term.exclusions,
            term.languages,
            to_wire(record.created_at)};
}

HeardPost to_heard_post(const store::PostView& view) {
    HeardPost post;
    post.id = to_string(view.post.id);
    post.text = view.post.text;
    post.language = view.post.language;
    post.author = to_wire(view.author.id, view.author.network, view.author.author);
    post.channel_id = to_string(view.post.channel);
    post.network = view.author.network;
    if (!view.post.url.empty()) post.url = view.post.url;
    post.written_at = to_wire(view.post.written_at);
    return post;
}

HeardStream to_wire(const app::StreamStatus& status, Time now) {
    HeardStream stream{to_wire(status.hearing),
                       status.network,
                       status.reason,
                       to_wire_or_none(status.since),
                       to_wire_or_none(status.heard_up_to),
                       {}};
    if (stream.heard_up_to) {
        const auto behind =
            std::chrono::duration_cast<std::chrono::seconds>(now - status.heard_up_to);
        stream.behind_s = std::max<long long>(behind.count(), 0);
    }
    return stream;
}

HeardItem to_wire(const store::HeardView& view) {
    HeardItem item;
    item.post = to_heard_post(view.post);
    for (const auto& term : view.record.terms) {
        item.terms.push_back(
            {to_string(term.id), term.text, to_wire(term.purpose), to_wire(term.spans)});
    }
    if (view.judgement) item.judgement = to_wire(*view.judgement);
    item.decision = to_wire(view.record.decision);
    item.reason = view.record.reason;
    if (view.post.post.conversation) item.conversation_id = to_string(view.post.post.conversation);
    return item;
}

Quiet to_wire(const store::QuietView& view) {
    const auto& record = view.record;
    Quiet quiet{to_string(record.id), record.network,     record.handle,
                record.reason,        to_wire(record.at), {}};
    if (!view.added_by_name.empty()) quiet.added_by = view.added_by_name;
    return quiet;
}

std::vector<Span> to_wire(const std::vector<TextSpan>& spans) {
    std::vector<Span> wire;
    for (const auto& span : spans)
        wire.push_back({static_cast<long long>(span.start), static_cast<long long>(span.end)});
    return wire;
}

HeardDecision to_wire(heed::HeardDecision decision) {
    return enum_from_name<HeardDecision>(heed::name_of(decision))
        .value_or(HeardDecision::listening);
}

TermPurpose to_wire(understand::TermPurpose purpose) {
    return enum_from_name<TermPurpose>(understand::name_of(purpose)).value_or(TermPurpose::brand);
}

understand::TermKind from_wire(TermKind kind) {
    return understand::term_kind(name_of(kind)).value_or(understand::TermKind::word);
}

understand::TermPurpose from_wire(TermPurpose purpose) {
    return understand::term_purpose(name_of(purpose)).value_or(understand::TermPurpose::brand);
}

}  // namespace heed::api
