"""Where the transcript itself looks wrong. Advice for the report; nothing is changed.

Three signs: an answer that carries the asker's name, a change of speaker that the captions mark inside a turn, and a
voice in the captions that belongs to somebody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from turncue import clock
from turncue.align.alignment import Alignment
from turncue.arrays import Ints
from turncue.model import Captions, TimedTurn
from turncue.prepare.token_columns import CaptionTokens
from turncue.text.tokens import tokenize
from turncue.text.turn_openers import STARTERS

__all__ = ["moved_passage", "moved_passages", "suspicious"]


_QUESTION = re.compile(r"[?？؟]\s*[\"”’」』)）]*\s*$")
_ASKS, _ANSWERS = 0.5, 0.25  # shares of turns that end with a question: the one who asks, the one who answers
_LONG = 10  # tokens: shorter turns are remarks that anybody makes
_INSIDE = 4  # tokens from a turn's edges within which a mark belongs to the edge
_GRAM, _HITS = 4, 6  # words in a row that must be the same, and how often, for a passage to be one that moved
_MOST = 5  # places of one kind that are told one by one
_MARKED = 0.3  # share of turns that begin at a mark, from which on marks can be trusted


def suspicious(
    turns: Sequence[TimedTurn], captions: Captions, heard: CaptionTokens, links: Alignment, said_turn: Ints
) -> list[str]:
    """Sentences about turns whose speaker looks wrong. ``said_turn`` is the turn of each transcript token."""
    return [*_misnamed(turns), *_by_voice(turns, captions, heard, links, said_turn), *_by_mark(heard, links, said_turn)]


def _misnamed(turns: Sequence[TimedTurn]) -> list[str]:
    """Answers under the asker's name: where one who asks has two turns in a row, one of them an answer."""
    count = Counter(t.speaker for t in turns if t.speaker)
    asked = Counter(t.speaker for t in turns if t.speaker and _QUESTION.search(t.text))
    share = {name: asked[name] / n for name, n in count.items()}
    if len(share) < 2:
        return []
    found = []
    for before, turn, after in zip([None, *turns[:-1]], turns, [*turns[1:], None], strict=True):
        name = turn.speaker
        if not name or share[name] < _ASKS or after is None or after.speaker != name or _QUESTION.search(turn.text):
            continue
        keys = tokenize(turn.text).keys
        others = [n for n in share if n != name and share[n] <= _ANSWERS]
        if len(keys) < _LONG or keys[0] not in STARTERS or not _QUESTION.search(after.text) or not others:
            continue
        if before is None or not (before.speaker in others or _QUESTION.search(before.text)):
            continue
        likely = before.speaker if before.speaker in others else others[0] if len(others) == 1 else None
        whose = f"; it may be {likely}'s" if likely else ""
        found.append(
            f"turn {turn.index + 1} carries the name {name}, who asks the questions, but reads like an answer, and "
            f"{name}'s next question follows at once{whose}"
        )
    return found


def _by_voice(
    turns: Sequence[TimedTurn], captions: Captions, heard: CaptionTokens, links: Alignment, said_turn: Ints
) -> list[str]:
    """Turns whose words the captions give to a voice that elsewhere is somebody else's."""
    voices: list[str | None] = []
    voice: str | None = None
    for cue in captions.cues:
        voice = cue.speaker or voice
        voices.append(voice)
        voice = cue.marks[-1].speaker or voice if cue.marks else voice
    if len({v for v in voices if v}) < 2:
        return []
    heard_by: dict[int, Counter[str]] = {}
    for link in links:
        number = int(heard.cue[link.captions.start])
        name = voices[number]
        if name and not captions.cues[number].marks:
            heard_by.setdefault(int(said_turn[link.transcript.start]), Counter())[name] += 1
    pairs: Counter[tuple[str, str]] = Counter()
    for k, names in heard_by.items():
        speaker = turns[k].speaker
        if speaker:
            pairs.update({(v, speaker): n for v, n in names.items()})
    owner: dict[str, tuple[int, str]] = {}
    total: Counter[str] = Counter()
    for (v, speaker), n in pairs.items():
        total[v] += n
        owner[v] = max(owner.get(v, (0, "")), (n, speaker))
    found = []
    for k, names in sorted(heard_by.items()):
        v, n = names.most_common(1)[0]
        best, speaker = owner[v]
        clear = total[v] >= 20 and best >= 0.6 * total[v] and n >= 3 and n >= 0.8 * sum(names.values())
        if clear and turns[k].speaker and speaker != turns[k].speaker:
            found.append(
                f"turn {k + 1} carries the name {turns[k].speaker}, but the captions' voice {v} is {speaker}'s"
            )
    return found


def _by_mark(heard: CaptionTokens, links: Alignment, said_turn: Ints) -> list[str]:
    """Changes of speaker that the captions mark in the middle of a turn."""
    if not heard.mark.any() or not len(links):
        return []
    turn_of = said_turn
    partner = np.full(len(heard), -1, dtype=np.int64)
    partner[links.c0] = links.t0
    edges = np.flatnonzero(np.append(True, turn_of[1:] != turn_of[:-1]))
    begins = partner[np.flatnonzero(heard.mark)]
    begins = begins[begins >= 0]
    if not len(begins) or np.isin(edges, begins).mean() < _MARKED:
        return []
    found = []
    for j in np.flatnonzero(heard.mark).tolist():
        t = int(partner[j])
        near = partner[max(0, j - 3) : j + 4]
        if t < 0 or (near >= 0).sum() < 5:
            continue
        a, b = np.searchsorted(turn_of, [turn_of[t], turn_of[t] + 1])
        if t - a >= _INSIDE and b - t >= _INSIDE:
            found.append(
                f"the captions mark a change of speaker inside turn {int(turn_of[t]) + 1}, word {t - int(a) + 1}"
            )
    return found


def moved_passages(
    said_keys: Sequence[str],
    said_turn: Ints,
    heard_keys: Sequence[str],
    heard_start: NDArray[np.float64],
    links: Alignment,
) -> list[str]:
    """Passages of the transcript that the captions have in another place."""
    own = _loose(links.t0, links.t1, len(said_keys))
    other = _loose(links.c0, links.c1, len(heard_keys))
    places: dict[tuple[str, ...], int] = {}
    for a, b in other:
        for j in range(a, b - _GRAM + 1):
            places.setdefault(tuple(heard_keys[j : j + _GRAM]), j)
    found = []
    for a, b in own:
        hits = [places[g] for i in range(a, b - _GRAM + 1) if (g := tuple(said_keys[i : i + _GRAM])) in places]
        if len(hits) >= max(_HITS, 0.3 * (b - a - _GRAM + 1)):
            found.append(moved_passage(int(said_turn[a]), int(said_turn[b - 1]), float(heard_start[min(hits)])))
    return found


def moved_passage(first: int, last: int, start: float) -> str:
    """What is told of a passage of turns ``first`` to ``last`` that is heard elsewhere, from ``start`` ms on."""
    which = f"turn {first + 1}" if first == last else f"turns {first + 1} to {last + 1}"
    return f"a passage of {which} is heard at {clock.vtt(round(start))}, in another order than in the transcript"


def _loose(begin: Ints, end: Ints, size: int) -> list[tuple[int, int]]:
    """Runs of at least ten tokens without a partner."""
    a = np.concatenate(([0], end))
    b = np.concatenate((begin, [size]))
    return [(int(x), int(y)) for x, y in zip(a, b, strict=True) if y - x >= 10]
