#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/outbox.hpp"
#include "app/store.hpp"
#include "base/result.hpp"

namespace heed::store {

class Reader;

/// Where the desk keeps everything. Writes go one at a time, in order of arrival, over one
/// connection; reads run beside them, each on a consistent snapshot. Thread safe.
class Database final : public app::Store, public app::Outbox {
public:
    struct Options {
        std::string target;  ///< a file name, or postgres://... (postgresql://...)
        int readers = 4;
        /// Called with the numbered events after each commit, in order of their numbers, on the
        /// writer's thread: it must be quick and must not write.
        std::function<void(const Events&)> on_commit = {};
        /// Where the copy of an older schema went before it was migrated, and the like.
        std::function<void(const std::string&)> say = {};
    };

    /// Opens or creates. An older schema is backed up and migrated; a newer one is refused
    /// (`conflict`). `unavailable` when it cannot be reached, with what would help.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(Options options);
    ~Database() override;

    [[nodiscard]] Status write(const std::function<Status(app::Transaction&)>& work) override;
    [[nodiscard]] Result<std::vector<app::DueReply>> due(ChannelId channel, Time now,
                                                         int limit) override;
    [[nodiscard]] Result<std::optional<Time>> next_due(ChannelId channel) override;
    [[nodiscard]] Result<std::vector<app::UnseenReply>> unseen(ChannelId channel,
                                                               int limit) override;
    [[nodiscard]] Result<std::vector<app::WatchedPost>> watched(ChannelId channel,
                                                                Time active_since,
                                                                int limit) override;
    [[nodiscard]] Status end_leases() override;

    [[nodiscard]] Status read(const std::function<Status(Reader&)>& work) const;
    /// The same for work that gives something back.
    template <class Value>
    [[nodiscard]] Result<Value> ask(const std::function<Result<Value>(Reader&)>& work) const {
        Result<Value> answer = fail(ErrorCode::internal, "the read did not run");
        auto done = read([&](Reader& reader) -> Status {
            answer = work(reader);
            if (!answer) return fail(answer.error());
            return {};
        });
        if (!done) return fail(std::move(done.error()));
        return answer;
    }

    /// "sqlite" or "postgres".
    [[nodiscard]] std::string engine_name() const;

    /// Only for tests and benchmarks in store/: every query prepared once, empty when all fit.
    [[nodiscard]] std::string prepare_all();
    /// "table.column" of everything but the search index, sorted; for comparing the engines.
    [[nodiscard]] std::vector<std::string> columns();

private:
    struct Parts;
    explicit Database(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace heed::store
