"""Reads an encoder file back, 8-bit or 32-bit: what is measured here is what is shipped."""

import json

import numpy as np
import torch
from safetensors import safe_open

from base import BLOCK, BLOCK_BYTES, unpack
from export import PARTS
from network import Encoder
from text import Tokenizer


def weight_of(tensors, name):
    if name + ".blocks" in tensors:
        blocks = tensors[name + ".blocks"]
        return unpack(blocks.tobytes(), 0, blocks.size // BLOCK_BYTES * BLOCK).reshape(len(blocks), -1)
    weight = tensors[name]
    scale = tensors.get(name.removesuffix(".weight") + ".scale")
    return weight.astype(np.float32) * scale[:, None] if scale is not None else weight


def read_file(path):
    with safe_open(path, "np") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, json.loads(file.metadata()["heed"])


def state_of(tensors, about):
    state = {
        "word.weight": weight_of(tensors, "embeddings.word"),
        "position.weight": tensors["embeddings.position"],
        "kind": tensors["embeddings.type"],
        "norm.weight": tensors["embeddings.norm.weight"],
        "norm.bias": tensors["embeddings.norm.bias"],
    }
    for n in range(about["layers"]):
        for part, name in PARTS.items():
            state[f"layers.{n}.{part}.weight"] = weight_of(tensors, f"layer.{n}.{name}.weight")
            state[f"layers.{n}.{part}.bias"] = tensors[f"layer.{n}.{name}.bias"]
    for name in about["heads"]:
        state[f"heads.{name}.weight"] = tensors[f"head.{name}.weight"]
        state[f"heads.{name}.bias"] = tensors[f"head.{name}.bias"]
    return {name: torch.tensor(value) for name, value in state.items()}


def load_encoder(path):
    tensors, about = read_file(path)
    lines = tensors["vocab"].tobytes().decode().split("\n")
    tokenizer = Tokenizer([line.rsplit("\t", 1)[0] for line in lines], [float(line.rsplit("\t", 1)[1]) for line in lines])
    shape = {"hidden": about["hidden"], "layers": about["layers"], "heads": about["heads_of_attention"],
             "ffn": about["ffn"], "vocabulary": len(lines), "epsilon": about["epsilon"]}  # fmt: skip
    model = Encoder(shape, about["max_tokens"], 0.0, {name: len(head["labels"]) for name, head in about["heads"].items()})
    model.load_state_dict(state_of(tensors, about))
    return model.eval(), tokenizer, about
