#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/outgoing.hpp"
#include "channels/channel.hpp"
#include "channels/street/journal.hpp"
#include "channels/street/town.hpp"

namespace heed::channels::street {

/// What may go wrong with one call.
enum class Fault {
    unavailable,
    rate_limited,
    unauthenticated,
    invalid,
    not_found,
    forbidden,
    accepted_unanswered,  ///< the reply is taken in, the caller hears "unavailable"
    kill_after_accept,    ///< the reply is taken in, then this process dies by SIGKILL
};

/// How a network may misbehave while it listens well. What comes is the same every time.
struct Misbehaviour {
    bool duplicates = false;  ///< some items come twice, within a batch and across batches
    bool disorder = false;    ///< items of a batch come in any order
    std::size_t batch_max = app::incoming_batch_max;
};

/// The truth about one post: what it belongs to and who wrote it. Our own have the person whom they
/// answer.
struct Truth {
    Entry entry;
    std::optional<Story> story;
    Person person;
};

/// The street as a network: it lives on by the clock, takes in replies exactly once per delivery
/// key, serves any cursor again, and fails when a test wants it to. All of it may be called from
/// any thread. With a journal the same world goes on after the process has died: it is computed
/// again from its settings and everything that came to it.
class World {
public:
    /// The clock must outlive the world.
    [[nodiscard]] static Result<std::shared_ptr<World>> open(StreetSettings settings,
                                                             const Clock& clock);

    [[nodiscard]] Result<Account> connect();
    [[nodiscard]] Result<Received> receive(const std::string& cursor, Millis wait,
                                           std::stop_token stop);
    [[nodiscard]] Result<app::Delivery> deliver(const app::Outgoing& outgoing);
    [[nodiscard]] Result<Presence> read_back(const std::string& remote_id);

    // What tests and the demo may do to it.
    void fail_next(Fault fault, int times = 1);          ///< deliveries
    void fail_next_receive(Fault fault, int times = 1);  ///< only kinds that need no reply
    void set_up(bool up);
    void misbehave(Misbehaviour how);
    [[nodiscard]] Status start_incident(const Incident& incident);
    /// As if the author, or the network, took a post away.
    [[nodiscard]] Status remove(const std::string& remote_id);

    // What is true.
    [[nodiscard]] std::vector<Entry> posts();
    [[nodiscard]] std::vector<Story> stories();
    [[nodiscard]] std::optional<Truth> truth_of(const std::string& remote_id);
    [[nodiscard]] Time start() const { return start_; }

private:
    World(StreetSettings settings, Time start, std::unique_ptr<Journal> journal,
          const Clock& clock);

    void repeat(const std::vector<Record>& records);
    void remember(const std::string& delivery_key, const std::string& remote_id);
    Time move_on();
    [[nodiscard]] Status pass_faults(std::vector<Fault>& faults);
    [[nodiscard]] Status may_deliver(const app::Outgoing& outgoing) const;
    [[nodiscard]] Result<app::Delivery> take_in(const app::Outgoing& outgoing, Time now);
    [[nodiscard]] app::Delivery delivery_of(const std::string& remote_id, bool already) const;
    [[nodiscard]] Received collect(std::size_t from) const;
    [[nodiscard]] bool is_heard(const Town::Shown& shown) const;
    [[nodiscard]] Status record(const Record& record);

    StreetSettings settings_;
    Time start_;
    const Clock& clock_;
    std::unique_ptr<Journal> journal_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Town town_;
    std::unordered_map<std::string, std::string> delivered_;  ///< remote id by delivery key
    std::vector<Fault> delivery_faults_;                      ///< the next one last
    std::vector<Fault> receive_faults_;
    Misbehaviour misbehaviour_;
    bool up_ = true;
};

}  // namespace heed::channels::street
