"""Fits the intent's probabilities and the rule of doubt anew, in files that are there; the weights stay as they are.

    python recalibrate.py --examples work/examples.jsonl --version 2 --model ../../models/encoder.safetensors
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.numpy import save_file

import calibrate
from judges import logits_of
from load import load_encoder, read_file
from prepare import read_examples


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    own = [e for e in read_examples(options.examples) if e.held_out and e.source.startswith(calibrate.OURS)]
    model, tokenizer, about = load_encoder(options.model)
    logits = logits_of(model, tokenizer, [e.text for e in own], about["max_tokens"])
    about["heads"]["intent"] |= calibrate.softmax_head(own, "intent", logits["intent"])
    about["unsure"] = calibrate.fit_unsure(own, logits, about["heads"])
    about["version"] = options.version
    print("intent:", {k: about["heads"]["intent"][k] for k in ("temperature", "bias")})
    tensors, _ = read_file(options.model)
    save_file(tensors, options.model, {"heed": json.dumps(about, ensure_ascii=False)})


if __name__ == "__main__":
    main()
