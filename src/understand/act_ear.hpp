#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/coach/acts.hpp"
#include "domain/coach/keeps.hpp"
#include "understand/acts.hpp"
#include "understand/encoder.hpp"

namespace heed::understand {

/// What was heard lately, by what was listened to; at most `heard_parts_max`, each
/// of at most `heard_key_bytes_max`. Thread safe.
template <class Answer>
class HeardLately {
public:
    /// Puts what is known into its places; the places of the others.
    std::vector<std::size_t> recall(std::span<const std::string> keys, std::vector<Answer>& into);
    void remember(const std::string& key, Answer answer);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, Answer> heard_;
};

/// Hears what parts of drafts do, and remembers them for a while. Thread safe.
class ActEar {
public:
    explicit ActEar(ActBranch branch) : branch_(std::move(branch)) {}

    [[nodiscard]] std::vector<HeardActs> hear(const Encoder& encoder,
                                              std::span<const DraftPart> parts);

private:
    const ActBranch branch_;
    HeardLately<HeardActs> lately_;
};

/// Hears whether drafts keep to what is known, and remembers it for a while. Thread safe.
class KeepsEar {
public:
    explicit KeepsEar(KeepsBranch branch) : branch_(std::move(branch)) {}

    [[nodiscard]] std::vector<Heard> hear(const Encoder& encoder, std::span<const KnownPart> parts);

private:
    const KeepsBranch branch_;
    HeardLately<Heard> lately_;
};

}  // namespace heed::understand
