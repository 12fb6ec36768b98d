#!/usr/bin/env python3
"""What the coach says of replies that companies really wrote.

    tools/measure/replies.py --threads FILE [--draw N] [--seed N] [--samples FILE] [--program build/heed]

FILE is a CSV of public posts with the columns tweet_id, author_id, inbound (true for a customer's),
created_at, text, in_response_to_tweet_id. Each reply of a company becomes a draft in its conversation as
far as the file has it, with the company's replies before it as those of the team, and goes through
`heed coach`. --draw takes so many of them at random. Prints how many replies got each remark, of those
whose customer's post is known and of the others; --samples keeps 100 remarks of each kind, drawn at
random, to be judged by a person. Such texts are measured and never kept with the project.
"""

import argparse
import collections
import csv
import html
import json
import random
import re
import subprocess
import sys

RECENT = 40
SAMPLES = 100
POSTS = 8
GRADES = ("stop", "ask", "hint", "none")


def posts_before(row, rows):
    """The thread above a reply, oldest first."""
    posts = []
    while len(posts) < POSTS and (row := rows.get(row["in_response_to_tweet_id"])):
        ours = row["inbound"] != "true"
        posts.append({"from": "agent" if ours else "customer", "name": row["author_id"], "text": row["text"]})
    return posts[::-1]


def conversations(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = {row["tweet_id"]: row | {"text": html.unescape(row["text"])} for row in csv.DictReader(file)}
    recent = collections.defaultdict(lambda: collections.deque(maxlen=RECENT))
    for row in sorted(rows.values(), key=lambda row: int(row["tweet_id"])):
        if row["inbound"] == "true":
            continue
        brand, draft = row["author_id"], row["text"]
        handle = re.match(r"@(\w+)", draft)
        to = handle.group(1) if handle else ""
        posts = posts_before(row, rows)
        yield {
            "id": row["tweet_id"],
            "conversation": {"channel": "x", "room": "public", "customer": {"handle": to}, "posts": posts},
            "brand": brand,
            "draft": draft,
            "recent_replies": list(recent[brand]),
        }
        recent[brand].append({"to": to, "text": draft})


def coached(program, drafts):
    lines = "".join(json.dumps(each) + "\n" for each in drafts)
    done = subprocess.run([program, "coach"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def gravest(reply):
    grades = {one["grade"] for one in reply["advice"]}
    return next((grade for grade in GRADES if grade in grades), "none")


def show(title, replies):
    print(f"{title}: {len(replies)}")
    whole = max(1, len(replies))
    worst = collections.Counter(gravest(reply) for reply in replies)
    for grade in GRADES:
        print(f"  gravest remark {grade:5} {worst[grade]:6} {100 * worst[grade] / whole:5.1f} %")
    kinds = collections.Counter(kind for reply in replies for kind in {one["kind"] for one in reply["advice"]})
    grades = collections.Counter(key for reply in replies for key in {(one["kind"], one["grade"]) for one in reply["advice"]})
    for kind, times in kinds.most_common():
        parts = ", ".join(f"{grade} {grades[kind, grade]}" for grade in GRADES if grades[kind, grade])
        print(f"  {kind:16} {times:6} {100 * times / whole:5.1f} %   {parts}")


def keep_samples(path, replies, chosen):
    places = collections.defaultdict(list)
    for reply in replies:
        for one in reply["advice"]:
            places[one["kind"]].append((reply, one))
    with open(path, "w", encoding="utf-8") as file:
        for kind, hits in sorted(places.items(), key=lambda each: -len(each[1])):
            for reply, one in chosen.sample(hits, min(SAMPLES, len(hits))):
                words = [reply["draft"][span["start"] : span["end"]] for span in one["spans"]]
                posts = reply["conversation"]["posts"]
                kept = {"kind": kind, "grade": one["grade"], "words": words, "reason": one["reason"],
                        "post": posts[-1]["text"] if posts else "", "draft": reply["draft"]}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--threads", required=True)
    options.add_argument("--program", default="build/heed")
    options.add_argument("--draw", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--samples")
    asked = options.parse_args()
    chosen = random.Random(asked.seed)
    drafts = list(conversations(asked.threads))
    if asked.draw:
        drafts = chosen.sample(drafts, min(asked.draw, len(drafts)))
    replies = coached(asked.program, drafts)
    show("replies", replies)
    show("replies to a post that is known", [reply for reply in replies if reply["conversation"]["posts"]])
    if asked.samples:
        keep_samples(asked.samples, replies, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
