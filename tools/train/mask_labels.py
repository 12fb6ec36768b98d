"""Replaces addresses and numbers of people in the labelled posts: python mask_labels.py labels/*.jsonl"""

import json
import re
import sys
from pathlib import Path

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w#/.=-])\+?\d[\d ()/-]{7,}\d(?![\w.-])")


def masked(line):
    row = json.loads(line)
    row["text"] = PHONE.sub("<phone>", MAIL.sub("<mail>", row["text"]))
    return json.dumps(row, ensure_ascii=False)


for name in sys.argv[1:]:
    path = Path(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(map(masked, lines)) + "\n", encoding="utf-8")
