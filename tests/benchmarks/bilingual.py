#!/usr/bin/env python3
"""``--text both``: how often the two halves of a subtitle say the same thing, by the alignment.

  bilingual.py [--data DIR] [--set NAME ...]

Every pair in two languages of different scripts. A half answers when at least half of its words belong to clauses that
the other half shows a part of; printed are the share of subtitles with both halves whose halves both answer, the share
of words that do, the subtitles with one half only, and the seconds to compose. Needs the evaluation data
(``common.data_dir``); says so and ends without it.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import common

from turncue.align.engine import select_and_align
from turncue.check import shown_cue
from turncue.check.two_languages import lines_by_language
from turncue.model import Subtitle
from turncue.options import Options
from turncue.prepare.pair import Pair, prepare
from turncue.quality import judge
from turncue.reading import read_captions, read_transcript
from turncue.subtitles import subtitles_of
from turncue.timing import time_words

ENOUGH = 0.5  # share of a half's words that answer
AHEAD = 200  # characters within which a word with what follows it is looked for
FOLLOWING = 16  # characters that are looked for farther ahead


@dataclass
class Counts:
    """Of subtitles: all, those with both halves, those whose halves answer; of words: all, those that answer."""

    subtitles: int = 0
    both: int = 0
    answers: int = 0
    words: int = 0
    answered: int = 0
    seconds: float = 0.0

    def add(self, other: Counts) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def places(words: Sequence[tuple[str, int, int]], texts: Sequence[str]) -> list[int | None]:
    """For each word, an offset span in a text, the number of the shown text that holds it; None where none does."""
    whole = "".join("".join(t.split()) for t in texts)
    owner = [k for k, t in enumerate(texts) for _ in "".join(t.split())]
    at: int = 0
    found: list[int | None] = []
    for text, begin, finish in words:
        plain = "".join(text[begin:finish].split())
        onward = "".join(text[begin : finish + FOLLOWING].split())[: len(plain) + FOLLOWING // 2]
        here = whole.find(onward, at, at + AHEAD)
        if here < 0:
            here = whole.find(plain, at, at + len(plain) + 2)  # brackets and marks stand before a word at most
        found.append(owner[here] if here >= 0 else None)
        at = here + len(plain) if here >= 0 else at
    return found


def halves(subtitles: Sequence[Subtitle], language: str | None) -> tuple[list[str], list[str]]:
    """The texts of the transcript's language and of the captions', one of each for every subtitle."""
    shown = [shown_cue(k, s) for k, s in enumerate(subtitles, 1)]
    main, other = lines_by_language(shown, language)
    return [" ".join(c.texts) for c in main], [" ".join(c.texts) for c in other]


def measure(pair: Pair) -> Counts:
    """One pair."""
    options = Options(text="both")
    result = select_and_align(pair, options)
    timing = time_words(pair, result)
    turns, _ = judge(pair, result, timing)
    begun = time.perf_counter()
    subtitles, language = subtitles_of(pair, result, timing, turns, options)
    counts = Counts(len(subtitles), seconds=time.perf_counter() - begun)
    texts, others = halves(subtitles, language)
    own, tokens = pair.transcript_tokens, pair.caption_tokens
    spoken, cues = pair.transcript.turns, pair.captions.cues
    left: list[int | None] = []
    for t, edges in enumerate(pairwise(own.turn_edges(len(spoken)).tolist())):
        words = zip(own.begin[slice(*edges)].tolist(), own.finish[slice(*edges)].tolist(), strict=True)
        at = [k for k, s in enumerate(subtitles) if t in s.turns]
        found = places([(spoken[t].text, a, b) for a, b in words], [texts[k] for k in at])
        left += [None if k is None else at[k] for k in found]
    rows = zip(tokens.cue.tolist(), tokens.begin.tolist(), tokens.finish.tolist(), strict=True)
    right = places([(cues[c].text, a, b) for c, a, b in rows], others)
    votes: dict[tuple[int, bool], list[bool]] = defaultdict(list)
    for a, b, c, d, _ in result.alignment.rows():
        mine, theirs = left[a:b], right[c:d]
        for here, there, side in ((mine, set(theirs), True), (theirs, set(mine), False)):
            for k in here:
                if k is not None:
                    votes[k, side].append(k in there)
    for k in range(len(subtitles)):
        counts.words += sum(len(votes[k, side]) for side in (True, False))
        counts.answered += sum(sum(votes[k, side]) for side in (True, False))
        if texts[k] and others[k]:
            counts.both += 1
            counts.answers += all(sum(votes[k, side]) >= ENOUGH * max(len(votes[k, side]), 1) for side in (True, False))
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--set", action="append", default=[])
    given = parser.parse_args()
    data = common.data_dir(given.data)
    if data is None:
        print("skipped: there is no evaluation data; see --data and TURNCUE_DATA")
        return
    by_set: dict[str, Counts] = defaultdict(Counts)
    for name, _, variant, folder, gold in common.variants(data, given.set, ("cross",)):
        languages = gold["language"]
        info = (gold.get("variant_info") or {}).get(variant, {})
        captions_language = info.get("language") or languages["captions"]
        transcript = next(p for p in (folder / "transcript.md", folder / "transcript.txt") if p.exists())
        captions = next(folder.glob(f"captions.{variant}.*"))
        pair = prepare(read_transcript(str(transcript)), read_captions(str(captions)), Options())
        dense = [(x or "").split("-")[0] in ("zh", "ja", "ko") for x in (pair.transcript.language, captions_language)]
        if dense[0] != dense[1]:
            by_set[name].add(measure(pair))
    total = Counts()
    rows = [["set", "subtitles", "both", "answer", "words", "s"]]
    for name, counts in [*sorted(by_set.items()), ("all", total)]:
        if name != "all":
            total.add(counts)
        rows.append(
            [
                name,
                str(counts.subtitles),
                f"{counts.both / max(counts.subtitles, 1):.1%}",
                f"{counts.answers / max(counts.both, 1):.2%}",
                f"{counts.answered / max(counts.words, 1):.2%}",
                f"{counts.seconds:.1f}",
            ]
        )
    print(common.table(rows))


if __name__ == "__main__":
    main()
