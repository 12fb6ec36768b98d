"""Readers of the open data sets: each maps what its set knows onto our heads and leaves the rest open."""

import csv
import json
import random
import re
from pathlib import Path

from care import care_texts, text_of
from examples import Example, is_held_out, tidy

LANGUAGES = {"arabic": "ar", "english": "en", "french": "fr", "german": "de", "hindi": "hi", "italian": "it",
             "portuguese": "pt", "spanish": "es"}  # fmt: skip
LABELS = Path(__file__).parent / "labels"


def rows(path, **options):
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file, **options)


def sample(examples, most, seed=7):
    examples = list(examples)
    random.Random(seed).shuffle(examples)
    return examples[:most]


# --- labelled by us -------------------------------------------------------------------------------------------------


def split_name(row):
    """Scenarios told in several languages share a number: all of them fall on one side of the split."""
    return re.search(r"\d+$", row["id"]).group() if row["source"] == "written" else row["id"]


def ours(data):
    texts = care_texts(data)
    for path in sorted(LABELS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Example(
                tidy(text_of(row, texts)), path.stem, row.get("language", "en"), row["intent"], row["sentiment"],
                row["severity"], row["tone"], row["topics"], row["needs_answer"],
                held_out=is_held_out(split_name(row)),
            )  # fmt: skip


# --- emotions and sentiment -----------------------------------------------------------------------------------------

GOOD = "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief".split()
BAD = "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness".split()
TONE_OF = {
    "anger": {"anger": 1.0, "annoyance": 0.6, "disgust": 0.4, "disapproval": 0.2},
    "fear": {"fear": 1.0, "nervousness": 0.7},
    "sadness": {"sadness": 1.0, "grief": 1.0, "disappointment": 0.5, "remorse": 0.5},
}


def goemotions_intent(emotions, text):
    """A stranger's talk is rarely about us; thanks and praise read the same everywhere."""
    if emotions & {"gratitude", "admiration"} and not emotions & set(BAD):
        return "praise", 0.5
    if emotions & {"curiosity", "confusion"} and text.rstrip().endswith("?"):
        return "question", 0.5
    if emotions & {"annoyance", "disappointment", "disapproval"}:
        return None, 0.0
    return "other", 0.3


def goemotions_sentiment(emotions):
    good, bad = emotions & set(GOOD), emotions & set(BAD)
    if good and bad:
        return None
    return "positive" if good else "negative" if bad else "neutral" if emotions == {"neutral"} else None


def goemotions(folder, part="train"):
    labels = (folder / "goemotions/original/labels.txt").read_text().split()
    for line in (folder / f"goemotions/original/{part}.tsv").read_text(encoding="utf-8").splitlines():
        text, numbers, _ = line.split("\t")
        emotions = {labels[int(number)] for number in numbers.split(",")}
        intent, trust = goemotions_intent(emotions, text)
        tone = {name: max((worth.get(e, 0.0) for e in emotions)) for name, worth in TONE_OF.items()}
        yield Example(
            tidy(text.replace("[NAME]", "@user")), "goemotions", intent=intent, sentiment=goemotions_sentiment(emotions),
            tone=tone, severity=0 if intent else None, weights={"intent": trust, "severity": trust * 0.5, "sentiment": 0.7},
        )  # fmt: skip


def xlmt(folder, part="train"):
    for name, language in LANGUAGES.items():
        path = folder / "xlmt_umsab" / name
        texts = (path / f"{part}_text.txt").read_text(encoding="utf-8").split("\n")
        labels = (path / f"{part}_labels.txt").read_text().split()
        for text, label in zip(texts, labels):
            sentiment = ["negative", "neutral", "positive"][int(label)]
            calm = sentiment == "neutral" and "?" not in text and "؟" not in text
            yield Example(
                tidy(text), "xlmt_umsab", language, "other" if calm else None, sentiment,
                weights={"intent": 0.3}, held_out=part == "val",
            )  # fmt: skip


def vader_lines(folder, name):
    path = folder / "vader_groundtruth/hutto_ICWSM_2014" / f"{name}_GroundTruth.txt"
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        _, valence, text = line.split("\t", 2)
        yield float(valence), tidy(text)


def by_valence(valence, edge):
    return "positive" if valence > edge else "negative" if valence < -edge else "neutral"


def vader(folder):
    for valence, text in vader_lines(folder, "tweets"):
        yield Example(text, "vader_tweets", sentiment=by_valence(valence, 0.5))
    for valence, text in vader_lines(folder, "amazonReviewSnippets"):
        sentiment = by_valence(valence, 0.5)
        intent = {"negative": "complaint", "positive": "praise", "neutral": None}[sentiment]
        topics = ["product_quality"] if intent == "complaint" else None
        yield Example(text, "vader_amazon", intent=intent, sentiment=sentiment, topics=topics,
                      weights={"intent": 0.5, "topics": 0.2})  # fmt: skip
    news = (Example(text, "vader_news", intent="other", severity=0, sentiment=by_valence(valence, 0.5), needs_answer=False,
                    weights={"intent": 0.3, "severity": 0.2, "sentiment": 0.5, "needs_answer": 0.3})
            for valence, text in vader_lines(folder, "nytEditorialSnippets"))  # fmt: skip
    yield from sample(news, 1200)


def empathy(folder):
    for row in rows(folder / "empathy_wwbp/messages.csv"):
        sad = float(row["distress"]) > 4.5 and float(row["empathy"]) > 4.5
        calm = float(row["distress"]) < 2
        yield Example(
            tidy(row["essay"], 200), "empathy_wwbp", intent="other", severity=0,
            sentiment="negative" if sad else None, tone={"sadness": 0.7} if sad else {"sadness": 0.0} if calm else None,
            weights={"intent": 0.2, "severity": 0.2, "sentiment": 0.4, "tone": 0.5},
        )  # fmt: skip


def davidson(folder):
    """Rough talk among strangers: no matter for a desk. Whom it is aimed at in hate, it is angry at."""
    for row in rows(folder / "hate_offensive_davidson/data/labeled_data.csv"):
        hate = row["class"] == "0"
        yield Example(
            tidy(row["tweet"]), "hate_offensive_davidson", intent="other", severity=0, needs_answer=False,
            sentiment="negative" if hate else None, tone={"anger": 0.8} if hate else None,
            weights={"intent": 0.3, "severity": 0.3, "needs_answer": 0.3, "sentiment": 0.5, "tone": 0.5},
        )  # fmt: skip


# --- complaints ------------------------------------------------------------------------------------------------------

REVIEW_SEVERITY = {"Non-Complaint": 0, "No explicit reproach": 1, "Disapproval": 1, "Blame": 2, "Accusation": 2}
REVIEW_TONE = {"anger": {"anger": 1.0}, "disgust": {"anger": 0.6}, "sadness": {"sadness": 0.5}, "fear": {"fear": 1.0}}


def cesamard(folder):
    for row in rows(folder / "complaints_cesamard/CESAMARD-Aspect_Dataset.csv"):
        complaint, sentiment = row["Complaint"] == "1", {"2": "positive", "0": "negative", "1": "neutral"}[row["Sentiment"]]
        sentiment = "negative" if complaint and sentiment == "neutral" else sentiment
        intent = "complaint" if complaint else "praise" if sentiment == "positive" else "other"
        tone = {"anger": 0.0, "fear": 0.0, "sadness": 0.0, "irony": float(row["Sarcastic"] == "sarcastic")}
        tone.update(REVIEW_TONE.get(row["Emotion"], {}))
        yield Example(
            tidy(row["Title"].replace("|", ".") + " " + row["Review_S"], 200), "complaints_cesamard", intent=intent,
            sentiment=sentiment, severity=REVIEW_SEVERITY.get(row["Severity"]) if complaint else 0, tone=tone,
            topics=["product_quality"] if complaint else None,
            weights={"severity": 0.5, "tone": 0.5, "topics": 0.3, "intent": 0.7 if intent != "other" else 0.3},
        )  # fmt: skip


MONEY_TOPICS = (("card", ["payment_card", "billing_price"]), ("Money transfer", ["payment_card"]),
                ("Debt", ["billing_price"]), ("Mortgage", ["billing_price"]), ("Credit reporting", ["fraud_security"]))  # fmt: skip


def cfpb(folder):
    for row in rows(folder / "cfpb/complaints.csv"):
        if text := row["Consumer complaint narrative"]:
            topics = next((t for word, t in MONEY_TOPICS if word in row["Product"]), ["billing_price"])
            yield Example(
                tidy(re.sub(r"X{2,}", "", text)), "cfpb", intent="complaint", sentiment="negative", topics=topics,
                needs_answer=True, weights={"topics": 0.2, "sentiment": 0.3},
            )  # fmt: skip


# --- requests and questions to services -----------------------------------------------------------------------------

BANK_TROUBLE = re.compile(
    "declined|not_working|not_recognised|charged_twice|failed|not_received|not_updated|wrong_|reverted|swallowed|"
    "extra_charge|not_showing|compromised|pending|card_payment_fee_charged|cash_withdrawal_charge|card_arrival$"
)
BANK_TOPICS = (("compromised|not_recognised|stolen", "fraud_security"), ("passcode|pin|verif|identity|details", "account_access"),
               ("fee|charge|rate|refund", "billing_price"), ("arrival|delivery", "delivery"), ("refund", "returns_refund"),
               ("terminate", "contract_cancel"), ("", "payment_card"))  # fmt: skip


def form_of(text):
    asks = re.match(r"(?i)(what|when|where|why|who|how|which|is|are|do|does|did|can i|will|should|may)\b", text)
    return "question" if asks or text.rstrip().endswith("?") else "request"


def bank_topics(category):
    return [next(topic for pattern, topic in BANK_TOPICS if re.search(pattern, category))]


def banking77(folder):
    for row in rows(folder / "banking77/banking_data/train.csv"):
        trouble = BANK_TROUBLE.search(row["category"])
        yield Example(
            tidy(row["text"]), "banking77", intent="complaint" if trouble else form_of(row["text"]),
            severity=1 if trouble else 0, topics=bank_topics(row["category"]), needs_answer=True,
            sentiment=None if trouble else "neutral",
            weights={"intent": 0.4 if trouble else 0.7, "severity": 0.3, "topics": 0.3, "sentiment": 0.3, "needs_answer": 0.3},
        )  # fmt: skip


CLINC_TOPICS = {
    "lost_luggage": "luggage_lost_property", "flight_status": "delay_cancellation", "order_status": "delivery",
    "report_fraud": "fraud_security", "card_declined": "payment_card", "damaged_card": "payment_card",
    "report_lost_card": "payment_card", "account_blocked": "account_access", "pin_change": "account_access",
    "book_flight": "booking_ticket", "book_hotel": "booking_ticket", "cancel_reservation": "booking_ticket",
    "restaurant_reservation": "booking_ticket", "confirm_reservation": "booking_ticket", "bill_due": "billing_price",
    "bill_balance": "billing_price", "pay_bill": "billing_price", "how_busy": "waiting_time", "carry_on": "luggage_lost_property",
}  # fmt: skip
SMALL_TALK = set("greeting goodbye yes no maybe repeat tell_joke fun_fact are_you_a_bot how_old_are_you flip_coin roll_dice "
                 "what_are_your_hobbies what_is_your_name where_are_you_from who_made_you meaning_of_life time date "
                 "change_ai_name do_you_have_pets who_do_you_work_for".split())  # fmt: skip


def clinc150(folder):
    data = json.loads((folder / "clinc150/data_full.json").read_text())
    for text, label in data["train"] + data["oos_train"] + data["oos_val"]:
        topic, idle = CLINC_TOPICS.get(label), label in SMALL_TALK
        praise = label == "thank_you"
        yield Example(
            text, "clinc150", intent="praise" if praise else "other" if idle else form_of(text), severity=0,
            sentiment="positive" if praise else "neutral", topics=[topic] if topic else None,
            needs_answer=None if not idle else False,
            weights={"intent": 0.5, "severity": 0.3, "sentiment": 0.3, "topics": 0.5, "needs_answer": 0.3},
        )  # fmt: skip


DOGO_IDLE = {"openinggreeting", "closinggreeting", "confirmation", "rejection"}
DOGO_TROUBLE = {"reportbrokenphone": "product_quality", "reportbrokensoftware": "app_website", "disputecharge": "billing_price"}
DOGO_TOPICS = {"bookflight": "booking_ticket", "changeseatassignment": "booking_ticket", "getboardingpass": "booking_ticket",
               "reportlostcard": "payment_card", "viewbillsintent": "billing_price", "closeaccount": "contract_cancel",
               "cancelserviceintent": "contract_cancel", "softwareupdate": "app_website"}  # fmt: skip


def multidogo_example(text, intent):
    if intent in DOGO_IDLE:
        return Example(text, "multidogo", intent="other", severity=0, sentiment="neutral", needs_answer=False,
                       weights={"intent": 0.4, "severity": 0.3, "sentiment": 0.3, "needs_answer": 0.2})  # fmt: skip
    if intent == "thankyou":
        return Example(text, "multidogo", intent="praise", severity=0, sentiment="positive", needs_answer=False,
                       weights={"intent": 0.4, "severity": 0.3, "sentiment": 0.4, "needs_answer": 0.4})  # fmt: skip
    topic = DOGO_TOPICS.get(intent) or DOGO_TROUBLE.get(intent)
    trouble = intent in DOGO_TROUBLE
    return Example(text, "multidogo", intent="complaint" if trouble else form_of(text), severity=1 if trouble else 0,
                   topics=[topic] if topic else None, needs_answer=True,
                   weights={"intent": 0.3 if trouble else 0.6, "severity": 0.3, "topics": 0.4, "needs_answer": 0.3})  # fmt: skip


def multidogo(folder):
    seen = set()
    for path in sorted((folder / "multidogo/paper_splits/splits_annotated_at_sentence_level").glob("*/train.tsv")):
        for row in rows(path, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, intent = tidy(row["utterance"] or ""), row["intent"] or ""
            if len(text) < 3 or text in seen or not intent.isalpha() or intent in ("contentonly", "outofdomain"):
                continue
            seen.add(text)
            yield multidogo_example(text, intent)


# --- all of it -------------------------------------------------------------------------------------------------------


def read_open(folder):
    """Everything that may be learnt from, as much of each set as an evening on two cores allows."""
    folder = Path(folder)
    return [
        *ours(folder),
        *xlmt(folder),
        *xlmt(folder, "val"),
        *vader(folder),
        *cesamard(folder),
        *cfpb(folder),
        *sample(goemotions(folder), 15_000),
        *sample(banking77(folder), 2_500),
        *sample(clinc150(folder), 2_500),
        *sample(multidogo(folder), 2_500),
        *sample(davidson(folder), 2_500),
        *sample(empathy(folder), 700),
    ]
