#include <algorithm>

#include "api/map_listening.hpp"
#include "api/routes.hpp"
#include "api/write_once.hpp"
#include "app/terms.hpp"
#include "base/text.hpp"

namespace heed::api {

namespace {

constexpr int trial_days_default = 7;
constexpr int trial_days_max = 90;
/// The newest so many posts are looked at, whatever the days: about a quarter of a second.
constexpr long long trial_posts_max = 50'000;
constexpr int trial_page = 1'000;
constexpr std::size_t trial_samples_max = 20;

app::Env env_of(Services& services, const Call& call) {
    return {services.clock.now(), services.ids, call.caller.user};
}

Result<TermList> list(Services& services) {
    return services.database.ask<TermList>([](store::Reader& reader) -> Result<TermList> {
        TermList wire;
        for (const auto& record : reader.terms())
            wire.items.push_back(to_wire(record));
        return wire;
    });
}

understand::Term term_of(const Text& text, const Maybe<TermKind>& kind,
                         const Maybe<Texts>& exclusions, const Maybe<Texts>& languages) {
    understand::Term term;
    term.text = trim(text);
    term.kind = kind ? from_wire(*kind) : understand::kind_of_text(term.text);
    term.exclusions = exclusions.value_or(Texts{});
    term.languages = languages.value_or(Texts{});
    return term;
}

Result<Term> add(Services& services, Call& call, const NewTerm& input) {
    auto term = term_of(input.text, input.kind, input.exclusions, input.languages);
    if (input.purpose) term.purpose = from_wire(*input.purpose);
    auto added =
        write_once<Term>(services, call, Once::if_asked, [&](app::Transaction& t) -> Result<Term> {
            const auto record = app::add_term(t, env_of(services, call), term);
            if (!record) return fail(record.error());
            return to_wire(*record);
        });
    if (added) call.status = 201;
    if (auto fresh = services.listening.refresh(); added && !fresh) return fail(fresh.error());
    return added;
}

Result<Term> change(Services& services, Call& call, const TermChange& input) {
    const auto id = call.id<TermId>("id");
    if (!id) return fail(id.error());
    app::TermChange change;
    change.text = input.text;
    if (input.kind) change.kind = from_wire(*input.kind);
    if (input.purpose) change.purpose = from_wire(*input.purpose);
    change.exclusions = input.exclusions;
    change.languages = input.languages;
    const auto changed = write<app::TermRecord>(services, [&](app::Transaction& t) {
        return app::change_term(t, env_of(services, call), *id, change);
    });
    if (!changed) return fail(changed.error());
    if (auto fresh = services.listening.refresh(); !fresh) return fail(fresh.error());
    return to_wire(*changed);
}

Status remove(Services& services, Call& call) {
    const auto id = call.id<TermId>("id");
    if (!id) return fail(id.error());
    auto done = services.database.write(
        [&](app::Transaction& t) { return app::remove_term(t, env_of(services, call), *id); });
    if (!done) return done;
    return services.listening.refresh();
}

// --- a term on trial ---------------------------------------------------------------------------

struct Trial {
    long long matched = 0;
    long long scanned = 0;
    Time since;
    std::vector<std::pair<PostId, std::vector<TextSpan>>> samples;
};

void try_on(Trial& trial, const understand::TermSet& set, understand::TermSet::Scratch& scratch,
            const store::PostToTry& post) {
    ++trial.scanned;
    trial.since = post.received_at;
    const auto found = set.match(post.text, scratch, post.language);
    if (found.empty()) return;
    ++trial.matched;
    if (trial.samples.size() == trial_samples_max) return;
    auto& spans = trial.samples.emplace_back(post.id, std::vector<TextSpan>{}).second;
    for (const auto& match : found)
        spans.push_back(match.span);
}

Trial scan(store::Reader& reader, const understand::TermSet& set, Time since) {
    Trial trial;
    understand::TermSet::Scratch scratch;
    PostId before{std::numeric_limits<std::int64_t>::max()};
    while (trial.scanned < trial_posts_max) {
        const auto page = reader.posts_of_others(before, trial_page);
        for (const auto& post : page) {
            if (post.received_at < since) return trial;
            try_on(trial, set, scratch, post);
        }
        if (page.size() < static_cast<std::size_t>(trial_page)) return trial;
        before = page.back().id;
    }
    return trial;
}

TrialResult to_wire(store::Reader& reader, const Trial& trial, Time asked_since) {
    TrialResult wire{trial.matched,
                     trial.scanned,
                     api::to_wire(trial.scanned == trial_posts_max ? trial.since : asked_since),
                     {}};
    std::vector<PostId> ids;
    for (const auto& sample : trial.samples)
        ids.push_back(sample.first);
    const auto views = reader.posts(ids);
    for (const auto& sample : trial.samples) {
        const auto view = std::find_if(views.begin(), views.end(), [&](const auto& known) {
            return known.post.id == sample.first;
        });
        if (view != views.end())
            wire.samples.push_back({to_heard_post(*view), api::to_wire(sample.second)});
    }
    return wire;
}

Result<TrialResult> try_term(Services& services, const TermTrial& input) {
    const int days = input.days.value_or(trial_days_default);
    if (days < 1 || days > trial_days_max)
        return fail(ErrorCode::invalid, "must be from 1 to 90", "$.days");
    auto term =
        app::checked_term(term_of(input.text, input.kind, input.exclusions, input.languages));
    if (!term) return fail(term.error());
    const auto set = understand::TermSet::compile({std::move(*term)});
    if (!set) return fail(set.error());
    const auto since = services.clock.now() - std::chrono::days{days};
    return services.database.ask<TrialResult>([&](store::Reader& reader) -> Result<TrialResult> {
        return to_wire(reader, scan(reader, *set, since), since);
    });
}

}  // namespace

void add_term_routes(std::vector<Route>& routes, Services& services) {
    const auto put = [&](Route route) { routes.push_back(std::move(route).tagged("terms")); };
    put(route<None, TermList>(Method::get, "/api/v1/terms", Access::viewer,
                              "What the desk listens for", [&](Call&) { return list(services); }));
    put(route<NewTerm, Term>(Method::post, "/api/v1/terms", Access::lead, "Listen for a term",
                             [&](Call& c, const NewTerm& in) { return add(services, c, in); })
            .created()
            .with(once_parameter(Once::if_asked)));
    put(route<TermTrial, TrialResult>(
        Method::post, "/api/v1/terms/test", Access::lead,
        "Try a term on the posts of the last days before it is saved",
        [&](Call&, const TermTrial& in) { return try_term(services, in); }));
    put(route<TermChange, Term>(
        Method::patch, "/api/v1/terms/{id}", Access::lead, "Change a term",
        [&](Call& c, const TermChange& in) { return change(services, c, in); }));
    put(route<None, None>(Method::delete_, "/api/v1/terms/{id}", Access::lead,
                          "Listen for it no more; what was heard stays",
                          [&](Call& c) { return remove(services, c); }));
}

}  // namespace heed::api
