"""What one training example is, and how examples that are also measured on are kept out."""

import csv
import html
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path


NAMES = re.compile(r"https?://\S*|(?<!\w)@[\w.-]+", re.IGNORECASE)
LONGEST_TEXT = 280  # Characters: what is learnt from is as long as what is judged.


@dataclass
class Example:
    """A text with what is known of it. None: nothing is known, and nothing is learnt there."""

    text: str
    source: str
    language: str = "en"
    intent: str | None = None
    sentiment: str | None = None
    severity: int | None = None
    tone: dict | None = None  # Only the emotions that somebody judged.
    topics: list | None = None
    needs_answer: bool | None = None
    weights: dict = field(default_factory=dict)  # How far to trust the label of a head: 1 unless said.
    held_out: bool = False

    def weight(self, head):
        return self.weights.get(head, 1.0)


def tidy(text, longest=LONGEST_TEXT):
    """Escapes of the web undone, one line, and cut at a word where it is longer than a post."""
    text = " ".join(html.unescape(text).split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0]


def key_of(text):
    """Two posts with one key say the same: names, links, case and punctuation aside."""
    words = NAMES.sub(" ", html.unescape(text)).lower().replace("http", " ")
    return re.sub(r"[\W_]+", " ", words).strip()


def is_held_out(name, percent=15):
    return zlib.crc32(name.encode()) % 100 < percent


def keys_in(folder, shortest=20):
    """Every text of the measuring sets, whatever the layout of the file that it lies in."""
    keys = set()
    csv.field_size_limit(1 << 27)
    for path in Path(folder).rglob("*"):
        if path.suffix not in (".csv", ".tsv", ".txt") or not path.is_file():
            continue
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            rows = csv.reader(lines) if path.suffix == ".csv" else (line.split("\t") for line in lines)
            keys.update(key_of(cell) for row in rows for cell in row if len(cell) >= shortest)
    keys.discard("")
    return keys


def without_measured(examples, keys):
    """Returns what may be learnt from, and how many of each source were dropped."""
    kept, dropped = [], {}
    for example in examples:
        if key_of(example.text) in keys:
            dropped[example.source] = dropped.get(example.source, 0) + 1
        else:
            kept.append(example)
    return kept, dropped
