#include "crash/town_check.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <limits>
#include <stdexcept>

#include "base/text.hpp"
#include "store/reader.hpp"

namespace heed::test {

namespace {

/// What the demo's terms find wherever it stands: the name as a word. A misspelt one ("larkspurr")
/// is another word.
bool names_us(const std::string& text) {
    constexpr std::string_view name = "larkspur";
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        if (end == text.size() || text[end] < 'a' || text[end] > 'z') return true;
    }
    return false;
}

constexpr int page = 1000;
constexpr std::size_t shown_max = 10;

struct StoppedClock final : Clock {
    explicit StoppedClock(Time time) : at(time) {}
    [[nodiscard]] Time now() const override { return at; }
    Time at;
};

std::string difference(const channels::street::Entry& entry, store::Reader& reader,
                       ChannelId channel, Time at) {
    const auto post = reader.post(channel, entry.post.remote_id);
    if (!post) return "is lost";
    if (entry.deleted && post->deleted_at == Time{}) return "was taken away, and is still shown";
    // What happened after the moment we look at may be known already, or not yet.
    if (entry.deleted || post->deleted_at > at || post->edited_at > at) return {};
    if (post->deleted_at != Time{}) return "is missing its text, and was never taken away";
    if (post->text != entry.post.text) return "reads \"" + post->text + "\"";
    return {};
}

ChannelId street_of(store::Reader& reader) {
    for (const auto& channel : reader.channels()) {
        if (channel.network == "street") return channel.id;
    }
    throw std::runtime_error("the desk has no street");
}

}  // namespace

TownTruth::TownTruth(const std::string& journal, const std::string& copy,
                     channels::street::StreetSettings settings, Time at)
    : at_(at) {
    std::filesystem::copy_file(journal, copy, std::filesystem::copy_options::overwrite_existing);
    settings.journal = copy;
    const StoppedClock clock(at);
    const auto world = channels::street::World::open(settings, clock);
    if (!world) throw std::runtime_error(world.error().message);
    for (auto& entry : (*world)->posts()) {
        const bool of_the_past = entry.post.written_at < (*world)->start();
        if (!entry.delivery_key.empty() && !of_the_past) {
            ++replies_;
            ++said_[entry.post.text];
        }
        const bool named = names_us(lower_ascii(entry.post.text));
        const bool heard = entry.post.own || entry.post.addressed || (entry.about_brand && named);
        if (heard) to_hear_.push_back(std::move(entry));
    }
}

int TownTruth::said(const std::string& text) const {
    const auto found = said_.find(text);
    return found == said_.end() ? 0 : found->second;
}

std::vector<std::string> TownTruth::differences(const store::Database& desk) const {
    std::vector<std::string> found;
    const auto done = desk.read([&](store::Reader& reader) -> Status {
        const auto channel = street_of(reader);
        for (const auto& entry : to_hear_) {
            const auto what = difference(entry, reader, channel, at_);
            if (what.empty() || found.size() == shown_max) continue;
            found.push_back(fmt::format("post {} of {}: \"{}\" {}", entry.post.remote_id,
                                        format_rfc3339(entry.post.written_at), entry.post.text,
                                        what));
        }
        return {};
    });
    if (!done) found.push_back(done.error().message);
    return found;
}

std::vector<std::string> doubled_posts(const store::Database& desk) {
    std::map<std::string, int> count;
    const auto done = desk.read([&](store::Reader& reader) -> Status {
        constexpr auto last = std::numeric_limits<long long>::max();
        for (ConversationId after;;) {
            const auto ids = reader.conversation_ids(after, page);
            for (const auto id : ids) {
                for (const auto& view : reader.posts(id, {last, last}, page))
                    ++count[to_string(view.post.channel) + " " + view.post.remote_id];
            }
            if (ids.size() < page) return {};
            after = ids.back();
        }
    });
    std::vector<std::string> doubled;
    if (!done) doubled.push_back(done.error().message);
    for (const auto& [id, times] : count) {
        if (times > 1) doubled.push_back(id);
    }
    return doubled;
}

}  // namespace heed::test
