"""Random documents: a label form put together from parts, turns that are known, and what people leave around them."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass

from forms.judge import Case
from forms.phrases import EVENTS, NAMES, NOTES, TITLES, sentence, speech

LANGUAGES = tuple(NAMES)
WRAPS = (
    ("", ""),
    ("", ""),
    ("**", "**"),
    ("**", "**"),
    ("*", "*"),
    ("[", "]"),
    ("(", ")"),
    ("<", ">"),
    ("__", "__"),
    ("【", "】"),
    ("{", "}"),
    ("« ", " »"),
    ("`", "`"),
    ("~", "~"),
)
DELIMITERS = (":", ":", ":", "：", " :", " —", " –", " -", " |", "\t", " →", " =>", " //", ";", " ::")
TIME_WRAPS = (("", ""), ("[", "]"), ("(", ")"), ("*", "*"), ("_", "_"), ("<", ">"), ("@", ""))
LIST_MARKS = ("", "", "", "- ", "* ", "> ", "• ", "#### ", ">> ", "– ")
TIME_PLACES = ("none", "none", "before", "after name", "after delimiter", "line above", "line below", "end")


@dataclass(frozen=True, slots=True)
class Form:
    """How a document marks who speaks."""

    wrap: tuple[str, str]
    delimiter: str
    delimiter_inside: bool
    own_line: bool
    blank_inside: bool
    blank_between: bool
    mark: str
    time_place: str
    time_wrap: tuple[str, str]
    time_style: int
    number: str


def random_form(rng: random.Random) -> Form:
    """A form that a careful reader can read: something must part the name from the words."""
    own_line = rng.random() < 0.4
    wrap = rng.choice(WRAPS)
    place = rng.choice(TIME_PLACES)
    delimiter = rng.choice(DELIMITERS) if rng.random() < (0.35 if own_line else 0.75 if wrap[0] else 1) else ""
    if own_line:
        delimiter = delimiter if delimiter in (":", "：", " :", "", " —") else ""
    if place == "line below" and not own_line:
        place = "line above"
    blank_inside = own_line and rng.random() < 0.3
    blank_between = rng.random() < 0.75
    mark = rng.choice(LIST_MARKS)
    if mark == "#### ":
        own_line, delimiter = True, delimiter if delimiter in (":", "") else ""
    return Form(
        wrap,
        delimiter,
        bool(wrap[0]) and rng.random() < 0.4,
        own_line,
        blank_inside,
        blank_between,
        mark,
        place,
        rng.choice(TIME_WRAPS),
        rng.randrange(5),
        rng.choice(("", "", "", "", "{}. ", "{:03} ", "#{} ")),
    )


def stamp(seconds: int, style: int) -> str:
    """A time in one of five styles."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return (
        f"{minutes}:{rest:02}",
        f"{hours:02}:{minutes:02}:{rest:02}",
        f"{hours:02}:{minutes:02}:{rest:02}.{seconds * 37 % 1000:03}",
        f"{minutes:02}:{rest:02}",
        f"{hours}:{minutes:02}:{rest:02}",
    )[style]


def label(form: Form, name: str, note: str, at: int, seconds: int) -> tuple[str, str, str]:
    """What stands above the label's line, the label, and what stands behind the words."""
    time = form.time_wrap[0] + stamp(seconds, form.time_style) + form.time_wrap[1]
    shown = f"{name} ({note})" if note else name
    delimiter = form.delimiter
    inside = form.delimiter_inside and delimiter.strip() == ":"
    core = f"{form.wrap[0]}{shown}{':' if inside else ''}{form.wrap[1]}"
    rest = "" if inside else delimiter
    if form.time_place == "after name":
        core = f"{core} {time}"
    text = form.mark + form.number.format(at) + (f"{time} " if form.time_place == "before" else "") + core + rest
    if form.time_place == "after delimiter":
        text = f"{text} {time}"
    if form.time_place == "line below":
        text = f"{text}\n{time}"
    return (
        (f"{time}\n" if form.time_place == "line above" else ""),
        text,
        (f" {time}" if form.time_place == "end" else ""),
    )


def odd_name(name: str, language: str, rng: random.Random) -> str:
    """The same person's name as someone else would have typed it."""
    ways = [name.upper(), name.lower()] if language in ("en", "de", "ru") else []
    if " " in name:
        ways.append(name.split()[0])
    if language in ("en", "de", "ru") and len(name) > 7:
        at = rng.randrange(2, len(name) - 2)
        if name[at].isalpha() and name[at + 1].isalpha() and name[at] != name[at + 1]:
            ways.append(name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    return rng.choice(ways) if ways else name


def turns_of(language: str, rng: random.Random) -> list[tuple[str, str]]:
    """Who speaks and what: two to five people, nine to twenty-four turns, now and then one who speaks once."""
    people = rng.sample(NAMES[language], rng.choice((2, 2, 2, 3, 3, 4, 5)))
    rows: list[tuple[str, str]] = []
    guest = people.pop() if len(people) > 3 else ""
    for at in range(rng.randrange(9, 25)):
        last = rows[-1][0] if rows else ""
        name = people[at] if at < len(people) else rng.choice([one for one in people if one != last])
        rows.append((name, speech(language, rng)))
    if guest:
        rows.insert(rng.randrange(3, len(rows)), (guest, sentence(language, rng)))
    return rows


def document(seed: int) -> Case:
    """The document of this seed, with its turns."""
    rng = random.Random(f"forms {seed}")
    language = LANGUAGES[seed % len(LANGUAGES)]
    form = random_form(rng)
    rows = turns_of(language, rng)
    odd = rng.randrange(4, len(rows)) if rng.random() < 0.3 else -1
    noted = rng.randrange(2, len(rows)) if rng.random() < 0.3 else -1
    event = rng.randrange(2, len(rows)) if rng.random() < 0.2 else -1
    wrapped = rng.random() < 0.15 and language != "zh"
    lines: list[str] = []
    seconds = rng.randrange(0, 8)
    counts = {name: sum(one == name for one, _ in rows) for name, _ in rows}
    for at, (name, words) in enumerate(rows, 1):
        shown = odd_name(name, language, rng) if at - 1 == odd and counts[name] > 2 else name
        note = rng.choice(NOTES[language]) if at - 1 == noted else ""
        above, text, behind = label(form, shown, note, at, seconds)
        joint = ("\n\n" if form.blank_inside else "\n") if form.own_line else "" if text.endswith("\t") else " "
        block = above + (text.rstrip() if form.own_line else text) + joint + words + behind
        if wrapped:
            block = "\n".join(
                row
                if len(row) < 60 or row.startswith(above.strip() or "\0")
                else "\n".join(textwrap.wrap(row, 58, break_on_hyphens=False))
                for row in block.split("\n")
            )
        if at - 1 == event:
            lines.append(f"[{EVENTS[language]}]")
        lines.append(block)
        seconds += 2 + len(words) // 12 + rng.randrange(3)
    between = (
        "\n\n"
        if form.blank_between
        or form.blank_inside
        or (form.time_place in ("line above", "line below") and rng.random() < 0.5)
        else "\n"
    )
    return Case(
        f"{seed} {language} {form}",
        f"random {language}",
        rng.choice(("t.txt", "t.md")),
        around(between.join(lines), language, rows, rng),
        tuple(rows),
        tuple(words for _, words in rows),
    )


def around(text: str, language: str, rows: list[tuple[str, str]], rng: random.Random) -> str:
    """The document with a title, a date or a list of the speakers before it, in a third of the cases."""
    head = []
    if rng.random() < 0.25:
        head.append(rng.choice(("# {}", "{}", "**{}**")).format(TITLES[language]))
    if rng.random() < 0.1:
        head.append("2024-12-03")
    if rng.random() < 0.08:
        head.append(", ".join(dict.fromkeys(name for name, _ in rows)))
    return "\n\n".join([*head, text]) + "\n"


__all__ = ["LANGUAGES", "document", "random_form"]
