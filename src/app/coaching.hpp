#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/answer_records.hpp"
#include "app/coach_facts.hpp"
#include "app/store.hpp"

namespace heed::understand {
class SimilarityIndex;
}

/// Has drafts read by the coach: gathers what it must be told and keeps the team's recent replies
/// at hand to compare with.
namespace heed::app {

/// A draft, and what only its caller knows.
struct DraftToRead {
    ConversationId conversation;
    RoomId room;
    UserId writer;
    PostId in_reply_to;
    std::string text;
    std::vector<MediaId> media;
    std::size_t network_length = 0;  ///< as the network counts; 0: not known
    std::size_t network_length_max = 0;
    std::string words = "en";   ///< the language of the sentences
    ReplyId itself;             ///< of a reply that is stored already: no twin of its own
    bool while_typing = false;  ///< somebody waits at every pause: less is listened to
};

/// What the coach made of it.
struct DraftReading {
    std::vector<Advice> advice;
    std::vector<Twin> twins;
    bool known_language = true;
    std::string language = "und";
    bool asks_remedy = false;  ///< what would put it right; not looked for while somebody types
};

/// A reply of the team as the index wants it.
struct SaidReply {
    ReplyId id;
    std::string to;  ///< a name or a handle
    std::string agent;
    std::string text;
    ConversationId conversation;
    bool gone = false;  ///< taken back, given back, or deleted on the network
};

/// Something that this customer or we said, in any of their matters, or a colleague's note on them.
struct Told {
    std::string text;
    bool in_private = false;  ///< only they and we know it
};

/// What the database knows of a draft's conversation.
struct GatheredFacts {
    DraftFacts draft;
    /// For a draft that everybody will read: no number of it belongs there.
    std::vector<Told> told;
    /// Of the fitting playbooks: to learn from, not to say again.
    std::vector<EarlierReply> examples;
};

/// What a company tells the coach of itself.
struct CoachSelf {
    std::vector<std::string> own_contacts, countries;
    std::string rules;

    friend bool operator==(const CoachSelf&, const CoachSelf&) = default;
};
inline constexpr std::string_view coach_contacts_setting = "coach_own_contacts";
inline constexpr std::string_view coach_countries_setting = "coach_countries";
inline constexpr std::string_view coach_rules_setting = "coach_rules";

/// Thread-safe.
class Coaching {
public:
    /// So many of the newest replies are compared with.
    static constexpr std::size_t replies_kept_max = 100'000;
    static constexpr int fill_batch = 2'000;
    static constexpr std::size_t twins_max = 3;
    /// Drafts whose remarks are remembered until they are sent.
    static constexpr std::size_t drafts_remembered_max = 5'000;

    struct Ports {
        /// What the database knows of the conversation; `not_found`, or `invalid` for a room of
        /// another one.
        std::function<Result<GatheredFacts>(const DraftToRead&)> facts;
        /// Replies by id, oldest first, behind `after`.
        std::function<Result<std::vector<SaidReply>>(ReplyId after, int limit)> replies;
        /// The id behind which the newest `count` lie.
        std::function<Result<ReplyId>(long long count)> newest;
        std::function<Result<std::vector<SaidReply>>(const std::vector<ReplyId>&)> said;
        std::function<Result<std::vector<ReplyId>>(const std::vector<PostId>&)> replies_of_posts;
        std::function<Result<CoachSelf>()> self;
        Ear ear = {};  ///< empty: words alone decide
    };

    explicit Coaching(Ports ports);
    ~Coaching();
    Coaching(const Coaching&) = delete;
    Coaching& operator=(const Coaching&) = delete;

    /// Reads the replies of before, on a thread of its own.
    void start();
    void stop();
    /// The same at once.
    [[nodiscard]] Status fill();
    [[nodiscard]] std::size_t replies_known() const;

    [[nodiscard]] Result<DraftReading> read(const DraftToRead& draft);

    /// What was committed: words that are gone are forgotten. Quick; called on the writer's thread.
    void note(const Events& events);

    /// The remarks of a reading are remembered for its writer until the draft is sent.
    void remember(const DraftToRead& draft, const std::vector<Advice>& advice);
    /// Those that were said since the writer's last reply in this conversation and are not said
    /// any more.
    [[nodiscard]] std::vector<Advice> mended(const DraftToRead& draft,
                                             const std::vector<Advice>& now);
    /// It was sent.
    void forget(ConversationId conversation, UserId writer);

private:
    struct Rules;
    using DraftKey = std::pair<ConversationId, UserId>;

    [[nodiscard]] Status catch_up();
    void add(const SaidReply& reply);
    [[nodiscard]] Status forget_deleted();
    [[nodiscard]] Result<std::vector<Twin>> find_twins(const DraftToRead& draft,
                                                       const DraftFacts& facts);
    [[nodiscard]] Result<std::shared_ptr<const Rules>> rules();

    Ports ports_;
    std::unique_ptr<understand::SimilarityIndex> index_;
    std::mutex filling_;
    ReplyId read_to_;
    std::mutex mutex_;
    std::vector<PostId> deleted_;
    std::vector<ReplyId> given_up_;
    std::shared_ptr<const Rules> rules_;
    std::map<DraftKey, std::map<std::string, Advice>> said_;
    std::jthread thread_;
};

}  // namespace heed::app
