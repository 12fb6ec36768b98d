#include "store/listening.hpp"

#include "store/transaction.hpp"
#include "understand/term_names.hpp"

namespace heed::store {

using namespace app;

TermRecord make_term(Integer id, Integer brand, const String& kind, String& text,
                     const String& exclusions, const String& languages, const String& purpose,
                     Integer created_at, Integer created_by, Integer removed_at) {
    TermRecord record;
    record.id.value = id;
    record.brand.value = brand;
    record.term.kind = understand::term_kind(kind).value_or(understand::TermKind::word);
    record.term.text = text;
    record.term.exclusions = texts_from_json(exclusions);
    record.term.languages = texts_from_json(languages);
    record.term.purpose =
        understand::term_purpose(purpose).value_or(understand::TermPurpose::brand);
    record.created_at = from_millis(created_at);
    record.created_by.value = created_by;
    record.removed_at = from_millis(removed_at);
    return record;
}

std::vector<TermRecord> SqlTransaction::terms() {
    std::vector<TermRecord> list;
    read_terms(db_, "terms.all", {}, [&](TermRecord record) { list.push_back(std::move(record)); });
    return list;
}

std::optional<TermRecord> SqlTransaction::term(TermId id) {
    return one<TermRecord>([&](auto fn) { read_terms(db_, "terms.find", {{"id", id.value}}, fn); });
}

void SqlTransaction::save(const TermRecord& record) {
    db_.run("terms.save", {{"id", record.id.value},
                           {"brand", record.brand.value},
                           {"kind", name_of(record.term.kind)},
                           {"text", record.term.text},
                           {"exclusions", json_array(record.term.exclusions)},
                           {"languages", json_array(record.term.languages)},
                           {"purpose", name_of(record.term.purpose)},
                           {"created_at", to_millis(record.created_at)},
                           {"created_by", record.created_by.value},
                           {"removed_at", to_millis(record.removed_at)}});
}

namespace {

template <class AnyId>
std::string ids_as_json(const std::vector<AnyId>& ids) {
    std::vector<Integer> values;
    values.reserve(ids.size());
    for (const auto id : ids)
        values.push_back(id.value);
    return json_array(values);
}

void count_heard_before(Connection& db, const std::vector<ListeningKeys::Written>& written,
                        std::vector<int>& counts) {
    counts.assign(written.size(), 0);
    Rows rows;
    for (const auto& [identity, at] : written)
        rows.add(identity.value, to_millis(at));
    if (rows.empty()) return;
    db.each<Integer, Integer>(
        "listening.heard_before",
        {{"rows", rows.take()}, {"within", flood_within.count()}, {"most", flood_posts_max}},
        [&](Integer place, Integer count) {
            counts.at(static_cast<std::size_t>(place)) = static_cast<int>(count);
        });
}

}  // namespace

ListeningKnown SqlTransaction::load_listening(std::string_view network, const ListeningKeys& keys) {
    ListeningKnown known;
    db_.each<String, String>(
        "listening.quiet", {{"accounts", json_array(keys.accounts)}, {"network", network}},
        [&](String& account, String& reason) { known.quiet[account] = reason; });
    if (!keys.customers.empty()) {
        db_.each<Integer, Integer>("listening.approached",
                                   {{"customers", ids_as_json(keys.customers)},
                                    {"since", to_millis(keys.approached_since)}},
                                   [&](Integer customer, Integer at) {
                                       known.approached[CustomerId{customer}] = from_millis(at);
                                   });
    }
    db_.each<String>("listening.unrelated_forms", {{"forms", json_array(keys.forms)}},
                     [&](String& form) { known.unrelated_forms.insert(form); });
    if (!keys.identities.empty()) {
        db_.each<Integer, Integer>(
            "listening.unrelated_of", {{"identities", ids_as_json(keys.identities)}},
            [&](Integer identity, Integer count) {
                known.unrelated_of[IdentityId{identity}] = static_cast<int>(count);
            });
    }
    count_heard_before(db_, keys.written, known.heard_before);
    return known;
}

std::optional<HeardRecord> SqlTransaction::heard(PostId post) {
    std::optional<HeardRecord> found;
    db_.each<Integer, Integer, String, String>(
        "heard.find", {{"post", post.value}},
        [&](Integer identity, Integer written_at, String& decision, String& reason) {
            found =
                HeardRecord{post, IdentityId{identity}, from_millis(written_at),
                            heard_decision(decision).value_or(HeardDecision::listening), reason};
        });
    return found;
}

void SqlTransaction::save(const std::vector<HeardRecord>& records) {
    Rows heard;
    Rows terms;
    for (const auto& record : records) {
        heard.add(record.post.value, record.identity.value, to_millis(record.written_at),
                  name_of(record.decision), record.reason);
        for (const auto& term : record.terms) {
            terms.add(record.post.value, term.id.value, to_millis(record.written_at),
                      spans_to_json(term.spans));
        }
    }
    if (!heard.empty()) db_.run("heard.save", {{"rows", heard.take()}});
    if (!terms.empty()) db_.run("heard.save_terms", {{"rows", terms.take()}});
}

void SqlTransaction::forget_spans(PostId post) {
    db_.run("heard.forget_spans", {{"post", post.value}});
}

void SqlTransaction::add_unrelated(PostId post, IdentityId identity, const std::string& form) {
    db_.run("unrelated.add", {{"post", post.value}, {"identity", identity.value}, {"form", form}});
}

void SqlTransaction::erase_unrelated(PostId post) {
    db_.run("unrelated.erase", {{"post", post.value}});
}

std::optional<QuietRecord> SqlTransaction::quiet(QuietId id) {
    return one<QuietRecord>([&](auto fn) {
        read_quiet(db_, "quiet.find", {{"id", id.value}}, fn);
    });
}

std::optional<QuietRecord> SqlTransaction::quiet(const std::string& network,
                                                 const std::string& remote_id) {
    return one<QuietRecord>([&](auto fn) {
        read_quiet(db_, "quiet.find_account", {{"network", network}, {"remote_id", remote_id}}, fn);
    });
}

void SqlTransaction::save(const QuietRecord& record) {
    db_.run("quiet.save", {{"id", record.id.value},
                           {"network", record.network},
                           {"remote_id", record.remote_id},
                           {"handle", record.handle},
                           {"reason", record.reason},
                           {"added_by", record.added_by.value},
                           {"at", to_millis(record.at)}});
}

void SqlTransaction::erase_quiet(QuietId id) {
    db_.run("quiet.erase", {{"id", id.value}});
}

}  // namespace heed::store
