"""Collects the open data sets into one file of examples and drops what is also measured on.

    python prepare.py --data OPEN --measure MEASURE --out work/examples.jsonl
"""

import argparse
import collections
import dataclasses
import json
from pathlib import Path

from examples import Example, key_of, keys_in, without_measured
from sources import LANGUAGES, read_open


def xlmt_test_lines(folder):
    for name in LANGUAGES:
        yield from (Path(folder) / "xlmt_umsab" / name / "test_text.txt").read_text(encoding="utf-8").split("\n")


def read_examples(path):
    with Path(path).open(encoding="utf-8") as lines:
        return [Example(**json.loads(line)) for line in lines]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measure", type=Path, help="a folder of texts that nothing may be learnt from")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    keys = {key_of(line) for line in xlmt_test_lines(options.data)} - {""}
    if options.measure:
        keys |= keys_in(options.measure)
    examples, dropped = without_measured([e for e in read_open(options.data) if e.text], keys)
    with options.out.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(dataclasses.asdict(example), ensure_ascii=False) + "\n")
    print(len(examples), "examples; held out:", sum(e.held_out for e in examples))
    print("by source:", dict(collections.Counter(e.source for e in examples)))
    print("dropped because they are measured on:", dropped)


if __name__ == "__main__":
    main()
