"""Scores with their intervals, all taken from a table of counts: wanted by given."""

import numpy as np

DRAWS = 2000


def counts_of(wanted, given, labels):
    place = {label: i for i, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    for w, g in zip(wanted, given):
        table[place[w], place[g]] += 1
    return table


def divide(a, b):
    return np.divide(a, b, out=np.zeros_like(a, dtype=float), where=b > 0)


def f1_by_label(table):
    hit = np.diagonal(table, axis1=-2, axis2=-1)
    return divide(2 * hit, table.sum(-1) + table.sum(-2))


def macro_f1(table):
    return f1_by_label(table).mean(-1)


def macro_recall(table):
    return divide(np.diagonal(table, axis1=-2, axis2=-1), table.sum(-1)).mean(-1)


def accuracy(table):
    return np.trace(table, axis1=-2, axis2=-1) / table.sum((-2, -1))


def f1_of_last(table):
    return f1_by_label(table)[..., -1]


def interval(table, score, seed=1):
    """The middle 95 % of the score when the same number of posts is drawn anew, with replacement."""
    n = int(table.sum())
    drawn = np.random.default_rng(seed).multinomial(n, table.ravel() / n, DRAWS).reshape(DRAWS, *table.shape)
    return np.percentile(score(drawn.astype(float)), [2.5, 97.5])


def with_interval(wanted, given, labels, score):
    table = counts_of(wanted, given, labels)
    low, high = interval(table, score)
    return f"{100 * score(table):.1f} ({100 * low:.1f} to {100 * high:.1f})"


def share_with_interval(hits, n, seed=1):
    if n == 0:
        return "none"
    low, high = np.percentile(np.random.default_rng(seed).binomial(n, hits / n, DRAWS) / n, [2.5, 97.5])
    return f"{100 * hits / n:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def calibration_bins(confidences, right, bins=10):
    """(how many, mean confidence, share right) for each tenth of the confidence."""
    confidences, right = np.asarray(confidences), np.asarray(right, float)
    at = np.minimum((confidences * bins).astype(int), bins - 1)
    return [
        (int((at == b).sum()), float(confidences[at == b].mean()), float(right[at == b].mean()))
        for b in range(bins)
        if (at == b).any()
    ]


def calibration_error(bins):
    total = sum(n for n, _, _ in bins)
    return sum(n * abs(confidence - right) for n, confidence, right in bins) / total


def markdown(header, lines):
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows) + "\n"
