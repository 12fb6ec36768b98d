"""Fine-tunes the encoder on the prepared examples and saves its weights.

    python train_encoder.py --examples work/examples.jsonl --vocabulary work/vocabulary.json --out work/encoder.pt

Each worker is a process with one thread and its own batches; their gradients are averaged at every step, which loses
less time on a busy machine than threads that wait for each other at every operation.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing

from base import read_base
from network import from_base, padded
from prepare import read_examples
from targets import loss_of
from text import Tokenizer

OURS = ("care_part", "written_")


def pool_of(examples, repeats):
    """What people labelled for this very purpose is seen more often than what was borrowed."""
    return [e for e in examples for _ in range(repeats if e.source.startswith(OURS) else 1)]


def batches_of(lengths, tokens, rng):
    """Batches of like length, so that little is spent on padding, in an order that chance decides."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 4)
    batches, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * lengths[i] > tokens:
            batches.append(batch)
            batch = []
        batch.append(i)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def shares_of(lengths, options):
    """One list of batches a worker, all of one length: worker r takes every r-th batch."""
    rng = random.Random(options.seed)
    batches = [batch for _ in range(options.epochs) for batch in batches_of(lengths, options.tokens, rng)]
    steps = min(len(batches) // options.workers, options.steps or len(batches))
    return [batches[r::options.workers][:steps] for r in range(options.workers)]


def freeze(model, layers):
    """The lower layers know the languages; what is asked here is learnt above them."""
    if layers >= 0:
        for module in (model.word, model.position, model.norm, *model.layers[:layers]):
            module.requires_grad_(False)
        model.kind.requires_grad_(False)


def grouped(model, options):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    heads = [p for n, p in named if n.startswith("heads.")]
    plain = [p for n, p in named if not n.startswith("heads.") and p.ndim < 2]
    body = [p for n, p in named if not n.startswith("heads.") and p.ndim >= 2]
    return [
        {"params": body, "lr": options.rate, "weight_decay": 0.01},
        {"params": plain, "lr": options.rate, "weight_decay": 0.0},
        {"params": heads, "lr": options.head_rate, "weight_decay": 0.0},
    ]


def rate_factor(done, warm=0.06):
    return done / warm if done < warm else max(0.0, (1 - done) / (1 - warm))


def average(parameters, extra):
    """Gradients and a few numbers more, averaged over the workers."""
    flat = torch.cat([p.grad.reshape(-1) for p in parameters] + [torch.tensor(extra)])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    at = 0
    for p in parameters:
        p.grad.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()
    return flat[at:].tolist()


def train(model, pool, sequences, batches, options, first):
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(grouped(model, options), fused=True)
    rates = [group["lr"] for group in optimiser.param_groups]
    begin, running, done = time.time(), 0.0, 0.0
    for step, batch in enumerate(batches, 1):
        with torch.autocast("cpu", torch.bfloat16):
            outputs = model(padded([sequences[i] for i in batch]))
        loss = loss_of([pool[i] for i in batch], outputs)
        optimiser.zero_grad()
        loss.backward()
        elapsed = (time.time() - begin) / (60 * options.minutes) if options.minutes else 0.0
        loss_now, elapsed = average(parameters, [loss.item(), elapsed])
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        done = max(step / len(batches), elapsed)
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * rate_factor(done)
        optimiser.step()
        running = loss_now if step == 1 else 0.97 * running + 0.03 * loss_now
        if first and (step % 20 == 0 or step == len(batches)):
            print(f"step {step}/{len(batches)} done {done:.3f} loss {running:.4f} {time.time() - begin:.0f} s", flush=True)
        if first and step % 100 == 0:
            torch.save(model.state_dict(), options.out.with_suffix(".part"))
        if done >= 1:
            break


def work(rank, options):
    distributed.init_process_group("gloo", f"file://{options.out.with_suffix('.meet')}", rank=rank, world_size=options.workers)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    base, kept = read_base(), json.loads(options.vocabulary.read_text())
    tokenizer = Tokenizer([base["pieces"][i] for i in kept], [base["scores"][i] for i in kept])
    model = from_base(base, kept)
    if options.start:
        model.load_state_dict(torch.load(options.start))
    freeze(model, options.frozen)
    torch.manual_seed(options.seed + rank)  # Each worker drops other units.
    pool = pool_of([e for e in read_examples(options.examples) if not e.held_out], options.repeats)
    known = {}
    for example in pool:
        if example.text not in known:
            known[example.text] = tokenizer.ids(example.text)
    sequences = [known[example.text] for example in pool]
    shares = shares_of([len(s) for s in sequences], options)
    if rank == 0:
        print(len(pool), "examples,", sum(map(len, sequences)), "tokens,", len(shares[0]), "steps", flush=True)
    train(model.train(), pool, sequences, shares[rank], options, rank == 0)
    if rank == 0:
        torch.save(model.state_dict(), options.out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the base's")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many steps")
    parser.add_argument("--minutes", type=float, help="be done by then: the rate falls with the clock, not only with the steps")
    parser.add_argument("--frozen", type=int, default=-1, help="leave the embeddings and so many lower layers as they are")
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=750, help="in one batch of one worker, padding included")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.out.with_suffix(".meet").unlink(missing_ok=True)
    multiprocessing.spawn(work, (options,), options.workers)


if __name__ == "__main__":
    main()
