"""Trains the fast layer: one fastText model that answers every head.

    python train_fast.py --lines work/taught.txt --examples work/examples.jsonl --version 1 --out ../../models/fast
"""

import argparse
import hashlib
import json
from pathlib import Path

import fasttext
import numpy as np

import calibrate
from export import LANGUAGES
from heads import HEADS
from prepare import read_examples
from teach import fast_line


def fast_logits(model, texts):
    """Each label's own sigmoid, turned back into the number that went into it."""
    found = {head: np.full((len(texts), len(labels)), -8.0) for head, (_, labels) in HEADS.items()}
    for i, text in enumerate(texts):
        for probability, name in model.f.predict(fast_line(text) + "\n", -1, 0.0, "strict"):
            head, label = name.removeprefix("__label__").split(".")
            s = min(max(probability, 3.4e-4), 1 - 3.4e-4)
            found[head][i, HEADS[head][1].index(label)] = np.log(s / (1 - s))
    return found


def train(options):
    """One thread: with more, no two runs would give the same model."""
    how = {"epoch": options.epochs, "lr": options.rate, "thread": 1, "verbose": 0}
    model = fasttext.train_supervised(
        str(options.lines), loss="ova", dim=options.dim, wordNgrams=2, minn=2, maxn=5, bucket=options.buckets,
        minCount=2, seed=options.seed, **how,
    )  # fmt: skip
    model.quantize(str(options.lines), qnorm=True, cutoff=options.features, retrain=True, dsub=2, **how)
    return model


def describe(options, fitted, unsure):
    path = options.out.with_suffix(".ftz")
    data = path.read_bytes()
    file = {"name": path.name, "bytes": len(data), "blake2b": hashlib.blake2b(data, digest_size=32).hexdigest()}
    about = {"format": 1, "version": options.version, "prepare": "heed-1", "files": [file], "languages": LANGUAGES,
             "heads": calibrate.described(fitted), "unsure": unsure}  # fmt: skip
    options.out.with_suffix(".json").write_text(json.dumps(about, indent=1) + "\n")
    print(len(data), "bytes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="without an ending: .ftz and .json are added")
    parser.add_argument("--version", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.15)
    parser.add_argument("--dim", type=int, default=48)
    parser.add_argument("--buckets", type=int, default=400_000)
    parser.add_argument("--features", type=int, default=120_000)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    model = train(options)
    model.save_model(str(options.out.with_suffix(".ftz")))
    held_out = [e for e in read_examples(options.examples) if e.held_out]
    logits = fast_logits(model, [e.text for e in held_out])
    fitted = calibrate.fit_heads(held_out, logits)
    unsure = calibrate.fit_unsure(held_out, logits, fitted)
    calibrate.report(held_out, logits, fitted)
    describe(options, fitted, unsure)


if __name__ == "__main__":
    main()
