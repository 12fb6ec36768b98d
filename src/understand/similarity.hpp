#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::understand {

/// Of one text; what lies behind does not count.
inline constexpr std::size_t similarity_bytes_max = 8 * 1024;

/// What a text says, as a set: hashes of its word pairs and of its runs of five characters, in
/// order. Names after a greeting, handles, links, numbers, a signature at the end, punctuation,
/// case and accents are left out, so that "Hi Ana, 2 days" and "Hello Bob! 5 days" are twins.
using Shingles = std::vector<std::uint32_t>;

/// `names` are those that the desk knows to be in the text (the customer's, the agent's).
[[nodiscard]] Shingles shingles_of(std::string_view text, std::span<const std::string> names = {});

/// How many of both are in both (Jaccard), 0 to 1; two texts that say nothing have nothing in
/// common.
[[nodiscard]] double similarity(const Shingles& left, const Shingles& right);

/// How much of `part` is in `whole`, 0 to 1: a text to paste with a sentence around it.
[[nodiscard]] double containment(const Shingles& part, const Shingles& whole);

/// A reply that says the same.
struct Near {
    std::string id;
    double similarity = 0;   ///< Jaccard
    double containment = 0;  ///< how much of what was asked about is in it

    friend bool operator==(const Near&, const Near&) = default;
};

/// The replies of a desk, found again by what they say: exactly those that comparing with each of
/// them would find. Any number of threads may ask while one adds or erases.
class SimilarityIndex {
public:
    SimilarityIndex();
    ~SimilarityIndex();
    SimilarityIndex(SimilarityIndex&&) noexcept;
    SimilarityIndex& operator=(SimilarityIndex&&) noexcept;

    /// What had this id before is replaced; an empty id is nobody's.
    void add(std::string_view id, std::string_view text, std::span<const std::string> names = {});
    /// Whether there was such a one.
    bool erase(std::string_view id);
    [[nodiscard]] std::size_t size() const;

    /// Those with a similarity of at least `minimum` (above 0), or with a containment of at least
    /// `containment_minimum` (above 1: by similarity alone); the most similar first, then by id.
    [[nodiscard]] std::vector<Near> nearest(std::string_view text, double minimum,
                                            std::size_t most = 10,
                                            std::span<const std::string> names = {},
                                            double containment_minimum = 2.0) const;
    [[nodiscard]] std::vector<Near> nearest(const Shingles& shingles, double minimum,
                                            std::size_t most = 10,
                                            double containment_minimum = 2.0) const;

    /// Bytes it holds, for the benchmark and the metrics.
    [[nodiscard]] std::size_t memory() const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

}  // namespace heed::understand
