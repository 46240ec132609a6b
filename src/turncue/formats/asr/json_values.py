"""Values in the JSON of recognisers: numbers, times, names, lists of objects, whatever else stands in their place."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from turncue import clock

__all__ = ["best_of", "name_of", "number_of", "rows_of", "share_of", "time_of"]

_ISO = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,12}(?:\.\d{1,12})?)S)?")


def number_of(value: Any) -> float | None:
    """A number, also one written as a string; None for anything else."""
    if isinstance(value, str):
        try:
            value = float(value) if len(value) < 40 else None
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        plain = float(value)
    except OverflowError:
        return None
    return plain if math.isfinite(plain) and abs(plain) < 1e18 else None


def time_of(value: Any) -> float | None:
    """A time in the file's unit: a number, ``"1.2"``; ``"1.2s"``, ``"PT1.2S"``, ``"0:01.2"`` and seconds with nanos are
    seconds. None for anything else."""
    if isinstance(value, dict):
        seconds, nanos = number_of(value.get("seconds", 0)), number_of(value.get("nanos", 0))
        return None if seconds is None or nanos is None else seconds + nanos / 1e9
    if (plain := number_of(value)) is not None or not isinstance(value, str):
        return plain
    text = value.strip()
    if m := re.fullmatch(r"(\d{1,12}(?:\.\d{1,12})?)\s?s", text):
        return float(m[1])
    if (m := _ISO.fullmatch(text)) and any(m.groups()):
        return float(m[1] or 0) * 3600 + float(m[2] or 0) * 60 + float(m[3] or 0)
    clocked = clock.parse(text)
    return None if clocked is None else clocked / 1000


def share_of(value: Any) -> float | None:
    """A confidence from 0 to 1, None where there is none."""
    given = number_of(value)
    return None if given is None else min(1.0, max(0.0, given))


def name_of(value: Any) -> str | None:
    """The name or number of a speaker."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("label") or value.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value in ("", "?"):
        return None
    return " ".join(str(value)[:200].split()) or None


def rows_of(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; none for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def best_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The first of the alternatives of a row, {} where there is none."""
    return next(iter(rows_of(row.get("alternatives"))), {})
