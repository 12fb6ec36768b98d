#include "store/coaching_ports.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <sstream>

#include "store/answer_reader.hpp"

namespace heed::store {

using namespace app;

namespace {

/// So many people of other matters are told to the coach: those whose matters the writer holds
/// open, and those who wrote last. They are the likeliest to be mixed up; with the names of
/// everybody who ever wrote, "Good Morning" and half the words with a capital would be somebody.
constexpr int own_customers_max = 150;
constexpr int other_customers_max = 300;
/// Of what was said with this customer, in which the numbers of their matters are looked for.
constexpr int told_max = 300;
constexpr int noted_max = 100;
/// So many examples of the fitting playbooks are compared with.
constexpr std::size_t examples_max = 200;
constexpr Key newest{std::numeric_limits<long long>::max(), std::numeric_limits<long long>::max()};

Speaker speaker(Side side) {
    switch (side) {
        case Side::customer:
            return Speaker::customer;
        case Side::us:
            return Speaker::agent;
        case Side::other:
            return Speaker::other;
    }
    return Speaker::other;
}

/// One room's facts, put together from a few queries on one snapshot.
class Gathering {
public:
    Gathering(Reader& reader, const DraftToRead& draft)
        : reader_(reader), answers_(reader), draft_(draft) {}

    Result<GatheredFacts> take() {
        const auto conversation = reader_.conversation(draft_.conversation);
        if (!conversation) return fail(ErrorCode::not_found, "There is no such conversation.");
        rooms_ = reader_.rooms(draft_.conversation);
        const auto room = std::find_if(rooms_.begin(), rooms_.end(), [&](const RoomRecord& one) {
            return one.id == draft_.room;
        });
        if (room == rooms_.end()) {
            return fail(ErrorCode::invalid, "names no room of this conversation", "$.room_id");
        }
        facts_.room = room->kind;
        facts_.draft = draft_.text;
        facts_.network_length = draft_.network_length;
        facts_.network_length_max = draft_.network_length_max;
        add_us(*room);
        add_customer(*conversation);
        add_thread();
        add_attachments();
        add_playbook(conversation->facts.matter.topics);
        add_promises();
        return GatheredFacts{std::move(facts_), what_was_told(conversation->customer, *room),
                             std::move(examples_)};
    }

private:
    void add_us(const RoomRecord& room) {
        if (const auto channel = reader_.channel(room.channel)) {
            facts_.channel = channel->network;
            if (!channel->handle.empty()) facts_.own_contacts.push_back("@" + channel->handle);
        }
        if (const auto writer = reader_.user(draft_.writer)) facts_.agent = writer->name;
        const auto brands = reader_.brands();
        if (!brands.empty()) facts_.brand = brands.front().second;
        facts_.colleagues = answers_.colleagues();
    }

    void add_customer(const ConversationRecord& conversation) {
        if (const auto identity = reader_.identity(conversation.identity)) {
            facts_.customer = {identity->author.name, identity->author.handle};
        }
        facts_.other_customers =
            answers_.own_customers(draft_.writer, conversation.customer, own_customers_max);
        auto latest = answers_.other_customers(conversation.customer, other_customers_max);
        facts_.other_customers.insert(facts_.other_customers.end(),
                                      std::make_move_iterator(latest.begin()),
                                      std::make_move_iterator(latest.end()));
    }

    void add_thread() {
        auto views = reader_.posts(draft_.conversation, newest, static_cast<int>(thread_posts_max));
        std::reverse(views.begin(), views.end());
        const auto judgements = reader_.judgements(draft_.conversation);
        for (auto& view : views) {
            if (view.post.deleted_at != Time{}) continue;
            ThreadPost post;
            post.from = speaker(view.post.side);
            post.name = view.agent_name.empty() ? view.author.author.name : view.agent_name;
            post.text = std::move(view.post.text);
            post.at = view.post.written_at;
            if (!view.post.language.empty()) post.language = view.post.language;
            post.room = kind_of(view.post.room);
            const auto judged = judgements.find(view.post.id);
            if (judged != judgements.end()) post.judgement = judged->second;
            facts_.thread.push_back(std::move(post));
        }
    }

    std::vector<Told> what_was_told(CustomerId customer, const RoomRecord& room) {
        if (room.kind != RoomKind::public_) return {};
        auto told = answers_.told(customer, told_max);
        auto noted = answers_.noted(customer, noted_max);
        told.insert(told.end(), std::make_move_iterator(noted.begin()),
                    std::make_move_iterator(noted.end()));
        return told;
    }

    RoomKind kind_of(RoomId id) const {
        const auto room = std::find_if(rooms_.begin(), rooms_.end(),
                                       [&](const RoomRecord& one) { return one.id == id; });
        return room == rooms_.end() ? facts_.room : room->kind;
    }

    void add_attachments() {
        for (const auto id : draft_.media) {
            const auto media = reader_.media_info(id);
            if (!media) continue;
            AttachmentFacts file;
            file.name = media->name;
            file.mime = media->mime;
            file.alt = media->alt;
            file.looked_at = media->looked_at != Time{};
            file.used_elsewhere =
                !media->hash.empty() && answers_.shown_elsewhere(media->hash, draft_.conversation);
            file.unscreened = media->screening == Screening::unscreened;
            if (media->screening != Screening::unscreened) {
                file.explicit_score = media->screening == Screening::explicit_ ? 1.0 : 0.0;
            }
            facts_.attachments.push_back(std::move(file));
        }
    }

    void add_playbook(const std::vector<std::string>& topics) {
        for (auto& view : answers_.fitting(draft_.writer, topics)) {
            for (auto& fact : view.record.facts)
                facts_.playbook.facts.push_back(std::move(fact));
            for (auto& limit : view.record.authority)
                facts_.playbook.authority.push_back(std::move(limit));
            for (auto& example : view.record.examples) {
                if (examples_.size() == examples_max) break;
                examples_.push_back({view.record.title, std::move(example), false, true});
            }
        }
    }

    void add_promises() {
        for (auto& view : answers_.promises(draft_.conversation)) {
            if (view.promise.state == PromiseState::open) {
                facts_.recorded_promises.push_back(std::move(view.promise.what));
            }
        }
        const auto remedy = answers_.remedy(draft_.conversation);
        facts_.remedy_asked = remedy && remedy->asked_at != Time{};
    }

    Reader& reader_;
    AnswerReader answers_;
    const DraftToRead& draft_;
    std::vector<RoomRecord> rooms_;
    DraftFacts facts_;
    std::vector<EarlierReply> examples_;
};

std::vector<std::string> lines_of(const std::optional<std::string>& text) {
    std::vector<std::string> lines;
    std::istringstream in(text.value_or(""));
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

}  // namespace

Coaching::Ports coaching_ports(const Database& database) {
    Coaching::Ports ports;
    ports.facts = [&database](const DraftToRead& draft) {
        return database.ask<GatheredFacts>(
            [&](Reader& reader) { return Gathering(reader, draft).take(); });
    };
    ports.replies = [&database](ReplyId after, int limit) {
        return database.ask<std::vector<SaidReply>>(
            [&](Reader& reader) -> Result<std::vector<SaidReply>> {
                return AnswerReader(reader).said_after(after, limit);
            });
    };
    ports.newest = [&database](long long count) {
        return database.ask<ReplyId>([&](Reader& reader) -> Result<ReplyId> {
            return AnswerReader(reader).oldest_of_newest(count);
        });
    };
    ports.said = [&database](const std::vector<ReplyId>& ids) {
        return database.ask<std::vector<SaidReply>>(
            [&](Reader& reader) -> Result<std::vector<SaidReply>> {
                return AnswerReader(reader).said(ids);
            });
    };
    ports.replies_of_posts = [&database](const std::vector<PostId>& ids) {
        return database.ask<std::vector<ReplyId>>(
            [&](Reader& reader) -> Result<std::vector<ReplyId>> {
                return AnswerReader(reader).replies_of_posts(ids);
            });
    };
    ports.self = [&database] {
        return database.ask<CoachSelf>([](Reader& reader) -> Result<CoachSelf> {
            return CoachSelf{lines_of(reader.setting(std::string(coach_contacts_setting))),
                             lines_of(reader.setting(std::string(coach_countries_setting))),
                             reader.setting(std::string(coach_rules_setting)).value_or("")};
        });
    };
    return ports;
}

}  // namespace heed::store
