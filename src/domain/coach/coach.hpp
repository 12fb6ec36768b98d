#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/coach/acts.hpp"
#include "domain/coach/keeps.hpp"
#include "domain/judgement/judgement.hpp"
#include "domain/personal_data.hpp"
#include "domain/words.hpp"

/// The coach reads a draft in its conversation before the world does, and remarks what the
/// company's best agent would have seen. It is on the agent's side: it never tells off, and what
/// it says always names the words concerned, the reason and what to do.
///
/// Pure: whatever needs a model, an index or the database comes in as facts.
namespace heed {

enum class AdviceKind {
    canned,          ///< nearly what others were told, or what stands in this thread already
    name,            ///< the customer's name is missing, wrong, or a placeholder
    signature,       ///< no person stands behind it: the agent's first name is missing
    apology,         ///< something went wrong and nobody says sorry, or only seems to
    feeling,         ///< anger, grief, worry or praise that the draft passes over
    tone,            ///< insulting, sarcastic, shouting, blaming, legalistic, defensive
    length,          ///< longer than the customer's patience
    question,        ///< a question that was asked and is not touched
    next_step,       ///< nobody can tell what happens next, and when
    remedy,          ///< nobody has asked what would put it right
    personal_data,   ///< mail, phone, card, account, address, number of a person
    case_detail,     ///< something of the matter that only the customer and we know
    other_customer,  ///< another customer's name or handle
    private_way,     ///< the way to a private room is missing, or asks for data in public
    promise,         ///< a promise: to be recorded, or beyond what the agent may decide
    fact,            ///< against a fact of the playbook
    contradiction,   ///< against what a colleague or the agent said before
    network_length,  ///< longer than the network takes
    stranger,        ///< a mention that drags somebody else in
    link,            ///< a link that is malformed, disguised, shortened or not secure
    alt_text,        ///< a picture that not everybody can read
    language,        ///< not the customer's language, or one that the coach does not know
    attachment,      ///< a file that was not looked at, names somebody, or was used elsewhere
};
inline constexpr std::size_t advice_kinds = 23;

enum class Grade {
    stop,  ///< a real danger; it should not leave like this
    ask,   ///< probably wrong; look again
    hint,  ///< it would be better with it
};

[[nodiscard]] std::string_view name_of(AdviceKind kind);
[[nodiscard]] std::string_view name_of(Grade grade);
[[nodiscard]] std::optional<AdviceKind> advice_kind(std::string_view name);
[[nodiscard]] std::optional<Grade> grade(std::string_view name);

/// "By Friday", "tomorrow at 17:00": a moment of the writer's calendar, which only their own clock
/// can tell.
struct DueMoment {
    std::optional<int> weekday = {};  ///< 1 Monday to 7 Sunday
    std::optional<int> in_days = {};  ///< 0 today, 1 tomorrow
    std::optional<int> minute = {};   ///< of that day, 0 to 1439

    friend bool operator==(const DueMoment&, const DueMoment&) = default;
};

/// One remark.
struct Advice {
    AdviceKind kind = AdviceKind::tone;
    Grade grade = Grade::hint;
    /// The words concerned: in the draft, code points, by place, at most `spans_max`. Empty where
    /// something is missing or the whole draft is meant.
    std::vector<TextSpan> spans;
    std::string rule;             ///< the remark's stable id, such as "personal_data.card"
    std::string reason = {};      ///< for a person, in the language that was asked for
    std::string what_to_do = {};  ///< likewise
    /// Of `canned`: the place of the twin in DraftFacts::twins.
    std::optional<std::size_t> twin = {};
    /// Of `promise`: how long after now it falls due, where the draft says so ("within 24 hours").
    std::optional<Millis> due_in = {};
    /// Of `promise`, where a day or an hour is named.
    std::optional<DueMoment> due_moment = {};

    friend bool operator==(const Advice&, const Advice&) = default;
};

struct DraftPerson {
    std::string name;    ///< as the network shows it; may be empty
    std::string handle;  ///< with or without '@'; may be empty
};

enum class Speaker { customer, agent, other };

struct ThreadPost {
    Speaker from = Speaker::customer;
    std::string name;  ///< of who wrote it; may be empty
    std::string text;
    Time at = {};                                   ///< zero: not known
    std::string language = "und";                   ///< BCP 47 primary tag
    std::optional<Judgement> judgement = {};        ///< of a customer's post; none: words decide
    std::optional<RoomKind> room = {};              ///< none: the draft's room
    std::vector<PersonalDatum> personal_data = {};  ///< in `text`
};

/// A reply, or an example of a playbook, that says nearly the same as the draft.
struct Twin {
    std::string to;  ///< who got it; of an example: the playbook's title
    std::string text;
    double similarity = 0;  ///< 0..1
    bool same_thread = false;
    bool example = false;
};

struct AttachmentFacts {
    std::string name;  ///< the file's
    std::string mime;
    std::string alt;
    bool looked_at = false;       ///< somebody saw it at full size
    bool looked_at_known = true;  ///< false: nobody can tell, so nothing is said of it
    bool used_elsewhere = false;  ///< the same bytes lie in another customer's conversation
    bool has_place = false;       ///< it still says where it was taken (GPS)
    /// 0..1; empty: nothing looked.
    std::optional<double> explicit_score = {};
    bool unscreened = false;  ///< a picture that should have been looked at for explicit content
    bool second_person_agreed = false;
};

/// What models heard; empty where nothing listened, and then words decide.
struct HeardDraft {
    std::vector<SentenceActs> acts;  ///< what the draft's sentences do, by place
    /// What the customer's posts that this draft answers do, and what they ask.
    std::vector<HeardPost> posts;
    std::vector<AskedQuestion> asked;
    /// How the whole draft sounds to who wrote the last of them.
    std::optional<HeardActs> sounds;
    /// Whether it keeps to what is known; what is not among them nobody listened to.
    std::vector<HeardKnown> known;
};

struct PlaybookFacts {
    std::vector<std::string> facts;      ///< "We answer within 2 days."
    std::vector<std::string> authority;  ///< "Refund up to 50 EUR without asking."
};

/// What the coach is told. Everything beyond the bounds below is left unread, but the draft: a
/// longer one gets the one remark that it is too long.
struct DraftFacts {
    std::string channel;  ///< the network's name: "bluesky"
    RoomKind room = RoomKind::public_;
    DraftPerson customer;
    std::vector<ThreadPost> thread;  ///< oldest first
    std::string agent;               ///< the name of who writes
    std::string brand;
    std::string draft;
    std::string draft_language = "und";        ///< BCP 47 primary tag
    std::vector<PersonalDatum> personal_data;  ///< in the draft
    HeardDraft heard;
    /// Where the draft holds the number of an order, booking or contract of this customer.
    std::vector<TextSpan> case_numbers;
    std::vector<std::string> other_customers;  ///< names and handles of people of other matters
    std::vector<Twin> twins;                   ///< most similar first
    std::vector<AttachmentFacts> attachments;
    PlaybookFacts playbook;
    /// As the network counts; 0: not known, and then the channel's name may tell.
    std::size_t network_length = 0;
    std::size_t network_length_max = 0;
    /// What the company shows everybody: its numbers, addresses, pages, handles.
    std::vector<std::string> own_contacts;
    std::vector<std::string> colleagues;         ///< first names that may sign
    std::vector<std::string> recorded_promises;  ///< their words, of this conversation
    bool remedy_asked = false;                   ///< somebody recorded what would put it right
};

inline constexpr std::size_t draft_code_points_max = 20000;
inline constexpr std::size_t thread_posts_max = 50;  ///< the newest
inline constexpr std::size_t post_bytes_max = 16 * 1024;
inline constexpr std::size_t advice_max = 40;
inline constexpr std::size_t spans_max = 20;
inline constexpr std::size_t listed_max = 1000;  ///< of each list above
/// Less similar twins are none of the coach's business.
inline constexpr double twin_similarity_min = 0.6;

/// The words that the rules look for and the sentences that they say, by language: data, in the
/// format of docs/coach.md. Immutable; copies are cheap; may be used by several threads at once.
class CoachRules {
public:
    /// What comes with the program: words in en, de, fr, es, it, pt and nl; sentences in en and de.
    [[nodiscard]] static const CoachRules& built_in();

    /// These rules and a company's own. `invalid` names the line.
    [[nodiscard]] Result<CoachRules> extended_by(std::string_view text) const;

    /// Whether it has words of this language; otherwise only what needs no words is remarked.
    [[nodiscard]] bool knows(std::string_view language) const;
    [[nodiscard]] std::vector<std::string> languages() const;

    struct Content;
    [[nodiscard]] const Content& content() const { return *content_; }

private:
    explicit CoachRules(std::shared_ptr<const Content> content) : content_{std::move(content)} {}

    std::shared_ptr<const Content> content_;
};

inline constexpr std::size_t rules_bytes_max = 1024 * 1024;

/// All remarks, gravest first, at most `advice_max`. `words_language` is that of the sentences:
/// "en", "de" or one that the rules hold sentences of; another gives English.
[[nodiscard]] std::vector<Advice> advise(const DraftFacts& facts, const CoachRules& rules,
                                         std::string_view words_language = "en");

/// Whether the draft asks the customer what would put it right: surely enough to be recorded.
[[nodiscard]] bool asks_remedy(const DraftFacts& facts, const CoachRules& rules);

}  // namespace heed
