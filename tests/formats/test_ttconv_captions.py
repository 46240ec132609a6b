"""SCC and EBU STL, read through ttconv."""

from __future__ import annotations

import sys

import pytest
from readers import captions_of

from turncue.errors import ReadError
from turncue.reading import read_captions

pytest.importorskip("ttconv")


def _odd(code: int) -> int:
    return code | (0x80 if bin(code).count("1") % 2 == 0 else 0)


def _scc(*lines: tuple[str, str]) -> str:
    """Pop-on captions: load, write, show; an empty text clears the screen."""
    out = ["Scenarist_SCC V1.0"]
    for time, text in lines:
        raw = bytes(_odd(ord(c)) for c in text) + (b"\x80" if len(text) % 2 else b"")
        pairs = [raw[k : k + 2].hex() for k in range(0, len(raw), 2)]
        codes = ["9420", "9420", "9470", "9470", *pairs, "942c", "942c", "942f", "942f"] if text else ["942c", "942c"]
        out.append(f"{time}\t{' '.join(codes)}")
    return "\n\n".join(out) + "\n"


def _stl(*lines: tuple[int, int, str]) -> bytes:
    fields = [
        (b"850", 3),
        (b"STL25.01", 8),
        (b"1", 1),
        (b"00", 2),
        (b"09", 2),
        (b"", 208),
        (b"250101", 6),
        (b"250101", 6),
    ]
    fields += [(b"00", 2), (b"%05d" % len(lines), 5), (b"%05d" % len(lines), 5), (b"001", 3), (b"40", 2), (b"23", 2)]
    fields += [(b"1", 1), (b"00000000", 8), (b"00000000", 8), (b"1", 1), (b"1", 1), (b"GBR", 3)]
    data = b"".join(value.ljust(size) for value, size in fields).ljust(1024)
    for number, (start, end, text) in enumerate(lines):
        times = bytes(x for t in (start, end) for x in (t // 3600000, t // 60000 % 60, t // 1000 % 60, t % 1000 // 40))
        head = bytes([0]) + number.to_bytes(2, "little") + b"\xff\x00" + times + bytes([20, 2, 0])
        data += head + text.encode("ascii").ljust(112, b"\x8f")
    return data


def test_scc() -> None:
    text = _scc(
        ("00:00:01:00", "Good morning."), ("00:00:03:00", ""), ("00:00:04:00", ">> Late again?"), ("00:00:06:00", "")
    )
    captions = captions_of(text, "x.scc")
    assert captions.format == "scc"
    assert [c.text for c in captions.cues] == ["Good morning.", "Late again?"]
    assert [abs(c.start - t) < 900 for c, t in zip(captions.cues, (1000, 4000), strict=True)] == [True, True]
    assert captions.cues[1].marks[0].at == 0


def test_stl() -> None:
    captions = read_captions(_stl((1000, 3000, "Good morning."), (4000, 5200, "Late again?")))
    assert captions.format == "stl"
    assert [(c.start, c.end, c.text) for c in captions.cues] == [
        (1000, 3000, "Good morning."),
        (4000, 5200, "Late again?"),
    ]


@pytest.mark.parametrize("cut", [600, 1024, 1025, 1100, 1151])
def test_stl_that_is_cut_off(cut: int) -> None:
    with pytest.raises(ReadError):
        read_captions(_stl((1000, 3000, "Good morning."))[:cut])


@pytest.mark.parametrize(
    "text",
    ["Scenarist_SCC V1.0\n\n", "Scenarist_SCC V1.0\n\n00:00:01:00\tzz", "Scenarist_SCC V1.0\n\n99:99:99:99\t9420"],
)
def test_scc_that_is_broken(text: str) -> None:
    with pytest.raises(ReadError):
        captions_of(text, "x.scc")


def test_without_the_library_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ttconv.scc.reader", None)
    monkeypatch.setitem(sys.modules, "ttconv.stl.reader", None)
    with pytest.raises(ReadError, match=r"pip install 'turncue\[formats\]'"):
        captions_of(_scc(("00:00:01:00", "Good.")), "x.scc")
    with pytest.raises(ReadError, match=r"pip install 'turncue\[formats\]'"):
        read_captions(_stl((1000, 3000, "Good.")))
