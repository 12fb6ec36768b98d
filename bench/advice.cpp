// How long the coach takes to answer while somebody types, on a desk with many earlier replies to
// compare with. Usage: bench_advice [ENGINE [REPLIES...]]

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <thread>

#include "app/playbooks.hpp"
#include "app/receive_posts.hpp"
#include "store/reader.hpp"
#include "support/desk.hpp"
#include "support/figures.hpp"
#include "support/http_load.hpp"

namespace heed::bench {

namespace {

constexpr int asked = 1'000;
constexpr std::size_t replies_each = 50;  ///< a conversation
constexpr Time noon = from_millis(1'790'000'000'000);

struct Place {
    ConversationId conversation;
    RoomId room;
    PostId post;
    IdentityId identity;
};

/// Replies as people write them: much alike, none the same.
std::string reply_text(std::size_t i) {
    static constexpr std::array<const char*, 8> openings = {
        "I am sorry that your parcel went missing",
        "that sounds like a long wait in the rain, I am sorry",
        "thank you for telling us about the torn coat",
        "a charge that you never made is alarming",
        "you are right, the app did sign you out",
        "the driver should have rung your bell",
        "I have read all four of your messages now",
        "what a way to spend a birthday, I am sorry"};
    static constexpr std::array<const char*, 8> steps = {
        "I have asked the depot to look for it",
        "our technicians are looking at it right now",
        "the money goes back to you this week",
        "I will ring the shop and ask them what happened",
        "a new one leaves our store tomorrow morning",
        "I have opened the account for you again",
        "Ben decides about the voucher today",
        "may I send you a private message about the details"};
    static constexpr std::array<const char*, 6> ends = {
        "and write to you here by five.",           "and you hear from me tomorrow before noon.",
        "and I will not let go of it until then.",  "and tell you tonight, good news or bad.",
        "and then we see what would put it right.", "and I stay with it."};
    return fmt::format("Hi {}, {}; case {} of the {}. {}, {} /Ana", i % 977, openings[i % 8],
                       i * 7919 % 100'003, i * 31 % 13, steps[i / 8 % 8], ends[i / 64 % 6]);
}

std::vector<Place> open_conversations(app::Transaction& t, const app::Env& env,
                                      const app::ChannelRecord& channel, std::size_t count) {
    std::vector<app::Incoming> posts;
    for (std::size_t i = 0; i < count; ++i) {
        app::IncomingPost post;
        post.remote_id = fmt::format("p{}", i);
        post.author = {fmt::format("a{}", i),
                       fmt::format("customer{}", i),
                       fmt::format("Customer {}", i),
                       "",
                       "",
                       10};
        post.written_at = noon;
        post.text = "My parcel is lost and nobody answers. Where is it? I am really angry.";
        Judgement judgement;
        judgement.layer = "fast";
        judgement.topics = {{"delivery", 0.9}};
        post.judgement = std::move(judgement);
        posts.emplace_back(std::move(post));
    }
    std::vector<Place> places;
    for (std::size_t at = 0; at < posts.size(); at += 500) {
        const std::vector<app::Incoming> batch(
            posts.begin() + static_cast<std::ptrdiff_t>(at),
            posts.begin() + static_cast<std::ptrdiff_t>(std::min(at + 500, posts.size())));
        static_cast<void>(app::receive_posts(t, env, channel, batch));
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto post = t.post(channel.id, fmt::format("p{}", i));
        if (!post) throw std::runtime_error("a post is missing");
        places.push_back({post->conversation, post->room, post->id, post->identity});
    }
    return places;
}

void save_replies(app::Transaction& t, const app::Env& env, const app::ChannelRecord& channel,
                  UserId user, const std::vector<Place>& places, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto& place = places[i / replies_each];
        app::ReplyRecord reply;
        reply.id = env.ids.next<ReplyId>(env.now);
        reply.conversation = place.conversation;
        reply.room = place.room;
        reply.channel = channel.id;
        reply.user = user;
        reply.recipient = place.identity;
        reply.in_reply_to = place.post;
        reply.text = reply_text(i);
        reply.state = ReplyState::seen;
        reply.created_at = reply.sent_at = reply.seen_at = noon;
        t.save(reply);
    }
}

/// What every draft is held against as well.
void save_playbook(app::Transaction& t, const app::Env& env) {
    app::PlaybookRecord playbook;
    playbook.topics = {"delivery"};
    playbook.title = "Lost parcels";
    playbook.facts = {"A parcel counts as lost after seven days without a scan.",
                      "We send lost goods again for free.", "Depots are closed on Sundays."};
    playbook.authority = {"Vouchers up to 20 EUR without asking.",
                          "Never name an hour of delivery."};
    if (!app::save_playbook(t, env, playbook, 0)) throw std::runtime_error("no playbook");
}

std::string advice_request(const Furniture& furniture, const Place& place,
                           const std::string& draft) {
    return post_request(
        fmt::format("/api/v1/conversations/{}/advice", to_string(place.conversation)),
        furniture.token,
        fmt::format(R"({{"room_id":"{}","text":"{}"}})", to_string(place.room), draft),
        "application/json");
}

/// Until the newest of the earlier replies is found again.
void wait_until_read(const Server& server, const std::string& request) {
    for (int tries = 0; tries < 600; ++tries) {
        if (ask(server.port(), request).body.find("\"canned\"") != std::string::npos) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    throw std::runtime_error("the earlier replies are not read");
}

void run_size(const std::string& engine, std::size_t size) {
    const Folder folder(HEED_BENCH_FOLDER);
    const FreshDatabase fresh(engine, folder, "advice");
    Furniture furniture;
    std::vector<Place> places;
    {
        IdSource ids{1};
        auto database = store::Database::open({fresh.target(), 1});
        if (!database) throw std::runtime_error(database.error().message);
        furniture = furnish(**database, ids);
        const auto saved = (*database)->write([&](app::Transaction& t) -> Status {
            const app::Env env{noon, ids};
            const auto channel = t.channel(furniture.channel);
            places = open_conversations(t, env, *channel, size / replies_each + 1);
            const auto user = t.user_by_login("nora");
            save_replies(t, env, *channel, user ? user->id : UserId{}, places, size);
            if (user) save_playbook(t, {noon, ids, user->id});
            return {};
        });
        if (!saved) throw std::runtime_error(saved.error().message);
    }
    const Server server(serve_command(fresh.target(), folder));
    wait_until_read(server, advice_request(furniture, places.back(), reply_text(size - 1)));
    std::vector<std::string> requests;
    for (int i = 0; i < asked; ++i) {
        const auto n = static_cast<std::size_t>(i);
        const auto draft = i % 2 == 0 ? reply_text(n * 97 % size)
                                      : fmt::format(
                                            "Hi Customer {}, I am sorry about the lost "
                                            "parcel. I look into it and write by {}. /Ana",
                                            n, n % 12);
        requests.push_back(advice_request(furniture, places[n % places.size()], draft));
    }
    const auto load = send_all(server.port(), requests, 1);
    if (load.failed > 0) throw std::runtime_error(load.first_failure);
    print_row({engine, figure(static_cast<double>(size)), figure(median(load.millis)),
               figure(quantile(load.millis, 0.95)), figure(quantile(load.millis, 0.99)),
               figure(quantile(load.millis, 1)), figure(memory_of(server.process()).resident_mb)});
}

}  // namespace

}  // namespace heed::bench

int main(int argc, char** argv) {
    using namespace heed::bench;
    const std::string engine = argc > 1 ? argv[1] : "sqlite";
    std::vector<std::size_t> sizes;
    for (int i = 2; i < argc; ++i)
        sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
    if (sizes.empty()) sizes = {1'000, 100'000};
    try {
        print_head({"engine", "replies", "p50, ms", "p95, ms", "p99, ms", "slowest, ms", "MB"});
        for (const auto size : sizes)
            run_size(engine, size);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
