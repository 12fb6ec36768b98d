#include "channels/street/corpus.hpp"

#include <fmt/format.h>

#include <optional>
#include <sstream>
#include <stdexcept>

#include "channels/street/random.hpp"

extern "C" {
#define HEED_STREET_CORPUS(language)              \
    extern const char street_corpus_##language[]; \
    extern const char street_corpus_##language##_end[];
HEED_STREET_CORPUS(en)
HEED_STREET_CORPUS(de)
HEED_STREET_CORPUS(fr)
HEED_STREET_CORPUS(es)
HEED_STREET_CORPUS(it)
HEED_STREET_CORPUS(pt)
HEED_STREET_CORPUS(nl)
HEED_STREET_CORPUS(pl)
HEED_STREET_CORPUS(ja)
HEED_STREET_CORPUS(ar)
#undef HEED_STREET_CORPUS
}

namespace heed::channels::street {

namespace {

Lines words(const std::string& text) {
    std::istringstream stream{text};
    Lines found;
    for (std::string word; stream >> word;)
        found.push_back(word);
    return found;
}

std::string with_line_breaks(std::string text) {
    for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
        text.replace(at, 2, 1, '\n');
    return text;
}

std::optional<Intent> intent_named(std::string_view name) {
    if (name == "complaint") return Intent::complaint;
    if (name == "question") return Intent::question;
    if (name == "request") return Intent::request;
    if (name == "praise") return Intent::praise;
    return std::nullopt;
}

}  // namespace

/// Reads one file after the other into a corpus.
class CorpusReader {
public:
    Status read(std::string_view file) {
        std::istringstream stream{std::string{file}};
        for (const char c : file)
            corpus_.fingerprint_ = mix(corpus_.fingerprint_, static_cast<unsigned char>(c));
        int number = 0;
        in_matter_ = false;
        for (std::string line; std::getline(stream, line);) {
            ++number;
            if (line.empty() || line.front() == '#') continue;
            const bool read = line.front() == '[' ? begin(line) : add(line);
            if (!read)
                return fail(ErrorCode::invalid,
                            fmt::format("line {}: \"{}\" is not understood", number, line));
        }
        return {};
    }
    [[nodiscard]] Corpus take() { return std::move(corpus_); }

private:
    bool begin(const std::string& line) {
        const Lines parts = words(line.substr(1, line.size() - 2));
        if (parts.size() == 2 && parts[0] == "language") {
            corpus_.tongues_.push_back({parts[1], {}, {}, {}});
            in_matter_ = false;
            return true;
        }
        if (parts.size() != 5 || parts[0] != "matter" || corpus_.tongues_.empty()) return false;
        const auto intent = intent_named(parts[3]);
        if (!intent || parts[4].size() != 1) return false;
        Matter matter;
        matter.name = parts[1];
        matter.trade = parts[2];
        matter.language = corpus_.tongues_.back().language;
        matter.intent = *intent;
        matter.severity = parts[4][0] - '0';
        corpus_.matters_.push_back(std::move(matter));
        in_matter_ = true;
        return true;
    }

    bool add(const std::string& line) {
        const auto colon = line.find(": ");
        if (colon == std::string::npos || corpus_.tongues_.empty()) return false;
        const std::string key = line.substr(0, colon);
        const std::string value = with_line_breaks(line.substr(colon + 2));
        if (in_matter_) return add_to(corpus_.matters_.back(), key, value);
        Tongue& tongue = corpus_.tongues_.back();
        if (key == "given") {
            tongue.given = words(value);
        } else if (key == "family") {
            tongue.family = words(value);
        } else {
            tongue.lines[key].push_back(value);
        }
        return true;
    }

    static bool add_to(Matter& matter, const std::string& key, const std::string& value) {
        if (key == "sensitive") {
            matter.sensitive = value == "yes";
        } else if (key == "incident") {
            matter.incident = value;
        } else if (key == "picture") {
            const auto bar = value.find(" | ");
            if (bar == std::string::npos) return false;
            matter.picture = value.substr(0, bar);
            matter.picture_alt = value.substr(bar + 3);
        } else {
            matter.lines[key].push_back(value);
        }
        return true;
    }

    Corpus corpus_;
    bool in_matter_ = false;
};

Result<Corpus> Corpus::parse(const std::vector<std::string_view>& files) {
    CorpusReader reader;
    for (const std::string_view file : files) {
        const auto read = reader.read(file);
        if (!read) return fail(read.error());
    }
    return reader.take();
}

const Corpus& Corpus::shipped() {
    static const Corpus corpus = [] {
        std::vector<std::string_view> files;
#define HEED_STREET_FILE(language) \
    files.emplace_back(            \
        street_corpus_##language,  \
        static_cast<std::size_t>(street_corpus_##language##_end - street_corpus_##language))
        HEED_STREET_FILE(en);
        HEED_STREET_FILE(de);
        HEED_STREET_FILE(fr);
        HEED_STREET_FILE(es);
        HEED_STREET_FILE(it);
        HEED_STREET_FILE(pt);
        HEED_STREET_FILE(nl);
        HEED_STREET_FILE(pl);
        HEED_STREET_FILE(ja);
        HEED_STREET_FILE(ar);
#undef HEED_STREET_FILE
        auto read = parse(files);
        if (!read) throw std::logic_error("the street's corpus: " + read.error().message);
        return std::move(*read);
    }();
    return corpus;
}

const Tongue& Corpus::tongue(std::string_view language) const {
    for (const Tongue& tongue : tongues_) {
        if (tongue.language == language) return tongue;
    }
    return tongues_.front();
}

const Lines& Corpus::lines(const Matter& matter, std::string_view key) const {
    const Lines& own = lines_of(matter.lines, key);
    return own.empty() ? lines_of(tongue(matter.language).lines, key) : own;
}

const Lines& lines_of(const LinesByKey& lines, std::string_view key) {
    static const Lines none;
    const auto found = lines.find(key);
    return found == lines.end() ? none : found->second;
}

}  // namespace heed::channels::street
