#include "cli/data.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "base/text.hpp"

namespace heed::cli {

namespace {

/// A desk counts its nodes from 0, so ids of a command never meet its own; two commands at once
/// hardly ever meet each other.
std::uint32_t command_node() {
    return 512 + static_cast<std::uint32_t>(::getpid()) % 512;
}

bool is_file(const std::string& target) {
    return target.find("://") == std::string::npos;
}

/// The terminal without echo, for as long as it lives.
class Silence {
public:
    Silence() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~Silence() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

}  // namespace

Data::Data(std::unique_ptr<store::Database> database)
    : database_(std::move(database)), ids_(command_node()) {}

Result<std::unique_ptr<Data>> Data::open(const Config& config, IfAbsent if_absent) {
    store::Database::Options options;
    options.target = config.data();
    options.readers = 1;
    options.say = [](const std::string& what) { fmt::print(stderr, "{}\n", one_line(what)); };
    std::error_code ignored;
    if (is_file(options.target) && if_absent == IfAbsent::refuse &&
        !std::filesystem::exists(options.target, ignored)) {
        return fail(ErrorCode::not_found,
                    fmt::format("there is no data in {}: name the desk's file with --data FILE, "
                                "or its database with --database URL",
                                options.target));
    }
    auto database = store::Database::open(std::move(options));
    if (!database) return fail(database.error());
    return std::unique_ptr<Data>(new Data(std::move(*database)));
}

Result<BrandId> Data::brand(const std::string& name_if_absent) {
    using Brands = std::vector<std::pair<BrandId, std::string>>;
    auto brands =
        database_->ask<Brands>([](store::Reader& r) -> Result<Brands> { return r.brands(); });
    if (!brands) return fail(brands.error());
    if (!brands->empty()) return brands->front().first;
    return write<BrandId>([&](app::Transaction& transaction) -> Result<BrandId> {
        const auto now = clock_.now();
        const auto id = ids_.next<BrandId>(now);
        transaction.save_brand(id, name_if_absent, now);
        return id;
    });
}

Result<std::string> read_secret(const std::string& prompt) {
    const bool asked = ::isatty(STDIN_FILENO) == 1;
    std::string line;
    if (asked) {
        fmt::print(stderr, "{}: ", prompt);
        const Silence silence;
        std::getline(std::cin, line);
        fmt::print(stderr, "\n");
    } else {
        std::getline(std::cin, line);
    }
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) {
        return fail(ErrorCode::invalid, fmt::format("{}: a line was expected on the standard "
                                                    "input, there is none",
                                                    prompt));
    }
    return line;
}

std::string one_line(std::string_view text) {
    std::string line = clean_utf8(text);
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    }
    return line;
}

}  // namespace heed::cli
