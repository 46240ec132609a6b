# ruff: noqa: E501
# fmt: off
"""Documents that mark their speakers in a way of their own: behind the words, without a mark, with an office between."""

from __future__ import annotations

from collections.abc import Callable

from forms.judge import Case, body, make
from forms.talks import AR, DE, DUNCAN, EN, ES, FR, INTERVIEW, IVY, JA, KO, LEAH, RU, ZH_HANS, Line, clock, minutes

KIND = "own ways"
Form = Callable[[Line], str]


def _first(name: str) -> str:
    return name.split()[0]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _office(name: str) -> str:
    return {IVY: "Chair, Bridge Committee", DUNCAN: "County Engineer", LEAH: "Resident"}[name]


def behind() -> list[Case]:
    rows: dict[str, tuple[tuple[Line, ...], Form, str, str]] = {
        "behind a dash": (EN, lambda x: f"{x.words} – {x.name}", "\n\n", "t.txt"),
        "behind a dash, every line": (INTERVIEW, lambda x: f"{x.words} -- {x.name}", "\n", "t.txt"),
        "behind a wide dash": (ZH_HANS, lambda x: f"{x.words}——{x.name}", "\n", "t.txt"),
        "behind in brackets": (DE, lambda x: f"{x.words} ({x.name})", "\n\n", "t.txt"),
        "behind in square brackets": (ES, lambda x: f"{x.words} [{_first(x.name)}]", "\n\n", "t.md"),
        "behind in wide brackets": (JA, lambda x: f"{x.words}（{x.name}）", "\n", "t.txt"),
        "below, behind a dash": (EN, lambda x: f"{x.words}\n— {x.name}", "\n\n", "t.txt"),
        "below a quote": (EN, lambda x: f"> {x.words}\n> — *{x.name}*", "\n\n", "t.md"),
        "behind a tab": (FR, lambda x: f"{x.words}\t{x.name}", "\n", "t.txt"),
        "behind a slash": (EN, lambda x: f"{x.words} / {x.name}", "\n\n", "t.txt"),
        "behind in slanted brackets": (INTERVIEW, lambda x: f"{x.words} *({x.name})*", "\n\n", "t.md"),
        "below without a mark": (EN, lambda x: f"{x.words}\n{x.name}", "\n\n", "t.txt"),
        "below without a mark, slanted": (ES, lambda x: f"{x.words}\n*{x.name}*", "\n\n", "t.md"),
        "below without a mark, wide letters": (KO, lambda x: f"{x.words}\n{x.name}", "\n\n", "t.txt"),
        "below in brackets": (RU, lambda x: f"{x.words}\n({x.name})", "\n\n", "t.txt"),
    }
    return [make(name, KIND, file, body(talk, form, gap), talk, names=(lambda n: f"{n}|{_first(n)}") if "square" in name else lambda n: n) for name, (talk, form, gap, file) in rows.items()]


def bare() -> list[Case]:
    rows: dict[str, tuple[tuple[Line, ...], Form, Callable[[str], str]]] = {
        "name and no mark": (EN, lambda x: f"{x.name} {x.words}", lambda n: n),
        "first name and no mark": (INTERVIEW, lambda x: f"{_first(x.name)} {x.words}", _first),
        "capitals and no mark": (DE, lambda x: f"{x.name.upper()} {x.words}", str.upper),
        "initials and no mark": (EN, lambda x: f"{_initials(x.name)} {x.words}", _initials),
        "no mark, no capitals in the script": (AR, lambda x: f"{x.name} {x.words}", lambda n: n),
        "initials and a slash": (EN, lambda x: f"{_initials(x.name).lower()}/ {x.words}", _initials),
        "half a bracket": (INTERVIEW, lambda x: f"{_first(x.name)}) {x.words}", _first),
        "half a wide bracket": (JA, lambda x: f"{x.name}）{x.words}", lambda n: n),
        "a stroke": (ZH_HANS, lambda x: f"{x.name}丨{x.words}", lambda n: n),
        "a middle dot": (KO, lambda x: f"{x.name}·{x.words}", lambda n: n),
        "numbers": (EN, lambda x: f"{[IVY, DUNCAN, LEAH].index(x.name) + 1}: {x.words}", lambda n: f"Speaker {[IVY, DUNCAN, LEAH].index(n) + 1}"),
        "a comma": (INTERVIEW, lambda x: f"{_first(x.name)}, {x.words}", _first),
        "no mark in a list": (EN, lambda x: f"- {_first(x.name)} {x.words}", _first),
        "no mark in a dotted list": (DE, lambda x: f"• {x.name} {x.words}", lambda n: n),
        "no mark after a time": (EN, lambda x: f"[{minutes(x.start).zfill(5)}] {x.name.upper()} {x.words}", str.upper),
        "no mark after a bare time": (INTERVIEW, lambda x: f"{clock(x.start)} {_first(x.name)} {x.words}", _first),
        "capitals and a note": (INTERVIEW, lambda x: f"{_first(x.name).upper()} *({'smiling' if x.name == IVY else 'after a pause'})* {x.words}", lambda n: _first(n).upper()),
    }
    return [make(name, KIND, "t.md" if "note" in name else "t.txt", body(talk, form), talk, names=names) for name, (talk, form, names) in rows.items()]


def offices() -> list[Case]:
    seen: set[str] = set()

    def once(x: Line) -> str:
        new = x.name not in seen
        seen.add(x.name)
        return f"{x.name}\n({_office(x.name)}) (Ind)\n{x.words}" if new else f"{x.name}\n{x.words}"

    rows: dict[str, Form] = {
        "office below the name": lambda x: f"{x.name}\n{_office(x.name)}\n{x.words}",
        "office below a bold name": lambda x: f"**{x.name}**\n{_office(x.name)}\n{x.words}",
        "office below a bold name, text apart": lambda x: f"**{x.name}**\n*{_office(x.name)}*\n\n{x.words}",
        "office below the name, once": once,
        "manner behind a bold name": lambda x: f"**{x.name}** *({'calmly' if x.start % 8 == 3 else 'to the back'})*: {x.words}",
        "manner in brackets behind a bold name": lambda x: f"**{x.name}** _[{'calmly' if x.start % 8 == 3 else 'nods'}]_: {x.words}",
    }
    return [make(name, KIND, "t.md" if "bold" in name else "t.txt", body(EN, form), EN) for name, form in rows.items()]


def surroundings() -> list[Case]:
    plain: Form = lambda x: f"{x.name}: {x.words}"  # noqa: E731
    text = body(EN, plain)
    parts = text.split("\n\n")

    def amid(line: str) -> str:
        return "\n\n".join([*parts[:5], line, *parts[5:9], line.replace("1", "2"), *parts[9:]])

    rows = {
        "column of a record": amid("Column 1"),
        "Spalte of a record": amid("Spalte 1"),
        "colonne of a record": amid("Colonne 1"),
        "cries": amid("(Cries of the members: Order!)"),
        "cries in German": amid("(Zuruf von der Galerie: Unsinn!)"),
        "numbered speeches": "\n\n".join(f"Anf. {n} {part}" for n, part in enumerate(parts, 1)),
        "speeches with a number sign": "\n\n".join(f"Nr. {n} {part}" for n, part in enumerate(parts, 7)),
        "tapes": amid("[END OF TAPE 1]"),
        "sides": amid("[Side 1 begins]"),
        "recordings": amid("(Ende der Aufnahme 1)"),
        "lines behind the last turn": body(EN, plain, "\n") + "Meeting ended after 00:41:07\nThis record was made by a machine and may be wrong\n",
        "one line behind the last turn": body(EN, plain, "\n") + "Recording stopped by the host\n",
        "credits behind the last turn": body(EN, plain, "\n") + "Minutes kept by the parish clerk, unrevised\n",
    }
    made = [make(name, KIND, "t.txt", content, EN) for name, content in rows.items()]
    heads = {
        "head with people in it": "Date: 4 May 2021\nPlace: Village hall\nAsking: Ivy Marlow\nAsked: Duncan Pryce\n\n",
        "head with people behind the date": "Date: 4 May 2021\nChair of the day: Ivy Marlow\nNotes by: A. Clerk\n\n",
        "head with a file": "Title: The lighthouse\nFile: lh_07.wav\nDate: 4 May 2021\nQuestions by: Ivy Marlow\n\n",
    }
    asked: Form = lambda x: f"{'Q' if x.name == IVY else 'A'}: {x.words}"  # noqa: E731
    made += [make(name, KIND, "t.txt", head + body(INTERVIEW, asked), INTERVIEW, names=lambda n: "Q" if n == IVY else "A") for name, head in heads.items()]
    return made


def names() -> list[Case]:
    """One name in several forms."""

    def from_place(long: Callable[[str], str], short: Callable[[str], str], place: int) -> str:
        return "\n\n".join(f"{(long if n < place else short)(x.name)}: {x.words}" for n, x in enumerate(EN)) + "\n"

    def letters(x: Line) -> str:
        return f"{x.name}: {x.words}" if x.start < 8 else f"{x.name[0]}: {x.words}"

    dotted = [Line(x.name, "Gladly. One day I may." if n == 9 else x.words, x.start) for n, x in enumerate(INTERVIEW)]
    return [
        make("full names, then first names", KIND, "t.txt", from_place(lambda n: n, _first, 7), EN),
        make("full names, then family names", KIND, "t.txt", from_place(lambda n: n, lambda n: n.split()[-1], 7), EN),
        make("titles, then family names", KIND, "t.txt", from_place(lambda n: f"Dr {n}", lambda n: n.split()[-1], 7), EN, names=lambda n: f"Dr {n}|{n}"),
        make("names, then their first letter", KIND, "t.txt", body(INTERVIEW, letters), INTERVIEW),
        make("names, then their first sign", KIND, "t.txt", body(JA, lambda x: f"{x.name if x.start < 8 else x.name[0]}：{x.words}"), JA),
        make("names, then their first letter, Russian", KIND, "t.txt", body(RU, lambda x: f"{x.name if x.start < 8 else x.name[0]}: {x.words}"), RU),
        make("initials with stops before one word", KIND, "t.txt", body(dotted, lambda x: f"{x.name[0]}.{x.name.split()[1][0]}. {x.words}"), tuple(dotted), names=lambda n: f"{n[0]}.{n.split()[1][0]}|{n[0]}.{n.split()[1][0]}."),
        make("letters with stops before one word", KIND, "t.txt", body(dotted, lambda x: f"{'P' if x.name == IVY else 'R'}. {x.words}"), tuple(dotted), names=lambda n: "P" if n == IVY else "R"),
        make("one name and dashes", KIND, "t.txt", body(RU, lambda x: f"{_first(x.name)}: {x.words}" if x.name == RU[0].name else f"— {x.words}", "\n"), RU, settled=False),
        make("one name and short dashes", KIND, "t.txt", body(FR, lambda x: f"{x.name} : {x.words}" if x.name == FR[0].name else f"– {x.words}", "\n"), FR, settled=False),
        make("one name and wide dashes", KIND, "t.txt", body(JA, lambda x: f"{x.name}：{x.words}" if x.name == JA[0].name else f"――{x.words}", "\n"), JA, settled=False),
    ]


def examiners() -> list[Case]:
    """Several people question one witness; Q stands for each of them in turn."""
    made = []
    for name, mark in {"stops": ".  ", "colons": ": ", "spaces": "    "}.items():
        rows = [f"{'Q' if x.name == IVY else 'A'}{mark}{x.words}" for x in INTERVIEW]
        text = "\n".join(["BY MS. MARLOW:", *rows[:6], "BY MR. DUNN:", *rows[6:]]) + "\n"
        turns = tuple(("A" if x.name != IVY else "MS. MARLOW" if n < 6 else "MR. DUNN", x.words) for n, x in enumerate(INTERVIEW))
        made.append(make(f"examiners, {name}", KIND, "t.txt", text, INTERVIEW, turns=turns))
    return made


CASES: tuple[Case, ...] = (*examiners(), *behind(), *bare(), *offices(), *surroundings(), *names())
