"""What both layers read of a post; the same as src/understand/model_text.cpp (docs/model-format.md)."""

import re
import unicodedata

CODE_POINTS_MAX = 2000
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": " "}
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "$": "s"}


def dropped(c):
    o = ord(c)
    return (o in (0xAD, 0x61C, 0x180E, 0xFEFF) or 0x200B <= o <= 0x200F or 0x202A <= o <= 0x202E
            or 0x2060 <= o <= 0x206F or 0xFE00 <= o <= 0xFE0F or 0xE0000 <= o <= 0xE007F)


def is_space(c):  # White_Space and the control characters
    return c.isspace() or ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0


def squeeze(text):
    """A letter at most twice in a row, a digit as it is, anything else at most three times."""
    out, run = [], 0
    for c in text:
        run = run + 1 if out and out[-1] == c else 1
        if c.isdigit() or run <= (2 if c.isalpha() else 3):
            out.append(c)
    return "".join(out)


def unleet(match):
    word = match.group()
    if len(word) < 4:
        return word
    return re.sub(r"(?<=[A-Za-z])[01345$](?=[A-Za-z])", lambda m: LEET[m.group()], word)


def prepare(text):
    text = text[:CODE_POINTS_MAX]
    text = re.sub("|".join(ENTITIES), lambda m: ENTITIES[m.group()], text)
    text = unicodedata.normalize("NFKC", "".join(c for c in text if not dropped(c)))
    text = "".join(" " if is_space(c) else c for c in text)
    # At the beginning of a word only: one ASCII letter, digit or underscore before it hinders.
    text = re.sub(r"(?i)(?<![A-Za-z0-9_])(?:https?://|www\.)[^ ]+", "http", text)
    text = re.sub(r"(?<![A-Za-z0-9_])@[A-Za-z0-9_](?:[A-Za-z0-9_.@-]*[A-Za-z0-9_])?", "@user", text)
    text = squeeze(text)
    text = re.sub(r"[A-Za-z0-9$]+", unleet, text)
    return re.sub(" +", " ", text).strip(" ")


def is_cjk(c):
    o = ord(c)
    return (0x3040 <= o <= 0x30FF or 0x3400 <= o <= 0x4DBF or 0x4E00 <= o <= 0x9FFF
            or 0xF900 <= o <= 0xFAFF or 0x20000 <= o <= 0x2FA1F)


def in_word(c):  # letters, marks, numbers, underscore
    return c == "_" or (unicodedata.category(c)[0] in "LMN" and not is_cjk(c))


def fast_tokens(prepared):
    """The words that fastText sees: runs of letters, marks, numbers and "_", with single apostrophes
    inside; "@user" is one; any other character stands alone. Lower case, code point by code point
    (a character whose lower case is several characters stays)."""
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in prepared)
    tokens, i, n = [], 0, len(text)
    while i < n:
        j = i
        if text[i] == " ":
            i += 1
            continue
        if text.startswith("@user", i) and not (i + 5 < n and in_word(text[i + 5])):
            j = i + 5
        elif in_word(text[i]):
            while j < n and (in_word(text[j]) or (text[j] in "'\u2019" and j + 1 < n and in_word(text[j + 1]))):
                j += 1
        else:
            j = i + 1
        tokens.append(text[i:j].replace("\u2019", "'"))
        i = j
    return tokens
