"""Cuts a prepared text into the pieces of the vocabulary. The C++ side follows the same steps."""

from model_text import prepare

WORD_START = "\u2581"
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]


def words_of(text):
    return prepare(text).split()


class Tokenizer:
    """Cuts words into the pieces whose scores add up to the most."""

    def __init__(self, pieces, scores):
        self.pieces = pieces
        self.scores = [float(score) for score in scores]
        self.known = {p: (i, self.scores[i]) for i, p in enumerate(pieces) if i >= len(SPECIAL)}
        self.longest = max(len(p) for p in self.known)
        self.unknown_score = min(score for _, score in self.known.values()) - 10.0
        self.remembered = {}

    def cut(self, word):
        text = WORD_START + word
        best = [0.0] + [float("-inf")] * len(text)
        back = [None] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                found = self.known.get(text[start:end])
                if found and best[start] + found[1] > best[end]:
                    best[end], back[end] = best[start] + found[1], (start, found[0])
            if best[start] + self.unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown_score, (start, UNKNOWN)
        return self.follow(back)

    @staticmethod
    def follow(back):
        ids, at = [], len(back) - 1
        while at > 0:
            at, piece = back[at]
            if not (piece == UNKNOWN and ids and ids[-1] == UNKNOWN):
                ids.append(piece)
        return ids[::-1]

    def content(self, text):
        ids = []
        for word in words_of(text):
            if word not in self.remembered:
                self.remembered[word] = self.cut(word)
            ids += self.remembered[word]
        return ids

    def ids(self, text, max_tokens=96):
        return [BEGIN] + self.content(text)[: max_tokens - 2] + [END]
