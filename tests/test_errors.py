"""The tree of exceptions: one base, data as attributes, messages that help, picklable."""

from __future__ import annotations

import pickle

import pytest

from turncue import errors
from turncue.errors import (
    AlignError,
    EncodingError,
    FormatCannot,
    FormatUnknown,
    OutputExists,
    ReadError,
    TurncueError,
    UsageError,
    WriteError,
)

EXAMPLES = [
    TurncueError("something"),
    UsageError("--rename 'a': give it as OLD=NEW."),
    ReadError("no time here.", "talk.srt", 12, "00:00:xx", "Mend the line."),
    EncodingError("no encoding fits.", "talk.srt"),
    FormatUnknown("no format fits.", "talk.bin", hint="Understood: SubRip."),
    AlignError(0.12, 0.25, "Different recordings.", "Check."),
    WriteError("disk full."),
    OutputExists("talk.srt"),
    FormatCannot("srt", "word times"),
]


def test_every_exception_has_an_example() -> None:
    assert {type(e).__name__ for e in EXAMPLES} == set(errors.__all__)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda e: type(e).__name__)
def test_survives_pickling(error: TurncueError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda e: type(e).__name__)
def test_is_caught_as_the_base(error: TurncueError) -> None:
    with pytest.raises(TurncueError):
        raise error


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    for name in errors.__all__:
        assert errors.__doc__ is not None
        assert name in errors.__doc__


def test_read_error_tells_where_what_and_what_next() -> None:
    error = ReadError("no time here.", "talk.srt", 12, "00:00:xx", "Mend the line.")
    assert str(error) == "talk.srt:12: no time here. Found: '00:00:xx'. Mend the line."
    assert (error.path, error.line, error.excerpt, error.hint) == ("talk.srt", 12, "00:00:xx", "Mend the line.")


def test_read_error_without_a_place_says_input() -> None:
    assert str(ReadError("is empty.")) == "input: is empty."


def test_a_long_excerpt_is_cut() -> None:
    assert len(str(ReadError("x.", "f", 1, "y" * 500))) < 120


def test_align_error_tells_score_and_threshold() -> None:
    error = AlignError(0.123, 0.25, "Different recordings.", "Check.")
    assert "score 0.12, needed 0.25. Different recordings. Check." in str(error)
    assert (error.score, error.threshold) == (0.123, 0.25)


def test_output_exists_is_a_file_exists_error() -> None:
    with pytest.raises(FileExistsError, match=r"talk\.srt: exists already; nothing was written"):
        raise OutputExists("talk.srt")
