"""What the shell offers for a value: profiles, formats, languages, what may become of sounds, rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from turncue.errors import TurncueError

__all__ = ["offered"]

_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "bn": "Bengali",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh-Hans": "Chinese, Simplified",
    "zh-Hant": "Chinese, Traditional",
}


def _profiles() -> Mapping[str, str]:
    from turncue.compose import profile_names
    from turncue.settings import user_profiles

    try:
        own = dict.fromkeys(sorted(user_profiles()), "from your turncue.toml")
    except TurncueError:  # a broken file is no matter for the Tab key
        own = {}
    return dict.fromkeys(profile_names(), "") | own


def _formats() -> Mapping[str, str]:
    from turncue.formats import FORMATS

    return {row.name: row.title for row in FORMATS if row.write is not None}


def _rules() -> Mapping[str, str]:
    from turncue.check.finding import RULES

    return dict.fromkeys(RULES, "")


_OFFERED: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "profiles": _profiles,
    "formats": _formats,
    "languages": lambda: _LANGUAGES,
    "events": lambda: dict.fromkeys(("keep", "drop", "bracketed"), "") | dict(_LANGUAGES),
    "rules": _rules,
}


def offered(what: str) -> Callable[[str], list[tuple[str, str]]]:
    """A function for typer that offers values of this kind with a word on each."""

    def complete(incomplete: str) -> list[tuple[str, str]]:
        values = _OFFERED[what]().items()
        return [(value, about) for value, about in values if value.lower().startswith(incomplete.lower())]

    return complete
