#include "understand/pieces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base/unicode.hpp"

namespace heed::understand {

namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t no_edge = std::numeric_limits<std::uint64_t>::max();
constexpr double hopeless = -std::numeric_limits<double>::infinity();

std::uint64_t edge_key(std::uint32_t node, char32_t c) {
    return static_cast<std::uint64_t>(node) << 32 | c;
}

std::size_t scatter(std::uint64_t key) {
    key *= 0x9E3779B97F4A7C15ULL;
    return key ^ key >> 29;
}

tl::unexpected<Error> wrong(std::size_t line, std::string_view what) {
    return fail(ErrorCode::invalid, fmt::format("vocabulary, line {}: {}", line, what));
}

/// A score behind a tab; nothing when it is no number.
std::optional<double> score_of(std::string_view line, std::size_t tab) {
    double score = 0;
    const char* const end = line.data() + line.size();
    const auto [stop, failed] = std::from_chars(line.data() + tab + 1, end, score);
    if (failed != std::errc{} || stop != end || !std::isfinite(score)) return {};
    return score;
}

}  // namespace

Result<Pieces> Pieces::read(std::string_view vocabulary, const PieceSettings& settings) {
    Pieces pieces;
    pieces.settings_ = settings;
    pieces.ends_.push_back(-1);  // the root
    const auto lines =
        static_cast<std::size_t>(std::count(vocabulary.begin(), vocabulary.end(), '\n')) + 1;
    if (lines > pieces_max) return wrong(pieces_max, "there are too many");
    const int special = std::max({settings.begin, settings.end, settings.unknown});
    while (!vocabulary.empty()) {
        const auto line = vocabulary.substr(0, vocabulary.find('\n'));
        vocabulary.remove_prefix(std::min(line.size() + 1, vocabulary.size()));
        const auto number = pieces.scores_.size() + 1;
        const auto tab = line.rfind('\t');
        if (tab == std::string_view::npos) return wrong(number, "has no score");
        const auto score = score_of(line, tab);
        if (!score) return wrong(number, "has a score that is no number");
        const auto piece = line.substr(0, tab);
        if (!is_valid_utf8(piece)) return wrong(number, "is not UTF-8");
        const auto id = static_cast<int>(pieces.scores_.size());
        pieces.scores_.push_back(*score);
        if (id > special) pieces.add(piece, id);
    }
    if (static_cast<std::size_t>(special) >= pieces.scores_.size())
        return wrong(pieces.scores_.size(), "is the last, but the special pieces need more");
    return pieces;
}

std::size_t Pieces::slot_of(std::uint64_t key) const {
    const auto mask = edges_.size() - 1;
    auto slot = scatter(key) & mask;
    while (edges_[slot] != no_edge && edges_[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

std::uint32_t Pieces::child(std::uint32_t node, char32_t c) const {
    if (edges_.empty()) return nowhere;
    const auto slot = slot_of(edge_key(node, c));
    return edges_[slot] == no_edge ? nowhere : targets_[slot];
}

std::uint32_t Pieces::add_child(std::uint32_t node, char32_t c) {
    if (const auto known = child(node, c); known != nowhere) return known;
    if (2 * (edge_count_ + 1) > edges_.size()) {
        const auto old_edges = std::exchange(
            edges_,
            std::vector<std::uint64_t>(std::max<std::size_t>(1024, 2 * edges_.size()), no_edge));
        const auto old_targets =
            std::exchange(targets_, std::vector<std::uint32_t>(edges_.size(), nowhere));
        for (std::size_t i = 0; i < old_edges.size(); ++i) {
            if (old_edges[i] == no_edge) continue;
            const auto slot = slot_of(old_edges[i]);
            edges_[slot] = old_edges[i];
            targets_[slot] = old_targets[i];
        }
    }
    const auto fresh = static_cast<std::uint32_t>(ends_.size());
    ends_.push_back(-1);
    const auto slot = slot_of(edge_key(node, c));
    edges_[slot] = edge_key(node, c);
    targets_[slot] = fresh;
    ++edge_count_;
    return fresh;
}

void Pieces::add(std::string_view piece, int id) {
    std::uint32_t node = 0;
    std::size_t at = 0;
    while (at < piece.size())
        node = add_child(node, next_code_point(piece, at));
    if (node != 0) ends_[node] = id;
}

/// The best way to a place in the word: from where, by which piece.
struct Pieces::Step {
    double score = hopeless;
    std::size_t from = 0;
    int piece = 0;
};

void Pieces::append_word(std::vector<Piece>& pieces, std::u32string_view word,
                         std::size_t at) const {
    const auto size = word.size();
    thread_local std::vector<Step> steps;
    steps.assign(size + 1, Step{});
    steps[0].score = 0;
    const auto offer = [&](std::size_t to, std::size_t from, double score, int piece) {
        if (steps[from].score + score > steps[to].score)
            steps[to] = {steps[from].score + score, from, piece};
    };
    for (std::size_t from = 0; from < size; ++from) {
        std::uint32_t node = 0;
        for (std::size_t to = from + 1; to <= size; ++to) {
            node = child(node, word[to - 1]);
            if (node == nowhere) break;
            if (ends_[node] >= 0)
                offer(to, from, scores_[static_cast<std::size_t>(ends_[node])], ends_[node]);
        }
        offer(from + 1, from, settings_.unknown_score, settings_.unknown);
    }
    const auto first = static_cast<std::ptrdiff_t>(pieces.size());
    for (auto end = size; end > 0; end = steps[end].from) {
        // The word's own first character stands behind the mark of its start.
        const auto begin =
            static_cast<std::uint32_t>(at + std::max<std::size_t>(steps[end].from, 1) - 1);
        const bool again = steps[end].piece == settings_.unknown &&
                           static_cast<std::ptrdiff_t>(pieces.size()) > first &&
                           pieces.back().id == settings_.unknown;
        if (again) {
            pieces.back().at = begin;
        } else {
            pieces.push_back({steps[end].piece, begin});
        }
    }
    std::reverse(pieces.begin() + first, pieces.end());
}

std::vector<Piece> Pieces::cut(const ModelText& text, std::size_t tokens_max) const {
    std::vector<Piece> pieces{{settings_.begin, 0}};
    std::u32string word;
    for (std::size_t at = 0; at < text.size() && pieces.size() < tokens_max;) {
        const auto begin = at;
        word = settings_.word_start;
        for (; at < text.size() && text[at].code_point != ' '; ++at)
            word += text[at].code_point;
        if (word.size() > 1) append_word(pieces, word, begin);
        while (at < text.size() && text[at].code_point == ' ')
            ++at;
    }
    pieces.resize(std::min(pieces.size(), tokens_max - 1));
    pieces.push_back({settings_.end, static_cast<std::uint32_t>(text.size())});
    return pieces;
}

}  // namespace heed::understand
