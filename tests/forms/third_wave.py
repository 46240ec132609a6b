# ruff: noqa: E501
# fmt: off
"""A third judged set: what a new reader of the tool tried, each kind with neighbours in other languages and scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from forms.judge import Case, body, make
from forms.talks import AR, DE, EN, ES, FR, HI, INTERVIEW, IVY, JA, KO, RU, TR, ZH_HANS, ZH_HANT, Line

KIND = "third wave"
ODD = 5


def _first(name: str) -> str:
    return name.split()[0]


def _once(talk: Sequence[Line], mark: str, usual: str, name: Callable[[str], str] = lambda n: n) -> str:
    return "\n\n".join(f"{name(x.name)}{mark if n == ODD else usual}{x.words}" for n, x in enumerate(talk)) + "\n"


def forgotten() -> list[Case]:
    """One label has lost its mark, or has another."""
    rows = {
        "no colon, Chinese": (ZH_HANS, "　", "："),
        "no colon, Japanese": (JA, "　", "："),
        "no colon, Korean": (KO, " ", ": "),
        "no colon, Arabic": (AR, " ", ": "),
        "no colon, Hindi": (HI, " ", ": "),
        "a semicolon, Chinese": (ZH_HANT, "；", "："),
        "a stop, Korean": (KO, ". ", ": "),
    }
    made = [make(name, KIND, "t.txt", _once(talk, odd, usual), talk) for name, (talk, odd, usual) in rows.items()]
    firsts = {"English": EN, "Russian": RU, "Turkish": TR}
    return made + [
        make(f"no colon, one name, {name}", KIND, "t.txt", _once(talk, " ", ": ", _first), talk, names=_first)
        for name, talk in firsts.items()
    ]


def dashes() -> list[Case]:
    """A person who is not named speaks behind a dash."""
    return [
        make(f"dash {dash}", KIND, "t.txt", body(EN, lambda x, dash=dash: f"{dash}{x.words}" if x.name == IVY else f"{x.name}: {x.words}", between), EN, names=lambda n: "" if n == IVY else n)
        for dash, between in (("――", "\n"), ("— ", "\n\n"), ("– ", "\n\n"), ("——", "\n"))
    ]


def records() -> list[Case]:
    """Records and tables whose keys are in words that no list holds."""
    def table(x: Line) -> str:
        return f"| {x.start} | {x.name} | {x.words} |"

    def wide(talk: Sequence[Line]) -> str:
        names = list(dict.fromkeys(x.name for x in talk))
        cells = [[f'"{x.words}"' if x.name == name else "" for name in names] for x in talk]
        return "\n".join(",".join(row) for row in [names, *cells]) + "\n"

    people = [{"participant": {"id": 1, "name": x.name}, "words": [{"text": w, "start_timestamp": {"relative": x.start + n / 5}} for n, w in enumerate(x.words.split())]} for x in EN]
    return [
        make("keys, Spanish", KIND, "t.txt", body(ES, lambda x: f"voz de: {x.name}\ndijo: {x.words}"), ES),
        make("keys, Turkish", KIND, "t.txt", body(TR, lambda x: f"söyleyen: {x.name}\nsöz: {x.words}"), TR),
        make("keys, Arabic", KIND, "t.txt", body(AR, lambda x: f"القائل: {x.name}\nالقول: {x.words}"), AR),
        make("YAML, French", KIND, "t.yaml", "tours:\n" + "".join(f"  - qui: {x.name}\n    dit: {json.dumps(x.words, ensure_ascii=False)}\n" for x in FR), FR),
        make("head, Hindi", KIND, "t.md", "| क्रम | नाम | कथन |\n|---|---|---|\n" + body(HI, table, "\n"), HI),
        make("head, Turkish", KIND, "t.md", "| sıra | kişi | söz |\n|---|---|---|\n" + body(TR, table, "\n"), TR),
        make("head, French", KIND, "t.md", "| no | qui | dit |\n| --- | --- | --- |\n" + body(FR, table, "\n"), FR),
        make("a column for each, English", KIND, "t.csv", wide(EN), EN),
        make("a column for each, Russian", KIND, "t.csv", wide(RU), RU),
        make("a column for each, German", KIND, "t.csv", wide(DE), DE),
        make("words of participants", KIND, "t.json", json.dumps(people), EN),
    ]


def headings() -> list[Case]:
    """Parts with a heading in the form of a label, which nobody says."""
    parts = {"PART {}: THE BRIDGE": EN, "Teil {}: Die Glocke": DE, "Parte {}: La historia": ES, "ЧАСТЬ {}: МОСТ": RU}
    made = []
    for form, talk in parts.items():
        text = "\n\n".join((f"{form.format(n // 4 + 1)}\n\n" if n % 4 == 0 else "") + f"{x.name}: {x.words}" for n, x in enumerate(talk))
        made.append(make(f"heading {form}", KIND, "t.txt", text + "\n", talk))
    return made


def verbs() -> list[Case]:
    """A word for speaking behind every name."""
    rows = {"says": (EN, " says: "), "dit": (FR, " dit : "), "sagt": (DE, " sagt: "), "说": (ZH_HANS, "说："), "說": (ZH_HANT, "說：")}
    return [make(f"name {verb}", KIND, "t.txt", body(talk, lambda x, mark=mark: f"{x.name}{mark}{x.words}"), talk) for verb, (talk, mark) in rows.items()]


def middle() -> list[Case]:
    """Two turns in one line, where a title, a letter or one word stands at the cut."""
    def joined(talk: Sequence[Line], name: Callable[[str], str]) -> str:
        rows = [f"{name(x.name)}: {x.words}" for x in talk]
        return "\n\n".join([*rows[:2], " ".join(rows[2:4]), *rows[4:]]) + "\n"

    letter = tuple(replace(x, words="É.") if n == 2 else x for n, x in enumerate(ES))
    return [
        make("titles", KIND, "t.txt", joined(DE, lambda n: f"Dr. {n}"), DE, names=lambda n: f"Dr. {n}|{n}"),
        make("one letter said", KIND, "t.txt", joined(letter, lambda n: n), letter),
        make("names of one word", KIND, "t.txt", joined(EN, _first), EN, names=_first),
        make("names of one word, interview", KIND, "t.txt", joined(INTERVIEW, _first), INTERVIEW, names=_first),
        make("danda", KIND, "t.txt", joined(HI, lambda n: n), HI),
    ]


def pairs() -> list[Case]:
    """A translation below every turn; and signs on both sides of the names."""
    rows = {"English, French": (EN, FR), "Chinese, English": (ZH_HANS, INTERVIEW), "German, Russian": (DE, RU)}
    made = []
    for name, (talk, other) in rows.items():
        here = [(x, y.words) for x, y in zip(talk, other, strict=False)]
        heard = tuple(x for x, _ in here)
        made.append(make(f"first lines, {name}", KIND, "t.txt", "\n\n".join(f"{x.name}: {x.words}\n{y}" for x, y in here) + "\n", heard))
        made.append(make(f"second lines, {name}", KIND, "t.txt", "\n\n".join(f"{x.name}: {y}\n{x.words}" for x, y in here) + "\n", heard))
    signs = {"◆": ZH_HANS, "§": EN, "%": RU}
    return made + [make(f"between {sign}", KIND, "t.txt", body(talk, lambda x, sign=sign: f"{sign}{x.name}{sign} {x.words}", "\n"), talk) for sign, talk in signs.items()]


CASES: tuple[Case, ...] = (*forgotten(), *dashes(), *records(), *headings(), *verbs(), *middle(), *pairs())
