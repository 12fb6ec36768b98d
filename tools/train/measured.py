"""Readers of the sets that are only measured on. Nothing here may ever be learnt from."""

import csv
import html
from pathlib import Path

from sources import LANGUAGES

SENTIMENTS = ["negative", "neutral", "positive"]
# What travellers complained of, and the topic of ours that comes nearest.
AIRLINE_TOPICS = {
    "Late Flight": "delay_cancellation", "Cancelled Flight": "delay_cancellation",
    "Lost Luggage": "luggage_lost_property", "Damaged Luggage": "luggage_lost_property",
    "Customer Service Issue": "staff_service", "Flight Attendant Complaints": "staff_service",
    "Flight Booking Problems": "booking_ticket", "longlines": "waiting_time",
}  # fmt: skip


def lines_of(path):
    return Path(path).read_text(encoding="utf-8").split("\n")[:-1]


def tweeteval(folder, task, part="test"):
    path = Path(folder) / "tweeteval" / task
    labels = [int(label) for label in lines_of(path / f"{part}_labels.txt")]
    texts = Path(path / f"{part}_text.txt").read_text(encoding="utf-8").split("\n")[: len(labels)]
    return [html.unescape(text) for text in texts], labels


def complaints(folder):
    with (Path(folder) / "complaints_preotiuc/complaints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [html.unescape(r["text"]) for r in rows], [r["complaint"] == "1" for r in rows], [r["domain"] for r in rows]


def airline(folder):
    with (Path(folder) / "airline/tweets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [html.unescape(row["text"]) for row in rows]
    return texts, [row["airline_sentiment"] for row in rows], [AIRLINE_TOPICS.get(row["negativereason"]) for row in rows]


def languages(folder):
    """The test parts of UMSAB, language by language."""
    for name, language in LANGUAGES.items():
        path = Path(folder) / "xlmt_umsab" / name
        labels = [SENTIMENTS[int(label)] for label in (path / "test_labels.txt").read_text().split()]
        yield language, (path / "test_text.txt").read_text(encoding="utf-8").split("\n")[: len(labels)], labels
