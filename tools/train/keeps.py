"""Whether a draft keeps to what is known: a branch of its own behind the encoder's layers that are still the base's.

    python keeps.py --model ../../models/encoder.safetensors --pairs labels/keeps_*.jsonl --judge labels/keeps_5.jsonl \
        --corpus ../../tests/coach/corpus/[acdfg]-*.jsonl --silent labels/silent_*.jsonl labels/sounds_*.jsonl \
        --version 2026.11.22 --out ../../models/keeps.safetensors

The layers stay the base's in its own 4 bits; what is learnt is a narrow correction of each of their matrices.
"""

import argparse
import json
import math
import time

import numpy as np
import torch
import torch.nn.functional as functional
from safetensors.numpy import save_file
from torch import nn

from acts import average_precision, batch_of, batches
from base import read_base, rows_of
from export import PARTS, rows_to_int8
from load import load_encoder
from network import from_base, padded
from text import BEGIN, END, PAD, UNKNOWN

AFTER, LAYERS, RANK = 3, 6, 24
KNOWN_PIECES_MAX, POST_PIECES_MAX, DRAFT_PIECES_MAX = 40, 24, 60
TOKENS_MAX = 128
MATRICES = ["query", "key", "value", "output", "ffn_in", "ffn_out"]
BREAKS, SPEAKS = 0, 1
NOT_KNOWN = -1.0
# A reply that only says sorry and looks into it breaks nothing: each stands beside so many posts and what is known there,
# and so many of the other drafts beside what another company knows. Without them both are heard against anything.
SILENT_BESIDE, FOREIGN = 3, 0.5
# Of the judging writer's good drafts so many may be heard as breaking something: they were written as near to the bad
# ones as agents come. Of ordinary good replies hardly any is (models/keeps.md).
PERHAPS_IN_GOOD, LIKELY_IN_GOOD, SURE_IN_GOOD = 0.36, 0.2, 0.14
SHORT = {"query": "q", "key": "k", "value": "v", "output": "ao", "ffn_in": "fi", "ffn_out": "fo"}


class Narrow(nn.Module):
    """A matrix that stays, and what is learnt beside it."""

    def __init__(self, linear):
        super().__init__()
        self.register_buffer("weight", linear.weight.detach().clone())
        self.bias = nn.Parameter(linear.bias.detach().clone())
        outs, ins = self.weight.shape
        self.down = nn.Parameter(torch.randn(RANK, ins) / math.sqrt(ins))
        self.up = nn.Parameter(torch.zeros(outs, RANK))

    def forward(self, x):
        return functional.linear(x, self.weight, self.bias) + functional.linear(functional.linear(x, self.down), self.up)


class Keeps(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.layers = nn.ModuleList(base.layers[AFTER : AFTER + LAYERS])
        for layer in self.layers:
            for name in MATRICES:
                setattr(layer, name, Narrow(getattr(layer, name)))
            layer.dropout = nn.Dropout(0.1)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(self.layers[0].query.weight.shape[1], 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, x, present):
        mask = torch.zeros(present.shape, dtype=x.dtype).masked_fill(~present, float("-inf"))[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask.to(x.dtype))
        weights = present.unsqueeze(-1).float()
        return self.head(self.dropout((x.float() * weights).sum(1) / weights.sum(1)))


def pieces_of(tokenizer, known, post, draft):
    """What is known, the end of the post, the draft."""
    parts = [tokenizer.content(known)[:KNOWN_PIECES_MAX], tokenizer.content(post)[-POST_PIECES_MAX:],
             tokenizer.content(draft)[:DRAFT_PIECES_MAX]]  # fmt: skip
    ids = [BEGIN]
    for part in parts:
        if part:
            ids += part + [END]
    return ids


def read_pairs(tokenizer, path):
    """Ids, breaks, speaks to it, which draft."""
    rows = []
    for line, text in enumerate(open(path, encoding="utf-8")):
        case = json.loads(text)
        for number, draft in enumerate(case["drafts"]):
            for place, known in enumerate(case["known"]):
                ids = pieces_of(tokenizer, known["text"], case["post"], draft["text"])
                rows.append((ids, float(place in draft["breaks"]), float(place in draft["about"]), (path, line, number)))
    return rows


def read_corpus(tokenizer, paths):
    """A good reply breaks nothing. A blunder breaks what it is about where only one thing is known of that kind."""
    rows = []
    for path in paths:
        for text in open(path, encoding="utf-8"):
            case = json.loads(text)
            given, playbook = case["input"], case["input"].get("playbook") or {}
            posts = given["conversation"]["posts"]
            asked = next((p["text"] for p in reversed(posts) if p["from"] == "customer"), "")
            known = {"fact": playbook.get("facts", []), "promise": playbook.get("authority", []),
                     "contradiction": [p["text"] for p in posts if p["from"] == "agent"]}  # fmt: skip
            for kind, texts in known.items():
                mine = case["kind"] == kind and case["must"] == "stop"
                if not mine and case["kind"] != "good" or mine and len(texts) != 1:
                    continue
                for one in texts:
                    rows.append((pieces_of(tokenizer, one, asked, given["draft"]), float(mine), NOT_KNOWN, (path, case["id"], 0)))
    return rows


def read_silent(tokenizer, paths, pairs, random):
    """Replies that speak of nothing beside what is known, and drafts with their posts beside what another company knows."""
    situations = [json.loads(text) for path in pairs for text in open(path, encoding="utf-8")]
    some = lambda texts: texts[random.randint(len(texts))]  # noqa: E731
    rows = []
    for path in paths:
        for line, text in enumerate(open(path, encoding="utf-8")):
            case = json.loads(text)
            for _ in range(1 if "post" in case else SILENT_BESIDE):
                beside = some(situations)
                ids = pieces_of(tokenizer, some(beside["known"])["text"], case.get("post", beside["post"]),
                                case["draft" if "post" in case else "text"])  # fmt: skip
                rows.append((ids, 0.0, 0.0, (path, line, 0)))
    for number, situation in enumerate(situations):
        for draft in situation["drafts"]:
            if random.rand() < FOREIGN:
                ids = pieces_of(tokenizer, some(some(situations)["known"])["text"], situation["post"], draft["text"])
                rows.append((ids, 0.0, 0.0, ("foreign", number, 0)))
    return rows


def states_of(base, rows):
    """What the frozen layers make of each pair: once is enough."""
    states, order = [None] * len(rows), sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for begin in range(0, len(order), 64):
            some = order[begin : begin + 64]
            ids = padded([rows[i][0] for i in some])
            x = base.norm(base.word(ids) + base.position.weight[: ids.shape[1]] + base.kind)
            mask = torch.zeros(ids.shape).masked_fill(ids == PAD, float("-inf"))[:, None, None, :]
            for layer in base.layers[:AFTER]:
                x = layer(x, mask.to(x.dtype))
            for row, i in enumerate(some):
                states[i] = x[row, : len(rows[i][0])].half()
    return states


def loss_of(scores, wanted):
    known = wanted != NOT_KNOWN
    losses = functional.binary_cross_entropy_with_logits(scores, wanted.clamp(min=0), reduction="none")
    losses = losses * known * torch.tensor([1.0, 0.4])
    return losses.sum() / len(scores)


def scores_of(net, states):
    net.eval()
    scores = np.zeros(len(states))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for some in batches(states, range(len(states)), 64):
            scores[some] = net(*batch_of(states, some))[:, BREAKS].float().numpy()
    return scores


def by_draft(rows, scores):
    """The worst that is heard of each draft, and whether it breaks anything."""
    drafts = {}
    for row, score in zip(rows, scores):
        worst, broken = drafts.get(row[3], (-99.0, False))
        drafts[row[3]] = (max(worst, score), broken or row[1] > 0)
    return np.array([d[0] for d in drafts.values()]), np.array([d[1] for d in drafts.values()])


def report(title, rows, scores):
    worst, broken = by_draft(rows, scores)
    good = np.sort(worst[~broken])[::-1]
    caught = {share: round(float((worst[broken] > good[int(len(good) * share)]).mean()), 2) for share in (0.01, 0.02, 0.05, 0.1)}
    print(f"{title}: {len(worst)} drafts, {broken.mean():.2f} broken, average precision {average_precision(broken.astype(float), worst):.3f}, "
          f"found at so many false alarms: {caught}", flush=True)  # fmt: skip
    return good


def train(net, states, rows, epochs, rate, size, after_each):
    torch.manual_seed(1)
    random = np.random.RandomState(1)
    wanted = torch.tensor([[row[1], row[2]] for row in rows])
    narrow = [p for n, p in net.named_parameters() if n.endswith((".down", ".up"))]
    others = [p for n, p in net.named_parameters() if not n.endswith((".down", ".up")) and not n.startswith("head.")]
    optimizer = torch.optim.AdamW([{"params": narrow}, {"params": others}, {"params": list(net.head.parameters())}], weight_decay=0.01)
    steps, step, begin = epochs * len(batches(states, range(len(states)), size)), 0, time.time()
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for some in batches(states, range(len(states)), size, random):
            pace = min(1, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
            for group, times in zip(optimizer.param_groups, (1, 0.1, 1)):
                group["lr"] = rate * times * pace
            x, present = batch_of(states, some)
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(x, present)
            loss = loss_of(scores.float(), wanted[some])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            total, step = total + loss.item() * len(some), step + 1
        print(f"epoch {epoch + 1}: loss {total / len(rows):.3f}, {time.time() - begin:.0f} s", flush=True)
        after_each(epoch)


def write(path, net, base, packed, about, good, version):
    """The base's blocks as they are, and the corrections in 8 bits."""
    state = {k: v.detach().float().numpy() for k, v in net.state_dict().items()}
    tensors = {"embeddings.position": base.position.weight.detach().numpy(),
               "head.weight": state["head.weight"][:1], "head.bias": state["head.bias"][:1]}  # fmt: skip
    for n in range(LAYERS):
        for part, name in PARTS.items():
            key, mine = f"layer.{n}.{name}", f"layers.{n}.{part}."
            tensors[key + ".bias"] = state[mine + "bias"]
            if part not in MATRICES:
                tensors[key + ".weight"] = state[mine + "weight"]
                continue
            blocks = packed[f"l{n + AFTER}.{SHORT[part]}.w"]
            tensors[key + ".blocks"] = blocks.reshape(len(state[mine + "bias"]), -1)
            for side in ("down", "up"):
                tensors[f"{key}.{side}"], tensors[f"{key}.{side}.scale"] = rows_to_int8(state[mine + side])
    tensors = {name: np.ascontiguousarray(t) for name, t in tensors.items()}
    shares = {"perhaps": PERHAPS_IN_GOOD, "likely": LIKELY_IN_GOOD, "sure": SURE_IN_GOOD}
    label = {"name": "breaks", **{name: round(float(good[int(len(good) * share)]), 3) for name, share in shares.items()}}
    heed = {"format": 1, "version": version, "encoder": about["version"], "after": AFTER, "layers": LAYERS, "rank": RANK,
            "max_tokens": TOKENS_MAX, "acts": [label]}  # fmt: skip
    print(label, flush=True)
    # Tensors of 4 bytes a number must begin at a multiple of 4: those come first.
    ordered = dict(sorted(tensors.items(), key=lambda one: (one[1].dtype != np.float32, one[0])))
    save_file(ordered, path, {"heed": json.dumps(heed)})


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--model", required=True, help="encoder.safetensors")
    arguments.add_argument("--pairs", required=True, nargs="+", help="situations, a file for each writer")
    arguments.add_argument("--judge", required=True, help="whose situations are not learnt but set the thresholds")
    arguments.add_argument("--corpus", nargs="*", default=[], help="files of the blunder corpus")
    arguments.add_argument("--silent", nargs="*", default=[], help="replies that speak of nothing that is known")
    arguments.add_argument("--epochs", type=int, default=6)
    arguments.add_argument("--rate", type=float, default=1e-3)
    arguments.add_argument("--batch", type=int, default=32)
    arguments.add_argument("--start", help="weights that were kept, to learn on from")
    arguments.add_argument("--keep", help="where to keep the learnt weights")
    arguments.add_argument("--learnt", help="weights that were kept, to learn no more")
    arguments.add_argument("--version", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    _, tokenizer, about = load_encoder(given.model)
    packaged = read_base()
    base = from_base(packaged, rows_of(packaged, tokenizer.pieces), TOKENS_MAX, 0.0, {}).eval()
    learnt_from = [path for path in given.pairs if path != given.judge]
    rows = [row for path in learnt_from for row in read_pairs(tokenizer, path)]
    rows += read_corpus(tokenizer, given.corpus)
    rows += read_silent(tokenizer, given.silent, learnt_from, np.random.RandomState(2))
    judged = read_pairs(tokenizer, given.judge)
    print(f"{len(rows)} pairs, {sum(r[1] for r in rows):.0f} broken; {len(judged)} to judge by", flush=True)
    net, others = Keeps(base), states_of(base, judged)

    def look(_):
        report("judged", judged, scores_of(net, others))
        if given.keep:
            torch.save(net.state_dict(), given.keep)

    if given.start:
        net.load_state_dict(torch.load(given.start))
    if given.learnt:
        net.load_state_dict(torch.load(given.learnt))
    else:
        train(net, states_of(base, rows), rows, given.epochs, given.rate, given.batch, look)
    good = report("judged at last", judged, scores_of(net, others))
    write(given.out, net, base, read_base(packed=True)["weights"], about, good, given.version)


if __name__ == "__main__":
    main()
