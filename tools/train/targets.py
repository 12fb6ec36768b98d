"""Turns what is known of examples into numbers for the loss: unknown heads weigh nothing."""

import torch
import torch.nn.functional as functional

from heads import HEADS, INTENT, SENTIMENT, TONE, TOPICS

# How much a head counts in the whole.
IMPORTANCE = {"intent": 1.0, "sentiment": 1.0, "severity": 0.5, "tone": 1.0, "topics": 0.7, "needs_answer": 0.5}


def class_of(example, head):
    if head == "severity":
        return example.severity
    value, labels = (example.intent, INTENT) if head == "intent" else (example.sentiment, SENTIMENT)
    return None if value is None else labels.index(value)


def degrees_of(example, head):
    """One number a label, or None where nobody judged."""
    if head == "tone":
        return [None if example.tone is None else example.tone.get(name) for name in TONE]
    if head == "topics":
        return [None if example.topics is None else float(name in example.topics) for name in TOPICS]
    return [None if example.needs_answer is None else float(example.needs_answer)]


def softmax_loss(examples, head, logits):
    classes = [class_of(example, head) for example in examples]
    weights = torch.tensor([0.0 if c is None else e.weight(head) for c, e in zip(classes, examples)])
    losses = functional.cross_entropy(logits, torch.tensor([c or 0 for c in classes]), reduction="none")
    return (losses * weights).sum()


def sigmoid_loss(examples, head, logits):
    degrees = [degrees_of(example, head) for example in examples]
    weights = [[0.0 if d is None else e.weight(head) for d in row] for row, e in zip(degrees, examples)]
    wanted = torch.tensor([[d or 0.0 for d in row] for row in degrees])
    losses = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (losses * torch.tensor(weights)).sum()


def loss_of(examples, outputs):
    total = 0.0
    for head, (kind, _) in HEADS.items():
        loss = softmax_loss if kind == "softmax" else sigmoid_loss
        total = total + IMPORTANCE[head] * loss(examples, head, outputs[head].float())
    return total / len(examples)
