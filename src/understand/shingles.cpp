#include <algorithm>
#include <array>

#include "understand/fold.hpp"
#include "understand/personal/seen_text.hpp"
#include "understand/similarity.hpp"

namespace heed::understand {

namespace {

using personal::Piece;
using personal::SeenText;
using personal::WordSet;

constexpr std::size_t run_characters = 5;
constexpr std::size_t names_behind_greeting_max = 2;

const WordSet& greetings() {
    static const WordSet words(
        "hi hey hello dear hiya howdy hallo liebe lieber guten moin servus gruezi bonjour salut "
        "cher "
        "chere hola buenas buenos estimado estimada querido querida ciao salve gentile buongiorno "
        "buonasera caro cara ola oi bom boa prezado prezada dag beste goedemorgen goedemiddag "
        "goedenavond geachte thanks thank danke merci gracias grazie obrigado obrigada bedankt "
        "sorry "
        "morning afternoon evening apologies welcome");
    return words;
}

/// Those that say nothing else, at the beginning of a reply.
const WordSet& salutations() {
    static const WordSet words(
        "hi hey hello dear hiya howdy hallo liebe lieber moin servus gruezi bonjour salut cher "
        "chere "
        "hola estimado estimada querido querida ciao salve gentile caro cara ola oi prezado "
        "prezada "
        "beste geachte");
    return words;
}

/// Words that may stand behind a greeting and are no name.
const WordSet& no_names() {
    static const WordSet words(
        "there all everyone team you we i thank thanks sorry please so for the this that our it "
        "your "
        "if can could to and morgen tag abend dia dias tardes tarde noite noches jour a tous todos "
        "very much again is was good morning afternoon evening mr mrs ms herr frau senor senora");
    return words;
}

std::uint32_t hash_of(std::string_view text, std::uint32_t seed) {
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    hash ^= hash >> 32;
    return static_cast<std::uint32_t>(hash * 0x9e3779b97f4a7c15ULL >> 32);
}

/// A text's words, without those that change from customer to customer.
class Wording {
public:
    Wording(std::string_view text, std::span<const std::string> names)
        : seen_(text.substr(0, similarity_bytes_max)) {
        for (const auto& name : names)
            learn_name(name);
        for (std::size_t i = 0; i < seen_.words().size(); ++i)
            if (!is_left_out(i)) words_.push_back(seen_.word(i));
        drop_signature();
    }

    [[nodiscard]] const std::vector<std::string_view>& words() const { return words_; }

private:
    void learn_name(const std::string& name) {
        const SeenText seen(name);
        for (const auto& word : seen.words())
            names_.emplace_back(seen.of(word.piece));
    }

    [[nodiscard]] bool is_left_out(std::size_t i) {
        const auto piece = seen_.words()[i].piece;
        const auto word = seen_.of(piece);
        if (piece.start < past_) return true;
        if (starts_link(piece)) return true;
        if (is_handle(piece.start)) return true;
        if (word.find_first_of("0123456789") != std::string_view::npos) return true;
        if (std::find(names_.begin(), names_.end(), word) != names_.end()) return true;
        return is_greeted(i) || (words_.empty() && salutations().contains(word));
    }

    /// A link is left out up to the next blank.
    bool starts_link(Piece piece) {
        const auto rest = seen_.text().substr(piece.start);
        if (!rest.starts_with("http://") && !rest.starts_with("https://") &&
            !rest.starts_with("www."))
            return false;
        past_ = std::min(seen_.text().find_first_of(" \n", piece.start), seen_.size());
        return true;
    }

    /// "@name" as a whole, also where it has dots: the words inside belong to it.
    bool is_handle(std::size_t start) {
        if (seen_.before(start) != '@') return false;
        past_ = start;
        while (personal::is_alnum_byte(seen_.at(past_)) ||
               (seen_.at(past_) != '\0' &&
                std::string_view("_.-@").find(seen_.at(past_)) != std::string_view::npos))
            ++past_;
        return true;
    }

    /// A capital right behind a greeting is a name: "Hi Ana Lopez".
    [[nodiscard]] bool is_greeted(std::size_t i) const {
        if (!seen_.words()[i].is_capital || no_names().contains(seen_.word(i))) return false;
        for (std::size_t back = 1; back <= names_behind_greeting_max && back <= i; ++back) {
            const auto& before = seen_.words()[i - back];
            const auto gap = seen_.of({before.piece.end, seen_.words()[i - back + 1].piece.start});
            if (gap.find_first_not_of(" ,") != std::string_view::npos) return false;
            if (gap.find(',') != std::string_view::npos && back > 1) return false;
            if (greetings().contains(seen_.of(before.piece))) return true;
            if (!before.is_capital && !no_names().contains(seen_.of(before.piece))) return false;
        }
        return false;
    }

    /// "^AB", "/Tom", "- Ana": behind a sign of its own, one or two last words.
    void drop_signature() {
        const auto sign = seen_.text().find_last_of("^*~/-\n");
        if (sign == std::string_view::npos || words_.empty()) return;
        const auto& all = seen_.words();
        const auto first = seen_.word_at(sign);
        const bool at_end = first < all.size() && all.size() - first <= 2 && first > 0;
        if (!at_end || personal::is_alnum_byte(seen_.before(sign))) return;
        const auto* begin = seen_.text().data() + all[first].piece.start;
        while (!words_.empty() && words_.back().data() >= begin)
            words_.pop_back();
    }

    SeenText seen_;
    std::vector<std::string> names_;
    std::size_t past_ = 0;  ///< words before belong to a link or a handle
    std::vector<std::string_view> words_;
};

void add_word_pairs(const std::vector<std::string_view>& words, Shingles& shingles) {
    std::string pair;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        pair.assign(words[i]).append(1, ' ').append(words[i + 1]);
        shingles.push_back(hash_of(pair, 1));
    }
    // One word is all there is: it stands for itself.
    if (words.size() == 1) shingles.push_back(hash_of(words[0], 1));
}

void add_runs(const std::vector<std::string_view>& words, Shingles& shingles) {
    std::string line;
    for (const auto word : words)
        line.append(word).append(1, ' ');
    for (std::size_t i = 0; i + run_characters <= line.size(); ++i)
        shingles.push_back(hash_of(std::string_view(line).substr(i, run_characters), 2));
}

std::size_t shared_by(const Shingles& left, const Shingles& right) {
    std::size_t shared = 0;
    for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
        if (*a == *b) {
            ++shared;
            ++a;
            ++b;
        } else if (*a < *b) {
            ++a;
        } else {
            ++b;
        }
    }
    return shared;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Shingles shingles_of(std::string_view text, std::span<const std::string> names) {
    const Wording wording(text, names);
    Shingles shingles;
    add_word_pairs(wording.words(), shingles);
    add_runs(wording.words(), shingles);
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

double similarity(const Shingles& left, const Shingles& right) {
    const auto shared = shared_by(left, right);
    return share(shared, left.size() + right.size() - shared);
}

double containment(const Shingles& part, const Shingles& whole) {
    return share(shared_by(part, whole), part.size());
}

}  // namespace heed::understand
