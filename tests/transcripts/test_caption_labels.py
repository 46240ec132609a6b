"""Speaker labels in captions become marks."""

from __future__ import annotations

from readers import captions_of

from turncue.model import Captions, Cue
from turncue.transcripts.caption_labels import with_labels_as_marks


def _srt(*texts: str) -> str:
    return "".join(f"{n}\n00:00:{n:02d},000 --> 00:00:{n + 1:02d},000\n{t}\n\n" for n, t in enumerate(texts, 1))


def test_labels_leave_the_text() -> None:
    read = captions_of(_srt("ANNA: Good morning.", "How are you?", "BEN: Fine.", "ANNA: Good.", "BEN: Yes."))
    assert [c.text for c in read.cues] == ["Good morning.", "How are you?", "Fine.", "Good.", "Yes."]
    assert [[m.speaker for m in c.marks] for c in read.cues] == [["ANNA"], [], ["BEN"], ["ANNA"], ["BEN"]]


def test_a_label_on_its_own_line_takes_the_line_along() -> None:
    read = captions_of(_srt("ANNA:\nGood morning.", "BEN:\nFine.", "ANNA:\nGood.", "BEN:\nYes."))
    assert [c.text for c in read.cues] == ["Good morning.", "Fine.", "Good.", "Yes."]


def test_two_labels_in_one_cue() -> None:
    read = captions_of(_srt("ANNA: Fine?\nBEN: Fine.", "ANNA: Good.", "BEN: Yes."))
    assert read.cues[0].text == "Fine?\nFine."
    assert [(m.at, m.speaker) for m in read.cues[0].marks] == [(0, "ANNA"), (6, "BEN")]


def test_other_colons_stay() -> None:
    texts = ["I want to say this: we won.", "It is 10:30 now.", "Remember one thing: breathe.", "That was all."]
    read = captions_of(_srt(*texts))
    assert [c.text for c in read.cues] == texts


def test_voices_are_left_alone() -> None:
    captions = Captions((Cue(0, 1000, "ANNA: hello", "Anna"), Cue(1000, 2000, "BEN: hi", "Ben")))
    assert with_labels_as_marks(captions) is captions
