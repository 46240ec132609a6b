from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from turncue.compose import load_profile, profile_from_table, profile_names
from turncue.errors import UsageError

FOLDER = resources.files("turncue.compose") / "profiles"
FILES = sorted(p.name for p in FOLDER.iterdir())


def sections(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, section in table.items():
        if isinstance(section, dict):
            found.append((name, section))
            found += [(f"{name}.{k}", v) for k, v in section.items() if isinstance(v, dict) and k != "sources"]
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_number_has_its_source(file: str) -> None:
    table = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
    assert table["title"]
    for name, section in sections(table):
        settings = {k for k, v in section.items() if not isinstance(v, dict)}
        assert settings, name
        assert settings == set(section["sources"]), name
        assert all(len(text) > 5 for text in section["sources"].values())


def test_what_ships() -> None:
    names = profile_names()
    assert {"netflix", "bbc", "ted", "dcmp", "ebu", "youtube", "podcast", "podcast-vtt", "tiktok", "plain"} <= set(
        names
    )
    assert {"netflix-children", "netflix-sdh"} <= set(names)
    for name in names:
        for language in (None, "en", "zh-TW", "zh", "ja", "ko", "ar", "hi", "th", "sw"):
            profile = load_profile(name, language)
            assert profile.name == name
            assert profile.sources["max_chars"]


@pytest.mark.parametrize(
    ("tag", "language", "chars", "cps", "count"),
    [
        ("en-GB", "en", 42, 20, "each"),
        ("zh-TW", "zh-Hant", 16, 9, "each"),
        ("zh-Hant-HK", "zh-Hant", 16, 9, "each"),
        ("yue", "zh-Hant", 16, 9, "each"),
        ("zh", "zh-Hans", 16, 9, "each"),
        ("zh_CN", "zh-Hans", 16, 9, "each"),
        ("ja", "ja", 13, 4, "half"),
        ("ko-KR", "ko", 16, 12, "half"),
        ("th", "th", 35, 17, "each"),
        ("hi", "hi", 42, 22, "each"),
        ("sw", "general", 42, 17, "each"),
        (None, "general", 42, 17, "each"),
    ],
)
def test_netflix_by_language(tag: str | None, language: str, chars: int, cps: int, count: str) -> None:
    profile = load_profile("netflix", tag)
    assert (profile.language, profile.max_chars, profile.max_cps, profile.count) == (language, chars, cps, count)


def test_uses() -> None:
    assert load_profile("netflix-sdh", "zh-TW").max_chars == 18
    assert load_profile("netflix-children", "en").max_cps == 17
    assert load_profile("podcast-vtt", "en").max_chars == 65
    assert load_profile("Vertical", "en").max_chars == 24


def test_unknown_names_are_guessed() -> None:
    with pytest.raises(UsageError, match="Did you mean 'netflix'"):
        load_profile("netlfix")
    with pytest.raises(UsageError, match="bbc"):
        load_profile("xyzzy")
    with pytest.raises(UsageError, match="netflix-sdh"):
        load_profile("netflix-sdhh")


def test_overrides() -> None:
    profile = load_profile("netflix", "en").with_overrides(max_chars=30, max_cps=15)
    assert (profile.max_chars, profile.max_lines, profile.max_cps) == (30, 2, 15)
    assert profile.sources["max_chars"] == "set by the user"
    with pytest.raises(UsageError, match="max_chars is 3, but must be a number of at least 4"):
        profile.with_overrides(max_chars=3)
    with pytest.raises(UsageError, match="max_lines"):
        profile.with_overrides(max_lines=0)


def test_a_users_own_table() -> None:
    table: dict[str, Any] = {
        "general": {
            "max_chars": 30,
            "max_lines": 2,
            "min_duration": 800,
            "max_duration": 6000,
            "min_gap": 0,
            "close_gaps_under": 0,
        },
        "zh": {"max_chars": 14, "sources": {"max_chars": "our house"}},
    }
    profile = profile_from_table("house", table, "zh-TW")
    assert (profile.max_chars, profile.max_cps, profile.sources["max_chars"]) == (14, None, "our house")
    table["general"]["max_char"] = 30
    with pytest.raises(UsageError, match="Did you mean 'max_chars'"):
        profile_from_table("house", table)
    with pytest.raises(UsageError, match=r"\[general\]"):
        profile_from_table("house", {})
    with pytest.raises(UsageError, match="does not say max_lines"):
        profile_from_table("house", {"general": {"max_chars": 5}})
    table["general"] = {**table["general"], "count": "sometimes"}
    del table["general"]["max_char"]
    with pytest.raises(UsageError, match="one of each, half"):
        profile_from_table("house", table)


@pytest.mark.parametrize(
    ("key", "value"), [("max_lines", 100_000_000), ("max_chars", 1e9), ("max_chars", float("inf"))]
)
def test_a_limit_no_screen_has_is_refused(key: str, value: float) -> None:
    with pytest.raises(UsageError, match=f"{key} is .*at most"):
        load_profile("netflix", "en").with_overrides(**{key: value})


@pytest.mark.parametrize("name", [n for n in profile_names() if not n.startswith("plain")])
@pytest.mark.parametrize("language", ["zh-TW", "zh-CN", "ja", "ko"])
def test_full_width_text_has_its_own_limits(name: str, language: str) -> None:
    profile = load_profile(name, language)
    assert profile.language != "general"
    assert profile.max_chars <= 32
    assert "max_chars" in profile.sources
