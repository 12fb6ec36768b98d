"""Two ways to ask for judgements: the program as it ships, or the Python model while it is being trained."""

import json
import subprocess

import numpy as np
import torch

from heads import HEADS
from load import load_encoder
from network import padded


def ask_program(program, texts, extra=()):
    """One JSON object a line in, the same object with a judgement out."""
    posts = "".join(
        json.dumps({"id": str(i), "time": "2026-01-01T00:00:00Z", "author": {"id": "someone"}, "text": text}) + "\n"
        for i, text in enumerate(texts)
    )
    done = subprocess.run([program, "understand", *extra], input=posts.encode(), stdout=subprocess.PIPE, check=True)
    judgements = [json.loads(line)["judgement"] for line in done.stdout.decode().splitlines()]
    assert len(judgements) == len(texts), "one judgement a post"
    return judgements


def logits_of(model, tokenizer, texts, max_tokens=96, batch=64):
    """The heads' raw numbers, text by text, worked out in the order of length."""
    ids = [tokenizer.ids(text, max_tokens) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(ids[i]))
    found = {name: np.zeros((len(texts), head.out_features), np.float32) for name, head in model.heads.items()}
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            outputs = model(padded([ids[i] for i in chosen]))
        for name, values in outputs.items():
            found[name][chosen] = values.float().numpy()
    return found


def probabilities(logits, heads):
    """Calibrated: one temperature for a choice, one a label for yes and no, and a bias where there is one."""
    answers = {}
    for name, head in heads.items():
        z = logits[name] / np.asarray(head.get("temperature", 1.0)) + np.asarray(head.get("bias", 0.0))
        if head["kind"] == "softmax":
            e = np.exp(z - z.max(1, keepdims=True))
            answers[name] = e / e.sum(1, keepdims=True)
        else:
            answers[name] = 1 / (1 + np.exp(-z))
    return answers


def spread(p):
    return -(p * np.log(np.maximum(p, 1e-12))).sum(-1)


def doubts(answers, rule):
    """How doubtful a post is: what the heads that matter lack in certainty, and whether two of them contradict."""
    one = spread if rule.get("measure") == "entropy" else lambda p: 1 - p.max(-1)
    complains = answers["intent"].argmax(-1) == HEADS["intent"][1].index("complaint")
    sour = answers["sentiment"].argmax(-1) == HEADS["sentiment"][1].index("negative")
    return sum(weight * one(answers[head]) for head, weight in rule["weights"].items()) + rule.get("clash", 0) * (complains != sour)


def judgement_of(row, heads, rule):
    intent, sentiment = int(row["intent"].argmax()), int(row["sentiment"].argmax())
    confidence = {"intent": float(row["intent"][intent]), "sentiment": float(row["sentiment"][sentiment])}
    thresholds = heads["topics"]["thresholds"]
    topics = [(float(p), t) for p, t, least in zip(row["topics"], HEADS["topics"][1], thresholds) if p >= least]
    complaint = HEADS["intent"][1][intent] == "complaint"
    return {
        "intent": {"label": HEADS["intent"][1][intent], "confidence": confidence["intent"]},
        "sentiment": {"label": HEADS["sentiment"][1][sentiment], "confidence": confidence["sentiment"]},
        **{name: float(p) for name, p in zip(HEADS["tone"][1], row["tone"])},
        "severity": int(row["severity"][1:].argmax()) + 1 if complaint else 0,
        "topics": [{"topic": t, "confidence": p} for p, t in sorted(topics, reverse=True)],
        "needs_answer": bool(row["needs_answer"][0] >= heads["needs_answer"].get("thresholds", [0.5])[0]),
        "unsure": bool(doubts(row, rule) > rule["threshold"]),
        "because": [],
    }


def ask_file(path, texts):
    model, tokenizer, about = load_encoder(path)
    answers = probabilities(logits_of(model, tokenizer, texts, about["max_tokens"]), about["heads"])
    rows = ({name: values[i] for name, values in answers.items()} for i in range(len(texts)))
    return [judgement_of(row, about["heads"], about["unsure"]) for row in rows]
