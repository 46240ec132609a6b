"""Speakers' names as printed: ``Name: ``, ``[Name] ``, ``NAME: ``, ``- ``, ``>> ``, or on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from turncue.model import TimedTurn
from turncue.text.label_options import LabelOptions
from turncue.text.language import base_language
from turncue.text.script_ranges import CJK_BLOCKS

__all__ = ["Labeller", "printed_lines", "with_roles"]

_FULL_WIDTH = re.compile(f"[{CJK_BLOCKS}]")
_TITLES = re.compile(r"(?i)^(?:(?:mr|mrs|ms|miss|dr|prof|sir|sr|sra|mme|m|herr|frau)\.?\s+)+(?=\S)")

# behind a name: a bracket, or what follows a comma or a dash up to the end
_ROLE = r"\s*(?:[(（\[［]([^()（）\[\]［］]{1,60})[)）\]］]|[,，]\s*([^,，;；(（]{1,60})$|\s[-–—]\s*(.{1,60})$)"


def _first(name: str) -> str:
    """The given name: the first word; a Chinese, Japanese or Korean name without a space stays whole."""
    if "," in name:  # Smith, John
        name = name.partition(",")[2].strip() or name
    plain = _TITLES.sub("", name)
    return plain.split()[0] if plain.split() else name


def _initials(name: str) -> str:
    parts = re.findall(r"[^\W\d_]+|\d+", name)
    if len(parts) < 2:
        return name
    return "".join(p if p.isdigit() else p[0].upper() for p in parts)


def _unique(names: Sequence[str], shorten: Callable[[str], str]) -> dict[str, str]:
    """Every name shortened, but whole where its short form belongs to another speaker too."""
    short = {name: shorten(name) for name in names}
    taken = list(short.values())
    return {name: s if taken.count(s) == 1 else name for name, s in short.items()}


class Labeller:
    """The labels of the speakers of one recording. Immutable after construction."""

    def __init__(self, options: LabelOptions, speakers: Iterable[str | None], language: str | None) -> None:
        names = tuple(dict.fromkeys(s for s in speakers if s))
        self.options = options
        self._firsts: Mapping[str, str] = _unique(names, _first)
        self._initials: Mapping[str, str] = _unique(names, _initials)
        self._cjk = base_language(language) in ("zh", "ja", "yue")

    def wanted(self, speaker: str | None, previous: str | None, *, turn_begins: bool) -> bool:
        """Whether a subtitle by ``speaker`` after one by ``previous`` carries a label."""
        if self.options.when == "none":
            return False
        if not speaker:
            return self.options.unnamed and turn_begins and self.options.style in ("dash", "chevrons")
        return self.options.when == "every" or (turn_begins and speaker != previous)

    def candidates(self, speaker: str, role: str | None, *, met: bool = False) -> Iterator[str]:
        """Labels for a speaker: the requested form first, then shorter ones for where it does not fit.

        ``met``: the speaker has been named before.
        """
        form = self.options.form
        if form == "full-then-first":
            form = "first" if met else "full"
        full = " ".join(speaker.split())
        requested = {
            "full": full,
            "first": self._firsts.get(speaker, full),
            "initials": self._initials.get(speaker, full),
            "role": " ".join(role.split()) if role else full,
        }[form]
        names = [requested]
        if form in ("full", "role"):
            names.append(self._firsts.get(speaker, full))
        if form != "initials":
            names.append(self._initials.get(speaker, full))
        for name in dict.fromkeys(names):
            yield self._set(name)

    def _set(self, name: str) -> str:
        match self.options.style:
            case "colon" | "caps":
                text = name.upper() if self.options.style == "caps" else name
                return f"{text}：" if self._cjk or _FULL_WIDTH.search(text) else f"{text}: "
            case "brackets":
                return f"[{name}] "
            case "dash":
                return "- "
            case "chevrons":
                return ">> "
            case "line":
                return f"{name}\n"


def printed_lines(lines: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The lines as they are shown with their labels, a label of its own line included."""
    return "\n".join(label + line for label, line in zip(labels, lines, strict=True)).split("\n")


def with_roles(turns: Iterable[TimedTurn], metadata: Mapping[str, str]) -> list[TimedTurn]:
    """The turns with the role that the document's head gives their speaker: ``Host: Mia Owens (harbour master)``.

    ``metadata``: what the document states about itself. A role that a turn has already stays. The role is the bracket
    behind the name, else what follows it after a comma or a dash; a person without either has none.
    """
    given = list(turns)
    names = sorted({t.speaker for t in given if t.speaker}, key=len, reverse=True)
    roles: dict[str, str] = {}
    for name in names:
        after = re.compile(re.escape(name) + _ROLE)
        for value in metadata.values():
            if match := after.search(value):
                roles[name] = next(group for group in match.groups() if group).strip()
                break
    if not roles:
        return given
    return [replace(t, role=roles[t.speaker]) if t.role is None and t.speaker in roles else t for t in given]
