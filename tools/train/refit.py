"""Fits the head of the topics anew on what the trained body says: twenty rare labels need more turns than the rest."""

import random

import torch
import torch.nn.functional as functional

from calibrate import OURS
from heads import TOPICS
from network import padded

BORROWED = ("banking77", "clinc150", "multidogo")
STRENGTH = 0.01  # Of the pull towards small weights.


def pooled(model, tokenizer, examples, batch=64):
    ids = [tokenizer.ids(e.text) for e in examples]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    vectors = torch.zeros(len(ids), model.kind.shape[1])
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            vectors[chosen] = model.pool(padded([ids[i] for i in chosen])).float()
    return vectors


def fitted(x, wanted, trust):
    weight = torch.zeros(len(TOPICS), x.shape[1], requires_grad=True)
    bias = torch.full((len(TOPICS),), -3.0, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=60, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        losses = functional.binary_cross_entropy_with_logits(x @ weight.T + bias, wanted, reduction="none").sum(1)
        total = (losses * trust).sum() / trust.sum() + STRENGTH * weight.square().sum()
        total.backward()
        return total

    optimiser.step(loss)
    return weight.detach(), bias.detach()


def refit_topics(model, tokenizer, examples, borrowed=1200, seed=1):
    """Our own labels, and as much of the borrowed ones as does not drown them."""
    known = [e for e in examples if e.topics and not e.held_out]
    others = [e for e in known if e.source in BORROWED]
    random.Random(seed).shuffle(others)
    chosen = [e for e in known if e.source.startswith(OURS)] + others[:borrowed]
    vectors = pooled(model, tokenizer, chosen)
    middle, spread = vectors.mean(0), vectors.std(0)
    wanted = torch.tensor([[float(t in e.topics) for t in TOPICS] for e in chosen])
    trust = torch.tensor([1.0 if e.source.startswith(OURS) else 0.3 for e in chosen])
    weight, bias = fitted((vectors - middle) / spread, wanted, trust)
    with torch.no_grad():
        model.heads["topics"].weight.copy_(weight / spread)
        model.heads["topics"].bias.copy_(bias - (weight / spread) @ middle)
