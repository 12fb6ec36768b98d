#!/usr/bin/env python3
"""What well-known libraries find in the sentences that `bench_personal_data write` makes.

Usage: personal_data_peers.py SENTENCES
Needs presidio-analyzer and phonenumbers from PyPI in an environment of its own; nothing else of the
project does. Presidio runs with its pattern recognisers, in every language it is given, and without
a language model: it has none for seven languages, and a model finds names, not numbers.
"""
import collections
import json
import sys

import phonenumbers
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

KINDS = {
    "EMAIL_ADDRESS": "mail", "PHONE_NUMBER": "phone", "CREDIT_CARD": "card", "IBAN_CODE": "iban",
    "US_SSN": "national_id", "US_ITIN": "national_id", "UK_NINO": "national_id",
    "UK_NHS": "national_id", "ES_NIF": "national_id", "ES_NIE": "national_id",
    "IT_FISCAL_CODE": "national_id", "DE_TAX_ID": "national_id", "FR_NIR": "national_id",
}


class NoModel(NlpEngine):
    """Cuts at blanks and knows nothing, so that patterns and their context alone decide."""

    def load(self): pass
    def is_loaded(self): return True
    def get_supported_entities(self): return []
    def get_supported_languages(self): return ["en", "es", "it"]
    def is_stopword(self, word, language): return False
    def is_punct(self, word, language): return False
    def process_batch(self, texts, language, **_): return ((t, self.process_text(t, language)) for t in texts)

    def process_text(self, text, language):
        words = text.lower().split()
        return NlpArtifacts([], [], [], words, self, language)


def presidio():
    registry = RecognizerRegistry(supported_languages=["en", "es", "it"])
    registry.load_predefined_recognizers(languages=["en", "es", "it"])
    engine = AnalyzerEngine(registry=registry, nlp_engine=NoModel(), supported_languages=["en", "es", "it"])

    def find(row):
        language = row["language"] if row["language"] in ("es", "it") else "en"
        for hit in engine.analyze(row["text"], language=language, score_threshold=0.35):
            if hit.entity_type in KINDS:
                yield KINDS[hit.entity_type], hit.start, hit.end
    return find


def libphonenumber(row):
    for match in phonenumbers.PhoneNumberMatcher(row["text"], row["country"]):
        yield "phone", match.start, match.end


def measure(name, find, rows):
    wanted, found, right, wrong = (collections.Counter() for _ in range(4))
    for row in rows:
        hit = False
        for kind, start, end in find(row):
            overlap = min(end, row["end"]) - max(start, row["start"])
            fits = kind == row["kind"] and 2 * overlap >= row["end"] - row["start"]
            (right if fits else wrong)[kind] += 1
            hit = hit or fits
        if row["kind"]:
            wanted[row["kind"]] += 1
            found[row["kind"]] += hit
    for kind in sorted(set(right) | set(wrong)):
        said = right[kind] + wrong[kind]
        print(f"| {name} | {kind} | {wanted[kind]} | {100 * found[kind] / max(wanted[kind], 1):.1f} % "
              f"| {said} | {100 * right[kind] / said:.1f} % |")


def main():
    rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    print("| library | kind | texts | recall | said | precision |\n| --- | --- | ---: | ---: | ---: | ---: |")
    measure("libphonenumber, country known", libphonenumber, rows)
    measure("Presidio, patterns", presidio(), rows)


main()
