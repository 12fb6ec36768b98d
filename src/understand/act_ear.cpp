#include "understand/act_ear.hpp"

#include "understand/judge.hpp"

namespace heed::understand {

namespace {

/// No text holds this: what separates the texts of one part.
constexpr char separator = '\0';

std::string key_of(std::initializer_list<std::string_view> texts) {
    std::string key;
    for (const auto text : texts) {
        key += text;
        key += separator;
    }
    return key;
}

/// Listens to what was not heard lately, each but once.
template <class Answer, class Read, class Decide>
std::vector<Answer> hear_fresh(const Encoder& encoder, const Branch& branch,
                               HeardLately<Answer>& lately, std::span<const std::string> keys,
                               Read read, Decide decide) {
    std::vector<Answer> all(keys.size());
    auto places = lately.recall(keys, all);
    std::unordered_map<std::string_view, std::size_t> first;
    std::vector<std::size_t> fresh;
    for (const auto place : places)
        if (first.emplace(keys[place], place).second) fresh.push_back(place);
    std::vector<SaidText> texts;
    for (const auto place : fresh)
        texts.push_back(read(place));
    const auto scores = encoder.branch(branch, texts);
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        all[fresh[i]] = decide(scores[i]);
        lately.remember(keys[fresh[i]], all[fresh[i]]);
    }
    for (const auto place : places)
        all[place] = all[first.at(keys[place])];
    return all;
}

}  // namespace

template <class Answer>
std::vector<std::size_t> HeardLately<Answer>::recall(std::span<const std::string> keys,
                                                     std::vector<Answer>& into) {
    std::vector<std::size_t> unknown;
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (const auto known = heard_.find(keys[i]); known != heard_.end()) {
            into[i] = known->second;
        } else {
            unknown.push_back(i);
        }
    }
    return unknown;
}

/// Whoever writes now wrote lately: it does no harm to begin anew.
template <class Answer>
void HeardLately<Answer>::remember(const std::string& key, Answer answer) {
    // A long mail is heard anew each time.
    if (key.size() > heard_key_bytes_max) return;
    const std::lock_guard lock(mutex_);
    if (heard_.size() >= heard_parts_max) heard_.clear();
    heard_.emplace(key, std::move(answer));
}

std::vector<HeardActs> ActEar::hear(const Encoder& encoder, std::span<const DraftPart> parts) {
    std::vector<std::string> keys;
    for (const auto& part : parts)
        keys.push_back(key_of({part.question, part.text}));
    return hear_fresh(
        encoder, branch_.branch, lately_, keys,
        [&parts](std::size_t place) {
            return SaidText{.text = prepare(parts[place].text),
                            .question = prepare(parts[place].question)};
        },
        [this](const std::vector<float>& scores) { return branch_.thresholds.heard(scores); });
}

std::vector<Heard> KeepsEar::hear(const Encoder& encoder, std::span<const KnownPart> parts) {
    std::vector<std::string> keys;
    for (const auto& part : parts)
        keys.push_back(key_of({part.known, part.post, part.draft}));
    return hear_fresh(
        encoder, branch_.branch, lately_, keys,
        [&parts](std::size_t place) {
            const auto& part = parts[place];
            return SaidText{.text = prepare(part.draft),
                            .question = prepare(part.post),
                            .known = prepare(part.known)};
        },
        [this](const std::vector<float>& scores) { return branch_.heard(scores); });
}

}  // namespace heed::understand
