"""Who speaks survives a chain of conversions, printed in every style, with and without ``--profile``."""

from __future__ import annotations

from pathlib import Path

import pytest

import turncue
from turncue.cli.app import run

A, B = "Maya Lund", "Owen Park"
TALK = (
    (A, "Good morning, and welcome back to the harbour programme of this station."),
    (B, "Thank you, I walked here along the pier in the rain."),
    (A, "Was the tide as high as they had promised yesterday?"),
    (B, "Higher, and the bakery had put bags of sand at its door."),
    (A, "Goodness, and did they open all the same?"),
    (B, "They opened at noon with fresh bread for everyone in the street."),
)
CHAIN = ("a.vtt", "b.ass", "c.ttml", "d.json", "e.srt")
LOWER = str.casefold


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text("\n\n".join(f"{s}: {t}" for s, t in TALK) + "\n", encoding="utf-8")
    cues = (f"{k}\n00:00:{5 * k:02},000 --> 00:00:{5 * k + 4:02},000\n{t}\n" for k, (_, t) in enumerate(TALK, 1))
    Path("talk.srt").write_text("\n".join(cues), encoding="utf-8")
    return tmp_path


def _speakers(name: str) -> list[str | None]:
    """Who speaks in each cue, a cue that says nothing new going on with the speaker before."""
    out: list[str | None] = []
    now: str | None = None
    for cue in turncue.read(name).cues:
        changes = [m.speaker for m in cue.marks if m.at == 0 and m.speaker]
        now = cue.speaker or (changes[0] if changes else now)
        out.append(now)
    return out


def _truth(name: str) -> list[str]:
    cues = turncue.read(name).cues
    return [TALK[min(max(c.start // 5000 - 1, 0), 5)][0] for c in cues]


@pytest.mark.parametrize("speakers", ["change", "every"])
@pytest.mark.parametrize("style", ["colon", "brackets", "caps", "line"])
@pytest.mark.parametrize("options", [[], ["--profile", "bbc"]])
def test_a_chain_of_conversions(folder: Path, style: str, speakers: str, options: list[str]) -> None:
    align = ["align", "talk.txt", "talk.srt", "-o", "start.srt", "--speaker-style", style, "--speakers", speakers]
    assert run([*align, "--quiet"]) == 0
    source = "start.srt"
    for target in CHAIN:
        assert run(["convert", source, target, "--quiet", *options]) == 0
        read = [LOWER(s or "") for s in _speakers(target)]
        assert read == [LOWER(s) for s in _truth(target)], f"{style}, {target}"
        spoken = " ".join(" ".join(c.text for c in turncue.read(target).cues).split())
        assert spoken == " ".join(t for _, t in TALK)
        source = target
    if not options:  # every cue as it is
        times = [[(c.start // 10, c.end // 10) for c in turncue.read(name).cues] for name in ("start.srt", "e.srt")]
        near = [abs(a - b) <= 1 for x, y in zip(*times, strict=True) for a, b in zip(x, y, strict=True)]
        assert all(near)


@pytest.mark.parametrize("style", ["dash", "chevrons"])
def test_signs_without_names_keep_that_another_person_begins(folder: Path, style: str) -> None:
    align = ["align", "talk.txt", "talk.srt", "-o", "start.srt", "--speaker-style", style, "--speakers", "every"]
    assert run([*align, "--quiet"]) == 0
    assert run(["convert", "start.srt", "a.vtt", "--quiet"]) == 0
    assert run(["convert", "a.vtt", "b.srt", "--quiet"]) == 0
    assert Path("b.srt").read_text(encoding="utf-8") == Path("start.srt").read_text(encoding="utf-8")
