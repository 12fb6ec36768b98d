#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/env.hpp"
#include "app/incoming.hpp"
#include "app/store.hpp"

/// Talk about us that does not address us: what becomes of it as it arrives, and what people do
/// about it afterwards.
namespace heed::app {

inline constexpr std::size_t quiet_reason_bytes_max = 500;

/// What is known about the heard posts of one batch, and the decision about each.
class HeardPosts {
public:
    explicit HeardPosts(std::string network) : network_(std::move(network)) {}

    /// A few statements for all posts of the batch that may be heard; none when there is none.
    void load(Transaction& transaction, const std::vector<IncomingPost>& posts,
              const IntakeFacts& facts);
    /// In the order of taking: posts that were decided count towards the flood of their author.
    [[nodiscard]] Entry decide(const IncomingPost& post, const IdentityRecord& identity);

private:
    [[nodiscard]] int heard_before(const IncomingPost& post, IdentityId identity);

    std::string network_;
    ListeningKnown known_;
    std::unordered_map<std::string, int> stored_before_;  ///< by the post's remote id
    std::unordered_map<IdentityId, std::vector<Time>> taken_;
};

/// What two posts share that say the same; empty for a post without words.
[[nodiscard]] std::string form_hash(std::string_view text);

/// A person decides to answer. Gives the conversation that it opened or continued. `not_found` when
/// the post was not heard or is gone; `conflict` when it lies in a conversation already or its
/// author is on the quiet list.
[[nodiscard]] Result<ConversationId> bring_in(Transaction& transaction, const Env& env,
                                              PostId post);

/// A person says that a post does not concern us: it leaves the inbox, and later ones that say the
/// same, or come from an author who was often meant, stay out.
[[nodiscard]] Status not_about_us(Transaction& transaction, const Env& env, PostId post);

/// What a correction says about the post being about us, for the posts to come.
void learn_about_us(Transaction& transaction, const PostRecord& post, bool about_us);

struct NewQuiet {
    IdentityId identity;  ///< or the network and the handle of an account that is not known yet
    std::string network;
    std::string handle;
    std::string reason;
};

/// The account is not approached unasked any more. One that is there already gets the new reason.
[[nodiscard]] Result<QuietRecord> add_quiet(Transaction& transaction, const Env& env,
                                            const NewQuiet& wanted);
[[nodiscard]] Status remove_quiet(Transaction& transaction, const Env& env, QuietId id);

}  // namespace heed::app
