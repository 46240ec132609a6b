"""Pins that hold, and the clock of stamps."""

from __future__ import annotations

import io

import numpy as np
import pytest

import turncue
from turncue.model import Captions, Cue
from turncue.timing.clock_fit import fit_clock

_LINES = [f"line {n} has its own word w{n}x and then some more of them" for n in range(14)]


def _captions() -> Captions:
    return Captions(tuple(Cue(5000 * n + 1000, 5000 * n + 5000, line) for n, line in enumerate(_LINES)), "en")


def _align(*, stamp: object = None, pin: str = "", **options: object) -> turncue.Result:
    turns = []
    for n, line in enumerate(_LINES):
        second = 5 * n + 1 if stamp is None else int(stamp(5 * n + 1))  # type: ignore[operator]
        label = f"{'ANNA' if n % 2 else 'BEN'} ({second // 60:02d}:{second % 60:02d})"
        turns.append(f"{label}: {pin if n == 7 else ''}{line}")
    text = io.StringIO("\n\n".join(turns))
    return turncue.align(text, _captions(), options=turncue.Options(**options))  # type: ignore[arg-type]


def test_a_pin_in_the_transcript_holds_to_the_millisecond() -> None:
    result = _align(pin="[[00:00:37.250]] ")
    assert result.turns[7].start == 37_250
    ends = [t.end or 0 for t in result.turns]
    starts = [t.start or 0 for t in result.turns]
    assert all(a <= b for a, b in zip(ends, starts[1:], strict=False))


def test_a_pin_as_an_option_holds_too() -> None:
    assert _align(pins=((4, 17_300),)).turns[3].start == 17_300


def test_pins_that_run_backwards_are_refused() -> None:
    with pytest.raises(
        turncue.UsageError, match=r"turn 4 is pinned to 00:00:30\.000, turn 5 after it to 00:00:10\.000"
    ):
        _align(pins=((4, 30_000), (5, 10_000)))


def test_a_pin_on_no_turn_is_refused() -> None:
    with pytest.raises(turncue.UsageError, match="turns 1 to 14"):
        _align(pins=((99, 1000),))


def test_stamps_on_the_same_clock_need_no_words() -> None:
    assert not [w for w in _align().report.warnings if "stamps" in w]


def test_a_constant_offset_is_told() -> None:
    assert any("90.0 s later than" in w for w in _align(stamp=lambda s: s + 90).report.warnings)


def test_stamps_that_mean_nothing_are_told_and_not_used() -> None:
    result = _align(stamp=lambda s: s * 7919 % 3500)
    assert any("do not fit the captions" in w for w in result.report.warnings)
    assert [t.start for t in result.turns] == [t.start for t in _align().turns]


def test_another_frame_rate_is_found() -> None:
    stamps = np.arange(0, 600_000, 20_000, dtype=float)
    fit = fit_clock(stamps, stamps * 25 / 23.976 + 700)
    assert fit is not None
    assert "25/23.976" in fit.message
    assert np.allclose(fit.at(stamps), stamps * 25 / 23.976 + 700, atol=1)


def test_a_cut_is_found() -> None:
    stamps = np.arange(0, 600_000, 20_000, dtype=float)
    placed = np.where(stamps < 300_000, stamps, stamps - 60_000)
    fit = fit_clock(stamps, placed)
    assert fit is not None
    assert fit.jump_at == 300_000
    assert "-60.0 s" in fit.message


def test_few_stamps_tell_nothing() -> None:
    assert fit_clock(np.arange(3.0), np.arange(3.0)) is None
