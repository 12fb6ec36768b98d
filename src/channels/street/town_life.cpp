// Who begins something, and who joins in.
#include <fmt/format.h>

#include <algorithm>

#include "channels/street/town.hpp"

namespace heed::channels::street {

namespace {

/// A post passed on: its beginning, cut at a character, without line breaks.
std::string quoted(const std::string& text) {
    constexpr std::size_t quote_bytes_max = 120;
    std::string quote = text;
    std::replace(quote.begin(), quote.end(), '\n', ' ');
    if (quote.size() <= quote_bytes_max) return quote;
    std::size_t end = quote_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(quote[end]) & 0xC0) == 0x80)
        --end;
    return quote.substr(0, end) + "…";
}

/// Nobody who lives on the street sells followers.
Person spammer(std::uint64_t seed, Random& random) {
    const auto number = random.below(40);
    Person person;
    person.language = number % 3 == 0 ? "de" : number % 3 == 1 ? "es" : "en";
    person.author.remote_id = "street:u/" + opaque_id(mix(seed, mix(number, 13)));
    person.author.handle = fmt::format("real_deals_{}", 400 + number * 17);
    person.author.name = "✨ Real Deals ✨";
    person.author.profile_url = "https://street.example/@" + person.author.handle;
    person.author.followers = static_cast<long long>(number % 7);
    return person;
}

}  // namespace

void Town::plan_next_arrival() {
    constexpr double millis_per_hour = 3'600'000;
    const double mean = millis_per_hour / (settings_.posts_per_hour * settings_.speed);
    // Never quite regular, never very long silent: who watches should feel a street.
    const double wait = std::min(0.25 + 0.75 * life_.exponential(), 2.5) * mean;
    plan(now_ + Millis{std::max<Millis::rep>(1, static_cast<Millis::rep>(wait))}, Plan::arrive);
}

void Town::arrive() {
    plan_next_arrival();
    const double kind = life_.fraction();
    if (kind < 0.52) {
        const Opening opening = next_opening();
        const std::size_t person = choose_person(opening.matter->language, life_);
        const std::string& line = lines_of(opening.matter->lines, "open")[opening.line];
        const bool was_said_before = cycle_ > 1;
        open_story(begin_story(*opening.matter, person),
                   was_said_before ? in_own_words(line, opening.matter->language, life_) : line);
    } else if (kind < 0.74) {
        if (Story* const story = recent_open_story(life_)) bystander(*story);
    } else if (kind < 0.79) {
        if (Story* const story = recent_open_story(life_)) reshare(*story);
    } else if (kind < 0.81) {
        swap_stamps();
    } else {
        chatter(kind < 0.96 ? "chatter" : "spam");
    }
}

/// Every opening once before any comes again, in an order of its own each time round.
Town::Opening Town::next_opening() {
    if (opening_ == openings_.size()) {
        openings_.clear();
        for (const Matter& matter : Corpus::shipped().matters()) {
            if (!matter.incident.empty()) continue;
            for (std::size_t i = 0; i < lines_of(matter.lines, "open").size(); ++i)
                openings_.push_back({&matter, i});
        }
        Random::derive(settings_.seed, "openings", cycle_++).shuffle(openings_);
        opening_ = 0;
    }
    return openings_[opening_++];
}

std::string Town::in_own_words(const std::string& line, const std::string& language,
                               Random& random) {
    const LinesByKey& lines = Corpus::shipped().tongue(language).lines;
    const double kind = random.fraction();
    std::string text = line;
    const std::string& before = memory_.choose(lines_of(lines, "before"), {}, random);
    const std::string& after = memory_.choose(lines_of(lines, "after"), {}, random);
    if (kind < 0.6 && !before.empty()) text = before + " " + text;
    if (kind > 0.4 && !after.empty()) text += " " + after;
    return text;
}

/// Somebody of that language, preferably with nothing on their mind yet.
std::size_t Town::choose_person(std::string_view language, Random& random) {
    constexpr int tries_max = 200;
    std::size_t chosen = 0;
    for (int i = 0; i < tries_max; ++i) {
        const std::size_t candidate = random.below(people_.size());
        if (people_[candidate].language != language) continue;
        chosen = candidate;
        if (busy_[candidate] == 0) break;
    }
    if (people_[chosen].language == language) return chosen;
    const auto speaker = std::find_if(people_.begin(), people_.end(), [&](const Person& person) {
        return person.language == language;
    });
    return static_cast<std::size_t>(speaker - people_.begin());
}

Story* Town::recent_open_story(Random& random) {
    constexpr std::size_t looked_at_max = 25;
    if (stories_.empty()) return nullptr;
    const std::size_t span = std::min(looked_at_max, stories_.size());
    Story& story = stories_[stories_.size() - 1 - random.below(span)];
    const bool open = story.stage == Stage::waiting && !story.root.empty();
    return open && story.matter->intent == Intent::complaint ? &story : nullptr;
}

Story& Town::begin_story(const Matter& matter, std::size_t person) {
    Story story;
    story.id = static_cast<int>(stories_.size());
    story.matter = &matter;
    story.person = person;
    story.random = Random::derive(settings_.seed, "story", stories_.size());
    story.slots.order = fmt::format("LK-{}", 10'000 + story.random.below(90'000));
    story.neglected = story.random.chance(0.16);
    const bool blunt = people_[person].bluntness > 0.75;
    if (matter.intent == Intent::complaint)
        story.anger = (matter.severity >= 3 ? 1 : 0) + (blunt ? 1 : 0);
    story.worst_anger = story.anger;
    ++busy_[person];
    stories_.push_back(std::move(story));
    return stories_.back();
}

void Town::open_story(Story& story, const std::string& line) {
    const Person& person = people_[story.person];
    const Spoken spoken = speak(line, story.slots, person, story.random);
    app::IncomingPost post =
        draft_post(person, spoken.text, mix(mix(static_cast<std::uint64_t>(story.id), 1), 0));
    if (!story.matter->picture.empty() && story.random.chance(0.75))
        post.media.push_back({"street:picture/" + story.matter->picture, "image/svg+xml",
                              story.random.chance(0.7) ? story.matter->picture_alt : "", 640, 420});
    story.root = post.remote_id;
    story.last_post = post.remote_id;
    story.own_words.push_back(spoken.meant);
    const std::size_t index = publish(std::move(post), story.id, true, story.matter->intent,
                                      story.anger, story.matter->name);
    entries_[index].key = "open";
    plan_correction(index, spoken, story);
    if (story.matter->intent == Intent::complaint && story.random.chance(0.2))
        plan_for(story, minutes(story, 2, 30), Plan::bystander);
    wait_for_answer(story);
}

void Town::bystander(Story& story) {
    if (story.root.empty()) return;
    auto random = Random::derive(settings_.seed, "bystander", noise_);
    const std::size_t who = choose_person(story.matter->language, random);
    if (who == story.person) return;
    const Lines& lines =
        lines_of(Corpus::shipped().tongue(story.matter->language).lines, "same_here");
    if (lines.empty()) return;
    const Spoken spoken = speak(memory_.choose(lines, {}, random), {}, people_[who], random);
    app::IncomingPost post = draft_post(people_[who], spoken.text, mix(noise_++, 5));
    post.in_reply_to = story.last_post;
    post.thread_root = story.root;
    publish(std::move(post), story.id, true, Intent::complaint, 1, "same_here");
}

void Town::reshare(Story& story) {
    const Entry* const original = find(story.root);
    if (!original || original->deleted) return;
    auto random = Random::derive(settings_.seed, "reshare", noise_);
    const std::size_t who = choose_person(story.matter->language, random);
    if (who == story.person) return;
    Slots slots;
    slots.handle = people_[story.person].author.handle;
    slots.quote = quoted(original->post.text);
    const Lines& lines =
        lines_of(Corpus::shipped().tongue(story.matter->language).lines, "reshare");
    if (lines.empty()) return;
    publish(
        draft_post(people_[who], fill(memory_.choose(lines, slots, random), slots, people_[who]),
                   mix(noise_++, 5)),
        -1, true, Intent::other, 0, "reshare");
}

/// Somebody whom many read takes up the matter; its author is suddenly read by many too.
void Town::notice(Story& story) {
    auto random = Random::derive(settings_.seed, "notice", noise_);
    std::size_t who = choose_person(story.matter->language, random);
    for (int i = 0; i < 8; ++i) {
        const std::size_t other = choose_person(story.matter->language, random);
        if (people_[other].author.followers > people_[who].author.followers) who = other;
    }
    const Lines& lines =
        lines_of(Corpus::shipped().tongue(story.matter->language).lines, "influencer");
    if (who == story.person || lines.empty()) return;
    Person& noticed = people_[story.person];
    Slots slots;
    slots.name = noticed.given;
    app::IncomingPost post =
        draft_post(people_[who], fill(memory_.choose(lines, slots, random), slots, people_[who]),
                   mix(noise_++, 5));
    post.in_reply_to = story.last_post;
    post.thread_root = story.root;
    publish(std::move(post), story.id, true, Intent::complaint, 2, "influencer");
    noticed.author.followers +=
        noticed.author.followers / 6 + static_cast<long long>(random.below(300));
    stream_.push_back({app::IncomingProfile{noticed.author}, Shown::none});
}

void Town::chatter(std::string_view key) {
    auto random = Random::derive(settings_.seed, key, noise_);
    const bool is_spam = key == "spam";
    const Person person = is_spam ? spammer(settings_.seed, random) : random.pick(people_);
    const Corpus& corpus = Corpus::shipped();
    const Lines& own = lines_of(corpus.tongue(person.language).lines, key);
    const Lines& lines = own.empty() ? lines_of(corpus.tongue("en").lines, key) : own;
    const Spoken spoken = speak(memory_.choose(lines, {}, random), {}, person, random);
    publish(draft_post(person, spoken.text, mix(noise_++, 5)), -1, is_spam, Intent::other, 0,
            std::string{key});
}

/// One who collects names the brand all day long and wants nothing of it.
void Town::swap_stamps() {
    constexpr int at_once = 3;
    auto random = Random::derive(settings_.seed, "swap", noise_);
    Person person;
    person.language = "en";
    person.author.remote_id = "street:u/" + opaque_id(mix(settings_.seed, 17));
    person.author.handle = "stamp_swaps";
    person.author.name = "Stamp Swaps";
    person.author.profile_url = "https://street.example/@stamp_swaps";
    person.author.followers = 61;
    const Lines& lines = lines_of(Corpus::shipped().tongue("en").lines, "swap");
    for (int i = 0; i < at_once; ++i) {
        const Spoken spoken = speak(memory_.choose(lines, {}, random), {}, person, random);
        publish(draft_post(person, spoken.text, mix(noise_++, 5)), -1, false, Intent::other, 0,
                "swap");
    }
}

void Town::start_incident(const Incident& incident, Time now) {
    advance(now);
    auto random =
        Random::derive(settings_.seed, "incident", static_cast<std::uint64_t>(to_millis(now)));
    const int people = std::clamp(incident.people, 1, incident_people_max);
    for (int i = 0; i < people; ++i) {
        // It rises quickly and tails off: most come in the first third.
        const double when = random.fraction() * random.fraction();
        const auto after = static_cast<double>(incident.lasts.count()) * when;
        plan(now_ + paced(incident.after + Millis{static_cast<Millis::rep>(after)}), Plan::wave, -1,
             0, random.below(1'000'000'000), incident.name);
    }
}

void Town::wave(const Event& event) {
    Random random{mix(settings_.seed, event.entry)};
    std::vector<Opening> openings;
    for (const Matter& matter : Corpus::shipped().matters()) {
        if (matter.incident != event.text) continue;
        for (std::size_t i = 0; i < lines_of(matter.lines, "open").size(); ++i)
            openings.push_back({&matter, i});
    }
    if (openings.empty()) return;
    const Opening& opening = random.pick(openings);
    const std::string& line = lines_of(opening.matter->lines, "open")[opening.line];
    const std::size_t person = choose_person(opening.matter->language, random);
    open_story(begin_story(*opening.matter, person),
               in_own_words(line, opening.matter->language, random));
}

}  // namespace heed::channels::street
