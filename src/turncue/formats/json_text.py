"""JSON as the readers need it: broken text, deep nesting and lone surrogates are handled once."""

from __future__ import annotations

import json
import re
from typing import Any

from turncue.errors import ReadError
from turncue.formats.source import Source

__all__ = ["load_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")
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


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value
