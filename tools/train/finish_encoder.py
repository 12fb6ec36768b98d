"""Calibrates a trained encoder and writes the file that ships.

    python finish_encoder.py --weights work/encoder.pt --examples work/examples.jsonl --vocabulary work/vocabulary.json \\
        --version 1 --out ../../models/encoder.safetensors
"""

import argparse
import json
import tempfile
from pathlib import Path

import torch

import calibrate
import export
from base import read_base
from judges import logits_of
from load import load_encoder
from network import from_base
from prepare import read_examples
from refit import refit_topics
from text import Tokenizer


LEAST_LIKENESS = 0.9  # Two posts that are less alike are two matters, whatever the rest looks like.
UNFITTED = {"heads": {}, "unsure": {}, "same_matter": 1.0}


def likeness(model, tokenizer, examples):
    """The cosine that one in two hundred pairs of unlike intent exceeds: a correction must not stray that far."""
    with torch.inference_mode():
        vectors = torch.stack([model.pool(torch.tensor([tokenizer.ids(e.text)]))[0] for e in examples])
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    unlike = torch.tensor([[a.intent != b.intent for a in examples] for b in examples])
    return max(LEAST_LIKENESS, round(float(torch.quantile((vectors @ vectors.T)[unlike], 0.995)), 4))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="also write the weights with 32 bits, for comparisons")
    options = parser.parse_args()
    torch.set_num_threads(1)
    base, kept = read_base(), json.loads(options.vocabulary.read_text())
    tokenizer = Tokenizer([base["pieces"][i] for i in kept], [base["scores"][i] for i in kept])
    model = from_base(base, kept)
    model.load_state_dict(torch.load(options.weights))
    examples = read_examples(options.examples)
    refit_topics(model.eval(), tokenizer, examples)
    with tempfile.TemporaryDirectory() as folder:  # Calibrated is what ships: the 8-bit weights.
        small = Path(folder) / "small.safetensors"
        export.write(small, model, base["shape"], tokenizer, UNFITTED, options.version)
        shipped, _, _ = load_encoder(small)
    held_out = [e for e in examples if e.held_out]
    logits = logits_of(shipped, tokenizer, [e.text for e in held_out])
    heads = calibrate.fit_heads(held_out, logits)
    unsure = calibrate.fit_unsure(held_out, logits, heads)
    calibrate.report(held_out, logits, heads)
    same_matter = likeness(shipped, tokenizer, [e for e in held_out if e.source.startswith(calibrate.OURS)])
    fitted = {"heads": heads, "unsure": unsure, "same_matter": same_matter}
    print("same matter from a cosine of", same_matter)
    export.write(options.out, model, base["shape"], tokenizer, fitted, options.version)
    if options.float:
        export.write(options.float, model, base["shape"], tokenizer, fitted, options.version, small=False)


if __name__ == "__main__":
    main()
