#pragma once

#include "app/listening_records.hpp"
#include "store/columns.hpp"

/// Terms, what was heard and the quiet list as rows; see columns.hpp.
namespace heed::store {

app::TermRecord make_term(Integer id, Integer brand, const String& kind, String& text,
                          const String& exclusions, const String& languages, const String& purpose,
                          Integer created_at, Integer created_by, Integer removed_at);

template <class Fn>
void read_terms(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, Integer, String, String, String, String, String, Integer, Integer, Integer>(
        query, binds, [&](auto&... column) { fn(make_term(column...)); });
}

/// `More` are the columns behind those of the record, handed to `fn` after it.
template <class... More, class Fn>
void read_quiet(Connection& db, std::string_view query, std::initializer_list<Bind> binds, Fn fn) {
    db.each<Integer, String, String, String, String, Integer, Integer, More...>(
        query, binds,
        [&](Integer id, String& network, String& remote_id, String& handle, String& reason,
            Integer added_by, Integer at, More&... more) {
            fn(app::QuietRecord{QuietId{id}, network, remote_id, handle, reason, UserId{added_by},
                                from_millis(at)},
               more...);
        });
}

}  // namespace heed::store
