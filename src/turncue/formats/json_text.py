"""JSON as the readers need it: broken text, deep nesting and lone surrogates are handled once."""

from __future__ import annotations

import json
import re
from typing import Any

from turncue.errors import ReadError
from turncue.formats.source import Source

__all__ = ["load_json", "load_json_values"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_START = re.compile(r"[\[{]")
_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def load_json(source: Source) -> Any:
    """The value of a JSON text; a lone surrogate in a string becomes U+FFFD. Raises ``ReadError``."""
    try:
        data = json.loads(source.text)
        if _ESCAPED.search(source.text) or _SURROGATE.search(source.text):
            data = _without_surrogates(data)
    except (ValueError, RecursionError) as e:
        raise ReadError(f"not JSON: {e}.", source.name, getattr(e, "lineno", None)) from e
    return data


def load_json_values(source: Source) -> list[Any]:
    """The values of JSON lines, or of JSON texts one behind the other; one text is one value. Raises ``ReadError``."""
    try:
        return [load_json(source)]
    except ReadError as error:
        decoder = json.JSONDecoder()
        values: list[Any] = []
        at, text = 0, source.text
        try:
            while (m := _START.search(text, at)) is not None:
                value, at = decoder.raw_decode(text, m.start())
                values.append(_without_surrogates(value))
        except (ValueError, RecursionError):
            raise error from None
        if not values:
            raise
        return values


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value
