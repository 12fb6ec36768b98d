#include "understand/fast_model.hpp"

#include <fasttext/fasttext.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <istream>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <streambuf>

#include "base/text.hpp"

namespace heed::understand {

namespace {

constexpr std::string_view label_prefix = "__label__";
constexpr int word_pairs = 2;

/// Bytes that are in memory already, as a stream.
class Bytes final : public std::streambuf {
public:
    explicit Bytes(std::string_view bytes) {
        auto* const begin = const_cast<char*>(bytes.data());
        setg(begin, begin, begin + bytes.size());
    }
};

/// The library offers whole predictions only; its parts are there for those who derive.
class OpenFastText final : public fasttext::FastText {
public:
    /// The library's own reading of a stream leaves the mark at its beginning to the caller.
    void read(std::istream& stream) {
        if (!checkModel(stream)) throw std::invalid_argument("it does not begin like one");
        loadModel(stream);
    }
    [[nodiscard]] const fasttext::Dictionary& words() const { return *dict_; }
    [[nodiscard]] const fasttext::Matrix& rows() const { return *input_; }
    [[nodiscard]] const fasttext::Matrix& answers() const { return *output_; }
};

class OpenDictionary : public fasttext::Dictionary {
public:
    static constexpr auto push_hash = &OpenDictionary::pushHash;
};

std::size_t place(std::int64_t index) {
    return static_cast<std::size_t>(index);
}

/// The sum of all rows of a word of the vocabulary, its letters' included, made when it is first
/// asked for: most of what people write is the same few thousand words, and unpacking their dozen
/// rows each time was most of the work. Thread-safe.
class WordSums {
public:
    WordSums(std::int64_t words, std::size_t width)
        : width_(width),
          sums_(std::make_unique_for_overwrite<float[]>(place(words) * width)),
          counts_(place(words)) {}

    struct Sum {
        const float* values;
        int features;
    };
    /// `make` fills a sum of zeros and says of how many features; at least one.
    template <class Make>
    Sum of(std::int32_t word, const Make& make) {
        auto& count = counts_[place(word)];
        float* const kept = sums_.get() + place(word) * width_;
        if (const auto made = count.load(std::memory_order_acquire); made > 0) return {kept, made};
        std::vector<float> values(width_, 0);
        const int features = make(values.data());
        const std::lock_guard lock(mutex_);
        if (count.load(std::memory_order_relaxed) == 0) {
            std::copy(values.begin(), values.end(), kept);
            count.store(features, std::memory_order_release);
        }
        return {kept, features};
    }

private:
    std::size_t width_;
    std::unique_ptr<float[]> sums_;
    std::vector<std::atomic<int>> counts_;  ///< features; zero: not made yet
    std::mutex mutex_;
};

}  // namespace

struct FastModel::Loaded {
    OpenFastText model;
    std::optional<WordSums> known;
    int word_ngrams = 1;
    std::int64_t buckets = 0;
    /// By label of the file: its place among all labels of the heads.
    std::vector<std::size_t> places;

    /// Adds the rows of a word and of its letters, and says how many they are.
    int add_word(float* to, const std::string& word, fasttext::Vector& room) {
        const auto& words = model.words();
        const auto id = words.getId(word);
        if (id < 0) {
            if (word.starts_with(label_prefix)) return 0;
            return add_rows(to, words.getSubwords(word), room);
        }
        if (words.getType(id) != fasttext::entry_type::word) return 0;
        const auto sum =
            known->of(id, [&](float* sums) { return add_rows(sums, words.getSubwords(id), room); });
        for (std::int64_t i = 0; i < room.size(); ++i)
            to[i] += sum.values[i];
        return sum.features;
    }

    /// The feature of two neighbours, made as the library makes it.
    void add_pair(std::vector<int32_t>& features, const std::string& one,
                  const std::string& other) const {
        const auto& words = model.words();
        auto hash = static_cast<std::uint64_t>(static_cast<std::int32_t>(words.hash(one)));
        hash = hash * 116049371U +
               static_cast<std::uint64_t>(static_cast<std::int32_t>(words.hash(other)));
        const auto bucket = hash % static_cast<std::uint64_t>(buckets);
        (words.*OpenDictionary::push_hash)(features, static_cast<int32_t>(bucket));
    }

    void add_row(float* to, int32_t feature, float share, fasttext::Vector& room) const {
        room.zero();
        model.rows().addRowToVector(room, feature);
        for (std::int64_t i = 0; i < room.size(); ++i)
            to[i] += share * room[i];
    }

    int add_rows(float* to, const std::vector<int32_t>& features, fasttext::Vector& room) const {
        for (const auto feature : features)
            add_row(to, feature, 1, room);
        return static_cast<int>(features.size());
    }
};

FastModel::FastModel(std::unique_ptr<Loaded> loaded) : loaded_(std::move(loaded)) {}
FastModel::FastModel(FastModel&&) noexcept = default;
FastModel& FastModel::operator=(FastModel&&) noexcept = default;
FastModel::~FastModel() = default;

namespace {

/// Where "head.label" stands among all labels.
std::optional<std::size_t> place_of(const Heads& heads, std::string_view label) {
    if (!label.starts_with(label_prefix)) return {};
    label.remove_prefix(label_prefix.size());
    const auto dot = label.find('.');
    if (dot == std::string_view::npos) return {};
    for (const auto& head : heads.all()) {
        if (head.name != label.substr(0, dot)) continue;
        const auto found = std::find(head.labels.begin(), head.labels.end(), label.substr(dot + 1));
        if (found != head.labels.end())
            return head.first + static_cast<std::size_t>(found - head.labels.begin());
    }
    return {};
}

}  // namespace

Result<FastModel> FastModel::read(std::string_view bytes, const Heads& heads) {
    auto loaded = std::make_unique<Loaded>();
    try {
        Bytes buffer(bytes);
        std::istream stream(&buffer);
        loaded->model.read(stream);
    } catch (const std::exception& error) {
        return fail(ErrorCode::invalid, fmt::format("is no fastText model: {}", error.what()));
    }
    const auto settings = loaded->model.getArgs();
    if (settings.model != fasttext::model_name::sup || settings.loss == fasttext::loss_name::hs)
        return fail(ErrorCode::invalid, "is no classifier with one score a label");
    if (settings.wordNgrams > word_pairs)
        return fail(ErrorCode::invalid, "looks at more than two words at once");
    loaded->word_ngrams = settings.wordNgrams;
    loaded->buckets = settings.bucket;
    loaded->known.emplace(loaded->model.words().nwords(), place(loaded->model.getDimension()));
    for (int i = 0; i < loaded->model.words().nlabels(); ++i) {
        const auto label = loaded->model.words().getLabel(i);
        const auto found = place_of(heads, label);
        if (!found)
            return fail(ErrorCode::invalid,
                        fmt::format("answers {}, which no head says", cut_utf8(label, 60)));
        loaded->places.push_back(*found);
    }
    return FastModel(std::move(loaded));
}

std::size_t FastModel::width() const {
    return place(loaded_->model.getDimension());
}

FastSums FastModel::sums(std::span<const FastWord> words) const {
    const auto size = width();
    FastSums sums;
    sums.whole.assign(size, 0);
    sums.by_word.assign(words.size() * size, 0);
    sums.features.assign(words.size(), 0);
    fasttext::Vector room(static_cast<std::int64_t>(size));
    std::vector<int32_t> features;
    const auto of_word = [&](std::size_t word) { return sums.by_word.data() + word * size; };
    const auto& end = fasttext::Dictionary::EOS;
    for (std::size_t i = 0; i < words.size(); ++i) {
        sums.features[i] = loaded_->add_word(of_word(i), words[i].text, room);
        sums.count += sums.features[i];
        if (loaded_->word_ngrams < word_pairs) continue;
        features.clear();
        const bool last = i + 1 == words.size();
        loaded_->add_pair(features, words[i].text, last ? end : words[i + 1].text);
        sums.count += static_cast<double>(features.size());
        for (const auto feature : features) {
            loaded_->add_row(of_word(i), feature, last ? 1.0F : 0.5F, room);
            if (!last) loaded_->add_row(of_word(i + 1), feature, 0.5F, room);
        }
    }
    sums.count += loaded_->add_word(sums.whole.data(), end, room);
    for (std::size_t i = 0; i < sums.by_word.size(); ++i)
        sums.whole[i % size] += sums.by_word[i];
    return sums;
}

void FastModel::score(const FastSums& sums, std::span<float> scores) const {
    fasttext::Vector mean(static_cast<std::int64_t>(sums.whole.size()));
    const auto share = static_cast<float>(sums.count > 0 ? 1 / sums.count : 0);
    for (std::size_t i = 0; i < sums.whole.size(); ++i)
        mean[static_cast<std::int64_t>(i)] = sums.whole[i] * share;
    for (std::size_t label = 0; label < loaded_->places.size(); ++label)
        scores[loaded_->places[label]] =
            loaded_->model.answers().dotRow(mean, static_cast<std::int64_t>(label));
}

void FastModel::score_without(const FastSums& sums, std::size_t word, std::size_t first,
                              std::span<float> scores) const {
    const auto size = sums.whole.size();
    fasttext::Vector mean(static_cast<std::int64_t>(size));
    const double count = sums.count - sums.features[word];
    const auto share = static_cast<float>(count > 0 ? 1 / count : 0);
    for (std::size_t i = 0; i < size; ++i)
        mean[static_cast<std::int64_t>(i)] =
            (sums.whole[i] - sums.by_word[word * size + i]) * share;
    for (std::size_t label = 0; label < loaded_->places.size(); ++label) {
        const auto at = loaded_->places[label];
        if (at >= first && at < first + scores.size())
            scores[at - first] =
                loaded_->model.answers().dotRow(mean, static_cast<std::int64_t>(label));
    }
}

}  // namespace heed::understand
