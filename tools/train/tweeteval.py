"""For a fair comparison only: the same base fine-tuned on TweetEval's own training parts. Never shipped.

    python tweeteval.py --measure MEASURE --vocabulary work/vocabulary.json --task emotion --epochs 4
    python tweeteval.py --measure MEASURE --probe ../../models/encoder.safetensors --task emotion

Prints the official score on the test part with its interval; weights are thrown away.
"""

import argparse
import json
import random
from pathlib import Path

import torch
import torch.nn.functional as functional

from base import read_base
from examples import Example, key_of
from judges import logits_of
from load import load_encoder
from measured import tweeteval
from network import from_base, padded
from refit import pooled
from scores import counts_of, f1_of_last, macro_f1, macro_recall, with_interval
from text import Tokenizer
from train_encoder import batches_of, freeze, rate_factor

TASKS = {"emotion": (4, macro_f1), "offensive": (2, macro_f1), "irony": (2, f1_of_last), "sentiment": (3, macro_recall)}
PUBLISHED = {"emotion": "65.2 / 76.1", "offensive": "73.4 / 79.5", "irony": "63.1 / 59.7", "sentiment": "62.9 / 71.3"}


def training_part(folder, task, most, seed):
    """The sentiment task's training part is rebuilt from its source: close to the official one, not the same."""
    if task != "sentiment":
        pairs = list(zip(*tweeteval(folder, task, "train")))
        random.Random(seed).shuffle(pairs)
        texts, labels = zip(*pairs[:most])
        return texts, labels
    lines = (Path(folder) / "tweeteval_sentiment_train_rebuilt/train.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 3) for line in lines if line.split("\t")[1] in "012"]
    random.Random(seed).shuffle(rows)
    tested = {key_of(text) for text in tweeteval(folder, task)[0]}
    rows = [row for row in rows if key_of(row[3]) not in tested][:most]
    return [row[3] for row in rows], [int(row[1]) for row in rows]


def fit(model, ids, labels, options):
    parameters = [p for p in model.parameters() if p.requires_grad]
    heads = list(model.heads.parameters())
    body = [p for p in parameters if all(p is not h for h in heads)]
    optimiser = torch.optim.AdamW([{"params": body, "lr": options.rate}, {"params": heads, "lr": 1e-3}], fused=True)
    rates, rng = [group["lr"] for group in optimiser.param_groups], random.Random(options.seed)
    batches = [b for _ in range(options.epochs) for b in batches_of([len(i) for i in ids], options.tokens, rng)]
    for step, batch in enumerate(batches, 1):
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * rate_factor(step / len(batches), 0.1)
        with torch.autocast("cpu", torch.bfloat16):
            output = model(padded([ids[i] for i in batch]))["answer"]
        loss = functional.cross_entropy(output.float(), torch.tensor([labels[i] for i in batch]))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        if step % 50 == 0:
            print(f"step {step}/{len(batches)} loss {loss.item():.3f}", flush=True)


def start_of(base, kept, classes, options):
    model = from_base(base, kept, heads={"answer": classes})
    if options.start:
        state = {k: v for k, v in torch.load(options.start).items() if not k.startswith("heads.")}
        model.load_state_dict(state, strict=False)
    freeze(model, options.frozen)
    return model


def linear_head(x, labels, classes, pull):
    weight = torch.zeros(classes, x.shape[1], requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=100, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        total = functional.cross_entropy(x @ weight.T + bias, labels) + pull * weight.square().sum()
        total.backward()
        return total

    optimiser.step(loss)
    return lambda y: (y @ weight.T + bias).argmax(1).tolist()


def probe(options):
    """What the network as it ships knows already: a linear head on its frozen vectors, its pull chosen on the part for that."""
    classes, score = TASKS[options.task]
    model, tokenizer, _ = load_encoder(options.probe)
    sets = [training_part(options.measure, options.task, options.most, options.seed),
            tweeteval(options.measure, options.task, "val"), tweeteval(options.measure, options.task)]  # fmt: skip
    vectors = [pooled(model, tokenizer, [Example(text, "tweeteval") for text in texts]) for texts, _ in sets]
    middle, spread = vectors[0].mean(0), vectors[0].std(0)
    (x, chosen, tested), labels = [(v - middle) / spread for v in vectors], torch.tensor(sets[0][1])
    heads = [linear_head(x, labels, classes, pull) for pull in (0.001, 0.003, 0.01, 0.03, 0.1)]
    held = lambda head: score(counts_of(sets[1][1], head(chosen), range(classes)))  # noqa: E731
    return sets[2][1], max(heads, key=held)(tested), len(sets[0][1])


def fine_tuned(options):
    base, kept = read_base(), json.loads(options.vocabulary.read_text())
    tokenizer = Tokenizer([base["pieces"][i] for i in kept], [base["scores"][i] for i in kept])
    texts, labels = training_part(options.measure, options.task, options.most, options.seed)
    model = start_of(base, kept, TASKS[options.task][0], options)
    fit(model.train(), [tokenizer.ids(t) for t in texts], labels, options)
    tested, wanted = tweeteval(options.measure, options.task)
    return wanted, logits_of(model.eval(), tokenizer, tested)["answer"].argmax(1).tolist(), len(texts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, help="for fine-tuning")
    parser.add_argument("--probe", type=Path, help="an encoder file: only a linear head is learnt, on its frozen vectors")
    parser.add_argument("--task", choices=TASKS, required=True)
    parser.add_argument("--start", type=Path, help="begin with the body that was trained on the open sets")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--most", type=int, default=50_000, help="learn from so many posts of the part, drawn by chance")
    parser.add_argument("--frozen", type=int, default=-1)
    parser.add_argument("--tokens", type=int, default=700)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    classes, score = TASKS[options.task]
    wanted, given, learnt = (probe if options.probe else fine_tuned)(options)
    found = with_interval(wanted, given, list(range(classes)), score)
    print(f"{options.task}: {found} on {len(wanted)}; learnt from {learnt}; fastText / RoBERTa-base {PUBLISHED[options.task]}")


if __name__ == "__main__":
    main()
