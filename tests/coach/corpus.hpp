#pragma once

#include <string>
#include <vector>

#include "cli/coach_line.hpp"
#include "understand/judge.hpp"

namespace heed::coach_corpus {

/// One line of tests/coach/corpus.
struct Case {
    std::string id;
    std::string kind;
    std::string must;
    std::vector<std::string> expect;
    std::vector<std::string> allowed;
    cli::CoachLine line;

    [[nodiscard]] bool good() const { return kind == "good"; }
};

/// All cases of the files whose names begin with `prefix`.
[[nodiscard]] std::vector<Case> read_corpus(const std::string& prefix);

/// What the coach says of it; by words alone without a judge.
[[nodiscard]] std::vector<Advice> coached(const Case& one,
                                          const understand::Judge* judge = nullptr);

struct Share {
    int part = 0;
    int whole = 0;

    [[nodiscard]] double value() const {
        return whole == 0 ? 1.0 : static_cast<double>(part) / whole;
    }
};

struct Interval {
    double low = 0;
    double high = 0;
};

/// By drawing the cases again 2,000 times: where 95 % of the shares lie.
[[nodiscard]] Interval bootstrap(const std::vector<bool>& outcomes);

struct KindFigures {
    std::string kind;
    Share recall;
    Share precision;
};

struct Figures {
    std::vector<bool> stopped;       ///< of each case that must be stopped
    std::vector<bool> false_alarms;  ///< of each good reply: stop or ask
    std::vector<bool> wrong_blocks;  ///< of each good reply: stop
    std::vector<KindFigures> kinds;
};

[[nodiscard]] Figures measure(const std::vector<Case>& cases,
                              const understand::Judge* judge = nullptr);
[[nodiscard]] Share share_of(const std::vector<bool>& outcomes);
/// As docs/benchmarks.md shows it.
[[nodiscard]] std::string table_of(const Figures& figures);

}  // namespace heed::coach_corpus
