"""Fits what turns raw numbers into probabilities, on held-out examples of the open sets only.

Shared by both layers: temperatures, the least probability at which a topic is named, and when to say unsure.
"""

import numpy as np
import torch
import torch.nn.functional as functional

from heads import HEADS, INTENT
from judges import doubts, probabilities
from scores import accuracy, counts_of, f1_by_label
from targets import class_of, degrees_of

TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(8.0), 80))
FEWEST = 8  # Fewer examples of a label than this say nothing about it.
UNSURE_SHARE = 0.15
BIAS_PULL = 0.01  # Towards no bias: a few hundred examples must not decide too much.
OURS = ("care_part", "written_")


def softmax_loss(logits, classes, weights, temperature):
    z = logits / temperature
    z = z - z.max(1, keepdims=True)
    chosen = z[np.arange(len(classes)), classes] - np.log(np.exp(z).sum(1))
    return -(chosen * weights).sum()


def sigmoid_loss(logits, wanted, temperature):
    z = logits / temperature
    return (np.logaddexp(0, z) - wanted * z).sum()


def biased_head(logits, chosen, weights):
    """A temperature and a bias a label: what was learnt from had fewer complaints than what a desk hears."""
    z, right = torch.tensor(logits, dtype=torch.float64), torch.tensor(chosen)
    trust = torch.tensor(weights, dtype=torch.float64)
    heat, bias = torch.zeros(1, dtype=torch.float64, requires_grad=True), torch.zeros(z.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([heat, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        each = functional.cross_entropy(z / heat.exp() + bias, right, reduction="none")
        total = (each * trust).sum() / trust.sum() + BIAS_PULL * bias.square().sum()
        total.backward()
        return total

    optimiser.step(loss)
    return {"temperature": round(float(heat.exp()), 4), "bias": [round(float(b), 4) for b in bias]}


def softmax_head(examples, head, logits):
    classes = [class_of(e, head) for e in examples]
    known = [i for i, c in enumerate(classes) if c is not None]
    weights = np.array([examples[i].weight(head) for i in known])
    chosen = np.array([classes[i] for i in known])
    if head == "intent":
        return biased_head(logits[known], chosen, weights)
    losses = [softmax_loss(logits[known], chosen, weights, t) for t in TEMPERATURES]
    return {"temperature": round(float(TEMPERATURES[int(np.argmin(losses))]), 4)}


def best_threshold(p, wanted):
    """Where the label's F1 is best, between a third and two thirds: few examples must not decide all."""
    steps = np.linspace(0.3, 0.65, 15)
    scores = [2 * (w := ((p >= t) & wanted).sum()) / max(1, (p >= t).sum() + wanted.sum()) if wanted.any() else 0 for t in steps]
    return float(steps[int(np.argmax(scores))])


def sigmoid_head(examples, head, logits):
    labels = HEADS[head][1]
    temperatures, thresholds = [], []
    for at in range(len(labels)):
        pairs = [(degrees_of(e, head)[at], i) for i, e in enumerate(examples)]
        known = [(d, i) for d, i in pairs if d is not None]
        wanted, z = np.array([d for d, _ in known]), logits[[i for _, i in known], at]
        enough = (wanted >= 0.5).sum() >= FEWEST
        losses = [sigmoid_loss(z, wanted, t) for t in TEMPERATURES]
        temperature = float(TEMPERATURES[int(np.argmin(losses))]) if enough else 1.0
        temperatures.append(round(temperature, 4))
        p = 1 / (1 + np.exp(-z / temperature))
        thresholds.append(round(best_threshold(p, wanted >= 0.5), 4) if enough else 0.5)
    return {"temperature": temperatures, "thresholds": thresholds}


def fit_heads(examples, logits):
    """Our own labels decide where there are any: the borrowed ones follow other rules."""
    fitted = {}
    for head, (kind, _) in HEADS.items():
        some = [i for i, e in enumerate(examples) if e.source.startswith(OURS) or head == "sentiment"]
        chosen, numbers = [examples[i] for i in some], logits[head][some]
        fitted[head] = (softmax_head if kind == "softmax" else sigmoid_head)(chosen, head, numbers)
    return fitted


def described(fitted):
    return {name: {"kind": kind, "labels": labels, **fitted.get(name, {})} for name, (kind, labels) in HEADS.items()}


def mistakes_of(examples, answers):
    """Where the complaint was missed or made up, where the intent was wrong, and where the sentiment was."""
    complaint = INTENT.index("complaint")
    wanted, given = np.array([class_of(e, "intent") for e in examples]), answers["intent"].argmax(1)
    sour = np.array([class_of(e, "sentiment") for e in examples]) != answers["sentiment"].argmax(1)
    return (wanted == complaint) != (given == complaint), wanted != given, sour


def caught(doubt, wrong):
    """The share of the mistakes that lie in the most doubtful posts."""
    least = np.quantile(doubt, 1 - UNSURE_SHARE)
    return (wrong & (doubt >= least)).sum() / max(1, wrong.sum())


def fit_unsure(examples, logits, fitted):
    """The rule that catches the most mistakes when the wanted share of posts is left to a person."""
    own = [i for i, e in enumerate(examples) if e.source.startswith(OURS)]
    answers = probabilities({h: logits[h][own] for h in HEADS}, described(fitted))
    wrong = mistakes_of([examples[i] for i in own], answers)
    rules = [{"measure": "entropy", "weights": {"intent": 1.0, "sentiment": w}, "clash": c}
             for w in (0.25, 0.5, 0.75, 1.0) for c in (0.0, 0.2, 0.3, 0.4, 0.5)]  # fmt: skip
    rule = max(rules, key=lambda r: sum(caught(doubts(answers, r), each) for each in wrong))
    doubt = doubts(answers, rule)
    rule["threshold"] = round(float(np.quantile(doubt, 1 - UNSURE_SHARE)), 4)
    names = ("complaint", "intent", "sentiment")
    print("unsure:", rule, "mistakes caught:", ", ".join(f"{n} {caught(doubt, w):.2f}" for n, w in zip(names, wrong)))
    return rule


def report(examples, logits, fitted):
    """How good the heads are on what was held out: label by label, one line each."""
    answers = probabilities(logits, described(fitted))
    for head, (kind, labels) in HEADS.items():
        for group, keep in (("ours", OURS), ("xlmt", ("xlmt",))):
            some = [i for i, e in enumerate(examples) if e.source.startswith(keep)]
            line = (choice_line if kind == "softmax" else degree_line)(examples, head, answers[head], some)
            if line:
                print(f"{head:13} {group:5} {line}")


def choice_line(examples, head, p, some):
    known = [i for i in some if class_of(examples[i], head) is not None]
    if not known:
        return ""
    labels = HEADS[head][1]
    table = counts_of([labels[class_of(examples[i], head)] for i in known], [labels[p[i].argmax()] for i in known], labels)
    each = " ".join(f"{label}={100 * f:.0f}" for label, f in zip(labels, f1_by_label(table)))
    return f"n={len(known)} macro-F1={100 * f1_by_label(table).mean():.1f} accuracy={100 * accuracy(table):.1f} {each}"


def degree_line(examples, head, p, some):
    found = []
    for at, label in enumerate(HEADS[head][1]):
        known = [(degrees_of(examples[i], head)[at], p[i, at]) for i in some]
        known = [(d >= 0.5, q) for d, q in known if d is not None]
        if sum(d for d, _ in known) >= 3:
            hit = sum(d and q >= 0.5 for d, q in known)
            f1 = 2 * hit / max(1, sum(d for d, _ in known) + sum(q >= 0.5 for _, q in known))
            found.append(f"{label}={100 * f1:.0f}({sum(d for d, _ in known)})")
    return "F1: " + " ".join(found) if found else ""
