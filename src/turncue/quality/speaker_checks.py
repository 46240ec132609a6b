"""Where the transcript's speakers look wrong. Advice for the report; nothing is changed.

Three signs: an answer that carries the asker's name, a change of speaker that the captions mark inside a turn, and a
voice in the captions that belongs to somebody else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from turncue import clock
from turncue.align.alignment import Alignment
from turncue.model import Captions, TimedTurn
from turncue.prepare.pair import Pair
from turncue.quality import params
from turncue.text.tokens import tokenize
from turncue.text.turn_openers import STARTERS

__all__ = ["speaker_warnings", "turn_place"]

_QUESTION = re.compile(r"[?？؟]\s*[\"”’」』)）]*\s*$")
_EXCERPT = 40  # characters of a turn in a warning


def speaker_warnings(turns: Sequence[TimedTurn], pair: Pair, alignment: Alignment) -> tuple[str, ...]:
    """Warnings about turns whose speaker looks wrong, each with the turn's number (from 1), time and first words."""
    return (*_answers_of_askers(turns), *_other_voices(turns, pair, alignment), *_marks_inside(turns, pair, alignment))


def turn_place(turn: TimedTurn) -> str:
    """``turn 12 (00:01:02.000, “Only half of them …”)``: what a person needs to look a turn up."""
    text = " ".join(turn.text.split())
    short = text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + " …"
    time = "" if turn.start is None else f"{clock.vtt(turn.start)}, "
    return f"turn {turn.index + 1} ({time}“{short}”)"


def _answers_of_askers(turns: Sequence[TimedTurn]) -> list[str]:
    """Answers under the asker's name: where one who asks has two turns in a row, one of them an answer."""
    count = Counter(t.speaker for t in turns if t.speaker)
    questions = Counter(t.speaker for t in turns if t.speaker and _QUESTION.search(t.text))
    share = {name: questions[name] / n for name, n in count.items()}
    if len(share) < 2:
        return []
    warnings = []
    for before, turn, after in zip([None, *turns[:-1]], turns, [*turns[1:], None], strict=True):
        name = turn.speaker
        if not name or share[name] < params.ASKS or after is None or after.speaker != name:
            continue
        others = [n for n in share if n != name and share[n] <= params.ANSWERS]
        if not others or not _is_answer_before_question(turn, after):
            continue
        if before is None or not (before.speaker in others or _QUESTION.search(before.text)):
            continue
        likely = before.speaker if before.speaker in others else others[0] if len(others) == 1 else None
        whose = f" It may be {likely}'s." if likely else ""
        warnings.append(
            f"{turn_place(turn)} carries the name {name}, who asks the questions, but reads like an answer, and "
            f"{name}'s next question follows at once.{whose} Check the name in the transcript."
        )
    return warnings


def _is_answer_before_question(turn: TimedTurn, after: TimedTurn) -> bool:
    tokens = tokenize(turn.text).keys
    answer = len(tokens) >= params.LONG_TURN and tokens[0] in STARTERS and not _QUESTION.search(turn.text)
    return answer and bool(_QUESTION.search(after.text))


def _voices_of_cues(captions: Captions) -> list[str | None]:
    """Who speaks at each cue's beginning, as the captions say."""
    voices: list[str | None] = []
    voice: str | None = None
    for cue in captions.cues:
        voice = cue.speaker or voice
        voices.append(voice)
        voice = cue.marks[-1].speaker or voice if cue.marks else voice
    return voices


def _voices_of_turns(pair: Pair, alignment: Alignment) -> dict[int, Counter[str]]:
    """For each turn how many of its links stand in captions of each voice."""
    voices = _voices_of_cues(pair.captions)
    if len({v for v in voices if v}) < 2:
        return {}
    by_turn: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for link in alignment:
        cue = int(pair.caption_tokens.cue[link.captions.start])
        name = voices[cue]
        if name and not pair.captions.cues[cue].marks:
            by_turn[int(pair.transcript_tokens.turn[link.transcript.start])][name] += 1
    return dict(by_turn)


def _owners(turns: Sequence[TimedTurn], by_turn: Mapping[int, Counter[str]]) -> dict[str, str]:
    """The speaker to whom each voice belongs, where it speaks in several turns and mostly in that speaker's."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spoken_in: Counter[str] = Counter()
    for k, names in by_turn.items():
        speaker = turns[k].speaker
        if speaker is None:
            continue
        for voice, n in names.items():
            words[voice][speaker] += n
            spoken_in[voice] += 1
    owners = {}
    for voice, speakers in words.items():
        speaker, most = max(speakers.items(), key=lambda row: (row[1], row[0]))
        total = sum(speakers.values())
        enough = total >= params.VOICE_WORDS and spoken_in[voice] >= params.VOICE_TURNS
        if enough and most >= params.VOICE_SHARE * total:
            owners[voice] = speaker
    return owners


def _other_voices(turns: Sequence[TimedTurn], pair: Pair, alignment: Alignment) -> list[str]:
    """Turns whose words the captions give to a voice that elsewhere is somebody else's."""
    by_turn = _voices_of_turns(pair, alignment)
    owners = _owners(turns, by_turn)
    warnings = []
    for k, names in sorted(by_turn.items()):
        voice, n = names.most_common(1)[0]
        own, owner = turns[k].speaker, owners.get(voice)
        clear = n >= params.TURN_WORDS and n >= params.TURN_SHARE * sum(names.values())
        if clear and own and owner and owner != own and voice.casefold() != own.casefold():
            warnings.append(
                f"{turn_place(turns[k])} carries the name {own}, but the captions give its words to “{voice}”, who "
                f"elsewhere is {owner}. Check the name in the transcript."
            )
    return warnings


def _marks_inside(turns: Sequence[TimedTurn], pair: Pair, alignment: Alignment) -> list[str]:
    """Changes of speaker that the captions mark in the middle of a turn."""
    captions, turn = pair.caption_tokens, pair.transcript_tokens.turn
    marks = np.flatnonzero(captions.speaker_change)
    if not len(marks) or not len(alignment):
        return []
    partner = np.full(len(captions), -1, dtype=np.int64)
    partner[alignment.caption_first] = alignment.transcript_first
    edges = np.flatnonzero(pair.transcript_tokens.opens_turn)
    begins = partner[marks]
    begins = begins[begins >= 0]
    if not len(begins) or np.isin(edges, begins).mean() < params.MARKED:
        return []
    warnings = []
    for j in marks.tolist():
        t = int(partner[j])
        near = partner[max(0, j - 3) : j + 4]
        if t < 0 or (near >= 0).sum() < 5:
            continue
        a, b = np.searchsorted(turn, [turn[t], turn[t] + 1])
        if t - a >= params.INSIDE and b - t >= params.INSIDE:
            time = clock.vtt(round(float(captions.start[j])))
            warnings.append(
                f"the captions mark a change of speaker at {time}, inside {turn_place(turns[int(turn[t])])}, before "
                f"its word {t - int(a) + 1}. Check whether another turn begins there."
            )
    return warnings
