#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/coach/coach.hpp"

/// From texts to the facts that the coach needs: what a model or an index has to say.
namespace heed::app {

/// What the desk knows beside the texts.
struct DeskFacts {
    std::vector<std::string> countries = {};  ///< where its customers live (ISO 3166)
    /// Numbers of orders, bookings, contracts that the desk knows of this customer.
    std::vector<std::string> case_numbers = {};
};

/// A reply to compare with, or an example of a playbook.
struct EarlierReply {
    std::string to;  ///< who got it; of an example: the playbook's title
    std::string text;
    bool same_thread = false;
    bool example = false;
};

/// Fills the languages of draft and posts where they are not known, the personal data in them, and
/// where the draft holds a number of this customer's. What the playbook's facts and the company's
/// own contacts name is nobody's secret.
void read_texts(DraftFacts& facts, const DeskFacts& desk = {});

/// What listens to drafts: one answer a part, or none at all. Empty: words alone decide.
struct Ear {
    std::function<std::vector<HeardActs>(std::span<const DraftPart>)> acts = {};
    std::function<std::vector<Heard>(std::span<const KnownPart>)> known = {};
};

/// What the sentences of the draft do, how the whole sounds, which questions it passes over, what
/// the posts before it do, and whether it keeps to what is known: to the `known_max` nearest
/// things. Thread safe where the ear is.
[[nodiscard]] HeardDraft hear_draft(const DraftFacts& facts, const Ear& ear,
                                    std::size_t known_max = heard_known_max);

/// One judgement a text.
using JudgeTexts = std::function<std::vector<Judgement>(std::span<const std::string_view>)>;

/// Fills the judgements of the posts that the draft answers: the customer's behind our last one.
void judge_open_posts(DraftFacts& facts, const JudgeTexts& judge);

/// The replies that say nearly what the draft says, most similar first. For a handful; a desk asks
/// understand::SimilarityIndex.
[[nodiscard]] std::vector<Twin> twins_among(const DraftFacts& facts,
                                            std::span<const EarlierReply> replies);

}  // namespace heed::app
