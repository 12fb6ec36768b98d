#include "support/desk.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include "app/connect_channels.hpp"
#include "app/people.hpp"

namespace heed::bench {

namespace {

void postgres(const std::string& url, const std::string& statement) {
    PGconn* connection = PQconnectdb(url.c_str());
    PGresult* result = PQexec(connection, statement.c_str());
    const bool fine = PQresultStatus(result) == PGRES_COMMAND_OK;
    const std::string why = PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
    if (!fine) throw std::runtime_error(statement + ": " + why);
}

}  // namespace

Folder::Folder(const std::filesystem::path& parent) {
    auto name = (parent / "bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder in " + name);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

FreshDatabase::FreshDatabase(const std::string& engine, const Folder& folder,
                             const std::string& name) {
    if (engine == "sqlite") {
        target_ = folder.file(name + ".db");
        for (const auto* end : {"", "-wal", "-shm"})
            std::filesystem::remove(target_ + end);
        return;
    }
    const char* url = std::getenv("BENCH_POSTGRES");
    if (url == nullptr) throw std::runtime_error("BENCH_POSTGRES names no server");
    admin_ = url;
    name_ = "bench_" + name;
    postgres(admin_, "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    postgres(admin_, "CREATE DATABASE " + name_);
    target_ = admin_.substr(0, admin_.rfind('/') + 1) + name_;
}

FreshDatabase::~FreshDatabase() {
    if (!name_.empty()) postgres(admin_, "DROP DATABASE " + name_ + " WITH (FORCE)");
}

Furniture furnish(store::Database& database, IdSource& ids) {
    const SystemClock clock;
    Furniture furniture;
    furniture.token = random_token();
    const auto done = database.write([&](app::Transaction& t) -> Status {
        const app::Env env{clock.now(), ids};
        const auto owner = app::found_desk(t, env, {"Larkspur", "Nora", "nora", ""});
        if (!owner) return fail(owner.error());
        app::TokenRecord token;
        token.id = ids.next<TokenId>(env.now);
        token.user = owner->id;
        token.name = "bench";
        token.scopes = "read write intake admin";
        token.secret_hash = hash_token(furniture.token);
        token.created_at = env.now;
        t.add(token);
        app::ChannelRecord channel;
        channel.brand = *t.first_brand();
        channel.network = "replay";
        channel.name = channel.handle = channel.account_id = "larkspur";
        channel.settings = "{}";
        const auto made = app::connect_channel(t, env, channel);
        if (!made) return fail(made.error());
        furniture.channel = made->id;
        return {};
    });
    if (!done) throw std::runtime_error(done.error().message);
    return furniture;
}

Memory memory_of(pid_t process) {
    std::ifstream rollup(fmt::format("/proc/{}/smaps_rollup", process));
    Memory memory;
    std::string name;
    std::string line;
    while (std::getline(rollup, line)) {
        const auto kilobytes = [&] { return std::atof(line.c_str() + line.find(':') + 1); };
        if (line.starts_with("Rss:")) memory.resident_mb = kilobytes() / 1024;
        if (line.starts_with("Pss:")) memory.proportional_mb = kilobytes() / 1024;
    }
    return memory;
}

double processor_seconds(pid_t process) {
    clockid_t clock{};
    timespec used{};
    if (::clock_getcpuclockid(process, &clock) != 0) return 0;
    ::clock_gettime(clock, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

Server::Server(const std::vector<std::string>& command) {
    int pipes[2];
    if (::pipe2(pipes, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<char*> arguments;
    for (const auto& part : command)
        arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    process_ = ::vfork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // a benchmark that is stopped leaves nothing behind
        ::dup2(pipes[1], STDOUT_FILENO);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(pipes[1]);
    output_ = pipes[0];
    static constexpr std::string_view before = "http://127.0.0.1:";
    std::string said;
    for (char c = 0; ::read(output_, &c, 1) == 1;) {
        said.push_back(c);
        const auto at = said.find(before);
        if (at == std::string::npos || (c >= '0' && c <= '9') || said.ends_with(before)) continue;
        port_ = static_cast<std::uint16_t>(std::atoi(said.c_str() + at + before.size()));
        return;
    }
    throw std::runtime_error(command[0] + " did not start: " + said);
}

Server::~Server() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    ::close(output_);
}

std::vector<std::string> serve_command(const std::string& target, const Folder& folder) {
    const char* other = std::getenv("BENCH_PROGRAM");
    const auto* data = target.find("://") == std::string::npos ? "--data" : "--database";
    return {other != nullptr ? other : HEED_PROGRAM,
            "serve",
            "--listen",
            "127.0.0.1:0",
            data,
            target,
            "--key-file",
            folder.file("key"),
            "--log-level",
            "warn",
            "--access-log=false"};
}

}  // namespace heed::bench
