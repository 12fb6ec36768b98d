"""Writes what the network says of a few texts, so that another implementation can be held against it.

    python reference.py --model work/encoder-float.safetensors --out reference.json
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from load import load_encoder

TEXTS = [
    "@VirginAmerica you guys are the WORST, never flying again. #fail https://t.co/abc",
    "Thank you so much @united, best crew ever!! ❤️🙏",
    "How do I reset my password?",
    "Mein Paket ist immer noch nicht da, seit 3 Wochen!!! 😡",
    "Où est ma commande ? Toujours rien reçu…",
    "¿A qué hora abren mañana?",
    "Il vostro corriere è stato gentilissimo, complimenti!",
    "A internet caiu de novo, que vergonha",
    "Waarom is de app alweer stuk?",
    "أين طلبي؟ لم يصل بعد",
    "मेरा फोन काम नहीं कर रहा",
    "Oh great, ANOTHER delay. Just what I needed 🙄",
    "",
    "   \n\t ",
    "😀😀😀",
    "ﬁne ＡＢＣ ①②③ x² ﷺ \u200b\u200d",
    "mail me at a.b@example.org or http://X.Y/z?q=1 @a.bsky.social.",
    "漢字 only 한국어 текст",
    "w" * 500,
    "word " * 300,
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    model, tokenizer, about = load_encoder(options.model)
    entries = []
    for text in TEXTS:
        ids = tokenizer.ids(text, about["max_tokens"])
        with torch.no_grad():
            pooled = model.pool(torch.tensor([ids]))
            logits = {name: head(pooled)[0].tolist() for name, head in model.heads.items()}
        entries.append({"text": text, "ids": ids, "pooled": np.round(pooled[0].numpy(), 6).tolist(), "logits": logits})
    options.out.write_text(json.dumps(entries, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
