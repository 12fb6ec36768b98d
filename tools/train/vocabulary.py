"""Chooses the pieces of the base vocabulary that our languages use, so that the model stays small.

    python vocabulary.py --examples work/examples.jsonl --size 42000 --out work/vocabulary.json
"""

import argparse
import collections
import json
import unicodedata
from pathlib import Path

import wordfreq
from base import read_base
from prepare import read_examples
from text import SPECIAL, WORD_START, Tokenizer

# How much of the room each language gets: most posts and most training data are English.
LANGUAGES = {"en": 4.0, "de": 1.6, "fr": 1.4, "es": 1.4, "it": 1.2, "pt": 1.2, "nl": 1.2, "ar": 0.8, "hi": 0.8}
WORDS_A_LANGUAGE = 120_000
SCRIPTS = ("LATIN", "ARABIC", "DEVANAGARI")


def worth_keeping_alone(character):
    """Single characters of our scripts, signs and emoji: with them every word of ours can be spelt."""
    if unicodedata.category(character)[0] in "PSN":
        return True
    return unicodedata.name(character, "").startswith(SCRIPTS) or character in "\ufe0f\u200d"


def forms(word, language):
    """Posts are also written with capitals, and in capitals when somebody shouts."""
    yield word, 1.0
    if language not in ("ar", "hi"):
        yield word.capitalize(), 1.0 if language == "de" else 0.3
        yield word.upper(), 0.05


def count_pieces(tokenizer):
    worth = collections.Counter()
    for language, weight in LANGUAGES.items():
        for word in wordfreq.top_n_list(language, WORDS_A_LANGUAGE):
            frequency = weight * wordfreq.word_frequency(word, language)
            for form, share in forms(word, language):
                for piece in tokenizer.cut(form):
                    worth[piece] += frequency * share
    return worth


def pieces_of_posts(tokenizer, path, at_least=3):
    """Marks, hashtags and slang that word lists do not have."""
    seen = collections.Counter(piece for example in read_examples(path) for piece in tokenizer.content(example.text))
    return [piece for piece, count in seen.items() if count >= at_least]


def choose(pieces, worth, posts, size):
    """Special ones first, then single characters, then those of real posts, then the most used."""
    singles = [i for i, p in enumerate(pieces) if i >= len(SPECIAL) and len(p.lstrip(WORD_START)) <= 1]
    kept = [i for i in singles if worth_keeping_alone(pieces[i][-1]) or worth[i] > 0]
    taken = set(kept) | {piece for piece in posts if piece >= len(SPECIAL)}
    for piece, _ in worth.most_common():
        if len(taken) >= size - len(SPECIAL):
            break
        if piece >= len(SPECIAL):
            taken.add(piece)
    return list(range(len(SPECIAL))) + sorted(taken)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--size", type=int, default=42_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    base = read_base()
    tokenizer = Tokenizer(base["pieces"], base["scores"])
    posts = pieces_of_posts(tokenizer, options.examples)
    kept = choose(base["pieces"], count_pieces(tokenizer), posts, options.size)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(kept))
    print(len(kept), "pieces kept,", len(posts), "of them seen in posts")


if __name__ == "__main__":
    main()
