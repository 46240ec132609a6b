"""Generated recordings: folders of short talks, each with a transcript and captions, the same from the same seed."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "river bridge lantern market copper window garden winter letter engine harbour mountain thunder basket kitchen "
    "pepper island ladder candle meadow saddle mirror anchor button forest temple wagon violin orchard velvet teacher "
    "morning captain question blanket village shoulder journey summer whisper the of and to in that it for with on as "
    "at by from but not are we they you have had were when there this"
).split()
NAMES = ("Ann Lee", "Ben Ode", "Cem Ada")


def talk(seed: int, turns: int = 6) -> tuple[str, str]:
    """A transcript in Markdown and captions in SubRip of one talk."""
    rng = random.Random(seed)
    spoken = [(NAMES[k % len(NAMES)], rng.choices(WORDS, k=rng.randrange(4, 18))) for k in range(turns)]
    transcript = f"# Talk {seed}\n\n" + "\n\n".join(
        f"**{who}:** {' '.join(words).capitalize()}." for who, words in spoken
    )
    now, cues = 800, []
    for _, words in spoken:
        for at in range(0, len(words), 7):
            part = words[at : at + 7]
            end = now + 330 * len(part)
            cues.append((now, end, " ".join(part)))
            now = end
        now += 400
    rows = [f"{n}\n{_time(a)} --> {_time(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1)]
    return transcript + "\n", "\n".join(rows)


def _time(ms: int) -> str:
    seconds, millis = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{millis:03d}"


def write_talks(folder: Path, count: int, *, turns: int = 6) -> Path:
    """A folder with ``count`` talks in three subfolders."""
    for number in range(count):
        place = folder / f"part{number % 3}"
        place.mkdir(parents=True, exist_ok=True)
        transcript, captions = talk(number, turns)
        (place / f"talk{number:04d}.md").write_text(transcript, encoding="utf-8")
        (place / f"talk{number:04d}.en.srt").write_text(captions, encoding="utf-8")
    return folder


def contents(folder: Path, suffix: str = ".srt") -> dict[str, bytes]:
    """The files of a suffix in a folder, by their path in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob(f"*{suffix}"))}
