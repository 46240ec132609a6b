"""Hypothesis strategies shared by the tests."""

from __future__ import annotations

import random
import re

from hypothesis import strategies as st

from turncue.model import Captions, Cue, Document, Subtitle, TimedTurn, TimedWord, Transcript, Turn
from turncue.text.events import find_events

# ---------------------------------------------------------------- timed turns (compose)

_DENSE = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f"
_TIMED_WORD = re.compile(rf"[{_DENSE}]|[^\W_{_DENSE}]+(?:['’-][^\W_{_DENSE}]+)*")

SPOKEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "en": (
        " ",
        tuple("the a of and because river stone Mr. Smith walked quickly 25 miles, today. why? well-known no".split()),
    ),
    "de": (" ", tuple("der und weil Fluss Straße ging über 3,5 Kilometer, heute. warum? Größe nicht".split())),
    "fr": (" ", tuple("le la et parce que rivière marcha vite, hier. pourquoi ? « oui » ! aujourd’hui".split())),
    "ru": (" ", tuple("и река камень потому что шёл быстро, вчера. почему? не на дом".split())),
    "ar": (" ", tuple("في النهر الحجر مَشى بسرعة، اليوم. لماذا؟ ولكن لا ٢٥".split())),
    "ko": (" ", tuple("강가에서 돌을 천천히 걸었습니다. 왜요? 그리고 오늘은, 25 킬로미터".split())),
    "zh-Hant": (
        "",
        tuple("河邊 石頭 的 慢慢地 走過， 今天。 為什麼？ 因為 2024年 Python 我們 「好」 （笑） 了".split()),
    ),
    "zh-Hans": ("", tuple("河边 石头 的 慢慢地 走过， 今天。 为什么？ 因为 30% GPU 我们 “好” 《水》 了".split())),
    "ja": ("", tuple("川で 石を ゆっくり 歩いた。 なぜ？ コンピューター、 そして 今日は 「はい」 っと ー".split())),
    "th": ("", tuple("ริมน้ำ ก้อนหิน เดิน ช้าๆ วันนี้ ทำไม เพราะ เรา ".split(" "))),
    "hi": (" ", tuple("नदी के किनारे पत्थर धीरे चला। क्यों? और आज, हम".split())),
    "emoji": (" ", ("👍🏽", "👨‍👩‍👧", "🇩🇪", "ok", "😀", "e\u0301te\u0301", "yes!")),
}


def spoken_text(language: str) -> st.SearchStrategy[str]:
    """Text of a language out of a few words of it, with its punctuation; sometimes with paragraphs."""
    joint, words = SPOKEN[language]
    part = st.lists(st.sampled_from(words), min_size=1, max_size=40).map(joint.join)
    return st.lists(part, min_size=1, max_size=2).map("\n".join)


@st.composite
def timed_turns(draw: st.DrawFn, texts: st.SearchStrategy[str], *, calm: bool = False) -> list[TimedTurn]:
    """Turns in order with times for their words; unless ``calm``, also crammed, overlapping and absent ones."""
    turns, now = [], draw(st.integers(0, 5000))
    least = 60 if calm else 0
    for index in range(draw(st.integers(1, 4))):
        text = draw(texts)
        spans = [m.span() for m in _TIMED_WORD.finditer(text)]
        pace, words = draw(st.integers(least, 400)), []
        for begin, finish in spans:
            start = now + draw(st.sampled_from((0, 0, 0, 40, 900, 4000)))
            now = start + pace
            words.append(TimedWord(begin, finish, start, now, "measured", draw(st.floats(0, 1))))
        absent = not words or (not calm and draw(st.integers(0, 9)) == 0)
        speaker = draw(st.sampled_from((None, "Ana", "王小明", "Bartholomew Featherstonehaugh-Cholmondeley")))
        turns.append(
            TimedTurn(
                index * 2,
                speaker,
                text,
                () if absent else tuple(words),
                0.5,
                "absent" if absent else "aligned",
                find_events(text),
            )
        )
        now = max(0, now + draw(st.integers(0, 3000) if calm else st.integers(-500, 3000)))
    return turns


# ---------------------------------------------------------------- documents to write (formats)

_SAID = (
    "so",
    "it",
    "went",
    "well",
    "Ann's",
    "42",
    "R&D",
    "naïve",
    "今天",
    "天氣",
    "привет",
    "don't",
    "a<b",
    "—ah",
    "…",
)


@st.composite
def subtitles(draw: st.DrawFn, start: int) -> Subtitle:
    """A subtitle of one to three lines of speech without markup, unlike those at other times; speakers or none."""
    said = st.lists(st.sampled_from(_SAID), min_size=1, max_size=7).map(lambda words: " ".join([f"at{start}", *words]))
    lines = draw(st.lists(said, min_size=1, max_size=3))
    names = [draw(st.sampled_from(("Ann", "Ben & Co", "李明", None))) for _ in lines]
    labels = [f"{name}: " if name and draw(st.booleans()) else "" for name in names]
    return Subtitle(start, start + draw(st.integers(1, 7000)), tuple(lines), tuple(names), tuple(labels), (0,))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of subtitles in order that do not overlap."""
    made: list[Subtitle] = []
    for _ in range(draw(st.integers(1, 8))):
        made.append(draw(subtitles((made[-1].end if made else 0) + draw(st.integers(0, 5_000_000)))))
    return Document(tuple(made), language="en")


# ---------------------------------------------------------------- whole recordings (pipeline, align)

_PLAIN = (
    "river stone window carry under seven market silver often letter morning hardly bridge winter paper doctor yellow "
    "machine garden answer travel butter famous island music quiet corner basket engine friend summer ticket"
).split()
_COMMON = "the a of and to in that it is was for on you with".split()


def sentence() -> st.SearchStrategy[list[str]]:
    """Words of a sentence, rare and common ones mixed."""
    return st.lists(st.sampled_from(_PLAIN + _COMMON), min_size=1, max_size=12)


@st.composite
def recordings(draw: st.DrawFn, *, turns: int = 8) -> tuple[Transcript, Captions]:
    """A transcript and captions of the very same words, a cue for each turn's part of up to eight words.

    The first cue begins at 10 minutes, so that it can be shifted to either side.
    """
    spoken = draw(st.lists(st.tuples(st.sampled_from(("Ann", "Ben", "Cleo")), sentence()), min_size=2, max_size=turns))
    made, cues, now = [], [], 600_000
    for name, words in spoken:
        made.append(Turn(name, " ".join(words).capitalize() + "."))
        for k in range(0, len(words), 8):
            part = words[k : k + 8]
            length = 350 * len(part) + draw(st.integers(0, 400))
            cues.append(Cue(now, now + length, " ".join(part)))
            now += length + draw(st.sampled_from((0, 40, 300, 1500)))
    return Transcript(tuple(made), language="en"), Captions(tuple(cues), language="en")


def garbled(words: list[str], rate: float, seed: int) -> list[str]:
    """Words with a share of them dropped, replaced by others, or put in, as a recogniser does."""
    chance = random.Random(seed)
    out: list[str] = []
    for word in words:
        kind = chance.random() / rate
        if kind < 0.5:
            out.append(chance.choice(_COMMON + _PLAIN))
        elif kind < 0.8:
            continue
        else:
            out.append(word)
            if kind < 1:
                out.append(chance.choice(_COMMON))
    return out


# ---------------------------------------------------------------- written dialogue (readers of transcripts)

_WRITTEN = "sea wind gull 5 rope’s can't 燈塔 Möwe R&D x_y море 3.5 well, yes. — (so)".split()


def dialogues(machine: str) -> st.SearchStrategy[list[tuple[str, list[str]]]]:
    """Turns: a name, among them ``machine``, a recogniser's; and paragraphs."""
    name = st.sampled_from(["Ana", "Bo Lund", machine, "林又青", "Dr. Ito", "Иван", "O'Dea", "J. R. Hale, Jr."])
    paragraph = st.lists(st.sampled_from(_WRITTEN), min_size=1, max_size=12).map(" ".join)
    return st.lists(st.tuples(name, st.lists(paragraph, min_size=1, max_size=3)), min_size=4, max_size=14)


def assert_turns_hold_together(read: Transcript) -> None:
    """There are turns, none empty, and what points into their text points at something."""
    assert read.turns
    for turn in read.turns:
        assert turn.text
        assert all(turn.text[e.at : e.at + len(e.text)] == e.text for e in turn.events)
        assert all(0 <= s.at <= len(turn.text) for s in turn.stamps)
