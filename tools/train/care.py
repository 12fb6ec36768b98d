"""The texts of the customer posts that were labelled by their ids: only the labels are kept here."""

import json
import re
from pathlib import Path

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w#/.=-])\+?\d[\d ()/-]{7,}\d(?![\w.-])")


def masked(text):
    """Without addresses and numbers of people: nothing is to be learnt from them."""
    return PHONE.sub("<phone>", MAIL.sub("<mail>", text))


def care_texts(data):
    """By (source, conversation, post)."""
    texts = {}
    for part in ("dev", "test"):
        talks = json.loads((Path(data) / "ibm_care_cdp" / f"{part}.json").read_text(encoding="utf-8"))
        for talk in talks:
            for turn in talk["dialogContent"]:
                key = (f"ibm_care_cdp/{part}", talk["dialogHeader"]["sessionID"], turn["tweet_ID"])
                texts[key] = masked(turn["message"])
    return texts


def text_of(row, texts):
    """Of one line of labels/: its own when it was written for this purpose."""
    if "text" in row:
        return row["text"]
    return texts[(row["source"], *re.split("[#/]", row["id"]))]
