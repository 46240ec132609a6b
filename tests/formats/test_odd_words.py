"""Word highlights, growing cues, and other forms that give words their times."""

from __future__ import annotations

from typing import Any

import pytest
from readers import captions_of, srt, vtt

from turncue.model import Captions

SENTENCES = ("the ferry left the harbour late", "nobody had seen the captain", "we walked home along the wall")


def word_times(captions: Captions) -> list[tuple[str, int]]:
    return [(w.text, w.start) for c in captions.cues for w in c.words]


EXPECTED = [(w, n * 10_000 + k * 400) for n, s in enumerate(SENTENCES) for k, w in enumerate(s.split())]


def _karaoke(form: Any, *, gaps: bool = False) -> list[tuple[int, int, str]]:
    cues = []
    for n, sentence in enumerate(SENTENCES):
        words = sentence.split()
        for k in range(len(words)):
            start = n * 10_000 + k * 400
            cues.append((start, start + (300 if gaps else 400), form(words, k)))
            if gaps:
                cues.append((start + 300, start + 400, sentence))
    return cues


def _one(mark: str) -> Any:
    return lambda words, k: " ".join(mark.format(w) if j == k else w for j, w in enumerate(words))


@pytest.mark.parametrize(
    "mark", ["<u>{}</u>", "<b>{}</b>", "<i>{}</i>", '<font color="#00ff00">{}</font>', "<font color=yellow>{}</font>"]
)
@pytest.mark.parametrize("gaps", [False, True])
def test_a_highlighted_word_has_its_cues_time(mark: str, gaps: bool) -> None:
    captions = captions_of(srt(*_karaoke(_one(mark), gaps=gaps)), "x.srt")
    assert [c.text for c in captions.cues] == list(SENTENCES)
    assert word_times(captions) == EXPECTED
    assert [r.rule for r in captions.repairs] == ["one cue per word"]


@pytest.mark.parametrize("mark", ["<c.yellow>{}</c>", "<u>{}</u>", "<b>{}</b>", "<c>{}</c>"])
def test_highlights_in_webvtt(mark: str) -> None:
    assert word_times(captions_of(vtt(*_karaoke(_one(mark), gaps=True)), "x.vtt")) == EXPECTED


def test_a_highlight_of_all_words_so_far() -> None:
    form = lambda words, k: f"<c.on>{' '.join(words[: k + 1])}</c> {' '.join(words[k + 1 :])}"  # noqa: E731
    assert word_times(captions_of(vtt(*_karaoke(form)), "x.vtt")) == EXPECTED


def test_growing_cues_time_their_words() -> None:
    captions = captions_of(srt(*_karaoke(lambda words, k: " ".join(words[: k + 1]))), "x.srt")
    assert [c.text for c in captions.cues] == list(SENTENCES)
    assert word_times(captions) == EXPECTED


def test_a_word_in_italics_here_and_there_is_no_karaoke() -> None:
    cues = [(n * 2000, n * 2000 + 1500, f"this is <i>line</i> number {n}") for n in range(20)]
    assert not any(c.words for c in captions_of(srt(*cues), "x.srt").cues)


def test_ass_karaoke_times_words_and_comments_are_left_out() -> None:
    text = (
        "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not this\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\k20}Good {\\k50}morning {\\k30}all\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}\n"
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,One\\Ntwo\\hthree\n"
    )
    captions = captions_of(text, "x.ass")
    assert word_times(captions) == [("Good", 1000), ("morning", 1200), ("all", 1700)]
    assert captions.cues[1].text == "One\ntwo three"
