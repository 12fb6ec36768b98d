"""The encoder: a BERT of the base's shape with one linear head a question on the mean of the last layer."""

import torch
import torch.nn.functional as functional
from torch import nn

from heads import HEADS
from text import PAD


class Layer(nn.Module):
    def __init__(self, hidden, heads, ffn, epsilon, dropout):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.output = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, epsilon)
        self.ffn_in = nn.Linear(hidden, ffn)
        self.ffn_out = nn.Linear(ffn, hidden)
        self.ffn_norm = nn.LayerNorm(hidden, epsilon)
        self.dropout = nn.Dropout(dropout)

    def split(self, x):
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x, mask):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.attention_norm(x + self.dropout(self.output(mixed.transpose(1, 2).flatten(2))))
        return self.ffn_norm(x + self.dropout(self.ffn_out(functional.gelu(self.ffn_in(x)))))


class Encoder(nn.Module):
    def __init__(self, shape, max_tokens=96, dropout=0.1, heads=None):
        super().__init__()
        hidden, epsilon = shape["hidden"], shape["epsilon"]
        self.word = nn.Embedding(shape["vocabulary"], hidden, padding_idx=PAD)
        self.position = nn.Embedding(max_tokens, hidden)
        self.kind = nn.Parameter(torch.zeros(1, hidden))
        self.norm = nn.LayerNorm(hidden, epsilon)
        self.layers = nn.ModuleList(
            Layer(hidden, shape["heads"], shape["ffn"], epsilon, dropout) for _ in range(shape["layers"])
        )
        self.dropout = nn.Dropout(dropout)
        heads = heads or {name: len(labels) for name, (_, labels) in HEADS.items()}
        self.heads = nn.ModuleDict({name: nn.Linear(hidden, size) for name, size in heads.items()})
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def pool(self, ids):
        present = ids != PAD
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind
        x = self.dropout(self.norm(x))
        mask = torch.zeros(ids.shape, dtype=x.dtype).masked_fill(~present, float("-inf"))[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask.to(x.dtype))
        weights = present.unsqueeze(-1).to(x.dtype)
        return (x * weights).sum(1) / weights.sum(1)

    def forward(self, ids):
        pooled = self.dropout(self.pool(ids).float())
        return {name: head(pooled) for name, head in self.heads.items()}


def from_base(base, kept, max_tokens=96, dropout=0.1, heads=None):
    """The network with the base's weights, its vocabulary cut down to `kept`."""
    shape = dict(base["shape"], vocabulary=len(kept))
    model, weights = Encoder(shape, max_tokens, dropout, heads), base["weights"]
    hidden = shape["hidden"]
    state = {
        "word.weight": weights["emb.word"].reshape(-1, hidden)[kept],
        "position.weight": weights["emb.pos"].reshape(-1, hidden)[:max_tokens],
        "kind": weights["emb.type"].reshape(-1, hidden)[:1],
        "norm.weight": weights["emb.ln.w"],
        "norm.bias": weights["emb.ln.b"],
    }
    parts = {"q": "query", "k": "key", "v": "value", "ao": "output", "fi": "ffn_in", "fo": "ffn_out",
             "aln": "attention_norm", "oln": "ffn_norm"}  # fmt: skip
    for n in range(shape["layers"]):
        for short, long in parts.items():
            bias = weights[f"l{n}.{short}.b"]
            weight = weights[f"l{n}.{short}.w"]
            state[f"layers.{n}.{long}.weight"] = weight if weight.shape == bias.shape else weight.reshape(len(bias), -1)
            state[f"layers.{n}.{long}.bias"] = bias
    missing = model.load_state_dict({k: torch.tensor(v) for k, v in state.items()}, strict=False)
    assert all(name.startswith("heads.") for name in missing.missing_keys) and not missing.unexpected_keys
    return model


def padded(sequences):
    longest = max(len(s) for s in sequences)
    return torch.tensor([s + [PAD] * (longest - len(s)) for s in sequences])
