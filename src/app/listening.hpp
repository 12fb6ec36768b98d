#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/incoming.hpp"
#include "app/listening_records.hpp"
#include "base/result.hpp"

namespace heed::app {

enum class StreamHearing {
    off,         ///< nobody asked for it, or something is wanting
    connecting,  ///< it was begun and nothing is known yet
    hears,
    deaf,  ///< it cannot be heard; it is tried again and again
};

/// How it stands with hearing a whole network.
struct StreamStatus {
    StreamHearing hearing = StreamHearing::off;
    std::string network;
    std::string reason;  ///< what is wanting, what is wrong, or what may be missing; may be empty
    Time since;          ///< it is so
    Time heard_up_to;    ///< what was written until then was heard

    [[nodiscard]] bool hears() const { return hearing == StreamHearing::hears; }
};

/// What we listen for, ready to be found. Whoever matches holds an unchanging set; a new one takes
/// its place when the terms change, whichever program changed them. Thread safe.
class Listening {
public:
    /// How often it looks for changes that another program made, and tells what was heard: in sums,
    /// so that a crowd does not become a flood of messages.
    static constexpr Millis every = std::chrono::seconds{1};

    struct Ports {
        /// Changes whenever the terms do; cheap.
        std::function<Result<std::string>()> version;
        std::function<Result<std::vector<TermRecord>>()> terms;
        /// So many posts were heard since it was last called; optional.
        std::function<void(long long)> tell = {};
        /// Whether the network is heard has changed; optional.
        std::function<void()> tell_stream = {};
        std::function<void(const std::string&)> complain = {};
    };

    explicit Listening(Ports ports);
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    /// Begins to watch for changes, and to tell.
    void start();
    void stop();

    /// Takes the terms as they stand now, when they changed. With an error the earlier ones stay.
    [[nodiscard]] Status refresh();

    [[nodiscard]] bool has_terms() const;
    /// The terms that stand in the text; empty when it does not concern us.
    [[nodiscard]] std::vector<HeardTerm> matches(std::string_view text,
                                                 std::string_view language) const;
    /// The places alone, for what is asked hundreds of times a second; valid until the next call
    /// with this scratch.
    [[nodiscard]] std::span<const understand::TermMatch> find(
        std::string_view text, std::string_view language,
        understand::TermSet::Scratch& scratch) const;
    /// Matches those posts that do not address us and that nobody matched yet. A desk without terms
    /// leaves all as they are.
    void match(const std::vector<Incoming*>& items) const;

    /// So many posts were stored that did not address us.
    void note_heard(long long count);

    /// What stays as it was keeps its time; what was heard stays heard.
    void note_stream(StreamStatus status);
    void note_heard_up_to(Time written_at);
    [[nodiscard]] StreamStatus stream() const;

private:
    struct Set;
    [[nodiscard]] std::shared_ptr<const Set> current() const;
    void run(const std::stop_token& stop);

    Ports ports_;
    std::mutex refreshing_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Set> set_;
    long long heard_ = 0;
    StreamStatus stream_;
    bool stream_changed_ = false;
    std::condition_variable_any beat_;
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace heed::app
