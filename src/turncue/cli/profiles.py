"""``turncue profiles``: the rules, with their numbers and where they come from."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from types import SimpleNamespace
from typing import Any

from turncue.cli.rows import JSON, Command, argument, option
from turncue.cli.terminal import say, write_document

__all__ = ["COMMAND"]

_COLUMNS = ("max_chars", "max_lines", "max_cps", "min_duration", "max_duration", "min_gap", "close_gaps_under")
_HEADS = ("chars", "lines", "cps", "min ms", "max ms", "gap ms", "closed under")


def _run(given: SimpleNamespace) -> int:
    from turncue.compose import profile_names
    from turncue.settings import find_profile, user_profiles

    names = [given.name] if given.name else [*profile_names(), *sorted(user_profiles())]
    chosen = [find_profile(n, given.language) for n in names]
    if given.as_json:
        rows: list[dict[str, Any]] = [asdict(p) for p in chosen]
        write_document(json.dumps(rows[0] if given.name else rows, ensure_ascii=False, indent=1) + "\n")
    elif given.name:
        _one(chosen[0])
    else:
        table: list[tuple[str, ...]] = [("profile", *_HEADS, "")]
        table += [(p.name, *(_shown(getattr(p, c)) for c in _COLUMNS), p.title) for p in chosen]
        _print(table)
    return 0


def _one(profile: Any) -> None:
    say(f"{profile.name}: {profile.title}  [{profile.language}]")
    rows = [(k, _shown(v), profile.sources.get(k, "")) for k, v in asdict(profile).items()]
    _print([r for r in rows if r[0] not in ("name", "language", "title", "sources")])


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _print(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(r[k]) for r in rows) for k in range(len(rows[0]))]
    for cells in rows:
        say("  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip())


COMMAND = Command(
    "profiles",
    "List the profiles, your own from turncue.toml among them, or show one with the source of every number.",
    (
        replace(argument("name", "Show this profile.", required=False), complete="profiles"),
        option("language", help="The variant for a language (en, zh-Hant, ja …)."),
        JSON,
    ),
    _run,
    ("turncue profiles netflix --language zh-Hant",),
)
