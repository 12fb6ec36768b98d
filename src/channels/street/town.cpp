#include "channels/street/town.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace heed::channels::street {

namespace {

std::string lower_ascii(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

void rename(Person& person, std::string handle) {
    person.author.handle = std::move(handle);
    person.author.profile_url = "https://street.example/@" + person.author.handle;
    person.mail = person.author.handle + "@mail.example";
}

}  // namespace

Town::Town(StreetSettings settings, Time start)
    : settings_(std::move(settings)),
      start_(start),
      now_(start - settings_.history),
      account_{"street:u/larkspur",
               "larkspur",
               "Larkspur",
               "",
               "https://street.example/@larkspur",
               48'210},
      life_(Random::derive(settings_.seed, "life")) {
    settings_.customers = std::clamp(settings_.customers, 40, customers_max);
    settings_.speed = std::clamp(settings_.speed, 0.001, 10'000.0);
    settle_people();
    plan_history();
    if (settings_.posts_per_hour > 0) plan(start_, Plan::arrive);
    if (settings_.incident) start_incident(*settings_.incident, start_);
}

/// People speak the languages in the proportions of what there is to say, a few of each at least.
void Town::settle_people() {
    const Corpus& corpus = Corpus::shipped();
    std::map<std::string, std::size_t, std::less<>> openings;
    std::size_t all = 0;
    for (const Matter& matter : corpus.matters()) {
        const std::size_t count = lines_of(matter.lines, "open").size();
        openings[matter.language] += count;
        all += count;
    }
    constexpr std::size_t speakers_min = 4;
    const auto customers = static_cast<std::size_t>(settings_.customers);
    std::uint64_t number = 0;
    std::map<std::string, int> handles;
    for (const Tongue& tongue : corpus.tongues()) {
        const std::size_t share =
            customers * openings[tongue.language] / std::max<std::size_t>(all, 1);
        for (std::size_t i = 0; i < std::max(share, speakers_min); ++i) {
            Person person = make_person(tongue, settings_.seed, number++);
            const int namesakes = handles[person.author.handle]++;
            if (namesakes > 0) rename(person, person.author.handle + std::to_string(namesakes + 1));
            person_by_id_[person.author.remote_id] = people_.size();
            people_.push_back(std::move(person));
        }
    }
    busy_.assign(people_.size(), 0);
}

void Town::plan(Time at, Plan plan, int story, int generation, std::size_t entry,
                std::string text) {
    events_.push({at, planned_++, plan, story, generation, entry, std::move(text)});
}

void Town::plan_for(const Story& story, Millis delay, Plan what) {
    plan(now_ + delay, what, story.id, story.generation);
}

/// A usual delay as it is lived: in the past as it is, since the start at the street's speed.
Millis Town::paced(Millis usual) const {
    if (in_past()) return usual;
    return Millis{static_cast<Millis::rep>(static_cast<double>(usual.count()) / settings_.speed)};
}

Millis Town::minutes(Story& story, double least, double most) const {
    constexpr double millis_per_minute = 60'000;
    const double drawn = story.random.between(least, most) * millis_per_minute;
    return paced(Millis{static_cast<Millis::rep>(drawn)});
}

Time Town::next_event_at() const {
    return events_.empty() ? Time::max() : events_.top().at;
}

void Town::advance(Time now) {
    while (!events_.empty() && events_.top().at <= now) {
        const Event event = events_.top();
        events_.pop();
        now_ = std::max(now_, event.at);
        if (entries_.size() < street_posts_max) run(event);
    }
    now_ = std::max(now_, now);
}

void Town::run(const Event& event) {
    if (event.plan == Plan::arrive) return arrive();
    if (event.plan == Plan::wave) return wave(event);
    if (event.plan == Plan::noise)
        return event.text == "swap" ? swap_stamps() : chatter(event.text);
    if (event.plan == Plan::edit) return change_text(event);
    if (event.plan == Plan::take_away) return take_away(event.entry, now_);

    Story& story = stories_[static_cast<std::size_t>(event.story)];
    switch (event.plan) {
        case Plan::open:
            return open_story(story, event.text);
        case Plan::bystander:
            return bystander(story);
        case Plan::reshare:
            return reshare(story);
        case Plan::notice:
            return notice(story);
        default:
            break;
    }
    if (event.generation != story.generation) return;  // something happened meanwhile
    switch (event.plan) {
        case Plan::follow_up:
            return follow_up(story);
        case Plan::react:
            return carry_out(story);
        case Plan::outcome:
            return outcome(story);
        case Plan::give_thanks:
            return give_thanks(story);
        case Plan::desk:
            return desk_answers(story);
        default:
            return;
    }
}

app::IncomingPost Town::draft_post(const Person& author, std::string text,
                                   std::uint64_t id_number) const {
    app::IncomingPost post;
    const std::string id = opaque_id(mix(settings_.seed, id_number));
    post.remote_id = "street:p/" + id;
    post.author = author.author;
    post.written_at = now_;
    post.text = std::move(text);
    if (!author.hides_language) post.language = author.language;
    post.url = "https://street.example/@" + author.author.handle + "/" + id;
    return post;
}

std::size_t Town::publish(app::IncomingPost post, int story, bool about_brand, Intent intent,
                          int anger, std::string matter) {
    const Entry* const parent = find(post.in_reply_to);
    const bool tags_us = lower_ascii(post.text).find("@larkspur") != std::string::npos;
    post.addressed = tags_us || post.room == RoomKind::direct || (parent && parent->post.own);
    const std::size_t index = entries_.size();
    entry_by_id_[post.remote_id] = index;
    entries_.push_back({post, story, about_brand, false, intent, anger, std::move(matter), {}});
    stream_.push_back({std::move(post), index});
    return index;
}

std::size_t Town::index_of(const std::string& remote_id) const {
    const auto found = entry_by_id_.find(remote_id);
    return found == entry_by_id_.end() ? Shown::none : found->second;
}

const Entry* Town::find(const std::string& remote_id) const {
    const std::size_t index = index_of(remote_id);
    return index == Shown::none ? nullptr : &entries_[index];
}

const Person* Town::find_person(const std::string& remote_id) const {
    const auto found = person_by_id_.find(remote_id);
    return found == person_by_id_.end() ? nullptr : &people_[found->second];
}

bool Town::takes_messages(const std::string& person_id) const {
    const Person* const person = find_person(person_id);
    if (!person) return false;
    if (person->takes_messages) return true;
    return std::any_of(stories_.begin(), stories_.end(), [&](const Story& story) {
        return !story.direct_root.empty() && &people_[story.person] == person;
    });
}

std::string Town::accept(const Reply& reply) {
    advance(reply.at);
    return take_in(reply);
}

std::string Town::take_in(const Reply& reply) {
    const std::size_t parent = index_of(reply.in_reply_to);
    int story = parent == Shown::none ? -1 : entries_[parent].story;
    if (parent == Shown::none) {
        for (const Story& each : stories_) {
            if (people_[each.person].author.remote_id == reply.recipient) story = each.id;
        }
    }
    std::uint64_t number = 0;
    for (const char c : reply.delivery_key)
        number = mix(number, static_cast<unsigned char>(c));
    Person us;
    us.author = account_;
    us.language = reply.language;
    app::IncomingPost post = draft_post(us, reply.text, mix(number, 99));
    post.room = reply.room;
    post.in_reply_to = reply.in_reply_to;
    post.media = reply.media;
    post.own = true;
    if (parent != Shown::none) {
        const app::IncomingPost& answered = entries_[parent].post;
        post.thread_root = answered.thread_root.empty() ? answered.remote_id : answered.thread_root;
    }
    const std::string id = post.remote_id;
    const std::size_t index = publish(std::move(post), story, true, Intent::other, 0, {});
    entries_[index].delivery_key = reply.delivery_key;
    std::get<app::IncomingPost>(stream_.back().item).addressed = false;

    if (story >= 0) {
        Story& answered = stories_[static_cast<std::size_t>(story)];
        const bool to_a_bystander =
            parent != Shown::none && !entries_[parent].post.own &&
            entries_[parent].post.author.remote_id != people_[answered.person].author.remote_id;
        answered.last_agent_post = id;
        if (!to_a_bystander) notice_reply(answered, reply);
    }
    constexpr std::size_t remembered_max = 60;
    recent_replies_.push_back(reply.text);
    if (recent_replies_.size() > remembered_max) recent_replies_.pop_front();
    return id;
}

void Town::remove(const std::string& remote_id, Time now) {
    advance(now);
    const std::size_t index = index_of(remote_id);
    if (index != Shown::none) take_away(index, now_);
}

}  // namespace heed::channels::street
