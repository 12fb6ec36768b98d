#include "store/database.hpp"

#include <fmt/format.h>
#include <soci/soci.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "store/migrate.hpp"
#include "store/reader.hpp"
#include "store/session.hpp"
#include "store/transaction.hpp"

namespace heed::store {

namespace {

/// Lets one in at a time, in order of arrival: a busy intake must not starve an agent's click.
class Turnstile {
public:
    void enter() {
        std::unique_lock lock(mutex_);
        const auto ticket = next_++;
        turn_.wait(lock, [&] { return ticket == now_; });
    }
    void leave() {
        {
            const std::lock_guard lock(mutex_);
            ++now_;
        }
        turn_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable turn_;
    unsigned long long next_ = 0;
    unsigned long long now_ = 0;
};

class Turn {
public:
    explicit Turn(Turnstile& turnstile) : turnstile_(turnstile) { turnstile_.enter(); }
    ~Turn() { turnstile_.leave(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    Turnstile& turnstile_;
};

/// One of the pool's connections for as long as it lives; waits until one is free.
class Lease {
public:
    explicit Lease(soci::connection_pool& pool) : pool_(pool), position_(pool.lease()) {}
    ~Lease() { pool_.give_back(position_); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    [[nodiscard]] std::size_t position() const { return position_; }

private:
    soci::connection_pool& pool_;
    std::size_t position_;
};

/// What the driver says, without the statement that it likes to add.
Error lost(const std::exception& error) {
    const std::string_view what = error.what();
    return {ErrorCode::unavailable, fmt::format("The database could not do it: {}",
                                                what.substr(0, what.find(" while executing")))};
}

}  // namespace

struct Database::Parts {
    Engine engine = Engine::sqlite;
    Options options;
    Turnstile turnstile;
    soci::session writer;
    std::unique_ptr<Connection> writing;
    bool writer_broken = false;
    std::unique_ptr<soci::connection_pool> readers;
    std::vector<std::unique_ptr<Connection>> reading;  ///< one of each of the pool's

    /// A connection that broke is opened again before the next use; one try, then `unavailable`.
    void mend() {
        if (!writer_broken) return;
        writing->forget();
        writer.close();
        open_session(writer, engine, options.target);
        writer_broken = false;
    }
};

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(Options options) {
    auto parts = std::make_unique<Parts>();
    parts->engine = engine_of(options.target);
    parts->options = std::move(options);
    const auto& target = parts->options.target;
    if (parts->engine == Engine::sqlite && target.find('"') != std::string::npos) {
        return fail(ErrorCode::invalid, "The data file's name must not contain a double quote.");
    }
    try {
        open_session(parts->writer, parts->engine, target);
        parts->writing = std::make_unique<Connection>(parts->engine, parts->writer);
        auto done = migrate(*parts->writing, target, migrations(parts->engine), parts->options.say);
        if (!done) return fail(done.error());
        const auto readers = static_cast<std::size_t>(parts->options.readers);
        parts->readers = std::make_unique<soci::connection_pool>(readers);
        for (std::size_t i = 0; i < readers; ++i) {
            auto& session = parts->readers->at(i);
            open_session(session, parts->engine, target);
            parts->reading.push_back(std::make_unique<Connection>(parts->engine, session));
        }
    } catch (const soci::soci_error& error) {
        // The target may hold a password: say which engine, never where.
        return fail(ErrorCode::unavailable,
                    parts->engine == Engine::sqlite
                        ? fmt::format("Cannot open the data file {}: {}", target, error.what())
                        : fmt::format("Cannot open the PostgreSQL database: {}", error.what()));
    }
    return std::unique_ptr<Database>(new Database(std::move(parts)));
}

Status Database::write(const std::function<Status(app::Transaction&)>& work) {
    const Turn turn(parts_->turnstile);
    Connection& db = *parts_->writing;
    SqlTransaction transaction(db);
    bool begun = false;
    try {
        parts_->mend();
        db.script(sql(parts_->engine, "schema.begin"));
        begun = true;
        auto done = work(transaction);
        if (!done) {
            db.script(sql(parts_->engine, "schema.rollback"));
            return done;
        }
        db.script(sql(parts_->engine, "schema.commit"));
    } catch (const soci::soci_error& error) {
        try {
            if (begun) db.script(sql(parts_->engine, "schema.rollback"));
        } catch (const soci::soci_error&) {
            parts_->writer_broken = true;
        }
        if (!begun) parts_->writer_broken = true;
        return fail(lost(error));
    } catch (...) {
        if (begun) db.script(sql(parts_->engine, "schema.rollback"));
        throw;
    }
    if (parts_->options.on_commit && !transaction.appended().empty()) {
        parts_->options.on_commit(transaction.appended());
    }
    return {};
}

Status Database::read(const std::function<Status(Reader&)>& work) const {
    const Lease lease(*parts_->readers);
    Connection& db = *parts_->reading[lease.position()];
    Reader reader(db);
    try {
        db.script(sql(parts_->engine, "schema.begin_read"));
    } catch (const soci::soci_error&) {
        try {
            db.forget();
            db.session().reconnect();
            db.script(sql(parts_->engine, "schema.tune"));
            db.script(sql(parts_->engine, "schema.begin_read"));
        } catch (const soci::soci_error& error) {
            return fail(lost(error));
        }
    }
    try {
        auto done = work(reader);
        db.script(sql(parts_->engine, "schema.commit"));
        return done;
    } catch (const soci::soci_error& error) {
        try {
            db.script(sql(parts_->engine, "schema.rollback"));
        } catch (const soci::soci_error&) {
            // The next read opens the connection again.
        }
        return fail(lost(error));
    } catch (...) {
        db.script(sql(parts_->engine, "schema.rollback"));
        throw;
    }
}

Result<std::vector<app::DueReply>> Database::due(ChannelId channel, Time now, int limit) {
    return ask<std::vector<app::DueReply>>([&](Reader& r) { return r.due(channel, now, limit); });
}

Result<std::optional<Time>> Database::next_due(ChannelId channel) {
    return ask<std::optional<Time>>([&](Reader& r) { return r.next_due(channel); });
}

Result<std::vector<app::UnseenReply>> Database::unseen(ChannelId channel, int limit) {
    return ask<std::vector<app::UnseenReply>>([&](Reader& r) { return r.unseen(channel, limit); });
}

Result<std::vector<app::WatchedPost>> Database::watched(ChannelId channel, Time active_since,
                                                        int limit) {
    return ask<std::vector<app::WatchedPost>>(
        [&](Reader& r) { return r.watched(channel, active_since, limit); });
}

Status Database::end_leases() {
    return write([&](app::Transaction&) -> Status {
        parts_->writing->run("replies.end_leases", {});
        return {};
    });
}

std::string Database::engine_name() const {
    return parts_->engine == Engine::sqlite ? "sqlite" : "postgres";
}

std::string Database::prepare_all() {
    const Turn turn(parts_->turnstile);
    std::string wrong;
    for (const auto& name : query_names()) {
        if (name.starts_with("schema.")) continue;
        try {
            soci::statement statement(parts_->writer);
            statement.alloc();
            statement.prepare(sql(parts_->engine, name));
        } catch (const soci::soci_error& error) {
            wrong += name + ": " + error.what() + "\n";
        }
    }
    return wrong;
}

std::vector<std::string> Database::columns() {
    const Turn turn(parts_->turnstile);
    std::vector<std::string> columns;
    parts_->writing->each<std::string>("schema.columns", {},
                                       [&](std::string& column) { columns.push_back(column); });
    return columns;
}

}  // namespace heed::store
