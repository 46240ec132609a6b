"""``turncue profiles``: the rules, with their numbers and where they come from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

__all__ = ["profiles"]

_COLUMNS = ("max_chars", "max_lines", "max_cps", "min_duration", "max_duration", "min_gap", "close_gaps_under")
_HEADS = ("chars", "lines", "cps", "least ms", "most ms", "gap ms", "closed under")


def profiles(
    name: Annotated[str | None, typer.Argument(help="Show one profile with the source of every number.")] = None,
    language: Annotated[str | None, typer.Option(help="The variant for a language (en, zh-Hant, ja …).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as one JSON document.")] = False,
) -> None:
    """List the profiles, your own from turncue.toml among them, or show one with its sources."""
    from turncue.compose import profile_names
    from turncue.settings import find_profile, user_profiles

    names = [name] if name else [*profile_names(), *sorted(user_profiles())]
    found = [find_profile(n, language) for n in names]
    if as_json:
        rows: list[dict[str, Any]] = [asdict(p) for p in found]
        print(json.dumps(rows[0] if name else rows, ensure_ascii=False, indent=1))
        return
    if name:
        _one(found[0])
        return
    table: list[tuple[str, ...]] = [("profile", *_HEADS, "")]
    table += [(p.name, *(_told(getattr(p, c)) for c in _COLUMNS), p.title) for p in found]
    _print(table)


def _one(profile: Any) -> None:
    print(f"{profile.name}: {profile.title}  [{profile.language}]")
    rows = [(k, _told(v), profile.sources.get(k, "")) for k, v in asdict(profile).items()]
    _print([r for r in rows if r[0] not in ("name", "language", "title", "sources")])


def _told(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _print(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(r[k]) for r in rows) for k in range(len(rows[0]))]
    for cells in rows:
        print("  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip())
