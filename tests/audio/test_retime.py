"""New times in a subtitle file as it is."""

from __future__ import annotations

import pytest

from turncue.audio.retime import retimed
from turncue.errors import UsageError


def test_srt_keeps_everything_but_the_times() -> None:
    text = "1\r\n00:00:01,000 --> 00:00:02,500 X1:40\r\n<i>It is 00:00:05,000 now</i>\r\n\r\n"
    assert retimed(text, ".srt", lambda t: t + 3_600_500) == text.replace(
        "00:00:01,000 --> 00:00:02,500", "01:00:01,500 --> 01:00:03,000"
    )


def test_vtt_word_times_move_too() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nOne <00:01.500><c>two</c>\n"
    assert retimed(text, "vtt", lambda t: t * 2) == (
        "WEBVTT\n\n00:02.000 --> 00:04.000 align:start\nOne <00:03.000><c>two</c>\n"
    )


def test_ass_times_have_two_digits() -> None:
    line = "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,at 0:00:09.00, she said\n"
    assert retimed(line, "ass", lambda t: t + 1234) == line.replace("0:00:01.00", "0:00:02.23").replace(
        "0:00:02.50", "0:00:03.73"
    )


def test_times_never_become_negative() -> None:
    assert "00:00:00,000 --> 00:00:00,500" in retimed("00:00:01,000 --> 00:00:02,500\n", "srt", lambda t: t - 2000)


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="name another format"):
        retimed("", ".docx", lambda t: t)
