#!/usr/bin/env python3
"""What the coach says of replies that companies really wrote.

    tools/measure/replies.py --pairs FILE [--program build/heed] [--most N] [--samples FILE]

FILE is a CSV with the columns brand, inbound_id, inbound_text, reply_id, reply_text, reply_at: a
customer's post and the first reply to it. Each reply becomes a draft in a conversation of one post,
with the brand's replies before it as those of the team, and goes through `heed coach`. Prints how
many replies got each remark; --samples keeps some of each to be judged by a person. Such texts are
measured and never kept with the project.
"""

import argparse
import collections
import csv
import json
import random
import re
import subprocess
import sys

RECENT = 40
SAMPLES = 100


def conversations(path, most):
    recent = collections.defaultdict(lambda: collections.deque(maxlen=RECENT))
    with open(path, encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["reply_id"]))
    for row in rows[:most]:
        draft = row["reply_text"]
        handle = re.match(r"@(\w+)", draft)
        to = handle.group(1) if handle else ""
        yield {
            "id": row["reply_id"],
            "conversation": {
                "channel": "x",
                "room": "public",
                "customer": {"handle": to},
                "posts": [{"from": "customer", "name": to, "text": row["inbound_text"]}],
            },
            "brand": row["brand"],
            "draft": draft,
            "recent_replies": list(recent[row["brand"]]),
        }
        recent[row["brand"]].append({"to": to, "text": draft})


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", required=True)
    options.add_argument("--program", default="build/heed")
    options.add_argument("--most", type=int, default=1_000_000)
    options.add_argument("--samples")
    asked = options.parse_args()
    lines = "".join(json.dumps(each) + "\n" for each in conversations(asked.pairs, asked.most))
    done = subprocess.run([asked.program, "coach"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    said = collections.Counter()
    places = collections.defaultdict(list)
    graded = collections.Counter()
    count = 0
    for line in done.stdout.splitlines():
        reply = json.loads(line)
        count += 1
        for key in sorted({(one["kind"], one["grade"]) for one in reply["advice"]}):
            said[key] += 1
        for one in reply["advice"]:
            places[one["kind"]].append((reply, one))
        graded[next((grade for grade in ("stop", "ask", "hint") if any(one["grade"] == grade for one in reply["advice"])), "none")] += 1
    print(f"{count} replies")
    for grade in ("stop", "ask", "hint", "none"):
        print(f"  gravest remark {grade:5} {graded[grade]:6} {100 * graded[grade] / max(1, count):5.1f} %")
    for (kind, grade), times in said.most_common():
        print(f"  {kind:16} {grade:5} {times:6} {100 * times / count:5.1f} %")
    if asked.samples:
        chosen = random.Random(1)
        with open(asked.samples, "w", encoding="utf-8") as file:
            for kind, hits in sorted(places.items(), key=lambda each: -len(each[1])):
                for reply, one in chosen.sample(hits, min(SAMPLES, len(hits))):
                    words = [reply["draft"][span["start"] : span["end"]] for span in one["spans"]]
                    post = reply["conversation"]["posts"][0]["text"]
                    file.write(json.dumps({"kind": kind, "rule": one.get("rule"), "grade": one["grade"], "words": words,
                                           "reason": one["reason"], "post": post, "draft": reply["draft"]}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
