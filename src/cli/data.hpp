#pragma once

#include <memory>
#include <string>

#include "app/env.hpp"
#include "base/secret.hpp"
#include "cli/config.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

namespace heed::cli {

enum class IfAbsent { refuse, create };

/// The desk's data, opened by a command beside or instead of the desk itself.
class Data {
public:
    /// `not_found` for a data file that does not exist: most likely a slip of the pen.
    [[nodiscard]] static Result<std::unique_ptr<Data>> open(const Config& config,
                                                            IfAbsent if_absent);

    [[nodiscard]] store::Database& database() { return *database_; }
    [[nodiscard]] IdSource& ids() { return ids_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }
    [[nodiscard]] app::Env env() { return {clock_.now(), ids_}; }

    /// Runs `work` in a transaction and hands over what it gives.
    template <class Value>
    [[nodiscard]] Result<Value> write(const std::function<Result<Value>(app::Transaction&)>& work) {
        Result<Value> outcome = fail(ErrorCode::internal, "the write did not run");
        auto done = database_->write([&](app::Transaction& transaction) -> Status {
            outcome = work(transaction);
            if (!outcome) return fail(outcome.error());
            return {};
        });
        if (!done) return fail(std::move(done.error()));
        return outcome;
    }

    /// The brand that the desk speaks for; one is made where there is none.
    [[nodiscard]] Result<BrandId> brand(const std::string& name_if_absent);

private:
    explicit Data(std::unique_ptr<store::Database> database);

    std::unique_ptr<store::Database> database_;
    SystemClock clock_;
    IdSource ids_;
};

inline constexpr std::string_view default_brand = "My brand";

/// Reads one line from the terminal without echo, after a prompt, or from what was piped in.
[[nodiscard]] Result<std::string> read_secret(const std::string& prompt);

/// Untrusted text for a terminal: one line without control characters.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace heed::cli
