"""The shape of names, and names that look alike."""

from __future__ import annotations

import pytest

from turncue.errors import UsageError
from turncue.model import Turn
from turncue.transcripts.label_syntax import plain_label
from turncue.transcripts.names import plausible, split_role
from turncue.transcripts.similar_names import renamed, similar_names

GOOD = (
    "Ana|Ana Roe|Dr. Ito|W. J. Roe, Jr.|Jean de la Tour|O’Dea|Speaker 1|SPEAKER_00|A|You|林又青|主持人|卡尔·蔡司|佐藤|"
    "김하나|Иван Котов|سامي|ნინო|मीरा शर्मा|கவிதா|Unidentified speaker|de Vries|Bo & Ana"
)
BAD = (
    "I want to say this|the point|Here is what|One thing|It was late. So|Why?|https|12|我想说的是|他说|Applause|音樂|"
    "a b c|He Said That Very Day Again|“Go”|x = y|...|We went home"
)


@pytest.mark.parametrize("name", GOOD.split("|"))
def test_names(name: str) -> None:
    assert plausible(name, marked=False, times=1)


@pytest.mark.parametrize("name", BAD.split("|"))
def test_no_names(name: str) -> None:
    assert not plausible(name, marked=False, times=1)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ana (Host)", "Ana", "Host"),
        ("李明（主持人）", "李明", "主持人"),
        ("李明（某公司执行长）", "李明（某公司执行长）", None),
        ("ANA (V.O.)", "ANA", "V.O."),
        ("Ana (CEO, Mill Inc.)", "Ana", "CEO, Mill Inc."),
        ("Daniel (Samphire)", "Daniel (Samphire)", None),
        ("Ana", "Ana", None),
    ],
)
def test_roles(text: str, name: str, role: str | None) -> None:
    assert split_role(text) == (name, role)


@pytest.mark.parametrize(
    "line", ["at 3:30 sharp", "https://example.org", "C:\\x", "std::sort", "12:30", "no label", ""]
)
def test_no_label(line: str) -> None:
    assert plain_label(line) is None


def turns(**counts: int) -> list[Turn]:
    return [Turn(name.replace("_", " "), "x") for name, n in counts.items() for _ in range(n)]


def test_a_slip_a_part_and_another_case_are_told() -> None:
    assert similar_names(turns(Lex_Fridman=31, Lex_Frdiman=2)) == [
        "“Lex Frdiman” (2 turns) looks like “Lex Fridman” (31 turns); add --rename 'Lex Frdiman=Lex Fridman' to merge"
    ]
    assert len(similar_names(turns(Dan=5, Dan_Ott=1, Bo=4))) == 1
    assert len(similar_names(turns(Ana_Roe=5, ANA_ROE=1))) == 1


@pytest.mark.parametrize(
    "names",
    "SPEAKER_00/SPEAKER_01 Speaker_1/Speaker_2 A/B Interviewer/Interviewee 发言人1/发言人2 Dan_Ott/Dan_Roe "
    "Jon/Joe 张伟/张敏 Host/Host_2 Q/A".split(),
)
def test_different_people_are_not_told(names: str) -> None:
    made = [name if name.isupper() else name.replace("_", " ") for name in names.split("/")]
    assert similar_names([Turn(n, "x") for n in made for _ in range(3)]) == []


def test_one_first_name_and_two_full_names_tell_nothing() -> None:
    assert similar_names(turns(Dan=5, Dan_Ott=5, Dan_Roe=5)) == []


def test_rename() -> None:
    assert [t.speaker for t in renamed(turns(Ana=1, Bo=1), [("Bo", "Bo Lund")])] == ["Ana", "Bo Lund"]
    with pytest.raises(UsageError, match="Ana, Bo"):
        renamed(turns(Ana=1, Bo=1), [("Cy", "Di")])
