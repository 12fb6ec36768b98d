#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/listening/listening.hpp"
#include "domain/words.hpp"
#include "understand/terms.hpp"

/// What the store keeps of listening, as use cases see it.
namespace heed::app {

/// What we listen for.
struct TermRecord {
    TermId id;
    BrandId brand;
    understand::Term term;
    Time created_at;
    UserId created_by;
    Time removed_at;
};

/// A term that stands in a post. Text and purpose come along so that a decision about the post
/// needs to load nothing.
struct HeardTerm {
    TermId id;
    std::string text;
    understand::TermPurpose purpose = understand::TermPurpose::brand;
    std::vector<TextSpan> spans;  ///< code points of the post's text
};

/// A post that names us without addressing us.
struct HeardRecord {
    PostId post;
    IdentityId identity;
    Time written_at;
    HeardDecision decision = HeardDecision::listening;
    std::string reason;
    std::vector<HeardTerm> terms = {};  ///< as they are saved; not loaded again
};

/// An account that we do not approach unasked.
struct QuietRecord {
    QuietId id;
    std::string network;
    std::string remote_id;  ///< "@handle" while nothing of the account was heard
    std::string handle;
    std::string reason;
    UserId added_by;
    Time at;
};

/// Whose and which posts a batch must know about before it can decide.
struct ListeningKeys {
    struct Written {
        IdentityId identity;
        Time at;
    };
    std::vector<std::string> accounts;  ///< remote ids and "@handle"s in lower case
    std::vector<CustomerId> customers;
    std::vector<IdentityId> identities;
    std::vector<std::string> forms;  ///< hashes, see `form_hash`
    std::vector<Written> written;
    Time approached_since;
};

struct ListeningKnown {
    std::unordered_map<std::string, std::string> quiet;  ///< the reason, by account
    std::unordered_map<CustomerId, Time> approached;     ///< when we last spoke to them unasked
    std::unordered_map<IdentityId, int> unrelated_of;    ///< posts that were not about us
    std::unordered_set<std::string> unrelated_forms;
    std::vector<int> heard_before;  ///< for each of `written`, up to `flood_posts_max`
};

}  // namespace heed::app
