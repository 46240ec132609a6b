"""Ranges of Unicode characters by script: the one table that every module takes them from.

Each constant is the inside of a character class: ``re.compile(f"[{HAN}{KANA}]")``. Names ending in ``_BLOCK`` hold a
whole Unicode block with its signs and marks; the others hold letters (and what is written like a letter) only.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CJK_BLOCKS",
    "CJK_PUNCTUATION",
    "CJK_SIGNS",
    "DENSE_LETTERS",
    "FULL_WIDTH_FORMS",
    "HALF_WIDTH_KANA",
    "HAN",
    "HANGUL",
    "KANA",
    "KANA_BLOCK",
    "LATIN",
    "LETTERS",
    "SOUTHEAST_ASIAN",
    "SOUTHEAST_ASIAN_LETTERS",
    "SPACELESS",
    "SPACELESS_SIGNS",
    "THAI",
    "is_han",
    "is_hangul",
    "is_kana",
]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe"
KANA_BLOCK = "\u3040-\u30ff"
HALF_WIDTH_KANA = "\uff66-\uff9d"
HANGUL = "\uac00-\ud7a3"
THAI = "\u0e00-\u0e7f"
LATIN = "A-Za-z\u00c0-\u024f"
CJK_PUNCTUATION = "\u3000-\u303f"
FULL_WIDTH_FORMS = "\uff00-\uffef"

SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Myanmar and Khmer: scripts that put no space between words, and syllables of several characters."""

SOUTHEAST_ASIAN_LETTERS = (
    "\u0e00-\u0e3a\u0e40-\u0e4e\u0e80-\u0ecf\u0edc-\u0eff"  # Thai, Lao, without their digits and stops
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\u1780-\u17d3\u17d7\u17dc\u17dd"  # Myanmar, Khmer
)

SPACELESS = f"{SOUTHEAST_ASIAN}{KANA_BLOCK}{HAN}"
"""Scripts that put no space between words."""

DENSE_LETTERS = f"{SOUTHEAST_ASIAN_LETTERS}\u3005\u3007{KANA}{HAN}{HANGUL}{HALF_WIDTH_KANA}"
"""Letters that are a token each: scripts without spaces between words, iteration marks, and Hangul syllables."""

SPACELESS_SIGNS = (
    "\u3000-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff9f\U00020000-\U0003ffff\ua000-\ua4cf" + SOUTHEAST_ASIAN
)
"""Letters and punctuation beside which a line may end without a space; full-width Latin letters are not among them."""

CJK_SIGNS = "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31f0-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff"
"""Han, Kana and Bopomofo with their punctuation and full-width forms: what stands without spaces."""

CJK_BLOCKS = "\u2e80-\u9fff\uf900-\ufaff"
"""Everything from the Han radicals to the last Han block, Kana and Bopomofo included."""

LETTERS: Mapping[str, str] = {
    "ja": "\u3041-\u3096\u30a1-\u30fa", "ko": HANGUL, "zh": HAN, "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff", "he": "\u0590-\u05ff", "el": "\u0370-\u03ff", "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff", "am": "\u1200-\u139f", "hi": "\u0900-\u097f", "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f", "gu": "\u0a80-\u0aff", "or": "\u0b00-\u0b7f", "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f", "si": "\u0d80-\u0dff",
    "th": THAI, "lo": "\u0e80-\u0eff", "bo": "\u0f00-\u0fff", "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
}  # fmt: skip
"""For scripts that one language is named for: the BCP 47 tag of that language and its letters."""


def is_han(char: str) -> bool:
    """Whether a character is a Han character; ``char`` is one character."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def is_kana(char: str) -> bool:
    """Whether a character is Hiragana or full-width Katakana, their marks included; ``char`` is one character."""
    return "\u3041" <= char <= "\u30ff"


def is_hangul(char: str) -> bool:
    """Whether a character is a Hangul syllable; ``char`` is one character."""
    return "\uac00" <= char <= "\ud7a3"
