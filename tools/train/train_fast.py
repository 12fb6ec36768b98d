"""Trains the fast layer: one fastText model for all heads, taught by the encoder where nobody labelled.

    python train_fast.py --teacher ../../models/encoder.safetensors --examples work/examples.jsonl \\
        --data OPEN --measure MEASURE --version 1 --out ../../models/fast
"""

import argparse
import json
import random
from pathlib import Path

import fasttext
import numpy as np
import torch

import calibrate
from examples import Example, key_of, keys_in, without_measured
from fast_text import fast_line
from heads import HEADS
from judges import logits_of, probabilities
from load import load_encoder
from prepare import read_examples, xlmt_test_lines
from sources import banking77, clinc150, goemotions, multidogo
from targets import class_of, degrees_of

OURS = ("care_part", "written_")


def unlabelled(options, known):
    """More posts for the teacher to judge: what the encoder had no time to learn from."""
    texts = (e.text for read in (goemotions, banking77, clinc150, multidogo) for e in read(options.data))
    fresh = {key_of(t): t for t in texts if t}
    for key in known:
        fresh.pop(key, None)
    examples = [Example(text, "unlabelled") for text in fresh.values()]
    random.Random(options.seed).shuffle(examples)
    return examples[: options.more]


def names_of(example, row, thresholds):
    """fastText's names of what is so: a person's word first, the teacher's where there is none."""
    trusted = example.source.startswith(OURS)
    for head, (kind, labels) in HEADS.items():
        if kind == "softmax":
            known = class_of(example, head)
            certain = known is not None and (trusted or example.weight(head) >= 0.7)
            yield f"__label__{head}.{labels[known if certain else int(row[head].argmax())]}"
            continue
        known = degrees_of(example, head)
        for at, label in enumerate(labels):
            degree = known[at] if trusted and known[at] is not None else row[head][at]
            if degree >= (0.5 if trusted else thresholds[head][at]):
                yield f"__label__{head}.{label}"


def teach(examples, options):
    """Lines for fastText: the labels and the text."""
    model, tokenizer, about = load_encoder(options.teacher)
    answers = probabilities(logits_of(model, tokenizer, [e.text for e in examples]), about["heads"])
    thresholds = {h: about["heads"][h].get("thresholds") for h in HEADS}
    lines = []
    for i, example in enumerate(examples):
        row = {head: values[i] for head, values in answers.items()}
        line = " ".join([*names_of(example, row, thresholds), fast_line(example.text)])
        lines += [line] * (options.repeats if example.source.startswith(OURS) else 1)
    random.Random(options.seed).shuffle(lines)
    return lines


def fast_logits(model, texts):
    """Each label's own sigmoid, turned back into the number that went into it."""
    found = {head: np.full((len(texts), len(labels)), -12.0) for head, (_, labels) in HEADS.items()}
    for i, text in enumerate(texts):
        for probability, name in model.f.predict(fast_line(text) + "\n", -1, 0.0, "strict"):
            head, label = name.removeprefix("__label__").split(".")
            s = min(max(probability, 1e-5), 1 - 1e-5)
            found[head][i, HEADS[head][1].index(label)] = np.log(s / (1 - s))
    return found


def train(lines, options):
    path = options.out.with_suffix(".train")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    model = fasttext.train_supervised(
        str(path), loss="ova", dim=options.dim, epoch=options.epochs, lr=options.rate, wordNgrams=2, minn=2, maxn=5,
        bucket=300_000, minCount=2, thread=1, seed=options.seed, verbose=0,
    )  # fmt: skip
    model.quantize(str(path), qnorm=True, cutoff=options.features, retrain=True, dsub=2, thread=1, verbose=0,
                   epoch=options.epochs, lr=options.rate)  # fmt: skip
    path.unlink()
    return model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="without an ending: .ftz and .json are added")
    parser.add_argument("--version", required=True)
    parser.add_argument("--more", type=int, default=20_000, help="posts that only the teacher labels")
    parser.add_argument("--repeats", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.3)
    parser.add_argument("--dim", type=int, default=32)
    parser.add_argument("--features", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    torch.set_num_threads(1)
    examples = read_examples(options.examples)
    kept = [e for e in examples if not e.held_out]
    more, _ = without_measured(unlabelled(options, {key_of(e.text) for e in examples}), measured_keys(options))
    model = train(teach(kept + more, options), options)
    model.save_model(str(options.out.with_suffix(".ftz")))
    held_out = [e for e in examples if e.held_out]
    logits = fast_logits(model, [e.text for e in held_out])
    fitted = calibrate.fit_heads(held_out, logits)
    unsure, _, _ = calibrate.fit_unsure(held_out, logits, fitted)
    calibrate.report(held_out, logits, fitted)
    about = {"format": 1, "version": options.version, "heads": calibrate.described(fitted), "unsure": unsure}
    options.out.with_suffix(".json").write_text(json.dumps(about, indent=1) + "\n")
    print(options.out.with_suffix(".ftz").stat().st_size, "bytes; unsure", unsure)


def measured_keys(options):
    keys = {key_of(line) for line in xlmt_test_lines(options.data)} - {""}
    return keys | keys_in(options.measure) if options.measure else keys


if __name__ == "__main__":
    main()
