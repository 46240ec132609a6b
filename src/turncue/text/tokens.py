"""Words and characters with keys to compare them by; offsets into the text are kept.

A token is a word in scripts that part words by spaces, and a single character in those that do not (Han, Kana,
Thai, Lao, Khmer, Myanmar) and in Hangul, whose spacing differs from writer to writer. Latin words and numbers
inside such text stay words.

A key is what makes two spellings the same word: NFKC, case folded, accents and vowel points dropped, Traditional
characters turned into Simplified ones, digits of any script 0 to 9, thousands separators and apostrophes gone,
``S.E.C.`` as ``sec``. Vowel signs, which scripts of India and South-East Asia do not leave out, stay. Keys are for
comparing only and never reach an output.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from turncue.text.script_ranges import DENSE_LETTERS, is_han

__all__ = ["MARKS", "OPTIONAL_MARKS", "Tokens", "fold", "is_dense", "tokenize", "western_digits"]

MARKS = "".join(
    chr(c)
    for c in (*range(0x300, 0x1E00), *range(0x20D0, 0x20F1), 0x3099, 0x309A)
    if unicodedata.category(chr(c))[0] == "M"
)
"""Signs that stand on, under or beside the letter before them; ``\\w`` has none of them."""

_TOKEN = re.compile(
    rf"[{DENSE_LETTERS}][{MARKS}]*"  # a character and its marks
    r"|[$€£¥]?\d+(?:[.,:'’]\d+)*(?:%|(?:st|nd|rd|th)(?!\w))?"  # 1,234.5  3:30  $12  49%  3rd
    r"|(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])\.?"  # S.E.C.  U.S  e.g.
    rf"|(?![{DENSE_LETTERS}])[^\W_](?:(?![{DENSE_LETTERS}])[^\W_]|(?<=\w)['’](?=\w)|[\u0640{MARKS}]|(?<=[{MARKS}])[\u200c\u200d](?=\w))*",
    re.UNICODE,
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_DENSE_CHAR = re.compile(f"[{DENSE_LETTERS}]")
_THOUSANDS = re.compile(r"(?<=\d)[,'’](?=(?:\d\d,)*\d{3}(?!\d))")  # 1,234  12,34,567
OPTIONAL_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u200c\u200d]"
)
"""Marks that people set or leave out: accents, the points of Hebrew and Arabic, dots under Indian letters."""

_FOLD_LETTERS = str.maketrans("أإآٱىةؤئیکےہۀёѐѝıँ", "ااااياوييكيههеейiं")
# Spellings of one word that editors and recognisers choose freely.
_SAME = {
    "ok": "okay", "mister": "mr", "doctor": "dr", "versus": "vs", "gonna": "going", "wanna": "want", "cause": "because",
    "cuz": "because", "yup": "yep", "mmhmm": "mhm", "uhhuh": "mhm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one text in order: ``text[begins[i]:finishes[i]]`` has the key ``keys[i]``; spans never overlap."""

    begins: tuple[int, ...]
    finishes: tuple[int, ...]
    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)


def is_dense(key: str) -> bool:
    """Whether a token is a single character of a script that does not part words by spaces."""
    return _DENSE_CHAR.match(key) is not None


def western_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, at their offsets."""
    return _OTHER_DIGIT.sub(lambda m: str(unicodedata.decimal(m[0])), text)


@functools.cache
def _simplify() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return functools.lru_cache(maxsize=20_000)(convert)


@functools.lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """The key of one word: see the module's docstring. Empty when nothing of it is a letter or a digit."""
    if word.isascii() and word.isalpha():
        lower = word.lower()
        return _SAME.get(lower, lower)
    if len(word) == 1 and is_han(word):
        return _simplify()(word)
    if _DENSE_CHAR.match(word):
        return unicodedata.normalize("NFKC", word)
    plain = unicodedata.normalize("NFKD", word).casefold()
    if plain[:1].isdigit() or plain[:1] in "$€£¥":
        western = western_digits(unicodedata.normalize("NFKC", word))
        digits = _THOUSANDS.sub("", western).strip("$€£¥").rstrip(".")
        return digits[:-2] if digits[-2:].isalpha() else digits
    bare = OPTIONAL_MARKS.sub("", plain)
    kept = "".join(c for c in bare if c.isalnum() or unicodedata.category(c)[0] == "M")
    kept = kept.translate(_FOLD_LETTERS) or unicodedata.normalize("NFC", word).strip("'’.")
    return _SAME.get(kept, kept)


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens with keys. Punctuation and white space belong to none."""
    begins, finishes, keys = [], [], []
    for m in _TOKEN.finditer(text):
        key = fold(m[0])
        if key:
            begins.append(m.start())
            finishes.append(m.end())
            keys.append(key)
    return Tokens(tuple(begins), tuple(finishes), tuple(keys))
