"""Every format of captions: detected by its content, read with its times, names and words; nothing crashes."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from every_format import FILES, TALK, words
from hypothesis import given, settings
from hypothesis import strategies as st

from turncue import formats
from turncue.cli.app import run
from turncue.errors import TurncueError
from turncue.formats import FORMATS, Source
from turncue.reading import captions_from, read_captions

NAMES = tuple(FILES)


def read(name: str, *, named: bool = True):  # type: ignore[no-untyped-def]
    _, suffix, text, *_ = FILES[name]
    return captions_from(Source.of_text(text, f"talk{suffix}" if named else None))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("named", [True, False])
def test_the_content_tells_the_format(name: str, named: bool) -> None:
    format, suffix, text, *_ = FILES[name]
    assert formats.detect(Source.of_text(text, f"talk{suffix}" if named else None)).name == format


@pytest.mark.parametrize("name", NAMES)
def test_text_times_names_and_words(name: str) -> None:
    _, _, _, has_names, has_words = FILES[name]
    captions = read(name)
    spoken = " ".join(c.text for c in captions.cues).replace("\n", " ")
    assert spoken == " ".join(t for *_, t in TALK)
    if not has_words:
        assert [c.text.replace("\n", " ") for c in captions.cues] == [t for *_, t in TALK]
        assert all(abs(c.start - a) <= 40 for c, (_, a, _, _) in zip(captions.cues, TALK, strict=True))
        assert all(abs(c.end - b) <= 40 for c, (_, _, b, _) in zip(captions.cues, TALK, strict=True))
    else:
        found = [(w.text, w.start) for c in captions.cues for w in c.words]
        expected = [(w, a) for row in TALK for a, _, w in words(row)]
        assert [w for w, _ in found] == [w for w, _ in expected]
        assert all(abs(a - b) <= 10 for (_, a), (_, b) in zip(found, expected, strict=True))
    if has_names:
        who = [c.speaker or next((m.speaker for m in c.marks if m.at == 0), None) for c in captions.cues]
        order = list(dict.fromkeys(who))
        assert None not in order
        assert len(order) == 2
        assert [s == order[0] for s in dict.fromkeys(zip(who, [c.start > 5300 for c in captions.cues], strict=True))]


@pytest.mark.parametrize("name", [n for n in NAMES if FILES[n][3]])
def test_names_make_it_a_transcript(name: str) -> None:
    format, suffix, text, *_ = FILES[name]
    if formats.by_name(format).read_transcript is None or format == "ctm":
        return
    turns = formats.read_transcript(Source.of_text(text, f"talk{suffix}")).turns
    assert len(turns) == 4
    assert len({t.speaker for t in turns}) == 2
    assert [t.text for t in turns] == [t for *_, t in TALK]


def test_every_caption_row_has_a_sample() -> None:
    known = {f for f, *_ in FILES.values()} | {"scc", "stl", "result", "pasted", "refused"}
    assert {r.name for r in FORMATS if r.read_captions} <= known


# ---------------------------------------------------------------- nothing but our own errors


def _tried(data: bytes, name: str | None) -> None:
    with suppress(TurncueError):
        captions = (
            read_captions(data)
            if name is None
            else captions_from(Source.of_text(data.decode("utf-8", "replace"), name))
        )
        assert all(0 <= c.start <= c.end for c in captions.cues)
        assert all(a.start <= b.start for a, b in zip(captions.cues, captions.cues[1:], strict=False))


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files_are_read_or_refused(name: str) -> None:
    _, suffix, text, *_ = FILES[name]
    dice = random.Random(name)
    data = text.encode()
    pieces = [
        b"",
        b"\x00",
        b"\xff",
        b"9" * 30,
        b"-1",
        b"1e999",
        b"NaN",
        b'"',
        b"<",
        b"&x;",
        b"{",
        b"]",
        b"\n\n",
        b" --> ",
        b"null",
        "\ud800".encode("utf-8", "surrogatepass"),
    ]
    for _ in range(40):
        broken = data
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(broken))
            stop = min(len(broken), at + dice.choice((0, 1, 3, 40)))
            broken = broken[:at] + dice.choice(pieces) + broken[stop:]
        if dice.random() < 0.2:
            broken = broken[: dice.randrange(len(broken))]
        _tried(broken, f"talk{suffix}")


@pytest.mark.parametrize("row", [r for r in FORMATS if r.read_captions and not r.magic], ids=lambda r: r.name)
def test_each_reader_alone_reads_or_refuses_anything(row: formats.Format) -> None:
    assert row.read_captions is not None
    for text in (
        "",
        "x",
        "{}",
        "[]",
        "null",
        "<a/>",
        "<tt/>",
        "0",
        '{"results": 1}',
        '{"segments": [{}]}',
        "\x00",
        "1\t2\t3",
        "[00:00]",
        "{1}{2}",
        '{"a": ' * 400,
    ):
        with suppress(TurncueError):
            row.read_captions(Source.of_text(text, "x"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _tried(data, None)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *" \n\t<>{}[]:,.-→0123456789\"'&;/abcé你\x00",
                "00:00:01,000 --> 00:00:02,000",
                "WEBVTT",
                "\n\n",
                "<v A>",
                '{"segments":',
                "[Events]",
                "{\\k20}",
                "start\tend\ttext",
                "<SYNC Start=1>",
                "[00:01.00]",
                "0:01",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    _tried(text.encode("utf-8"), None)


@pytest.mark.parametrize("name", NAMES)
def test_convert_and_check_read_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, suffix, text, has_names, _ = FILES[name]
    monkeypatch.chdir(tmp_path)
    Path(f"talk{suffix}").write_text(text, encoding="utf-8")
    assert run(["convert", f"talk{suffix}", "out.vtt", "--quiet"]) == 0
    assert run(["check", f"talk{suffix}"]) in (0, 1)
    out = Path("out.vtt").read_text(encoding="utf-8")
    assert ("<v " in out) == has_names
