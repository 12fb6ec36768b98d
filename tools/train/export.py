"""Writes the encoder as one safetensors file: 8-bit weights with one scale a row, or 32-bit for comparisons."""

import json

import numpy as np
from safetensors.numpy import save_file

from heads import HEADS

LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "ar", "hi"]

PARTS = {
    "query": "attention.query", "key": "attention.key", "value": "attention.value", "output": "attention.output",
    "attention_norm": "attention.norm", "ffn_in": "ffn.in", "ffn_out": "ffn.out", "ffn_norm": "ffn.norm",
}  # fmt: skip


def rows_to_int8(weight):
    """Each row gets the scale that its largest weight needs."""
    scale = np.abs(weight).max(axis=1) / 127
    scale[scale == 0] = 1
    return np.rint(weight / scale[:, None]).clip(-127, 127).astype(np.int8), scale.astype(np.float32)


def add_weight(tensors, name, weight, small):
    if small:
        tensors[name + ".weight"], tensors[name + ".scale"] = rows_to_int8(weight)
    else:
        tensors[name + ".weight"] = weight


def body_tensors(state, shape, small):
    tensors = {
        "embeddings.position": state["position.weight"],
        "embeddings.type": state["kind"],
        "embeddings.norm.weight": state["norm.weight"],
        "embeddings.norm.bias": state["norm.bias"],
    }
    if small:
        tensors["embeddings.word"], tensors["embeddings.word.scale"] = rows_to_int8(state["word.weight"])
    else:
        tensors["embeddings.word"] = state["word.weight"]
    for n in range(shape["layers"]):
        for part, name in PARTS.items():
            weight = state[f"layers.{n}.{part}.weight"]
            add_weight(tensors, f"layer.{n}.{name}", weight, small and weight.ndim == 2)
            tensors[f"layer.{n}.{name}.bias"] = state[f"layers.{n}.{part}.bias"]
    return tensors


def head_description(calibration):
    described = {}
    for name, (kind, labels) in HEADS.items():
        described[name] = {"kind": kind, "labels": labels, **calibration.get(name, {})}
    return described


def metadata(shape, tokenizer, fitted, version, max_tokens):
    about = {
        "format": 1, "prepare": "heed-1", "version": version, "languages": LANGUAGES,
        "same_matter": fitted["same_matter"], "architecture": "bert",
        "layers": shape["layers"], "hidden": shape["hidden"], "heads_of_attention": shape["heads"],
        "ffn": shape["ffn"], "epsilon": 1e-12, "max_tokens": max_tokens, "position_offset": 0,
        "tokenizer": {"kind": "unigram", "word_start": "\u2581", "begin": 0, "pad": 1, "end": 2, "unknown": 3,
                      "unknown_score": tokenizer.unknown_score},
        "pool": "mean", "heads": head_description(fitted["heads"]), "unsure": fitted["unsure"],
    }  # fmt: skip
    return {"heed": json.dumps(about, ensure_ascii=False)}


def write(path, model, shape, tokenizer, fitted, version, max_tokens=96, small=True):
    """`fitted` holds the heads' calibration, the rule of doubt and the likeness of two posts on one matter."""
    state = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    tensors = body_tensors(state, shape, small)
    vocabulary = "\n".join(f"{p}\t{s:.9g}" for p, s in zip(tokenizer.pieces, tokenizer.scores))
    tensors["vocab"] = np.frombuffer(vocabulary.encode(), np.uint8).copy()
    for name in HEADS:
        tensors[f"head.{name}.weight"] = state[f"heads.{name}.weight"]
        tensors[f"head.{name}.bias"] = state[f"heads.{name}.bias"]
    tensors = {name: np.ascontiguousarray(t) for name, t in tensors.items()}
    save_file(tensors, path, metadata(shape, tokenizer, fitted, version, max_tokens))
