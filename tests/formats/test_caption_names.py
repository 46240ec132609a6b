# ruff: noqa: E501
"""Names in captions: those of tools' fields and identifiers, notes behind them, and words that look like them."""

from __future__ import annotations

import io
import json

import pytest

from turncue.check import shown_cues
from turncue.formats import Source
from turncue.model import Captions
from turncue.reading import read_captions, read_source
from turncue.transcripts.caption_labels import with_labels_as_marks

WORDS = ["좋은 아침입니다", "반갑습니다", "오늘은 빵집 이야기를 합니다", "네, 좋아요"]
NAMES = ["김민수", "박바다", "김민수", "박바다"]


def _time(ms: int) -> str:
    return f"00:00:{ms // 1000:02d},{ms % 1000:03d}"


def _srt(texts: list[str]) -> str:
    return "\n".join(f"{n + 1}\n{_time(3000 * n)} --> {_time(3000 * n + 2500)}\n{x}\n" for n, x in enumerate(texts))


def _source(text: str, name: str) -> Source:
    file = io.BytesIO(text.encode())
    file.name = name
    return read_source(file, "captions")


def _named(captions: Captions) -> list[str | None]:
    return [c.speaker or next((m.speaker for m in c.marks if m.speaker), None) for c in captions.cues]


@pytest.mark.parametrize("words", ["이유는 간단해요: 편지 때문입니다", "답은 이것이다: 물이다", "사실은: 그렇지 않다"])
def test_words_below_a_label_are_no_label(words: str) -> None:
    texts = [f"{n}:\n{w}" for n, w in zip(NAMES, WORDS, strict=True)]
    source = _source(_srt([*texts, f"박바다:\n{words}"]), "t.srt")
    cues, _ = shown_cues(source)
    assert [c.speakers[-1] for c in cues] == [*NAMES, "박바다"]
    assert cues[-1].texts == (words,)
    marked = with_labels_as_marks(read_captions(io.BytesIO(source.text.encode())))
    assert marked.cues[-1].text.endswith(words.split(": ")[1])
    assert words.split(":")[0] in marked.cues[-1].text


@pytest.mark.parametrize("word", ["الجواب بسيط", "答案是", "सच यह है"])
def test_one_phrase_before_a_colon_names_nobody(word: str) -> None:
    texts = ["one two three", f"{word}: four five", "six seven", f"{word[:-1]}: eight nine", "ten eleven"]
    marked = with_labels_as_marks(read_captions(io.BytesIO(_srt(texts).encode())))
    assert [c.text for c in marked.cues] == texts


@pytest.mark.parametrize("note", ["(riendo)", "[off]", "（笑）"])
def test_a_note_behind_a_name_is_no_part_of_it(note: str) -> None:
    names = ["Sol", "Mercedes", "Sol", "Mercedes", "Sol"]
    labels = [f"{n} {note}" if k == 3 else n for k, n in enumerate(names)]
    text = _srt([f"{x}: hola a todos los que escuchan {k}" for k, x in enumerate(labels)])
    cues, _ = shown_cues(_source(text, "t.srt"))
    assert [c.speakers[0] for c in cues] == names
    assert _named(with_labels_as_marks(read_captions(io.BytesIO(text.encode())))) == names


def test_names_in_identifiers_are_kept_when_shown() -> None:
    text = 'WEBVTT\n\n1 "Ann Lee" (12)\n00:01.000 --> 00:02.000\nMorning.\n\n2 "Ben Ott" (13)\n00:03.000 --> 00:04.000\nHi.\n'
    cues, _ = shown_cues(_source(text, "t.vtt"))
    assert [c.speakers for c in cues] == [("Ann Lee",), ("Ben Ott",)]


ROWS = [
    ("Ann", "Good morning to everybody here."),
    ("Ben", "Morning, it is good to be back."),
    ("Ann", "Let us begin."),
]


@pytest.mark.parametrize("key", ["name", "spk", "speakerName", "participant", "speaker_label"])
def test_fields_that_name_the_speaker(key: str) -> None:
    rows = [{"start": 3000 * k, "end": 3000 * k + 2500, "text": w, key: n} for k, (n, w) in enumerate(ROWS)]
    given = [{"key": "a", "sentence_info": rows}] if key == "spk" else rows
    assert _named(read_captions(io.BytesIO(json.dumps(given).encode()))) == [n for n, _ in ROWS]


def test_a_name_goes_before_a_number() -> None:
    rows = [
        {"start": 3.0 * k, "end": 3.0 * k + 2, "text": w, "speaker": 0, "speaker_name": n}
        for k, (n, w) in enumerate(ROWS)
    ]
    assert _named(read_captions(io.BytesIO(json.dumps({"utterances": rows}).encode()))) == [n for n, _ in ROWS]


@pytest.mark.parametrize(
    ("head", "sign"), [("開始,終了,話者,テキスト", ","), ("начало;конец;кто;реплика", ";"), ("từ\tđến\tai\tlời", "\t")]
)
def test_tables_with_a_head_in_other_words(head: str, sign: str) -> None:
    rows = [
        f'00:00:{3 * k:02d}.000{sign}00:00:{3 * k + 2:02d}.500{sign}{n}{sign}"{w}"'
        for k, (n, w) in enumerate(ROWS + ROWS)
    ]
    captions = read_captions(io.BytesIO("\n".join([head, *rows, ""]).encode()))
    assert _named(captions) == [n for n, _ in ROWS + ROWS]
    assert [(c.start, c.end) for c in captions.cues][:2] == [(0, 2500), (3000, 5500)]


@pytest.mark.parametrize(
    ("words", "labelled"), [("Good day to you", True), ("said it was late", False), ("И вот", True)]
)
def test_a_forgotten_colon(words: str, labelled: bool) -> None:
    names = ["Nora Field", "Tomas Reed", "Nora Field", "Tomas Reed", "Nora Field"]
    texts = [f"{n}: hello to all of you {k}" for k, n in enumerate(names)]
    text = _srt([*texts, f"Tomas Reed {words}"])
    cues, _ = shown_cues(_source(text, "t.srt"))
    marked = with_labels_as_marks(read_captions(io.BytesIO(text.encode())))
    assert (cues[-1].texts == (words,)) is labelled
    assert (marked.cues[-1].text == words) is labelled
    assert (_named(marked)[-1] == "Tomas Reed") is labelled
