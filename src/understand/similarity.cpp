#include "understand/similarity.hpp"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "understand/posting_lists.hpp"

namespace heed::understand {

namespace {

/// So many erased ones are carried along before everything is put in order.
constexpr std::size_t erased_min = 1000;

}  // namespace

/// Counting, over the lists of the shingles asked about, in how many each text stands is exact, and
/// faster at this size than guessing candidates and comparing each of them.
struct SimilarityIndex::Body {
    struct Entry {
        std::string id;          ///< empty when it was erased
        std::uint32_t size = 0;  ///< how many shingles it has
    };

    mutable std::shared_mutex mutex;
    std::vector<Entry> entries;
    std::unordered_map<std::string, std::uint32_t> places;
    std::size_t erased = 0;
    PostingLists lists;

    void add(std::string_view id, const Shingles& shingles);
    bool erase(const std::string& id);
    void put_in_order();
    [[nodiscard]] std::vector<std::uint16_t>& count_shared(const Shingles& shingles) const;
};

void SimilarityIndex::Body::add(std::string_view id, const Shingles& shingles) {
    const auto place = static_cast<std::uint32_t>(entries.size());
    entries.push_back({std::string(id), static_cast<std::uint32_t>(shingles.size())});
    places.emplace(id, place);
    for (const auto shingle : shingles)
        lists.add(shingle, place);
}

bool SimilarityIndex::Body::erase(const std::string& id) {
    const auto found = places.find(id);
    if (found == places.end()) return false;
    entries[found->second] = {};
    places.erase(found);
    ++erased;
    return true;
}

namespace {

/// The lists turned round: each text's shingles.
std::vector<Shingles> turned(const PostingLists& lists, std::size_t texts) {
    std::vector<Shingles> shingles(texts);
    lists.for_all(
        [&](std::uint32_t shingle, std::uint32_t text) { shingles[text].push_back(shingle); });
    return shingles;
}

}  // namespace

void SimilarityIndex::Body::put_in_order() {
    if (erased < erased_min || 4 * erased < entries.size()) return;
    const auto shingles = turned(lists, entries.size());
    const auto old = std::exchange(entries, {});
    lists = {};
    places.clear();
    erased = 0;
    for (std::size_t i = 0; i < old.size(); ++i)
        if (!old[i].id.empty()) add(old[i].id, shingles[i]);
}

std::vector<std::uint16_t>& SimilarityIndex::Body::count_shared(const Shingles& shingles) const {
    thread_local std::vector<std::uint16_t> counts;
    counts.assign(entries.size(), 0);
    for (const auto shingle : shingles)
        lists.for_each(shingle, [](std::uint32_t text) { ++counts[text]; });
    return counts;
}

SimilarityIndex::SimilarityIndex() : body_(std::make_unique<Body>()) {}
SimilarityIndex::~SimilarityIndex() = default;
SimilarityIndex::SimilarityIndex(SimilarityIndex&&) noexcept = default;
SimilarityIndex& SimilarityIndex::operator=(SimilarityIndex&&) noexcept = default;

void SimilarityIndex::add(std::string_view id, std::string_view text,
                          std::span<const std::string> names) {
    if (id.empty()) return;
    const auto shingles = shingles_of(text, names);
    const std::unique_lock lock(body_->mutex);
    body_->erase(std::string(id));
    body_->add(id, shingles);
    body_->put_in_order();
}

bool SimilarityIndex::erase(std::string_view id) {
    const std::unique_lock lock(body_->mutex);
    const bool known = body_->erase(std::string(id));
    body_->put_in_order();
    return known;
}

std::size_t SimilarityIndex::size() const {
    const std::shared_lock lock(body_->mutex);
    return body_->places.size();
}

namespace {

bool is_nearer(const Near& a, const Near& b) {
    if (a.similarity != b.similarity) return a.similarity > b.similarity;
    if (a.containment != b.containment) return a.containment > b.containment;
    return a.id < b.id;
}

}  // namespace

std::vector<Near> SimilarityIndex::nearest(const Shingles& shingles, double minimum,
                                           std::size_t most, double containment_minimum) const {
    const std::shared_lock lock(body_->mutex);
    const auto& counts = body_->count_shared(shingles);
    const auto asked = static_cast<double>(shingles.size());
    std::vector<Near> near;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0 || body_->entries[i].id.empty()) continue;
        const auto shared = static_cast<double>(counts[i]);
        const double similar = shared / (asked + body_->entries[i].size - shared);
        const double contained = shared / asked;
        if (similar >= minimum || contained >= containment_minimum)
            near.push_back({body_->entries[i].id, similar, contained});
    }
    const auto kept = std::min(most, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept), near.end(),
                      is_nearer);
    near.resize(kept);
    return near;
}

std::vector<Near> SimilarityIndex::nearest(std::string_view text, double minimum, std::size_t most,
                                           std::span<const std::string> names,
                                           double containment_minimum) const {
    return nearest(shingles_of(text, names), minimum, most, containment_minimum);
}

std::size_t SimilarityIndex::memory() const {
    const std::shared_lock lock(body_->mutex);
    std::size_t ids = 0;
    for (const auto& entry : body_->entries)
        ids += entry.id.capacity() > 15 ? 2 * (entry.id.capacity() + 1) : 0;
    constexpr std::size_t node = sizeof(std::pair<const std::string, std::uint32_t>) + 16;
    return body_->lists.memory() + body_->entries.capacity() * sizeof(Body::Entry) + ids +
           body_->places.size() * node + body_->places.bucket_count() * sizeof(void*);
}

}  // namespace heed::understand
