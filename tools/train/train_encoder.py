"""Fine-tunes the encoder on the prepared examples and saves its weights.

    python train_encoder.py --examples work/examples.jsonl --vocabulary work/vocabulary.json --out work/encoder.pt
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch

from base import read_base
from network import from_base, padded
from prepare import read_examples
from targets import loss_of
from text import Tokenizer

OURS = ("care_part", "written_")


def epoch_of(examples, repeats):
    """What people labelled for this very purpose is seen more often than what was borrowed."""
    for example in examples:
        yield from [example] * (repeats if example.source.startswith(OURS) else 1)


def batches_of(examples, lengths, tokens, rng):
    """Batches of like length, so that little is spent on padding, in an order that chance decides."""
    order = sorted(range(len(examples)), key=lambda i: lengths[i] + rng.random() * 4)
    batches, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * lengths[i] > tokens:
            batches.append(batch)
            batch = []
        batch.append(i)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def grouped(model, rate, head_rate):
    heads = [p for n, p in model.named_parameters() if n.startswith("heads.")]
    plain = [p for n, p in model.named_parameters() if not n.startswith("heads.") and p.ndim < 2]
    body = [p for n, p in model.named_parameters() if not n.startswith("heads.") and p.ndim >= 2]
    return [
        {"params": body, "lr": rate, "weight_decay": 0.01},
        {"params": plain, "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": head_rate, "weight_decay": 0.0},
    ]


def rate_factor(step, steps, warm=0.06):
    done = step / steps
    return done / warm if done < warm else max(0.0, (1 - done) / (1 - warm))


def train(model, examples, ids, options, log):
    rng = random.Random(options.seed)
    pool = list(epoch_of(examples, options.repeats))
    sequences = [ids[id(example)] for example in pool]
    lengths = [len(s) for s in sequences]
    epochs = [batches_of(pool, lengths, options.tokens, rng) for _ in range(options.epochs)]
    steps, step, begin = sum(map(len, epochs)), 0, time.time()
    optimiser = torch.optim.AdamW(grouped(model, options.rate, options.head_rate), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: rate_factor(at, steps))
    running, seen = 0.0, 0
    for batches in epochs:
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16):
                outputs = model(padded([sequences[i] for i in batch]))
            loss = loss_of([pool[i] for i in batch], outputs)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step, seen = step + 1, seen + len(batch)
            running = loss.item() if step == 1 else 0.98 * running + 0.02 * loss.item()
            if step % 50 == 0 or step == steps:
                log(f"step {step}/{steps} loss {running:.4f} {seen / (time.time() - begin):.1f} examples/s")
            if step % 500 == 0:
                torch.save(model.state_dict(), options.out.with_suffix(".part"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the base's")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=1100, help="in one batch, padding included")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--most", type=int, help="only so many examples, to try the script")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    base, kept = read_base(), json.loads(options.vocabulary.read_text())
    tokenizer = Tokenizer([base["pieces"][i] for i in kept], [base["scores"][i] for i in kept])
    model = from_base(base, kept)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    examples = [e for e in read_examples(options.examples) if not e.held_out][: options.most]
    ids = {id(example): tokenizer.ids(example.text) for example in examples}
    print(len(examples), "examples,", sum(map(len, ids.values())), "tokens", flush=True)
    train(model.train(), examples, ids, options, lambda line: print(line, flush=True))
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
