"""Subtitles with two languages: each half is held to the limits of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import turncue
from turncue.check import second_language, shown_cues
from turncue.check.two_languages import lines_by_language
from turncue.cli.app import run
from turncue.errors import UsageError
from turncue.formats import Source
from turncue.options import Options
from turncue.reformat import check_file, check_result, reformat

PAIRS = (
    ("林又青：\n港邊的風很大，船都不敢出海。", "The wind at the harbour is strong,\nand no boat dares to leave."),
    ("我們等了三個冬天。", "We waited for three winters."),
    ("OpenAI 也來了。", "OpenAI came too."),
    ("謝謝。", "Thank you."),
)


def bilingual(pairs: tuple[tuple[str, str], ...] = PAIRS, seconds: int = 6) -> Source:
    rows = [
        f"{k}\n00:00:{(k - 1) * seconds:02},000 --> 00:00:{k * seconds - 1:02},400\n{a}\n{b}\n"
        for k, (a, b) in enumerate(pairs, 1)
    ]
    return Source.of_text("\n".join(rows), "both.srt")


def test_the_second_language_is_found_and_lines_are_told_apart() -> None:
    cues, _ = shown_cues(bilingual())
    assert second_language(cues, "zh-Hant") == "en"
    main, other = lines_by_language(cues, "zh-Hant")
    assert [len(c.lines) for c in main] == [2, 1, 1, 1]
    assert [" ".join(c.lines) for c in other] == [b.replace("\n", " ") for _, b in PAIRS]


def test_one_language_with_foreign_names_is_one_language() -> None:
    cues, _ = shown_cues(bilingual(tuple((a, "") for a, _ in PAIRS)))
    assert second_language(cues, "zh-Hant") is None


def test_each_half_keeps_to_its_own_limits() -> None:
    assert check_file(bilingual(), Options()).findings == ()
    long = ("謝謝。", "A line of English words that is wider than any guide for English lines would allow.")
    found = check_file(bilingual((*PAIRS, long)), Options()).findings
    assert [(f.cue, f.rule, f.limit) for f in found] == [(5, "line-too-long", "42")]
    fast = check_file(bilingual((*PAIRS, ("謝謝。", "Thank you all very much indeed.")), seconds=2), Options()).findings
    assert {f.limit for f in fast if f.rule == "too-fast" and f.cue == 1} == {"9 cps", "20 cps"}


def test_two_languages_cannot_be_laid_out_as_one() -> None:
    with pytest.raises(UsageError, match=r"both\.srt.*zh-Hant, en.*--text both"):
        reformat(bilingual(), Options())


def test_a_result_is_checked_as_its_file_is(samples: Path) -> None:
    folder = samples / "zh-interview"
    for options in (Options(), Options(text="both")):
        result = turncue.align(folder / "transcript.md", folder / "captions.en.srt", options=options)
        in_file = check_file(Source.of_text(result.render("srt"), "x.srt"), options).findings
        assert [(f.cue, f.rule) for f in check_result(result)] == [(f.cue, f.rule) for f in in_file]


def test_align_says_what_check_finds(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = samples / "ja-interview"
    transcript, captions = next(folder.glob("transcript.*")), next(folder.glob("captions.*"))
    out = str(tmp_path / "out.srt")
    assert run(["align", str(transcript), str(captions), "-o", out]) == 0
    line = next(x for x in capsys.readouterr().err.splitlines() if x.startswith("check ("))
    assert run(["check", out]) == 1
    counted = capsys.readouterr().out.splitlines()[-1].split()[0]
    assert f" {counted} too-fast (" in line
    assert "spoken so fast" in line
