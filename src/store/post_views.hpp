#pragma once

#include "store/columns.hpp"
#include "store/reader.hpp"

/// Posts with their authors as rows; see columns.hpp.
namespace heed::store {

template <class Fn>
void read_post_views(Connection& db, std::string_view query, std::initializer_list<Bind> binds,
                     Fn fn) {
    db.each<Integer, Integer, String, Integer, Integer, Integer, Integer, String, String, String,
            String, String, String, String, String, Integer, Integer, Integer, Integer, Integer,
            String, String, String, String, String, String, Integer, String>(
        query, binds,
        [&](Integer id, Integer channel, String& remote_id, Integer conversation, Integer room,
            Integer identity, Integer user, String& side_name, String& text, String& language,
            String& in_reply_to, String& thread_root, String& url, String& media, String& raw,
            Integer written_at, Integer received_at, Integer edited_at, Integer deleted_at,
            Integer customer, String& network, String& author_id, String& handle, String& name,
            String& avatar, String& profile, Integer followers, String& agent) {
            fn(PostView{make_post(id, channel, remote_id, conversation, room, identity, user,
                                  side_name, text, language, in_reply_to, thread_root, url, media,
                                  raw, written_at, received_at, edited_at, deleted_at),
                        {IdentityId{identity},
                         CustomerId{customer},
                         network,
                         {author_id, handle, name, avatar, profile, followers},
                         {}},
                        agent});
        });
}

}  // namespace heed::store
