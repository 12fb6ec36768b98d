"""Measures the judgement of posts and prints markdown tables.

    python measure.py --program ../../build/release/heed --open OPEN --measure MEASURE
    python measure.py --model ../../models/encoder.safetensors --open OPEN --measure MEASURE

Tables go to standard output. The mistakes, which quote posts, go to the file of --mistakes and nowhere else.
"""

import argparse
import random
from pathlib import Path

import measured
from judges import ask_file, ask_program
from measured import SENTIMENTS
from scores import (
    accuracy, calibration_bins, calibration_error, f1_of_last, macro_f1, macro_recall, markdown,
    share_with_interval, with_interval,
)  # fmt: skip

FEELINGS = ["anger", "gladness", "sadness"]
# Test scores of the TweetEval paper and its leaderboard.
PUBLISHED = {"sentiment": "62.9 / 71.3", "irony": "63.1 / 59.7"}
UMSAB_XLM_R = {"ar": 64.3, "en": 68.5, "fr": 70.5, "de": 72.8, "hi": 53.4, "it": 68.6, "pt": 69.8, "es": 66.0}
UMSAB_FASTTEXT = {"ar": 46.0, "en": 50.9, "fr": 54.8, "de": 59.6, "hi": 37.1, "it": 54.7, "pt": 55.1, "es": 50.1}


class Record:
    """Every answer that could be held against the truth, for calibration and the doubtful ones."""

    def __init__(self):
        self.entries = []

    def add(self, what, texts, judgements, right, confidences):
        for text, judgement, good, confidence in zip(texts, judgements, right, confidences):
            self.entries.append((what, text, judgement, bool(good), float(confidence)))

    def of(self, what):
        return [entry for entry in self.entries if entry[0] == what]


def feeling_of(judgement):
    if judgement["sentiment"]["label"] == "positive":
        return "gladness"
    return "anger" if judgement["anger"] >= judgement.get("sadness", 0) else "sadness"


def sentiment_of(judgements):
    return [j["sentiment"]["label"] for j in judgements]


def keep_sentiment(record, what, texts, judgements, wanted):
    given = sentiment_of(judgements)
    confidences = [j["sentiment"]["confidence"] for j in judgements]
    record.add(what, texts, judgements, [w == g for w, g in zip(wanted, given)], confidences)
    return given


def tweeteval_table(judge, folder, record):
    texts, labels = measured.tweeteval(folder, "sentiment")
    judgements, wanted = judge(texts), [SENTIMENTS[label] for label in labels]
    given = keep_sentiment(record, "TweetEval sentiment", texts, judgements, wanted)
    lines = [["sentiment, macro recall", len(texts), with_interval(wanted, given, SENTIMENTS, macro_recall),
              PUBLISHED["sentiment"]]]  # fmt: skip
    texts, labels = measured.tweeteval(folder, "emotion")
    wanted = [["anger", "gladness", "gladness", "sadness"][label] for label in labels]
    given = [feeling_of(j) for j in judge(texts)]
    lines.append(["emotion, three of four kinds (joy and optimism as one), macro-F1", len(texts),
                  with_interval(wanted, given, FEELINGS, macro_f1), "none with three"])  # fmt: skip
    texts, labels = measured.tweeteval(folder, "irony")
    given = [int(j.get("irony", 0) >= 0.5) for j in judge(texts)]
    lines.append(["irony, F1 of irony", len(texts), with_interval(labels, given, [0, 1], f1_of_last), PUBLISHED["irony"]])
    return markdown(["TweetEval, the shipped heads", "posts", "score (95 %)", "fastText / RoBERTa-base, trained on it"], lines)




def complaints_table(judge, folder, record):
    texts, wanted, domains = measured.complaints(folder)
    judgements = judge(texts)
    given = [j["intent"]["label"] == "complaint" for j in judgements]
    right = [w == g for w, g in zip(wanted, given)]
    record.add("complaint or not", texts, judgements, right, [j["intent"]["confidence"] for j in judgements])
    lines = []
    for domain in [*sorted(set(domains)), None]:
        at = [i for i, d in enumerate(domains) if domain in (d, None)]
        some_wanted, some_given = [wanted[i] for i in at], [given[i] for i in at]
        both = len(set(some_wanted)) == 2
        score = with_interval(some_wanted, some_given, [False, True], macro_f1) if both else "one kind only"
        lines.append([domain or "**all**", len(at), sum(some_wanted), score,
                      with_interval(some_wanted, some_given, [False, True], accuracy)])  # fmt: skip
    return markdown(["complaints, by domain", "posts", "complaints", "macro-F1 (95 %)", "accuracy (95 %)"], lines)


def airline_tables(judge, folder, record):
    texts, wanted, topics = measured.airline(folder)
    judgements = judge(texts)
    given = keep_sentiment(record, "airline sentiment", texts, judgements, wanted)
    lines = [["sentiment", len(texts), with_interval(wanted, given, SENTIMENTS, macro_f1),
              with_interval(wanted, given, SENTIMENTS, accuracy)]]  # fmt: skip
    first = markdown(["airlines", "posts", "macro-F1 (95 %)", "accuracy (95 %)"], lines)
    lines = []
    for topic in [*sorted({t for t in topics if t}), None]:
        at = [i for i, t in enumerate(topics) if t and topic in (t, None)]
        named = [topic_names(judgements[i]) for i in at]
        lines.append([topic or "**all**", len(at),
                      share_with_interval(sum(n[:1] == [topics[i]] for n, i in zip(named, at)), len(at)),
                      share_with_interval(sum(topics[i] in n for n, i in zip(named, at)), len(at))])  # fmt: skip
    second = markdown(["reason of a negative post", "posts", "named first (95 %)", "named at all (95 %)"], lines)
    return first + "\n" + second


def topic_names(judgement):
    return [t["topic"] if isinstance(t, dict) else t for t in judgement.get("topics", [])]


def languages_table(judge, folder, record):
    lines = []
    for language, texts, wanted in measured.languages(folder):
        judgements = judge(texts)
        given = keep_sentiment(record, "sentiment in eight languages", texts, judgements, wanted)
        lines.append([language, len(texts), with_interval(wanted, given, SENTIMENTS, macro_f1),
                      UMSAB_FASTTEXT[language], UMSAB_XLM_R[language]])  # fmt: skip
    return markdown(["language", "posts", "macro-F1 (95 %)", "fastText", "XLM-R base"], lines)


def doubt_table(record):
    lines = []
    for what in dict.fromkeys(entry[0] for entry in record.entries):
        entries = record.of(what)
        mistakes = [e for e in entries if not e[3]]
        unsure = sum(e[2]["unsure"] for e in entries)
        doubtful = sorted(entries, key=lambda e: e[4])[: round(0.15 * len(entries))]
        lines.append([what, len(entries), f"{100 * len(mistakes) / len(entries):.1f} %",
                      f"{100 * calibration_error(calibration_bins([e[4] for e in entries], [e[3] for e in entries])):.1f} %",
                      f"{100 * unsure / len(entries):.1f} %",
                      share_with_interval(sum(e[2]["unsure"] for e in mistakes), len(mistakes)),
                      share_with_interval(sum(not e[3] for e in doubtful), len(mistakes))])  # fmt: skip
    return markdown(["set", "posts", "mistakes", "calibration error", "said unsure", "mistakes among them (95 %)",
                     "mistakes in the 15 % least certain (95 %)"], lines)  # fmt: skip


def reliability_table(record):
    lines = []
    for what in dict.fromkeys(entry[0] for entry in record.entries):
        entries = record.of(what)
        for n, confidence, right in calibration_bins([e[4] for e in entries], [e[3] for e in entries]):
            lines.append([what, n, f"{100 * confidence:.0f} %", f"{100 * right:.0f} %"])
    return markdown(["set", "posts", "said", "was right"], lines)


def without(text, spans):
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join((" ".join([*kept, text[at:]])).split())


def words_at(text):
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        spans.append((start, start + len(word)))
        at = start + len(word)
    return spans


def words_named(text, because):
    """Whole words: a reason may mark part of one."""
    return [s for s in words_at(text) if any(b["start"] < s[1] and s[0] < b["end"] for b in because)]


def changed(before, after):
    return before["intent"]["label"] != after["intent"]["label"] or before["sentiment"]["label"] != after["sentiment"]["label"]


def explanation_table(judge, folder, most=1500, seed=3):
    rng = random.Random(seed)
    texts = [" ".join(t.split()) for t in [*measured.complaints(folder)[0], *measured.airline(folder)[0]]]
    rng.shuffle(texts)
    texts = texts[:most]
    judgements = judge(texts)
    pairs = [(t, j, words_named(t, j["because"])) for t, j in zip(texts, judgements)]
    pairs = [(t, j, named) for t, j, named in pairs if named and len(named) * 2 <= len(words_at(t))]
    if not pairs:
        return "This judge names no words.\n"
    chosen = judge([without(t, named) for t, _, named in pairs])
    others = [rng.sample([s for s in words_at(t) if s not in named], len(named)) for t, _, named in pairs]
    by_chance = judge([without(t, other) for (t, _, _), other in zip(pairs, others)])
    lines = [[kind, len(pairs), share_with_interval(sum(changed(j, a) for (_, j, _), a in zip(pairs, after)), len(pairs))]
             for kind, after in (("the words that it named", chosen), ("as many other words by chance", by_chance))]  # fmt: skip
    return markdown(["taken out", "posts", "the intent or the sentiment changes (95 %)"], lines)


def write_mistakes(record, path, most=20):
    with path.open("w", encoding="utf-8") as out:
        for what in ("complaint or not", "airline sentiment"):
            wrong = sorted((e for e in record.of(what) if not e[3]), key=lambda e: -e[4])[:most]
            for _, text, judgement, _, confidence in wrong:
                out.write(f"{what}\t{judgement['intent']['label']}/{judgement['sentiment']['label']}\t{confidence:.2f}\t{text!r}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", help="the heed program, asked as a filter")
    parser.add_argument("--argument", action="append", default=[], help="one more argument for heed understand")
    parser.add_argument("--model", type=Path, help="an encoder file, asked in Python")
    parser.add_argument("--open", type=Path, required=True)
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--mistakes", type=Path)
    options = parser.parse_args()
    if options.program:
        judge = lambda texts: ask_program(options.program, texts, options.argument)  # noqa: E731
    else:
        judge = lambda texts: ask_file(options.model, texts)  # noqa: E731
    record = Record()
    for table in (complaints_table, tweeteval_table, airline_tables):
        print(table(judge, options.measure, record), flush=True)
    print(languages_table(judge, options.open, record), flush=True)
    print(doubt_table(record), flush=True)
    print(reliability_table(record), flush=True)
    print(explanation_table(judge, options.measure), flush=True)
    if options.mistakes:
        write_mistakes(record, options.mistakes)


if __name__ == "__main__":
    main()
