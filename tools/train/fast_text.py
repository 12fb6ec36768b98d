"""What the fast layer does to a text before fastText sees it. The C++ side follows the same steps."""

import re
import unicodedata

from text import CONTROL, hide_names


def spaced(text):
    return "".join(f" {c} " if unicodedata.category(c)[0] in "PS" else c for c in text)


def fast_line(text):
    text = unicodedata.normalize("NFKC", hide_names(text)).lower()
    return " ".join(re.sub(CONTROL, " ", spaced(text)).split())
