#include <algorithm>

#include "domain/coach/quantities.hpp"
#include "domain/coach/reading.hpp"

namespace heed::coach {

namespace {

constexpr double sure = 0.75;
constexpr double likely = 0.55;

int level(double confidence) {
    return confidence >= sure ? 2 : confidence >= likely ? 1 : 0;
}

void raise(int& value, int to) {
    value = std::max(value, to);
}

/// What the models think. A post of which they are unsure counts for less.
void hear_judgement(Mood& mood, const Judgement& judgement) {
    if (judgement.layer.empty()) return;
    mood.known = true;
    const auto intent = judgement.unsure ? std::min(level(judgement.intent_confidence), 1)
                                         : level(judgement.intent_confidence);
    if (judgement.intent == Intent::complaint) raise(mood.complaint, intent);
    if (judgement.intent == Intent::praise && judgement.irony < likely) raise(mood.praise, intent);
    if (judgement.intent == Intent::request) raise(mood.request, intent);
    raise(mood.anger, level(judgement.anger));
    raise(mood.sarcasm, std::min(level(judgement.irony), 1));
    if (judgement.fear >= sure) raise(mood.worry, 1);
    mood.severity = std::max(mood.severity, judgement.severity);
}

std::size_t shouted(const Words& words) {
    return static_cast<std::size_t>(std::count_if(
        words.list.begin(), words.list.end(),
        [](const Word& word) { return word.shouted && word.span.end - word.span.start >= 4; }));
}

/// How many of them do not overlap: "no one answers" is one complaint, whatever finds it.
std::size_t apart(std::vector<WordRange> ranges) {
    std::sort(ranges.begin(), ranges.end());
    std::size_t count = 0;
    std::size_t end = 0;
    for (const auto& range : ranges) {
        if (count == 0 || range.begin >= end) ++count;
        end = std::max(end, range.end);
    }
    return count;
}

/// "Three days with you" tells how long, and complains only beside other words.
bool only_lengths_of_time(const Reading& reading, const Text& text) {
    const auto known = quantities_of(reading, text);
    const auto complaints = reading.all(text, "complaint");
    return std::all_of(complaints.begin(), complaints.end(), [&known](WordRange complaint) {
        return std::any_of(known.begin(), known.end(), [complaint](const Quantity& quantity) {
            return quantity.dimension == Dimension::duration &&
                   quantity.words.begin <= complaint.begin && complaint.end <= quantity.words.end;
        });
    });
}

/// What the words say by themselves.
void hear_words(Mood& mood, const Reading& reading, const Text& text) {
    if (!text.known) return;
    mood.known = true;
    auto complaints = apart(reading.all(text, "complaint"));
    // "Thanks for fixing my issue so quickly" is all praise.
    if (complaints == 1 && reading.has(text, "solved") && reading.has(text, "praise.strong"))
        complaints = 0;
    const bool praised = reading.has(text, "praise");
    if (reading.has(text, "praise.strong") && only_lengths_of_time(reading, text)) complaints = 0;
    const bool sarcastic = reading.has(text, "sarcasm");
    if (complaints > 0) raise(mood.complaint, complaints > 1 ? 2 : 1);
    if (reading.has(text, "complaint.strong")) raise(mood.complaint, 2);
    if (sarcastic) raise(mood.sarcasm, 2);
    if (praised && complaints > 0) raise(mood.sarcasm, 1);
    if (praised && complaints == 0 && !sarcastic) raise(mood.praise, 1);
    if (reading.has(text, "praise.strong") && complaints == 0 && !sarcastic) raise(mood.praise, 2);
    if (reading.has(text, "anger")) raise(mood.anger, 2);
    if (complaints > 0 && shouted(text.words) >= 2) raise(mood.anger, 1);
    if (reading.has(text, "grief")) raise(mood.grief, 2);
    if (reading.has(text, "worry")) raise(mood.worry, 1);
    if (reading.has(text, "request")) raise(mood.request, 1);
}

/// Two that agree are surer than one.
int both(int left, int right) {
    return std::min(2, std::max(left, right) + (left > 0 && right > 0 ? 1 : 0));
}

/// What the branch that listens to drafts hears in the post: it was taught what somebody is to be
/// sorry for. What it does not even think possible, words alone do not make so, but for grief: a
/// wrong condolence costs less than a joke at a death.
void hear_post(Mood& mood, const HeardPost& post) {
    const auto heard = [&post](SpeechAct act) { return post.heard[static_cast<std::size_t>(act)]; };
    const auto let_down = heard(SpeechAct::let_down);
    const auto glad = heard(SpeechAct::glad);
    // "Thanks for losing my bag": the ear takes open sarcasm for thanks, and words know better.
    if (mood.sarcasm == 2) return;
    if (let_down == Heard::no) {
        mood.complaint = mood.complaint_plain = 0;
    } else if (let_down == Heard::perhaps) {
        mood.complaint = std::min(mood.complaint, 1);
    } else if (let_down == Heard::sure && (mood.praise == 0 || mood.complaint > 0)) {
        mood.complaint = both(mood.complaint, 1);
        raise(mood.complaint_plain, 1);
        mood.praise = 0;
    }
    const auto upset = heard(SpeechAct::upset);
    if (upset == Heard::no) {
        mood.anger = mood.worry = 0;
        mood.grief = std::min(mood.grief, 1);
    }
    if (upset == Heard::perhaps) {
        mood.anger = std::min(mood.anger, 1);
        mood.worry = std::min(mood.worry, 1);
    }
    if (glad == Heard::no || let_down > glad) mood.praise = 0;
    if (glad >= Heard::likely && let_down < Heard::perhaps) raise(mood.praise, 1);
}

/// By its words and by what the desk judged.
Mood mood_of_post(const Reading& reading, std::size_t place) {
    Mood words;
    hear_words(words, reading, reading.posts[place]);
    Mood models;
    if (const auto& judgement = reading.thread[place].judgement) hear_judgement(models, *judgement);
    Mood mood;
    mood.complaint = both(words.complaint, models.complaint);
    mood.complaint_plain = words.complaint;
    mood.praise = both(words.praise, models.praise);
    mood.anger = both(words.anger, models.anger);
    mood.sarcasm = both(words.sarcasm, models.sarcasm);
    mood.request = both(words.request, models.request);
    mood.grief = words.grief;
    mood.worry = both(words.worry, models.worry);
    mood.severity = models.severity;
    mood.known = words.known || models.known;
    if (mood.sarcasm == 2 || mood.anger == 2) raise(mood.complaint, 1);
    return mood;
}

}  // namespace

Mood mood_of(const Reading& reading) {
    Mood mood;
    const auto first = reading.facts.thread.size() - reading.thread.size();
    for (const auto place : reading.open) {
        auto post = mood_of_post(reading, place);
        for (const auto& heard : reading.facts.heard.posts)
            if (heard.post == first + place && reading.posts[place].known) hear_post(post, heard);
        raise(mood.complaint, post.complaint);
        raise(mood.complaint_plain, post.complaint_plain);
        raise(mood.praise, post.praise);
        raise(mood.anger, post.anger);
        raise(mood.sarcasm, post.sarcasm);
        raise(mood.request, post.request);
        raise(mood.grief, post.grief);
        raise(mood.worry, post.worry);
        raise(mood.severity, post.severity);
        mood.known = mood.known || post.known;
    }
    // Whoever complains and says a kind word too does not praise.
    if (mood.complaint > 0) mood.praise = 0;
    return mood;
}

}  // namespace heed::coach
