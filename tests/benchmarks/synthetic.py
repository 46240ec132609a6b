"""Conversations that nobody had, with the exact time of every word.

Words are made of syllables and drawn by Zipf's law; turns are short and long as in talk; a recogniser's errors are half
substitutions (a letter, a split, another word), a quarter deletions, a quarter insertions.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate

ONSETS = "b d f g h k l m n p r s t v w z br cl dr fl gr pl sh st th tr".split()
VOWELS = "a e i o u ai ea oo ou".split()
CODAS = ["", "", "", "l", "m", "n", "r", "s", "t", "nd", "rk", "st"]
SHORT = "the of and to a in is it you that he was for on are as with his they i at be this have from or".split()
NAMES = ("Ann", "Ben", "Cem", "Dora")


@dataclass
class Job:
    """``said``: turns (name, words); ``heard``: (word, start, end) in ms; ``truth``: ms of every said word or None."""

    name: str
    said: list[tuple[str, list[str]]]
    heard: list[tuple[str, int, int]]
    truth: list[int | None]
    turn_truth: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        firsts = [0, *accumulate(len(words) for _, words in self.said)][:-1]
        self.turn_truth = [self.truth[i] for i in firsts]


def vocabulary(rng: random.Random, size: int = 4000) -> list[str]:
    words = list(SHORT)
    seen = set(words)
    while len(words) < size:
        word = "".join(
            rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 1, 2, 2, 2, 3)))
        )
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


class Speech:
    """A source of words and of a recogniser's errors."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = vocabulary(self.rng)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def text(self, count: int) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.weights, k=count)

    def asides(self, text: list[str], count: int) -> list[str]:
        """Words that are in no transcript but made of a talk's own phrases, as people digress."""
        out: list[str] = []
        while len(out) < count:
            at = self.rng.randrange(len(text))
            out += text[at : at + self.rng.randrange(1, 6)]
        return out[:count]

    def turns(self, words: list[str]) -> list[tuple[str, list[str]]]:
        made: list[tuple[str, list[str]]] = []
        at, who = 0, 0
        while at < len(words):
            count = self.rng.choice((1, 2, 3, 8, 15, 30, 45, 60, 90, 150))
            made.append((NAMES[who], words[at : at + count]))
            at += count
            who = (who + self.rng.randrange(1, len(NAMES))) % len(NAMES)
        return made

    def spoken(self, words: list[str], starts: set[int], begin: int = 500) -> list[tuple[str, int, int]]:
        """Words with times; before a word in ``starts`` is a pause of a turn, now and then one of a sentence."""
        now, out = begin, []
        for k, word in enumerate(words):
            if k in starts:
                now += self.rng.randrange(200, 900)
            elif self.rng.random() < 0.06:
                now += self.rng.randrange(150, 600)
            end = now + 85 + 54 * len(word)
            out.append((word, now, end))
            now = end
        return out

    def recognised(self, spoken: list[tuple[str, int, int]], rate: float) -> list[tuple[str, int, int]]:
        out: list[tuple[str, int, int]] = []
        for word, start, end in spoken:
            if self.rng.random() >= rate:
                out.append((word, start, end))
                continue
            kind = self.rng.random()
            if kind < 0.5:
                out += self._substituted(word, start, end)
            elif kind >= 0.75:
                middle = (start + end) // 2
                out += [(word, start, middle), (self.text(1)[0], middle, end)]
        return out

    def _substituted(self, word: str, start: int, end: int) -> list[tuple[str, int, int]]:
        kind = self.rng.randrange(3)
        at = self.rng.randrange(len(word))
        if kind == 0 and len(word) > 2:
            return [(word[:at] + self.rng.choice("aeioulnrst") + word[at + 1 :], start, end)]
        if kind == 1 and len(word) > 3:
            middle = (start + end) // 2
            return [(word[:2], start, middle), (word[2:], middle, end)]
        return [(self.text(1)[0], start, end)]


def job(name: str, words: int, rate: float, *, seed: int = 1, times: int = 1, unspoken: int = 0, adlib: int = 0) -> Job:
    """A job: ``times`` the same ``words`` words; ``unspoken`` first words are never said, ``adlib`` words are said in
    the middle that the transcript lacks."""
    speech = Speech(seed)
    text = speech.text(words) * times
    said = speech.turns(text)
    firsts = {0, *accumulate(len(w) for _, w in said)}
    middle = min((f for f in firsts if f >= len(text) // 2), default=len(text)) if adlib else len(text)
    extra = speech.asides(text, adlib)
    spoken = speech.spoken(
        text[unspoken:middle] + extra + text[middle:],
        {f - unspoken + (adlib if f > middle else 0) for f in firsts},
    )
    cut = middle - unspoken
    kept = spoken[:cut] + spoken[cut + adlib :]
    truth: list[int | None] = [None] * unspoken + [start for _, start, _ in kept]
    return Job(name, said, speech.recognised(spoken, rate), truth)


def standard_jobs() -> list[Job]:
    """The shapes that tell aligners apart: plain, noisy, with holes, repetitive."""
    return [
        job("A 10,000 words, 15 % errors", 10_000, 0.15),
        job("B 10,000 words, 30 % errors", 10_000, 0.30),
        job("C hole: 600 unspoken, 800 ad-lib", 10_000, 0.15, unspoken=600, adlib=800),
        job("D 30,000 words, thrice the same", 10_000, 0.15, times=3),
    ]


def as_markdown(said: list[tuple[str, list[str]]]) -> str:
    return "\n\n".join(f"**{name}:** {' '.join(words).capitalize()}." for name, words in said) + "\n"


def as_srt(heard: list[tuple[str, int, int]], words: int = 8) -> str:
    def clock(ms: int) -> str:
        return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d},{ms % 1000:03d}"

    blocks = []
    for number, at in enumerate(range(0, len(heard), words), 1):
        run = heard[at : at + words]
        text = " ".join(w for w, _, _ in run)
        blocks.append(f"{number}\n{clock(run[0][1])} --> {clock(run[-1][2])}\n{text}\n")
    return "\n".join(blocks)
