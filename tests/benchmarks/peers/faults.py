"""Bad SubRip files, one fault each, on both sides of every limit of the profile netflix for English.

42 characters a line, 2 lines, 20 characters a second, 834 ms to 7 s, 84 ms between two subtitles; the faults are given
as numbers around those, so that another profile asks for another table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Cue = tuple[int, int, str]
"""Start and end in ms, and the lines as the file has them."""

AFTER: Cue = (9_000, 11_000, "So did they.")
"""A faultless neighbour, far enough to close no gap."""

_PLAIN = "We saw no river near this old town, though the maps said that there would be one. "
_HAN = "我们在这座老城附近没有看到河流虽然地图上说那里应该有一条河而且很宽"
_FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
_FLAG = "\U0001f1eb\U0001f1f7"
_WAVE = "\U0001f44b\U0001f3fd"


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"


def written(cues: list[Cue]) -> str:
    """A SubRip file of these, in this order."""
    return "\n".join(f"{n}\n{_clock(a)} --> {_clock(b)}\n{text}\n" for n, (a, b, text) in enumerate(cues, 1))


def plain(size: int, of: str = _PLAIN) -> str:
    """So many characters of text, with no space at either end."""
    text = (of * (size // len(of) + 1))[:size]
    return text[:-1] + "x" if text.endswith(" ") else text


def bad_files() -> Mapping[str, str]:
    """The files by name; a name tells the fault, and where it has a number, the value."""
    found: dict[str, list[Cue]] = {"fine": [(1_000, 3_000, "We saw it."), AFTER]}
    for name, cues in (*_times(), *_in_order(), *_lines(), *_speeds()):
        assert name not in found, name
        found[name] = cues
    return {f"{name}.srt": written(cues) for name, cues in found.items()}


def _times() -> Iterator[tuple[str, list[Cue]]]:
    for gap in (-500, -1, 0, 1, 83, 84, 85, 499, 500):
        yield f"gap {gap} ms", [(1_000, 3_000, "We saw it."), (3_000 + gap, 5_500, "So did they.")]
    for lasts in (0, 1, 833, 834, 7_000, 7_001):
        yield f"lasts {lasts} ms", [(1_000, 1_000 + lasts, "Oh" if lasts > 1 else "O"), AFTER]


def _in_order() -> Iterator[tuple[str, list[Cue]]]:
    yield "two at the same time", [(1_000, 3_000, "We saw it."), (1_000, 3_000, "So did they."), AFTER]
    yield "one within another", [(1_000, 5_000, "We saw it."), (2_000, 3_000, "So did they."), AFTER]
    yield "one over two", [(1_000, 6_500, "We saw it."), (3_000, 4_500, "When?"), (5_000, 6_000, "Then."), AFTER]
    yield "out of order", [(5_000, 7_000, "So did they."), (1_000, 3_000, "We saw it."), AFTER]
    yield "end before start", [(3_000, 1_500, "We saw it."), AFTER]
    yield "no text", [(1_000, 3_000, ""), AFTER]


def _lines() -> Iterator[tuple[str, list[Cue]]]:
    rows = {
        "line of 42": plain(42),
        "line of 43": plain(43),
        "second line of 43": f"We saw it,\n{plain(43)}",
        "both lines of 43": f"{plain(43)}\n{plain(43)}",
        "line of 42 in <i>": f"<i>{plain(42)}</i>",
        "line of 43 in <i>": f"<i>{plain(43)}</i>",
        "line of 42 after {an8}": "{\\an8}" + plain(42),
        "line of 42 in <font>": f'<font color="#ffff00">{plain(42)}</font>',
        "line of 42 with its label": "ANN: " + plain(37),
        "line of 43 with its label": "ANN: " + plain(38),
        "line of 43 with [Ann]": "[Ann] " + plain(37),
        "line of 43 with a dash": f"-Yes.\n-{plain(42)}",
        "line of 42 with é": "é" * 3 + plain(39),
        "line of 43 with é": "é" * 3 + plain(40),
        "line of 42 with e and accents": "e\u0301" * 3 + plain(39),
        "line of 43 with e and accents": "e\u0301" * 3 + plain(40),
        "line of 42 Han": plain(42, _HAN),
        "line of 43 Han": plain(43, _HAN),
        "line of 42 with an emoji": plain(41) + "\U0001f600",
        "line of 43 with an emoji": plain(42) + "\U0001f600",
        "line of 42 with a family": plain(41) + _FAMILY,
        "line of 43 with a family": plain(42) + _FAMILY,
        "line of 42 with a flag": plain(41) + _FLAG,
        "line of 42 with a dark hand": plain(41) + _WAVE,
        "line of 42 and an entity": plain(38) + "&amp",
        "line of 42 and a space after": plain(42) + " ",
        "line of 42 and a space before": " " + plain(42),
        "line of 42 with a no-break space": plain(20) + "\u00a0" + plain(21),
        "line of 43 with a no-break space": plain(20) + "\u00a0" + plain(22),
        "line of 42 and a direction mark": "\u200e" + plain(42),
        "line of 42 and a zero-width space": plain(20) + "\u200b" + plain(22),
        "line of 43 with <3 and 4>": plain(36) + "<3, 4>x",
        "line of 43 with {braces}": plain(34) + "{braces}x",
        "line of 43 with <sic>": plain(37) + "<sic>x",
        "line of 43 with one <": plain(40) + "< 3",
        "two lines": "We saw it,\nand so did they.",
        "three lines": "We saw it,\nand so did they,\nand you.",
        "three lines, one a tag": "<i>\nWe saw it,\nand so did they.</i>",
        "three lines, one a space": "We saw it,\n \nand so did they.",
        "four lines": "We\nsaw\nit\nall.",
    }
    for name, text in rows.items():
        yield name, [(1_000, 7_500, text), AFTER]


def _speeds() -> Iterator[tuple[str, list[Cue]]]:
    rows = {
        "40 in 2000 ms": (2_000, plain(40)),
        "40 in 1999 ms": (1_999, plain(40)),
        "40 in 1996 ms": (1_996, plain(40)),
        "40 in 1995 ms": (1_995, plain(40)),
        "40 in 1980 ms": (1_980, plain(40)),
        "40 in 1970 ms": (1_970, plain(40)),
        "41 in 2000 ms": (2_000, plain(41)),
        "17 in 850 ms": (850, plain(17)),
        "17 in 834 ms": (834, plain(17)),
        "40 in 2000 ms in <i>": (2_000, f"<i>{plain(40)}</i>"),
        "41 in 2000 ms in <i>": (2_000, f"<i>{plain(41)}</i>"),
        "40 in 2000 ms with its label": (2_000, "ANN: " + plain(35)),
        "41 in 2000 ms with its label": (2_000, "ANN: " + plain(36)),
        "20 + 20 in 2000 ms": (2_000, f"{plain(20)}\n{plain(20)}"),
        "20 + 20 in 2100 ms": (2_100, f"{plain(20)}\n{plain(20)}"),
        "20 + 21 in 2000 ms": (2_000, f"{plain(20)}\n{plain(21)}"),
        "two speakers, 40 in 2000 ms": (2_000, f"-{plain(19)}\n-{plain(19)}"),
        "40 Han in 2000 ms": (2_000, plain(40, _HAN)),
        "41 Han in 2000 ms": (2_000, plain(41, _HAN)),
        "40 with é in 2000 ms": (2_000, "é" * 3 + plain(37)),
        "41 with é in 2000 ms": (2_000, "é" * 3 + plain(38)),
        "40 with e and accents in 2000 ms": (2_000, "e\u0301" * 3 + plain(37)),
        "40 with an emoji in 2000 ms": (2_000, plain(39) + "\U0001f600"),
        "41 with an emoji in 2000 ms": (2_000, plain(40) + "\U0001f600"),
        "40 with a family in 2000 ms": (2_000, plain(39) + _FAMILY),
        "40 and a space after in 2000 ms": (2_000, plain(40) + " "),
        "41 with {braces} in 2000 ms": (2_000, plain(32) + "{braces}x"),
    }
    for name, (lasts, text) in rows.items():
        yield name, [(1_000, 1_000 + lasts, text), AFTER]
