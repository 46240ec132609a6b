"""How well the transcript reader induces label grammars.

    python tests/benchmarks/grammars.py [--generator labels|forms] [--documents N] [--turns N] [--seed N] [--data DIR]

``--generator forms``: the independent generator of ``tests/forms`` (five languages, labels that deviate, notes, events,
wrapped lines), judged with captions. ``--data``: every transcript with two or more speakers under DIR (as turncue reads
it), recast in three random grammars each; without it random talks in random grammars. Prints how many came out right,
wrong with a warning, and wrong in silence, and the first of those.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from forms.judge import verdict as verdict_of
from forms.random_documents import document as random_document
from label_forms import Form, document, random_form, random_turns, verdict

from turncue.errors import TurncueError
from turncue.formats.base import TranscriptOptions
from turncue.transcripts.markdown import sniff_markdown
from turncue.transcripts.plain_text import sniff_plain
from turncue.transcripts.readings import read_markdown, read_plain

_WARNINGS = (
    "no speaker",
    "no name comes twice",
    "is taken for",
    "was taken for",
    "read in",
    "taken for text",
    "looks like",
    "check",
)


def judged(form: Form, talk: list, rng: random.Random) -> tuple[str, str, str]:
    """``right``, ``told`` or ``silent``; what differs; the document."""
    text, truth = document(form, talk, rng)
    try:
        read = read_markdown if sniff_markdown(text) > sniff_plain(text) else read_plain
        made = read(text, None, TranscriptOptions())
    except TurncueError as error:
        return "told", str(error), text
    bad = verdict([(t.speaker, t.text) for t in made.turns], truth)
    if not bad:
        return "right", "", text
    warned = any(w in note for note in made.notes for w in _WARNINGS)
    return ("told" if warned else "silent"), f"{bad}; {made.notes}", text


def talks(folder: str) -> list[list]:
    """The transcripts of a folder with two speakers or more, without their events' markup."""
    from turncue.reading import read_transcript

    found = []
    for path in sorted(Path(folder).rglob("transcript.*")):
        made = read_transcript(str(path))
        turns = [(t.speaker, t.text.split("\n")) for t in made.turns if t.speaker]
        if len({n for n, _ in turns}) > 1:
            found.append(turns)
    return found


def judged_form(seed: int) -> tuple[str, str, str]:
    """The same for a document of the independent generator, read with captions of its words."""
    case = random_document(seed)
    kind, why = verdict_of(case)
    return {"warned": "told"}.get(kind, kind), f"{case.name}: {why}", str(case.content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generator", choices=("labels", "forms"), default="labels")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data")
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    count: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    real = talks(args.data) if args.data else []
    total = 3 * len(real) if real else args.documents
    for k in range(total):
        if args.generator == "forms" and not real:
            kind, bad, text = judged_form(args.seed * 1_000_003 + k)
            count[kind] += 1
            if kind != "right" and shown[kind] < args.show:
                shown[kind] += 1
                print(f"--- {kind} {k}: {bad[:600]}\n{text[: 1500 if args.full else 260]!r}")
            continue
        rng = random.Random(args.seed * 1_000_003 + k)
        form = random_form(rng)
        talk = real[k // 3] if real else random_turns(rng, args.turns or rng.choice((8, 12, 12, 20, 60)))
        kind, bad, text = judged(form, talk, rng)
        count[kind] += 1
        if kind != "right" and shown[kind] < args.show:
            shown[kind] += 1
            print(f"--- {kind} {k}: {bad[:300]}\n    {form}\n{text[: 1500 if args.full else 260]!r}")
    kinds = ("right", "told", "silent")
    print(f"{total} documents: " + ", ".join(f"{kind} {count[kind]} ({count[kind] / total:.1%})" for kind in kinds))


if __name__ == "__main__":
    main()
