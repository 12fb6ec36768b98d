"""Puts the words of an encoder file into the base's own 4 bits: fine-tuning leaves them alone, so nothing is lost.

    python repack.py --model work/encoder.safetensors --out ../../models/encoder.safetensors
"""

import argparse
import json

import numpy as np
from safetensors.numpy import save_file

from base import unpack, word_blocks
from load import load_encoder, read_file, weight_of


def check(tensors, blocks):
    """The same weights, but for what 8 bits had rounded away."""
    words = weight_of(tensors, "embeddings.word")
    base = unpack(blocks.tobytes(), 0, words.size).reshape(words.shape)
    step = tensors["embeddings.word.scale"][:, None]
    worst = float((np.abs(words - base) / step).max())
    assert worst <= 0.51, f"a word's weight is {worst:.2f} steps from the base's: its words were trained"
    return float(np.abs(words - base).mean())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    tensors, about = read_file(given.model)
    _, tokenizer, _ = load_encoder(given.model)
    blocks = word_blocks(tokenizer.pieces)
    print(f"{len(blocks)} words, rounded by {check(tensors, blocks):.6f} before", flush=True)
    del tensors["embeddings.word"], tensors["embeddings.word.scale"]
    tensors["embeddings.word.blocks"] = np.ascontiguousarray(blocks)
    ordered = dict(sorted(tensors.items(), key=lambda one: (one[1].dtype != np.float32, one[0])))
    save_file(ordered, given.out, {"heed": json.dumps(about, ensure_ascii=False)})


if __name__ == "__main__":
    main()
