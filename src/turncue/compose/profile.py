"""Profiles: the limits for subtitles, as data.

Each profile is one TOML file beside this module, every number with its source: a table ``[general]``, tables per
language (``[zh-Hant]``, ``[ja]``) that overlay it, and inside both, tables per audience or use (``children``,
``sdh``, ``vtt``) that overlay further. A user's own table of the same shape is read by ``profile_from_table``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypedDict, Unpack

from turncue.compose.params import CLOSE_NAME, LEAST_CHARS, MOST_CHARS, MOST_LINES
from turncue.errors import UsageError
from turncue.text.language import written_language
from turncue.text.width import Count

__all__ = ["Profile", "load_profile", "profile_from_table", "profile_names"]

Shape = Literal["bottom-heavy", "balanced"]
Events = Literal["keep", "drop"]
Dialogue = Literal["merge", "split"]


class ProfileOverrides(TypedDict, total=False):
    """The settings of a profile that a user may set by an option."""

    max_chars: float | None
    max_lines: int | None
    max_cps: float | None
    events: Events | None
    drop_line_end_punctuation: bool | None
    dialogue: Dialogue | None


@dataclass(frozen=True)
class Profile:
    """Limits for one language. Times in ms, widths in characters as ``count`` counts them (``turncue.text.width``).

    ``max_cps``: characters per second, None for no limit. ``linger``: how far a subtitle may stay past the speech when
    reading does not need more. ``min_gap``: least time between two subtitles; a gap shorter than
    ``close_gaps_under`` is closed down to it. ``events``: keep or drop notes of sounds.
    ``drop_line_end_punctuation`` takes ，、。 off line ends (Netflix for Chinese); it is off unless
    asked for, since it takes characters away. ``dialogue``: whether two people may share a subtitle, a dashed line
    each, where one alone could not stand for ``min_duration``. ``count_labels``: whether the speaker's label counts
    for reading speed (it always counts for the width of its line).
    ``sources``: for each number where it comes from.
    """

    name: str
    language: str
    max_chars: float
    max_lines: int
    max_cps: float | None
    min_duration: int
    max_duration: int
    min_gap: int
    close_gaps_under: int
    linger: int = 500
    count: Count = "each"
    shape: Shape = "balanced"
    events: Events = "keep"
    drop_line_end_punctuation: bool = False
    dialogue: Dialogue = "merge"
    count_labels: bool = True
    title: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checks: tuple[tuple[str, float | None, float], ...] = (
            ("max_chars", self.max_chars, LEAST_CHARS),
            ("max_lines", self.max_lines, 1),
            ("max_cps", self.max_cps, 1),
            ("min_duration", self.min_duration, 1),
            ("max_duration", self.max_duration, max(self.min_duration, 1)),
            ("min_gap", self.min_gap, 0),
            ("close_gaps_under", self.close_gaps_under, 0),
            ("linger", self.linger, 0),
        )
        for key, value, least in checks:
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < least):
                raise UsageError(
                    f"profile {self.name}: {key} is {value!r}, but must be a number of at least {least:g}."
                )
        for key, size, most in (("max_chars", self.max_chars, MOST_CHARS), ("max_lines", self.max_lines, MOST_LINES)):
            if size > most:
                raise UsageError(f"profile {self.name}: {key} is {size!r}, but must be at most {most}.")
        choices: tuple[tuple[str, object, tuple[object, ...]], ...] = (
            ("count", self.count, ("each", "half")),
            ("shape", self.shape, ("bottom-heavy", "balanced")),
            ("events", self.events, ("keep", "drop")),
            ("drop_line_end_punctuation", self.drop_line_end_punctuation, (True, False)),
            ("dialogue", self.dialogue, ("merge", "split")),
            ("count_labels", self.count_labels, (True, False)),
        )
        for key, chosen, allowed in choices:
            if chosen not in allowed:
                names = ", ".join(str(a) for a in allowed)
                raise UsageError(f"profile {self.name}: {key} is {chosen!r}, but must be one of {names}.")

    def reading_time(self, size: float) -> float:
        """How many ms it takes to read ``size`` characters; 0 where the profile has no limit."""
        return size * 1000 / self.max_cps if self.max_cps else 0.0

    def with_overrides(self, **overrides: Unpack[ProfileOverrides]) -> Profile:
        """This profile with the user's values in place of its own; None leaves a value as it is."""
        given: dict[str, Any] = {k: v for k, v in overrides.items() if v is not None}
        return replace(self, **given, sources={**self.sources, **dict.fromkeys(given, "set by the user")})


_SETTINGS = frozenset(f.name for f in fields(Profile)) - {"name", "language", "title", "sources"}


def _language_keys(tag: str | None) -> Iterator[str]:
    """The tables a BCP 47 tag may be found under, the narrowest first; Chinese is told apart by its script."""
    written = written_language(tag)
    if written:
        yield written
        if "-" in written:
            yield "zh"


@cache
def _files() -> Mapping[str, Traversable]:
    folder = resources.files("turncue.compose") / "profiles"
    return {p.name.removesuffix(".toml"): p for p in folder.iterdir() if p.name.endswith(".toml")}


@cache
def _table(stem: str) -> Mapping[str, Any]:
    return tomllib.loads(_files()[stem].read_text(encoding="utf-8"))


def profile_names() -> tuple[str, ...]:
    """The profiles that ship with turncue, in alphabetical order, with their uses: ``netflix-children``."""
    return tuple(sorted(n for stem in _files() for n in (stem, *(f"{stem}-{use}" for use in _uses(_table(stem))))))


def _uses(table: Mapping[str, Any]) -> tuple[str, ...]:
    sections = [s for s in table.values() if isinstance(s, dict)]
    return tuple(dict.fromkeys(k for s in sections for k, v in s.items() if isinstance(v, dict) and k != "sources"))


def profile_from_table(
    name: str, table: Mapping[str, Any], language: str | None = None, *, use: str | None = None
) -> Profile:
    """The profile a parsed TOML table describes, for one language and use.

    ``use = "netflix"`` in the table takes that profile's values for the language first; then ``[general]`` may be
    missing or say only what differs.

    Raises ``UsageError`` for a missing ``[general]``, a name that is no setting, or a value out of range.
    """
    base = table.get("use")
    if base is None and not isinstance(table.get("general"), dict):
        raise UsageError(f"profile {name}: there is no table [general]. Put the limits for all languages there.")
    keys = [k for k in _language_keys(language) if isinstance(table.get(k), dict)]
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    if base is not None:
        values, sources = _inherited(name, base, language)
    for section in ["general", *reversed(keys)]:
        if not isinstance(table.get(section), dict):
            continue
        layers = [table[section]]
        if use and isinstance(table[section].get(use), dict):
            layers.append(table[section][use])
        for layer in layers:
            settings = {k: v for k, v in layer.items() if not isinstance(v, dict)}
            if unknown := sorted(settings.keys() - _SETTINGS):
                raise UsageError(
                    f"profile {name}: [{section}] has no setting {unknown[0]!r}. {_hint(unknown[0], _SETTINGS)}"
                )
            values.update(settings)
            sources.update(layer.get("sources", {}))
    needed = ("max_chars", "max_lines", "min_duration", "max_duration", "min_gap", "close_gaps_under")
    if missing := [k for k in needed if k not in values]:
        raise UsageError(f"profile {name}: [general] does not say {', '.join(missing)}.")
    values.setdefault("max_cps", None)
    title = str(table.get("title", name))
    return Profile(name=name, language=keys[0] if keys else "general", title=title, sources=sources, **values)


def _inherited(name: str, base: object, language: str | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The values and sources of the profile that a user's own begins from."""
    if not isinstance(base, str):
        raise UsageError(f'profile {name}: use is {base!r}, but must be the name of a profile, as in use = "netflix".')
    profile = load_profile(base, language)
    return {k: getattr(profile, k) for k in _SETTINGS}, dict(profile.sources)


def _hint(name: str, known: frozenset[str] | tuple[str, ...]) -> str:
    """The known name that is nearest, else all of them."""
    from rapidfuzz import fuzz, process  # for a mistake only

    close = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE_NAME)
    return f"Did you mean {close[0]!r}?" if close else f"Choose one of: {', '.join(sorted(known))}."


def load_profile(name: str, language: str | None = None) -> Profile:
    """A profile that ships with turncue, in the variant for a BCP 47 language tag (``zh-TW`` takes ``zh-Hant``).

    ``name`` may carry a use after a dash: ``netflix-children``, ``netflix-sdh``, ``podcast-vtt``. ``vertical`` is
    another name of ``tiktok``. Raises ``UsageError`` for an unknown name.
    """
    wanted = re.sub("^vertical", "tiktok", name.strip().lower())
    stem, _, use = wanted.partition("-")
    if stem not in _files() or (use and use not in _uses(_table(stem))):
        raise UsageError(f"there is no profile {name!r}. {_hint(wanted, profile_names())}")
    return profile_from_table(wanted, _table(stem), language, use=use or None)
