"""Captions and transcripts in two languages at once: one of them is used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import EN, ES, ZH

import turncue
from turncue.model import Captions, Cue, Event, Mark, Stamp, Transcript, Turn, Word
from turncue.prepare.bilingual import in_one_language


def _shown(*sides: tuple[str, ...]) -> Captions:
    """Each place shows the sides' lines one under the other."""
    rows = zip(*sides, strict=True)
    return Captions(tuple(Cue(2000 * k, 2000 * k + 1900, "\n".join(lines)) for k, lines in enumerate(rows)))


def captions_in(captions: Captions, language: str) -> tuple[Captions, tuple[str, ...]]:
    """The captions beside a transcript of which nothing is known."""
    _, kept, warnings = in_one_language(Transcript(()), captions, captions_language=language)
    return kept, warnings


def transcript_in(transcript: Transcript, language: str | None = None) -> tuple[Transcript, tuple[str, ...]]:
    """The transcript beside captions of which nothing is known."""
    kept, _, warnings = in_one_language(transcript, Captions(()), language=language)
    return kept, warnings


def _transcript(*sides: tuple[str, ...]) -> Transcript:
    """Each turn holds the sides' lines one after the other."""
    rows = zip(*sides, strict=True)
    return Transcript(tuple(Turn(("Ana", "Bo")[k % 2], "\n".join(lines)) for k, lines in enumerate(rows)))


def _texts(captions: Captions) -> tuple[str, ...]:
    return tuple(c.text for c in captions.cues)


@pytest.mark.parametrize("language", ["en", "en-US", "eng"])
@pytest.mark.parametrize("other", [ZH, ES])
@pytest.mark.parametrize("below", [False, True])
def test_the_lines_of_the_language_are_kept(language: str, other: tuple[str, ...], below: bool) -> None:
    both = _shown(other, EN) if below else _shown(EN, other)
    kept, warnings = captions_in(both, language)
    assert _texts(kept) == EN
    assert [(c.start, c.end) for c in kept.cues] == [(c.start, c.end) for c in both.cues]
    assert kept.language == "en"
    assert "14 lines" in warnings[0]


def test_of_two_other_languages_the_first_is_kept() -> None:
    kept, _ = captions_in(_shown(ZH, EN), "fr")
    assert _texts(kept) == ZH


def test_each_language_may_have_cues_of_its_own() -> None:
    cues = [c for pair in zip(_shown(ZH).cues, _shown(EN).cues, strict=True) for c in pair]
    kept, _ = captions_in(Captions(tuple(cues)), "en")
    assert _texts(kept) == EN


def test_a_long_line_alone_in_the_other_language_goes_and_a_short_one_stays() -> None:
    both = _shown(ZH, EN)
    cues = (*both.cues, Cue(40_000, 42_000, "and that was all for tonight"), Cue(43_000, 44_000, "OK"))
    kept, _ = captions_in(replace(both, cues=cues), "zh-Hant")
    assert _texts(kept) == (*ZH, "OK")


@pytest.mark.parametrize("lines", [EN, ZH, ES])
def test_two_lines_of_one_language_stay(lines: tuple[str, ...]) -> None:
    wrapped = _shown(lines[::2] * 2, lines[1::2] * 2)
    assert captions_in(wrapped, "fr") == (wrapped, ())


def test_a_few_lines_and_word_stamps_stay() -> None:
    few = _shown(ZH[:5], EN[:5])
    assert captions_in(few, "en") == (few, ())
    both = _shown(ZH, EN)
    stamped = replace(both, cues=tuple(replace(c, words=(Word("晚", c.start, c.end),)) for c in both.cues))
    assert captions_in(stamped, "en") == (stamped, ())


def test_marks_keep_their_words() -> None:
    both = _shown(ZH, EN)
    marked = tuple(replace(c, marks=(Mark(0, "港"), Mark(c.text.index("\n") + 1, "Ana"))) for c in both.cues)
    kept, _ = captions_in(replace(both, cues=marked), "en")
    assert all(c.marks == (Mark(0, "Ana"),) for c in kept.cues)


@pytest.mark.parametrize("both", [_shown(ZH, EN), _shown(EN, ZH), _shown(ES, EN)])
def test_alignment_listens_to_the_lines_of_the_transcript(both: Captions) -> None:
    turns = (
        " ".join(EN[a:b]) for a, b in ((0, 3), (3, 4), (4, 6), (6, 7), (7, 9), (9, 10), (10, 12), (12, 13), (13, 14))
    )
    transcript = Transcript(tuple(Turn(("Ana", "Bo")[k % 2], text) for k, text in enumerate(turns)))
    alone, doubled = turncue.align(transcript, _shown(EN)), turncue.align(transcript, both)
    assert doubled.turns == alone.turns
    assert any("together" in w for w in doubled.report.warnings)
    chosen = turncue.align(transcript, both, options=turncue.Options(captions_language="en"))
    assert chosen.turns == alone.turns


def test_of_a_transcript_the_first_language_is_kept_or_the_given_one() -> None:
    both = _transcript(ZH, EN)
    first, warnings = transcript_in(both)
    assert tuple(t.text for t in first.turns) == ZH
    assert first.language == "zh-Hant"
    assert "--language en takes those" in warnings[0]
    assert tuple(t.text for t in transcript_in(both, "en")[0].turns) == EN
    assert tuple(t.text for t in transcript_in(replace(both, language="en"))[0].turns) == EN
    assert [t.speaker for t in first.turns] == [t.speaker for t in both.turns]


@pytest.mark.parametrize("other", [ZH, ES])
def test_each_language_may_have_turns_of_its_own(other: tuple[str, ...]) -> None:
    """The name again before the translation; two turns of one person in a row now and then."""
    names = [("Ana", "Bo", "Bo", "Ana", "Bo")[k % 5] for k in range(len(EN))]
    turns = [Turn(n, text) for n, pair in zip(names, zip(other, EN, strict=True), strict=True) for text in pair]
    first, warnings = transcript_in(Transcript(tuple(turns)))
    assert len(warnings) == 1
    assert [(t.speaker, t.text) for t in first.turns] == list(zip(names, other, strict=True))
    second, _ = transcript_in(Transcript(tuple(turns)), "en")
    assert [(t.speaker, t.text) for t in second.turns] == list(zip(names, EN, strict=True))


def test_turns_in_the_other_language_alone_stay() -> None:
    both = _transcript(ZH, EN)
    lone = (*both.turns, Turn("Ana", "Thank you very much for coming tonight"))
    kept, _ = transcript_in(replace(both, turns=lone))
    assert tuple(t.text for t in kept.turns) == (*ZH, lone[-1].text)


def test_notes_and_stamps_keep_their_places() -> None:
    both = _transcript(tuple(f"{line}（笑）" for line in ZH), tuple(f"{line} (laughs)" for line in EN))
    turns = tuple(
        replace(
            t,
            events=(Event("（笑）", t.text.index("（")), Event("(laughs)", t.text.index("("))),
            stamps=(Stamp(0, 1000), Stamp(t.text.index("\n") + 1, 2000)),
        )
        for t in both.turns
    )
    for language, note, time in (("zh", "（笑）", 1000), ("en", "(laughs)", 2000)):
        kept, _ = transcript_in(replace(both, turns=turns), language)
        for turn in kept.turns:
            assert [e.text for e in turn.events] == [note]
            assert turn.text[turn.events[0].at :] == note
            assert turn.stamps == (Stamp(0, time),)


def test_what_was_spoken_in_both_languages_stays() -> None:
    """A lesson: every sentence in Spanish, then in English."""
    cues = tuple(
        Cue(2000 * k, 2000 * k + 1900, t) for k, t in enumerate(x for pair in zip(ES, EN, strict=True) for x in pair)
    )
    lesson = _transcript(ES, EN)
    assert in_one_language(lesson, Captions(cues)) == (lesson, Captions(cues), ())
    shown, spoken = _shown(ES, EN), Transcript(tuple(Turn("Ana", c.text) for c in cues))
    assert in_one_language(spoken, shown) == (spoken, shown, ())


def test_two_languages_on_both_sides() -> None:
    transcript, captions, warnings = in_one_language(_transcript(ZH, EN), _shown(EN, ZH))
    assert tuple(t.text for t in transcript.turns) == ZH
    assert _texts(captions) == ZH
    assert len(warnings) == 2


@pytest.mark.parametrize(("lines", "language"), [(ZH, None), (EN, "en")])
def test_a_transcript_in_two_languages_makes_subtitles_in_one(lines: tuple[str, ...], language: str | None) -> None:
    result = turncue.align(_transcript(ZH, EN), _shown(lines), options=turncue.Options(language=language))
    assert [t.text for t in result.turns] == list(lines)
    assert [t.start for t in result.turns] == [2000 * k for k in range(len(lines))]
    assert any("together" in w for w in result.report.warnings)
