"""The command line is read alike by ``turncue.cli.arguments`` and by typer; names are those of ``Options``."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from turncue import Options, UsageError
from turncue.cli.app import all_commands
from turncue.cli.arguments import read, with_present_names
from turncue.cli.rows import Command, Row
from turncue.cli.typed import run_typed
from turncue.cli.values import options_of
from turncue.options import CHOICES, FORMER_NAMES

COMMANDS = {command.name: command for command in all_commands()}


def _by_typer(command: Command, arguments: list[str]) -> SimpleNamespace | None:
    taken: list[SimpleNamespace] = []

    def keep(given: SimpleNamespace) -> int:
        taken.append(given)
        return 0

    try:
        code = run_typed([replace(command, run=keep)], [command.name, *arguments])
    except UsageError:
        return None
    return taken[0] if code == 0 and taken else None


TEXTS = st.sampled_from(["a.srt", "b c.srt", "x=y", "名", "", "-", "12=00:01", "a,b"])


def _value(row: Row) -> st.SearchStrategy[str]:
    if row.choices:
        return st.sampled_from([*row.choices, "nonsense"])
    if row.kind is int:
        return st.sampled_from(["1", "3", "0", "-2", "x", "1.5", "٣"])
    if row.kind is float:
        return st.sampled_from(["0.5", "1", "0", "7.25", "-1", "nan", "1e3", ".5", "x"])
    return TEXTS


@st.composite
def _lines(draw: st.DrawFn) -> tuple[Command, list[str]]:
    command = draw(st.sampled_from(list(COMMANDS.values())))
    arguments = draw(st.lists(TEXTS.filter(bool), min_size=0, max_size=3))
    options = [row for row in command.rows if row.flags]
    for row in draw(st.lists(st.sampled_from(options), max_size=4)):
        flag = draw(st.sampled_from(row.flags))
        at = draw(st.integers(0, len(arguments)))
        if row.kind is bool:
            arguments[at:at] = [flag]
        elif flag.startswith("--") and draw(st.booleans()):
            arguments[at:at] = [f"{flag}={draw(_value(row))}"]
        else:
            arguments[at:at] = [flag, draw(_value(row))]
    return command, arguments


@settings(max_examples=150)
@given(_lines())
def test_both_ways_of_reading_give_the_same(case: tuple[Command, list[str]]) -> None:
    command, arguments = case
    quick = read(command, arguments)
    if quick is not None:  # else typer has the word
        assert vars(quick) == vars(_by_typer(command, arguments) or SimpleNamespace())


@pytest.mark.parametrize(
    "arguments",
    [
        ["a", "b", "-o", "c.srt", "--speakers", "every", "--max-cps=17", "--rename", "A=B", "--rename", "C=D", "-q"],
        ["--json", "a", "--out=x.vtt", "b"],
        ["-", "b", "-o", "-"],
    ],
)
def test_ordinary_lines_are_read_without_typer(arguments: list[str]) -> None:
    assert read(COMMANDS["align"], arguments) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ["a"],
        ["a", "b", "c"],
        ["a", "b", "--nosuch"],
        ["a", "b", "-ox.srt"],
        ["a", "b", "--out"],
        ["a", "b", "--max-lines", "0"],
    ],
)
def test_what_is_not_plain_is_left_to_typer(arguments: list[str]) -> None:
    assert read(COMMANDS["align"], arguments) is None


# ---------------------------------------------------------------- one table, the same names


@pytest.mark.parametrize("name", [f.name for f in fields(Options)])
def test_every_option_has_the_same_name_on_the_command_line(name: str) -> None:
    flag = "--" + name.replace("_", "-")
    (understood,) = with_present_names([flag])
    assert understood in {f for row in COMMANDS["align"].rows for f in row.flags}


@pytest.mark.parametrize("former", FORMER_NAMES)
def test_former_names_are_understood(former: str) -> None:
    (understood,) = with_present_names(["--" + former.replace("_", "-")])
    assert understood in {f for row in COMMANDS["align"].rows for f in row.flags}


def test_align_and_convert_share_their_rows() -> None:
    rows = {row.name: row for row in COMMANDS["align"].rows}
    shared = [row for row in COMMANDS["convert"].rows if row.name in rows and row.flags]
    assert len(shared) > 15
    for row in shared:
        ours = rows[row.name]
        assert (row.flags, row.kind, row.choices, row.metavar) == (ours.flags, ours.kind, ours.choices, ours.metavar)


def test_options_of_the_command_line_are_those_of_the_library() -> None:
    given = read(COMMANDS["align"], ["a", "b"])
    assert given is not None
    assert options_of(given) == Options()
    line = ["a", "b", "--colours", "--visible-labels", "--pin", "2=0:12", "--speakers-only", "Ann, Ben"]
    given = read(COMMANDS["align"], with_present_names([*line, "--rename", "A=B", "--max-lines", "1"]))
    assert given is not None
    assert options_of(given) == Options(
        colors=True,
        vtt_labels=True,
        pins=((2, 12000),),
        speakers_only=("Ann", "Ben"),
        rename=(("A", "B"),),
        max_lines=1,
    )


# ---------------------------------------------------------------- Options


def test_former_names_in_python() -> None:
    options = Options(colours=True, visible_labels=True)  # type: ignore[call-arg]
    assert options == Options(colors=True, vtt_labels=True)
    assert (options.colours, options.visible_labels) == (True, True)
    assert replace(options, colours=False) == Options(vtt_labels=True)  # type: ignore[call-arg]
    assert replace(options, colors=False) == Options(vtt_labels=True)


@pytest.mark.parametrize("name", CHOICES)
def test_a_value_that_an_option_cannot_have_is_refused(name: str) -> None:
    nearly = CHOICES[name][0][:-1] + "x"
    with pytest.raises(UsageError, match=f"{name} is '{nearly}'; it can be .*{CHOICES[name][0]}"):
        Options(**{name: nearly})
    for value in CHOICES[name]:
        assert getattr(Options(**{name: value}), name) == value


@pytest.mark.parametrize(
    "named",
    [
        {"min_score": 2},
        {"min_score": float("nan")},
        {"max_cps": float("inf")},
        {"max_lines": "2"},
        {"language": "../../x"},
        {"captions_language": "en\n"},
    ],
)
def test_numbers_and_tags_are_checked(named: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(named))):
        Options(**named)  # type: ignore[arg-type]
