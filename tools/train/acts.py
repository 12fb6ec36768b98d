"""What the sentences of a draft do: one more layer behind the encoder's eighth, which is left as it is."""

import argparse
import copy
import json
import re
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from safetensors.numpy import save_file
from torch import nn

from export import PARTS, rows_to_int8
from load import load_encoder
from network import padded
from text import BEGIN, END, PAD

ACTS = [
    "insult", "blame", "dismiss", "threaten", "blame_others", "sell", "hollow_sorry", "sorry", "empathy", "thanks",
    "promise", "gives", "next_step", "invite_private", "ask_data", "ask_secret", "case_detail", "other_person",
    "asks_remedy", "refuses", "boilerplate", "private_talk", "hostile",
    "passes_over", "hurts", "cold", "deaf",
    "let_down", "upset", "glad",
]  # fmt: skip
# Heard in a question or a post and the whole draft behind it, and in nothing else.
PASSES_OVER = "passes_over"
SOUNDS = ["hurts", "cold", "deaf"]
# Heard in what a customer wrote.
OF_POSTS = ["let_down", "upset", "glad"]
NOT_OF_SENTENCES = [PASSES_OVER] + SOUNDS + OF_POSTS
# Whatever of these a sentence is, it hurts: whoever cannot tell which still hears that.
HOSTILE = {"insult", "blame", "dismiss", "threaten"}
# What no good reply does anywhere, and what none does where everybody reads.
NEVER_GOOD = ["insult", "blame", "dismiss", "threaten", "hostile", "ask_secret", "private_talk", "hollow_sorry", "other_person"]
NEVER_GOOD_IN_PUBLIC = ["case_detail", "ask_data"]
AFTER = 8
QUESTION_PIECES_MAX, DRAFT_PIECES_MAX = 30, 63
LIKELY, SURE = 0.75, 0.9  # how often it is right, in what somebody else wrote
PERHAPS_FOUND = 0.95  # of what is so
# What no good reply does may be heard in so many of the sentences of good replies.
PERHAPS_IN_GOOD, LIKELY_IN_GOOD, SURE_IN_GOOD = 1 / 12, 1 / 250, 1 / 1000
PERHAPS_IN_GOOD_DRAFTS, LIKELY_IN_GOOD_DRAFTS, SURE_IN_GOOD_DRAFTS = 1 / 8, 1 / 60, 1 / 200
UNKNOWN = -1.0
FOLDS = 3


def labels_of(acts):
    acts = set(acts) | ({"hostile"} if HOSTILE & set(acts) else set())
    return [UNKNOWN if name in NOT_OF_SENTENCES else float(name in acts) for name in ACTS]


def read_sentences(paths):
    """Text, labels and the file, which is who wrote it."""
    rows = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            rows.append((row["text"], labels_of(row["acts"]), path))
    return rows


def read_answers(path):
    """A question and a draft together; of the single acts nothing is known."""
    rows = []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        labels = [float(not row["answered"]) if name == PASSES_OVER else UNKNOWN for name in ACTS]
        rows.append(((row["question"], row["draft"]), labels, row["question"]))
    return rows


def sounds_labels(sounds):
    return [float(name in sounds) if name in SOUNDS else UNKNOWN for name in ACTS]


def read_sounds(paths):
    """What customers wrote, each with several drafts."""
    rows = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            rows.append(((row["post"], row["draft"]), sounds_labels(row["sounds"]), path))
    return rows


def post_labels(row):
    """Whoever is annoyed is neither calm nor upset."""
    feeling = row["feeling"]
    said = {"let_down": row["due"] == "yes", "glad": feeling == "glad"}
    if feeling != "annoyed":
        said["upset"] = feeling in ("angry", "afraid", "sad")
    return [float(said[name]) if name in said else UNKNOWN for name in ACTS]


def read_posts(paths):
    """What customers wrote, and whether somebody is to be sorry for it."""
    return [(row["post"], post_labels(row), path) for path in paths for row in map(json.loads, open(path, encoding="utf-8"))]


def without_handles(text):
    return re.sub(r"@\w+", "", text).strip()


def answered(talk):
    """What the customer wrote last, and the company's answer to it."""
    turns = []
    for turn in reversed(talk["dialogContent"]):
        if "agent" in turn:
            break
        turns.append(turn["message"])
    return without_handles(" ".join(reversed(turns))), without_handles(talk["agentURL"]["url_utterance"])


def read_real(path, folder):
    """Real customers and companies, labelled by us: the texts lie with their set."""
    labels = {row["id"]: row for row in map(json.loads, open(path, encoding="utf-8"))}
    harmless, rows = care_labels(), []
    for part in ("dev", "test"):
        for talk in json.loads((folder / "ibm_care_cdp" / f"{part}.json").read_text(encoding="utf-8")):
            row, (post, reply) = labels.get(talk["agentURL"]["tweet_ID"]), answered(talk)
            if not row or not post:
                continue
            name = f"good {row['id']}"
            rows.append((post, post_labels(row), str(path)))
            rows.append(((post, reply), sounds_labels(row["sounds"]), str(path) if row["sounds"] else name))
            if "hurts" not in row["sounds"]:
                rows += [(sentence, harmless, name) for sentence in sentences_of(reply)]
    return rows


def read_corpus_sounds(paths):
    """Whole drafts of the blunder corpus; of other blunders than these nothing is known."""
    rows = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            case = json.loads(line)
            posts = [p["text"] for p in case["input"]["conversation"]["posts"] if p["from"] == "customer"]
            if not posts or case["kind"] not in ("good", "tone") or case["must"] == "hint":
                continue
            labels = sounds_labels(["hurts"] if case["kind"] == "tone" else [])
            if case["kind"] == "tone":
                labels = [UNKNOWN if name in ("cold", "deaf") else label for name, label in zip(ACTS, labels)]
            who = "good" if case["kind"] == "good" else "case"
            rows.append(((posts[-1], case["input"]["draft"]), labels, f"{who} {case['id']}"))
    return rows


def pieces_of(tokenizer, text):
    """A sentence, or a question and a draft: half of the room for each."""
    if isinstance(text, str):
        return tokenizer.ids(text)
    question, draft = (tokenizer.content(part) for part in text)
    return [BEGIN] + question[:QUESTION_PIECES_MAX] + [END] + draft[:DRAFT_PIECES_MAX] + [END]


def sentences_of(draft):
    return [s for s in (part.strip() for part in re.split(r"(?<=[.!?…])\s+|\n+", draft)) if len(s.split()) > 1]


def never_in(room_is_public):
    never = set(NEVER_GOOD + (NEVER_GOOD_IN_PUBLIC if room_is_public else []))
    return [0.0 if name in never else UNKNOWN for name in ACTS]


def read_good_replies(paths):
    """Sentences of good replies are none of what no good reply does; what else they do is not known."""
    rows = []
    for path in paths:
        for line in open(path, encoding="utf-8"):
            case = json.loads(line)
            if case["kind"] == "good":
                labels = never_in(case["input"]["conversation"].get("room", "public") == "public")
                rows += [(sentence, labels, f"good {case['id']}") for sentence in sentences_of(case["input"]["draft"])]
    return rows


def read_harmless(paths):
    """Drafts written about other things, that do nothing of what no good reply does, nor sound so."""
    rows = []
    sounds = [0.0 if name in ("hurts", "deaf") else UNKNOWN for name in ACTS]
    for path in paths:
        for number, line in enumerate(open(path, encoding="utf-8")):
            case = json.loads(line)
            name = f"good {path} {number}"
            for draft in case["drafts"]:
                if not draft["breaks"] and case["post"]:
                    rows += [(sentence, never_in(False), name) for sentence in sentences_of(draft["text"])]
                    rows.append(((case["post"], draft["text"]), sounds, name))
    return rows


def care_labels():
    """Companies' agents in public are hurried, but hardly ever do what no good reply does."""
    return [0.0 if name in HOSTILE | {"hostile", "other_person", "private_talk", "ask_secret"} else UNKNOWN for name in ACTS]


def read_care(folder):
    """What companies' agents answered in public."""
    labels, rows = care_labels(), []
    for part in ("dev", "test"):
        for talk in json.loads((folder / "ibm_care_cdp" / f"{part}.json").read_text(encoding="utf-8")):
            for turn in talk["dialogContent"]:
                if "agent" in turn:
                    sentences = sentences_of(without_handles(turn["message"]))
                    rows += [(sentence, labels, f"good {turn['tweet_ID']}") for sentence in sentences]
    return rows


class Branch(nn.Module):
    def __init__(self, model, labels):
        super().__init__()
        self.layer = copy.deepcopy(model.layers[AFTER])
        self.layer.dropout = nn.Dropout(0.1)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(self.layer.query.in_features, labels)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -2.5)

    def forward(self, x, present):
        mask = torch.zeros(present.shape).masked_fill(~present, float("-inf"))[:, None, None, :]
        with torch.autocast("cpu", torch.bfloat16):
            x = self.layer(x, mask.bfloat16())
        weights = present.unsqueeze(-1).float()
        return self.head(self.dropout((x.float() * weights).sum(1) / weights.sum(1)))


def states_of(model, tokenizer, texts):
    """What the layers before the branch make of each text: they are not trained, so once is enough."""
    states, order = [None] * len(texts), sorted(range(len(texts)), key=lambda i: len("".join(texts[i])))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for begin in range(0, len(order), 64):
            some = order[begin : begin + 64]
            cut = [pieces_of(tokenizer, texts[i]) for i in some]
            ids = padded(cut)
            x = model.norm(model.word(ids) + model.position.weight[: ids.shape[1]] + model.kind)
            mask = torch.zeros(ids.shape).masked_fill(ids == PAD, float("-inf"))[:, None, None, :]
            for layer in model.layers[:AFTER]:
                x = layer(x, mask.to(x.dtype))
            for row, i in enumerate(some):
                states[i] = x[row, : len(cut[row])].half()
    return states


def batch_of(states, some):
    longest = max(len(states[i]) for i in some)
    x = torch.zeros(len(some), longest, states[some[0]].shape[1])
    present = torch.zeros(len(some), longest, dtype=torch.bool)
    for row, i in enumerate(some):
        x[row, : len(states[i])], present[row, : len(states[i])] = states[i].float(), True
    return x, present


def batches(states, places, size, random=None):
    places = list(places)
    if random:
        random.shuffle(places)
    pools = [sorted(places[b : b + size * 16], key=lambda i: len(states[i])) for b in range(0, len(places), size * 16)]
    found = [pool[b : b + size] for pool in pools for b in range(0, len(pool), size)]
    if random:
        random.shuffle(found)
    return found


def train(model, states, labels, places, epochs, rate=3e-4, size=32, seed=7):
    torch.manual_seed(seed)
    random = np.random.RandomState(seed)
    branch = Branch(model, len(ACTS))
    groups = [{"params": list(branch.layer.parameters())}, {"params": list(branch.head.parameters())}]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.02)
    targets, step = torch.tensor(labels), 0
    steps = epochs * len(batches(states, places, size))
    for epoch in range(epochs):
        branch.train()
        total = 0.0
        for some in batches(states, places, size, random):
            pace = min(1, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
            for group, times in zip(optimizer.param_groups, (1, 10)):
                group["lr"] = rate * times * pace
            x, present = batch_of(states, some)
            scores, wanted = branch(x + 0.02 * torch.randn_like(x), present), targets[some]
            known = wanted != UNKNOWN
            loss = functional.binary_cross_entropy_with_logits(scores[known], wanted[known], reduction="sum") / len(some)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 1.0)
            optimizer.step()
            total, step = total + loss.item() * len(some), step + 1
        print(f"epoch {epoch + 1}: loss {total / len(places):.3f}", flush=True)
    return branch.eval()


def scores_of(branch, states, places):
    found = {}
    with torch.no_grad():
        for some in batches(states, places, 64):
            for i, row in zip(some, branch(*batch_of(states, some)).numpy()):
                found[i] = row
    return np.stack([found[i] for i in places])


def threshold(wanted, scores, precision):
    """From where on it is right that often; 3 (95 %) where it never is."""
    order = np.argsort(-scores)
    right = np.cumsum(wanted[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= precision) & (np.arange(len(order)) >= 4))
    return float(scores[order[enough[-1]]]) if len(enough) else 3.0


def average_precision(wanted, scores):
    hits = wanted[np.argsort(-scores)]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / max(1, hits.sum()))


def fold_of(rows):
    """Files of one writer are one fold; good replies and questions are dealt out, each whole."""
    names = sorted({row[2] for row in rows}, key=lambda name: (not name.endswith(".jsonl"), name))
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    return [fold[row[2]] for row in rows]


def enough_to_find(wanted, scores, share):
    return float(np.sort(scores[wanted > 0])[int((wanted > 0).sum() * (1 - share))])


def quantile_from_above(scores, share):
    return float(np.sort(scores)[::-1][int(len(scores) * share)])


def calibrate(model, states, rows, labels, epochs):
    """Each writer's sentences judged by what the others taught: nobody's own manner is rewarded."""
    scores, folds = np.zeros_like(labels), np.array(fold_of(rows))
    for fold in sorted(set(folds)):
        rest, own = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        scores[own] = scores_of(train(model, states, labels, rest, epochs), states, own)
    good, fitted = np.array([row[2].startswith("good ") for row in rows]), []
    for place, name in enumerate(ACTS):
        known = labels[:, place] != UNKNOWN
        wanted, said = labels[known & ~good, place], scores[known & ~good, place]
        harmless = scores[known & good, place]
        if len(harmless):
            drafts = (PERHAPS_IN_GOOD_DRAFTS, LIKELY_IN_GOOD_DRAFTS, SURE_IN_GOOD_DRAFTS)
            shares = drafts if name in SOUNDS else (PERHAPS_IN_GOOD, LIKELY_IN_GOOD, SURE_IN_GOOD)
            perhaps, likely, sure = (quantile_from_above(harmless, share) for share in shares)
        else:
            perhaps = enough_to_find(wanted, said, PERHAPS_FOUND)
            likely, sure = (threshold(wanted, said, precision) for precision in (LIKELY, SURE))
        likely = min(likely, sure)
        perhaps = min(perhaps, likely)
        fitted.append({"name": name, "perhaps": round(perhaps, 3), "likely": round(likely, 3), "sure": round(sure, 3)})
        print(f"{name:15s} {int(wanted.sum()):4d}  AP {average_precision(wanted, said):.2f}  perhaps from {perhaps:6.2f}: {(said[wanted > 0] >= perhaps).mean():.2f} of {(said >= perhaps).mean():.2f}  likely from {likely:6.2f}: "
              f"{(said[wanted > 0] >= likely).mean():.2f}  sure from {sure:6.2f}: {(said[wanted > 0] >= sure).mean():.2f}", flush=True)  # fmt: skip
    return fitted


def write(path, branch, about, fitted, version):
    state = {k: v.detach().numpy() for k, v in branch.state_dict().items()}
    tensors = {"head.weight": state["head.weight"], "head.bias": state["head.bias"]}
    for part, name in PARTS.items():
        weight, key = state[f"layer.{part}.weight"], f"layer.0.{name}"
        if weight.ndim == 2:
            tensors[key + ".weight"], tensors[key + ".scale"] = rows_to_int8(weight)
        else:
            tensors[key + ".weight"] = weight
        tensors[key + ".bias"] = state[f"layer.{part}.bias"]
    tensors = {name: np.ascontiguousarray(t) for name, t in tensors.items()}
    heed = {"format": 1, "version": version, "encoder": about["version"], "after": AFTER, "acts": fitted}
    save_file(tensors, path, {"heed": json.dumps(heed)})


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", required=True, help="encoder.safetensors")
    arguments.add_argument("--sentences", required=True, nargs="+", help="labelled sentences, a file for each writer")
    arguments.add_argument("--answers", required=True, help="questions and drafts")
    arguments.add_argument("--sounds", required=True, nargs="+", help="posts and drafts, a file for each writer")
    arguments.add_argument("--posts", required=True, nargs="+", help="labelled posts of customers, a file for each writer")
    arguments.add_argument("--real", nargs="*", default=[], help="labels of --care's talks")
    arguments.add_argument("--care", type=Path, help="the folder of open sets, for agents' replies")
    arguments.add_argument("--good", nargs="*", default=[], help="files of the blunder corpus")
    arguments.add_argument("--harmless", nargs="*", default=[], help="situations of keeps.py")
    arguments.add_argument("--epochs", type=int, default=9)
    arguments.add_argument("--version", required=True)
    arguments.add_argument("--out", required=True)
    given = arguments.parse_args()
    model, tokenizer, about = load_encoder(given.model)
    rows = read_sentences(given.sentences) + read_answers(given.answers) + read_good_replies(given.good)
    rows += read_sounds(given.sounds) + read_corpus_sounds(given.good)
    rows += read_harmless(given.harmless)
    rows += read_posts(given.posts)
    rows += read_care(given.care) if given.care else []
    for path in given.real:
        rows += read_real(path, given.care)
    labels = np.array([row[1] for row in rows], np.float32)
    states = states_of(model, tokenizer, [row[0] for row in rows])
    print(f"{len(rows)} sentences, {sum(row[2].startswith('good ') for row in rows)} of them from good replies", flush=True)
    fitted = calibrate(model, states, rows, labels, given.epochs)
    branch = train(model, states, labels, range(len(rows)), given.epochs)
    write(given.out, branch, about, fitted, given.version)


if __name__ == "__main__":
    main()
