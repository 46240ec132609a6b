"""Pairing by name: as yt-dlp, media players and people name files."""

from __future__ import annotations

import pytest

from turncue.workflows.file_names import parsed_name
from turncue.workflows.pairing import PairingOptions, paired


def _pairs(*paths: str, **options: object) -> list[tuple[str, str]]:
    return [(i.transcript, i.captions) for i in paired(paths, PairingOptions(**options)).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "kind", "stem", "tag", "video"),
    [
        ("talk.md", "transcript", "talk", "", ""),
        ("talk.en.vtt", "captions", "talk", "en", ""),
        ("Talk [dQw4w9WgXcQ].en-orig.vtt", "captions", "talk", "en-orig", "dQw4w9WgXcQ"),
        ("Talk_One.zh-Hant.srt", "captions", "talk one", "zh-Hant", ""),
        ("talk.en.sdh.srt", "captions", "talk", "en", ""),
        ("Film (2019).English.srt", "captions", "film (2019)", "en", ""),
        ("Film.pt-BR.forced.srt", "captions", "film", "pt-BR", ""),
        ("Film.en.hi.srt", "captions", "film", "en", ""),
        ("talk.hi.vtt", "captions", "talk", "hi", ""),
        ("talk.eng.default.srt", "captions", "talk", "eng", ""),
        ("talk.default.ger.srt", "captions", "talk", "ger", ""),
        ("talk_transcript.txt", "transcript", "talk", "", ""),
        ("talk.mp4", "media", "talk", "", ""),
        ("Talk [dQw4w9WgXcQ].info.json", "other", "talk [dqw4w9wgxcq].info", "", ""),
        ("talk.en.json3", "captions", "talk", "en", ""),
        ("What？ A／B.md", "transcript", "what? a/b", "", ""),
        ("talk.v2.md", "transcript", "talk.v2", "", ""),
        ("README", "other", "readme", "", ""),
    ],
)
def test_names_are_read(name: str, kind: str, stem: str, tag: str, video: str) -> None:
    parsed = parsed_name(f"folder/{name}")
    assert (parsed.kind, parsed.stem, parsed.tag, parsed.id) == (kind, stem, tag, video)


@pytest.mark.parametrize(
    ("transcript", "captions"),
    [
        ("talk.md", "talk.en.vtt"),
        ("talk.md", "Talk [dQw4w9WgXcQ].en.vtt"),
        ("Talk [dQw4w9WgXcQ].md", "Talk [dQw4w9WgXcQ].en.vtt"),
        ("talk transcript.md", "talk.srt"),
        ("talk.zh.md", "talk.en.srt"),
        ("A：B.md", "a:b.en.srt"),
    ],
)
def test_pairs(transcript: str, captions: str) -> None:
    assert _pairs(transcript, captions) == [(transcript, captions)]


def test_the_language_of_the_transcript_picks_the_captions() -> None:
    files = ("talk.de.md", "talk.en.md", "talk.de.vtt", "talk.en.vtt", "talk.fr.vtt")
    assert _pairs(*files) == [("talk.de.md", "talk.de.vtt"), ("talk.en.md", "talk.en.vtt")]


def test_an_untagged_transcript_is_read_for_its_language() -> None:
    pairs = _pairs("talk.md", "talk.de.vtt", "talk.fr.vtt", language_of=lambda path: "fr")
    assert pairs == [("talk.md", "talk.fr.vtt")]


def test_captions_with_word_times_are_preferred_and_forced_ones_are_not() -> None:
    assert _pairs("talk.md", "talk.en.vtt", "talk.en.json3", "talk.en.srt") == [("talk.md", "talk.en.json3")]
    assert _pairs("talk.md", "talk.en.forced.vtt", "talk.en.srt") == [("talk.md", "talk.en.srt")]


def test_media_stand_for_captions_where_sound_can_be_used() -> None:
    made = paired(("talk.md", "talk.mp4"), PairingOptions(sound=True)).items
    assert [(i.captions, i.media) for i in made] == [("talk.mp4", True)]
    left = paired(("talk.md", "talk.mp4"), PairingOptions()).left_over
    assert "turncue[audio]" in left[0].reason


@pytest.mark.parametrize("other", ["talk.json", "talk.en.json", "talk.tsv", "talk.jsonl"])
def test_a_recognisers_file_stands_for_captions_where_there_are_none(other: str) -> None:
    assert _pairs("talk.txt", other) == [("talk.txt", other)]
    assert _pairs("talk.md", other, "talk.mp4", sound=True) == [("talk.md", other)]
    assert ("talk.txt", "talk.vtt") in _pairs("talk.txt", other, "talk.vtt")
    assert _pairs(other, "talk.vtt") == [(other, "talk.vtt")]
    assert _pairs(other) == []


def test_what_is_left_over_says_why() -> None:
    left = {x.path: x.reason for x in paired(("a.md", "b.srt", "c.md", "c.txt", "c.srt"), PairingOptions()).left_over}
    assert left == {
        "a.md": "no captions of this name",
        "b.srt": "no transcript of this name",
        "c.txt": "another transcript was preferred: c.md",
    }


def test_hindi_is_a_language_and_a_flag_behind_one() -> None:
    assert parsed_name("Film.en.hi.srt").flags == {"hi"}
    assert parsed_name("talk.hi.srt").flags == frozenset()
    assert _pairs("talk.hi.md", "talk.hi.vtt", "talk.en.vtt") == [("talk.hi.md", "talk.hi.vtt")]


def test_two_folders_are_joined_by_the_stem() -> None:
    assert _pairs("texts/talk.md", "subs/talk.en.srt") == [("texts/talk.md", "subs/talk.en.srt")]


def test_two_videos_of_one_title_are_two_recordings() -> None:
    files = ("Show [aaa111].md", "Show [bbb222].md", "Show [aaa111].en.vtt", "Show [bbb222].en.vtt")
    assert _pairs(*files) == [(files[0], files[2]), (files[1], files[3])]


def test_order_of_the_files_makes_no_difference() -> None:
    files = ("b.md", "b.srt", "a.md", "a.en.vtt", "a.mp4")
    assert paired(files, PairingOptions()) == paired(tuple(reversed(files)), PairingOptions())


def test_outputs_go_into_a_folder_like_the_inputs() -> None:
    made = paired(("in/x/talk.md", "in/x/talk.srt"), PairingOptions(root="in", out_dir="out")).items
    assert made[0].out == "out/x/talk"
    assert made[0].key == "x/talk.md"
