#include <limits>
#include <unordered_map>

#include "store/judgements.hpp"
#include "store/listening.hpp"
#include "store/post_views.hpp"
#include "understand/term_names.hpp"

namespace heed::store {

using namespace app;

namespace {

constexpr Key newest{std::numeric_limits<long long>::max(), std::numeric_limits<long long>::max()};

/// Posts, decisions and reasons; the rest is read for the whole page at once.
class HeardRows {
public:
    void operator()(Integer post, Integer written_at, String& decision, String& reason) {
        records.push_back({PostId{post}, IdentityId{}, from_millis(written_at),
                           heard_decision(decision).value_or(HeardDecision::listening), reason});
    }
    std::vector<HeardRecord> records;
};

void read_heard(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                HeardRows& rows) {
    db.each<Integer, Integer, String, String>(query, binds,
                                              [&](auto&... column) { rows(column...); });
}

}  // namespace

std::vector<TermRecord> Reader::terms() {
    std::vector<TermRecord> list;
    read_terms(db_, "terms.all", {}, [&](TermRecord record) { list.push_back(std::move(record)); });
    return list;
}

std::optional<TermRecord> Reader::term(TermId id) {
    return one<TermRecord>([&](auto fn) { read_terms(db_, "terms.find", {{"id", id.value}}, fn); });
}

std::vector<HeardView> Reader::heard(const HeardQuery& query) {
    const auto key = query.after.value_or(newest);
    const Bind at{"key", key.at};
    const Bind id{"id", key.id};
    const Bind intent{"intent", query.intent ? name_of(*query.intent) : std::string_view{}};
    const Bind decision{"decision", query.decision ? name_of(*query.decision) : std::string_view{}};
    const Bind most{"most", query.limit};
    HeardRows rows;
    if (query.term) {
        read_heard(db_, "heard.page_of_term",
                   {{"term", query.term.value}, at, id, decision, intent, most}, rows);
    } else if (query.decision) {
        read_heard(db_, "heard.page_of_decision", {decision, at, id, intent, most}, rows);
    } else {
        read_heard(db_, "heard.page", {at, id, intent, most}, rows);
    }
    return complete(std::move(rows.records));
}

std::optional<HeardView> Reader::heard(PostId post) {
    HeardRows rows;
    read_heard(db_, "heard.one", {{"post", post.value}}, rows);
    auto views = complete(std::move(rows.records));
    if (views.empty()) return std::nullopt;
    return std::move(views.front());
}

std::vector<PostView> Reader::posts(const std::vector<PostId>& ids) {
    std::vector<Integer> values;
    for (const auto id : ids)
        values.push_back(id.value);
    std::vector<PostView> views;
    read_post_views(db_, "posts.by_ids", {{"ids", json_array(values)}},
                    [&](PostView view) { views.push_back(std::move(view)); });
    return views;
}

std::vector<HeardView> Reader::complete(std::vector<HeardRecord> records) {
    if (records.empty()) return {};
    std::vector<Integer> ids;
    for (const auto& record : records)
        ids.push_back(record.post.value);
    const auto list = json_array(ids);
    std::unordered_map<PostId, PostView> posts;
    read_post_views(db_, "posts.by_ids", {{"ids", list}}, [&](PostView view) {
        const auto id = view.post.id;
        posts.emplace(id, std::move(view));
    });
    std::unordered_map<PostId, Judgement> judgements;
    read_judgements(db_, "heard.judgements", {{"ids", list}}, [&](JudgementRecord record) {
        judgements.emplace(record.post, std::move(record.judgement));
    });
    std::unordered_map<PostId, std::vector<HeardTerm>> terms;
    db_.each<Integer, Integer, String, String, String>(
        "heard.terms_of", {{"ids", list}},
        [&](Integer post, Integer term, String& spans, String& text, String& purpose) {
            terms[PostId{post}].push_back(
                {TermId{term}, text,
                 understand::term_purpose(purpose).value_or(understand::TermPurpose::brand),
                 spans_from_json(spans)});
        });
    std::vector<HeardView> views;
    for (auto& record : records) {
        const auto post = posts.find(record.post);
        if (post == posts.end()) continue;
        record.identity = post->second.author.id;
        record.terms = std::move(terms[record.post]);
        HeardView view{std::move(record), std::move(post->second), std::nullopt};
        const auto judgement = judgements.find(view.record.post);
        if (judgement != judgements.end()) view.judgement = std::move(judgement->second);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<HeardVolume> Reader::heard_volume(Time since, Millis step, int most) {
    std::vector<HeardVolume> volumes;
    db_.each<Integer, Integer, Integer, Integer, Integer>(
        "heard.volume", {{"since", to_millis(since)}, {"bucket", step.count()}, {"most", most}},
        [&](Integer term, Integer from, Integer count, Integer negative, Integer inbox) {
            volumes.push_back({TermId{term}, from_millis(from), count, negative, inbox});
        });
    return volumes;
}

std::vector<std::pair<HeardDecision, long long>> Reader::heard_counts(Time since) {
    std::vector<std::pair<HeardDecision, long long>> counts;
    db_.each<String, Integer>("heard.counts", {{"since", to_millis(since)}},
                              [&](String& decision, Integer count) {
                                  if (const auto known = heard_decision(decision))
                                      counts.emplace_back(*known, count);
                              });
    return counts;
}

std::vector<PostToTry> Reader::posts_of_others(PostId before, int limit) {
    std::vector<PostToTry> posts;
    db_.each<Integer, String, String, Integer>(
        "posts.of_others", {{"before", before.value}, {"most", limit}},
        [&](Integer id, String& text, String& language, Integer received_at) {
            posts.push_back({PostId{id}, text, language, from_millis(received_at)});
        });
    return posts;
}

std::vector<QuietView> Reader::quiet(QuietId before, int limit) {
    std::vector<QuietView> list;
    read_quiet<String>(db_, "quiet.page", {{"before", before.value}, {"most", limit}},
                       [&](QuietRecord record, String& name) {
                           list.push_back({std::move(record), name});
                       });
    return list;
}

}  // namespace heed::store
