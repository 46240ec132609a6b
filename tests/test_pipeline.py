"""The whole way: what must hold for every recording, and where other tools are known to fail."""

from __future__ import annotations

import io
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from durations import within
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import garbled, recordings

import turncue
from turncue import (
    AlignError,
    Captions,
    Cue,
    FormatCannot,
    FormatUnknown,
    Options,
    OutputExists,
    ReadError,
    Result,
    Subtitle,
    Transcript,
    Turn,
    Word,
    WriteError,
)
from turncue.text.tokens import tokenize

Case = tuple[Transcript, Captions]


def _turns(*rows: tuple[str, str]) -> Transcript:
    return Transcript(tuple(Turn(name, text) for name, text in rows))


def _cues(*rows: tuple[int, int, str]) -> Captions:
    return Captions(tuple(Cue(start, end, text) for start, end, text in rows))


def _stamped(words: list[str], *, at: int = 0, step: int = 400) -> Captions:
    cues = []
    for k in range(0, len(words), 8):
        part = [Word(w, at + (k + i) * step, at + (k + i) * step + step - 50) for i, w in enumerate(words[k : k + 8])]
        cues.append(Cue(part[0].start, part[-1].end, " ".join(words[k : k + 8]), words=tuple(part)))
    return Captions(tuple(cues))


def _keys(subtitles: tuple[Subtitle, ...]) -> list[str]:
    """The words of all subtitles, in order, as keys."""
    return [key for s in subtitles for line in s.lines for key in tokenize(line).keys]


def _said(transcript: Transcript) -> list[str]:
    return [key for turn in transcript.turns for key in tokenize(turn.text).keys]


def _sound(result: Result) -> None:
    """Nothing overlaps, nothing runs backwards, no subtitle crosses a turn unless it shows both with their names."""
    now = 0
    for s in result.subtitles:
        assert now <= s.start < s.end
        assert len(s.lines) == len(s.speakers) == len(s.labels)
        assert all(line.strip() for line in s.lines)
        now = s.end
    now = 0
    for turn in result.turns:
        place = 0
        for word in turn.words:
            assert now <= word.start < word.end
            assert place <= word.begin < word.finish <= len(turn.text)
            now, place = word.end, word.finish
        assert 0 <= turn.confidence <= 1
        assert (turn.status == "absent") == (not turn.words)
    report = result.report
    assert report.aligned + report.estimated + report.absent == report.turns == len(result.turns)


# ---------------------------------------------------------------- what must hold for every recording


@given(recordings())
def test_every_word_comes_out_once_and_in_order(case: Case) -> None:
    result = turncue.align(*case)
    _sound(result)
    assert _keys(result.subtitles) == _said(case[0])


@given(recordings(turns=12), st.integers(0, 10**6), st.floats(0.02, 0.3))
def test_every_placed_word_comes_out_once_and_in_order(case: Case, seed: int, rate: float) -> None:
    transcript, captions = case
    noisy = [replace(c, text=" ".join(garbled(c.text.split(), rate, seed + k))) for k, c in enumerate(captions.cues)]
    result = turncue.align(
        transcript, Captions(tuple(c for c in noisy if c.text)), options=Options(min_score=0.0, language="en")
    )
    _sound(result)
    placed = [k for t in result.turns for w in t.words for k in tokenize(t.text[w.begin : w.finish]).keys]
    assert _keys(result.subtitles) == placed
    missing = len(_said(transcript)) - len(placed)
    assert missing == 0 or result.report.warnings


@given(recordings(), st.integers(-590_000, 3_600_000))
def test_shifting_all_cues_shifts_all_output(case: Case, shift: int) -> None:
    transcript, captions = case
    moved = Captions(tuple(replace(c, start=c.start + shift, end=c.end + shift) for c in captions.cues))
    one, other = turncue.align(transcript, captions), turncue.align(transcript, moved)
    assert [s.lines for s in one.subtitles] == [s.lines for s in other.subtitles]
    for a, b in zip(one.subtitles, other.subtitles, strict=True):
        assert abs(b.start - a.start - shift) <= 1
        assert abs(b.end - a.end - shift) <= 1


@given(recordings())
def test_a_transcript_equal_to_its_captions_gives_back_their_times(case: Case) -> None:
    _, captions = case
    transcript = Transcript(tuple(Turn(f"S{k % 2}", c.text) for k, c in enumerate(captions.cues)))
    result = turncue.align(transcript, captions)
    for turn, cue in zip(result.turns, captions.cues, strict=True):
        assert turn.start is not None
        assert abs(turn.start - cue.start) <= 1


@given(recordings())
def test_captions_text_keeps_the_captions_words(case: Case) -> None:
    transcript, captions = case
    result = turncue.align(transcript, captions, options=Options(text="captions"))
    assert _keys(result.subtitles) == [k for c in captions.cues for k in tokenize(c.text).keys]


@given(recordings())
def test_each_word_stands_under_its_speaker(case: Case) -> None:
    transcript, captions = case
    result = turncue.align(transcript, captions, options=Options(speakers="every"))
    for s in result.subtitles:
        names = {transcript.turns[k].speaker for k in s.turns}
        assert set(s.speakers) <= names


@settings(max_examples=15)
@given(recordings())
def test_every_format_is_written_and_read_again(case: Case) -> None:
    result = turncue.align(*case)
    for name in ("srt", "vtt", "result"):
        again = turncue.read_captions(io.StringIO(result.render(name)))
        assert [c.start for c in again.cues] == [s.start for s in result.subtitles]


@given(recordings())
def test_the_same_input_gives_the_same_output(case: Case) -> None:
    assert turncue.align(*case).render("srt") == turncue.align(*case).render("srt")


# ---------------------------------------------------------------- where others fail

STORY = (
    "the ferry left the northern harbour before anybody had woken and the captain who never slept poured coffee for "
    "three engineers while fog climbed slowly over both lighthouses"
).split()


def test_no_matching_word_is_an_error_not_a_hang() -> None:
    def refused() -> None:
        with pytest.raises(AlignError) as caught:
            turncue.align(_turns(("Ann", "totally different text")), _cues((0, 1000, "hello world")))
        assert caught.value.score == 0

    assert within(2, refused)


def test_a_first_word_at_zero_is_kept() -> None:
    captions = _stamped("Hello big wide wonderful world".split())
    result = turncue.align(_turns(("Ann", "Hello big wide wonderful world.")), captions)
    assert result.turns[0].start == 0
    assert result.subtitles[0].lines[0].startswith("Hello")


def test_a_second_yes_gets_its_own_time() -> None:
    captions = _cues(
        (1000, 1500, "Yes."), (2000, 4000, "Did they open the harbour?"), (8000, 8400, "Yes."), (9000, 9900, "Twice.")
    )
    transcript = _turns(("Ann", "Yes."), ("Ben", "Did they open the harbour?"), ("Ann", "Yes."), ("Ben", "Twice."))
    assert [t.start for t in turncue.align(transcript, captions).turns] == [1000, 2000, 8000, 9000]


def test_words_in_other_scripts_do_not_match_by_place() -> None:
    said = _turns(("Анна", "Вчера мы ходили на рынок за яблоками"), ("Борис", "Там было очень шумно"))
    heard = _cues((0, 3000, "Завтра никто ничего продавать больше здесь"), (3000, 5000, "Пусть каждый решает иначе"))
    with pytest.raises(AlignError):
        turncue.align(said, heard)


def test_speech_before_a_colon_is_no_speaker(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(
        "**Ann Lee:** I want to say this: we won.\n\n**Ben Ode:** Did we?\n\n"
        "**Ann Lee:** I want to say this: we did.\n\n**Ben Ode:** Fine.\n",
        encoding="utf-8",
    )
    assert turncue.read_transcript(path).speakers == ("Ann Lee", "Ben Ode")
    path = tmp_path / "talk.txt"
    path.write_text(
        "Ann Lee: Good morning.\n\nI want to say this: we won\n\nBen Ode: Did we?\n\nAnn Lee: Yes.\n\nBen Ode: Fine.\n",
        encoding="utf-8",
    )
    assert turncue.read_transcript(path).speakers == ("Ann Lee", "Ben Ode")


def test_a_text_said_three_times_over_keeps_its_order() -> None:
    captions = _stamped(STORY * 3)
    transcript = _turns(*(("AB"[k % 2], " ".join(STORY)) for k in range(3)))
    result = turncue.align(transcript, captions)
    assert [t.start for t in result.turns] == [k * len(STORY) * 400 for k in range(3)]


def _prose(n: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    rare = ["".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)) for _ in range(n // 2)]
    return [chance.choice(STORY) if chance.random() < 0.3 else chance.choice(rare) for _ in range(n)]


def _as_turns(words: list[str], size: int = 40) -> Transcript:
    return _turns(*(("AB"[k % 2], " ".join(words[k * size : (k + 1) * size])) for k in range(len(words) // size)))


def test_words_never_spoken_and_ad_lib_words_in_the_middle() -> None:
    head, tail, never, ad_lib = _prose(400, 1), _prose(400, 2), _prose(600, 3), _prose(800, 4)
    result = turncue.align(_as_turns(head + never + tail), _stamped(head + ad_lib + tail))
    _sound(result)
    starts = [t.start for t in result.turns]
    assert starts[:10] == [k * 40 * 400 for k in range(10)]
    assert starts[25:] == [(1200 + k * 40) * 400 for k in range(10)]


def test_three_words_in_ten_wrong() -> None:
    words, chance = _prose(1200, 5), random.Random(6)
    heard = [chance.choice(words) if chance.random() < 0.3 else w for w in words]
    result = turncue.align(_as_turns(words, 30), _stamped(heard))
    _sound(result)
    errors = [abs(t.start - k * 30 * 400) if t.start is not None else 10**6 for k, t in enumerate(result.turns)]
    assert sorted(errors)[len(errors) // 2] <= 200
    assert sum(e <= 1000 for e in errors) >= 0.95 * len(errors)


def test_unrelated_texts_are_refused_quickly() -> None:
    turns, cues = _as_turns(_prose(3000, 7)), _stamped(_prose(3000, 8))

    def refused() -> None:
        with pytest.raises(AlignError, match="different recordings"):
            turncue.align(turns, cues)

    assert within(5, refused)


def test_another_language_is_named_as_the_cause() -> None:
    said = _turns(("林", "我們走到橋邊看水，這條河比我們想的還要冷。"), ("陳", "沒有人說話，因為大家都很累。"))
    heard = _cues((0, 4000, "Wir gingen zur Brücke und sahen auf das Wasser"), (4000, 7000, "und es war nicht kalt"))
    with pytest.raises(AlignError) as caught:
        turncue.align(said, heard)
    assert "zh-Hant" in caught.value.cause
    assert "de" in caught.value.cause


def test_captions_of_sounds_only() -> None:
    with pytest.raises(AlignError):
        turncue.align(_turns(("Ann", "Hello there")), _cues((0, 1000, "[Music]"), (1000, 2000, "[Applause]")))


def test_an_advertisement_gets_no_subtitle() -> None:
    ad = "visit our shop for mattresses pillows blankets and a voucher worth seventeen pounds off everything today only"
    captions = _stamped([*STORY, *ad.split(), *reversed(STORY)])
    transcript = _turns(("Ann", " ".join(STORY)), ("Ben", " ".join(reversed(STORY))))
    begin, end = len(STORY) * 400, (len(STORY) + len(ad.split())) * 400
    result = turncue.align(transcript, captions)
    assert not any(s.start < end - 1000 and begin + 1000 < s.end for s in result.subtitles)


# ---------------------------------------------------------------- the ends

MARKDOWN = "**Ann:** The ferry left the northern harbour.\n\n**Ben:** Before anybody had woken.\n"
SUBRIP = (
    "1\n00:00:01,000 --> 00:00:03,000\nThe ferry left the northern harbour.\n\n"
    "2\n00:00:03,500 --> 00:00:05,000\nBefore anybody had woken.\n\n"
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    (tmp_path / "talk.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "talk.srt").write_text(SUBRIP, encoding="utf-8")
    return tmp_path


def test_paths_files_text_and_values_are_taken_alike(talk: Path) -> None:
    expected = turncue.align(str(talk / "talk.md"), str(talk / "talk.srt")).render("srt")
    assert turncue.align(talk / "talk.md", talk / "talk.srt").render("srt") == expected
    assert turncue.align(io.StringIO(MARKDOWN), io.StringIO(SUBRIP)).render("srt") == expected
    assert turncue.align(io.BytesIO(MARKDOWN.encode()), io.BytesIO(SUBRIP.encode())).render("srt") == expected
    read = turncue.read_transcript(talk / "talk.md"), turncue.read_captions(talk / "talk.srt")
    assert turncue.align(*read).render("srt") == expected
    with (talk / "talk.md").open(encoding="utf-8") as said, (talk / "talk.srt").open("rb") as heard:
        assert turncue.align(said, heard).render("srt") == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_told_apart(talk: Path, encoding: str) -> None:
    (talk / "other.srt").write_bytes(SUBRIP.encode(encoding))
    assert turncue.read_captions(talk / "other.srt").cues[0].text == "The ferry left the northern harbour."


def test_write_refuses_then_overwrites(talk: Path) -> None:
    result = turncue.align(talk / "talk.md", talk / "talk.srt")
    result.write(talk / "out.srt")
    with pytest.raises(OutputExists):
        result.write(talk / "out.srt")
    with pytest.raises(FileExistsError):
        result.write(str(talk / "out.srt"))
    result.write(talk / "out.srt", overwrite=True)


def test_a_written_file_ends_as_players_need_it(talk: Path) -> None:
    turncue.align(talk / "talk.md", talk / "talk.srt").write(talk / "out.srt")
    data = (talk / "out.srt").read_bytes()
    assert data.startswith(b"1\n")  # no mark, no blank line
    assert data.endswith(b"\n\n")  # MoviePy drops the last cue otherwise
    assert b"\r" not in data


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_written_file_has_ordinary_permissions(talk: Path) -> None:
    turncue.align(talk / "talk.md", talk / "talk.srt").write(talk / "out.srt")
    (talk / "plain").write_text("", encoding="utf-8")
    assert (talk / "out.srt").stat().st_mode == (talk / "plain").stat().st_mode


def test_write_errors(talk: Path) -> None:
    result = turncue.align(talk / "talk.md", talk / "talk.srt")
    with pytest.raises(FormatUnknown, match=r"out\.xyz.*srt \(\.srt\)"):
        result.write(talk / "out.xyz")
    with pytest.raises(WriteError, match="cannot be written"):
        result.write(talk / "no" / "folder" / "out.srt")
    with pytest.raises(FormatUnknown, match="no format 'nosuch'"):
        result.render("nosuch")
    with pytest.raises(FormatCannot, match=r"screenplay \(Fountain\) cannot carry subtitles.*srt \(\.srt\)"):
        result.render("fountain")


def test_read_errors_name_the_file(talk: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.md: there is no such file \(transcript\)"):
        turncue.align(talk / "gone.md", talk / "talk.srt")
    (talk / "empty.srt").write_text("\n\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"empty\.srt: the file is empty \(captions\)"):
        turncue.align(talk / "talk.md", talk / "empty.srt")


def test_progress_runs_from_nought_to_one(talk: Path) -> None:
    told: list[tuple[float, str]] = []
    turncue.align(talk / "talk.md", talk / "talk.srt", progress=lambda part, step: told.append((part, step)))
    parts = [part for part, _ in told]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 1.0)
    assert all(step for _, step in told)


@pytest.mark.parametrize("style", ["colon", "brackets", "caps", "dash", "chevrons", "line"])
@pytest.mark.parametrize("when", ["change", "every", "none"])
def test_every_label_style(talk: Path, style: str, when: str) -> None:
    options = Options(speakers=when, speaker_style=style)  # type: ignore[arg-type]
    result = turncue.align(talk / "talk.md", talk / "talk.srt", options=options)
    text = result.render("srt")
    named = "ann" in text.lower()
    assert named == (when != "none" and style not in ("dash", "chevrons"))


def test_the_library_prints_nothing(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turncue.align(talk / "talk.md", talk / "talk.srt").write(talk / "out.vtt")
    assert capsys.readouterr() == ("", "")
