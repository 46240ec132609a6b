"""Captions and the words that a recogniser hears in their sound, made from a seed."""

from __future__ import annotations

import random
from dataclasses import replace

from turncue.model import Captions, Cue, Word

VOCABULARY = (
    "river stone garden winter letter window morning shadow bottle market silver thunder paper copper engine candle "
    "bridge harbour kettle lantern meadow needle orchard pocket quarter ribbon saddle tunnel velvet wagon basket "
    "the a of and to in it is that was he for on are with as his they at be this from have or by one had not but what"
).split()


def heard_talk(cues: int = 60, seed: int = 1) -> tuple[Captions, list[Word]]:
    """Captions and the words of their sound: each word at its true place, one in five misheard."""
    dice = random.Random(seed)
    rows, words, at = [], [], 1000
    for _ in range(cues):
        start = at
        texts = [dice.choice(VOCABULARY) for _ in range(dice.randint(4, 9))]
        for text in texts:
            length = 60 * len(text) + 80
            words.append(Word(text if dice.random() > 0.2 else dice.choice(VOCABULARY), at, at + length))
            at += length
        rows.append(Cue(start, at, " ".join(texts)))
        at += dice.randint(100, 1800)
    return Captions(tuple(rows), "en"), words


def moved(captions: Captions, rate: float = 1.0, offset: float = 0.0, first: int = 0) -> Captions:
    """The captions with the times of the cues from ``first`` on times ``rate`` plus ``offset`` ms."""
    cues = tuple(
        c if k < first else replace(c, start=round(rate * c.start + offset), end=round(rate * c.end + offset))
        for k, c in enumerate(captions.cues)
    )
    return replace(captions, cues=cues)
