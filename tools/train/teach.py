"""Writes the lines that the fast layer learns from: a person's word where there is one, the encoder's elsewhere.

    python teach.py --teacher ../../models/encoder.safetensors --examples work/examples.jsonl \\
        --data OPEN --measure MEASURE --out work/taught.txt
"""

import argparse
import random
from pathlib import Path

import torch

from calibrate import OURS
from examples import Example, key_of, keys_in, without_measured
from heads import HEADS
from judges import logits_of, probabilities
from load import load_encoder
from model_text import fast_tokens, prepare
from prepare import read_examples, xlmt_test_lines
from sources import banking77, clinc150, goemotions, multidogo
from targets import class_of, degrees_of


def fast_line(text):
    return " ".join(fast_tokens(prepare(text)))


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
    """fastText's names of what is so."""
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


def taught(examples, options):
    model, tokenizer, about = load_encoder(options.teacher)
    answers = probabilities(logits_of(model, tokenizer, [e.text for e in examples]), about["heads"])
    thresholds = {h: about["heads"][h].get("thresholds") for h in HEADS}
    for i, example in enumerate(examples):
        row = {head: values[i] for head, values in answers.items()}
        line = " ".join([*names_of(example, row, thresholds), fast_line(example.text)])
        yield from [line] * (options.repeats if example.source.startswith(OURS) else 1)


def measured_keys(options):
    keys = {key_of(line) for line in xlmt_test_lines(options.data)} - {""}
    return keys | keys_in(options.measure) if options.measure else keys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--more", type=int, default=0, help="posts that only the teacher labels")
    parser.add_argument("--most", type=int, help="only so many labelled examples, ours first, to save time")
    parser.add_argument("--repeats", type=int, default=6)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    examples = read_examples(options.examples)
    kept = [e for e in examples if not e.held_out]
    random.Random(options.seed).shuffle(kept)
    kept = sorted(kept, key=lambda e: not e.source.startswith(OURS))[: options.most]
    if options.more:
        known = {key_of(e.text) for e in examples}
        kept += without_measured(unlabelled(options, known), measured_keys(options))[0]
    lines = list(taught(kept, options))
    random.Random(options.seed).shuffle(lines)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(kept), "examples,", len(lines), "lines")


if __name__ == "__main__":
    main()
