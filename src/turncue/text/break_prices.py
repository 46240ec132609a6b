"""How good it is to end a line or a subtitle after a piece of text: the prices of ``turncue.text.params``."""

from __future__ import annotations

import re

from turncue.text.function_words import Linking, linking
from turncue.text.params import (
    BAD,
    CLAUSE,
    DENSE_PLAIN,
    HELD_LEAD,
    JOIN,
    LEAD,
    PLAIN,
    SENTENCE,
    SINGLE_DENSE,
    SOFT_END,
    SPACED_PAUSE,
    WEAK,
    WORST,
)
from turncue.text.script_ranges import SPACELESS_SIGNS
from turncue.text.sentences import clause_ends, sentence_ends

__all__ = ["COUNTERS", "is_dense_sign", "prices"]

_DENSE = re.compile(f"[{SPACELESS_SIGNS}]")
# particles that belong to the word before them, so that no Chinese line begins with them
_LEANING = frozenset("的地得了著着過过嗎吗呢吧啊呀哦們们裡里上下中內内外邊边年月日號号個个位次歲岁點点分秒元塊块種种些")
_NUMERALS = frozenset("一二三四五六七八九十百千萬万億亿兩两幾几半每第零〇")
_SOFT_ENDS = frozenset("的了著着過过嗎吗呢吧")
COUNTERS = frozenset("個个位名條条張张件本台臺隻只家間间座種种場场份項项款輛辆艘架棵朵頭头匹")
_QUOTES = "\"'“”‘’([¿¡«（「『《"


def is_dense_sign(char: str) -> bool:
    """Whether a line may end beside a character without a space: a sign of Han, Kana, Thai and the like."""
    return _DENSE.match(char) is not None


def _spaced_price(before: str, after: str, table: Linking, *, opens: bool) -> float:
    """The price of a break between two words parted by a space; ``opens``: ``before`` begins a sentence."""
    before = before.lstrip(_QUOTES) or before
    first, second = before.rstrip("\"'”’").lower(), after.strip(f"{_QUOTES}.,!?;:…").lower()
    if second in table.leans:
        return WEAK
    bare = first.rstrip(".")
    if bare in table.titles and after[:1].isupper():
        return WORST
    if first[-1:].isdigit() and after[0].isalpha():
        return WEAK
    if first in table.holds and (second in table.joins or second in table.leads):
        return HELD_LEAD  # the reason is | that; talk with you | about
    if first in table.holds or first in table.leads:
        return BAD
    if first in table.joins:
        return WEAK
    name = after[0].isupper() and before[0].isupper() and not opens and not table.capitals_ambiguous
    if name and before[-1].isalnum() and len(after) > 1:
        return WEAK
    if second in table.joins:
        return JOIN
    return LEAD if second in table.leads else PLAIN


def _dense_price(before: str, after: str, table: Linking) -> float:
    """The price of a break between two phrases that stand without a space."""
    if after[0] in _LEANING and not (len(after) > 1 and after in table.joins):
        return WORST
    if "·" in after[:3] or (before[-1] in "年月" and after[0].isdigit()):
        return BAD  # a name the parser has cut in two; a date
    if before[-1] in COUNTERS and (len(before) == 1 or before[-2] in _NUMERALS or before[-2].isdigit()):
        return WEAK  # a number with its counter, and what is counted: 一萬個|浮標
    if before in table.leads or before in table.holds or (before[-1] in _NUMERALS and len(before) < 4):
        return BAD
    if after in table.joins:
        return JOIN
    if len(before) == 1 and is_dense_sign(before):
        return SINGLE_DENSE
    if after in table.leads:
        return LEAD
    if before[-1] in _SOFT_ENDS:
        return SOFT_END
    return DENSE_PLAIN if table.joins and is_dense_sign(after[0]) else PLAIN  # two nouns that may be one: 合作關係


def _plain_price(before: str, after: str, table: Linking, *, parted: bool, opens: bool) -> float:
    """The price of a break with no punctuation before it; ``parted``: there is a space."""
    if after[0] in "（(【[":
        return JOIN
    dense = is_dense_sign(before[-1]), is_dense_sign(after[0])
    if parted and all(dense):
        return SPACED_PAUSE  # a space in Chinese, Japanese or Thai stands for a pause
    if any(dense):  # a space between Chinese and Latin letters is spelling only
        number = parted and before[-1].isdigit() and not dense[0]
        return WEAK if number else _dense_price(before, after, table)
    return _spaced_price(before, after, table, opens=opens)


def prices(text: str, spans: list[tuple[int, int]], language: str | None) -> tuple[list[float], list[int]]:
    """For every piece the price of ending after it, and how many sentences have ended before it."""
    table = linking(language)
    ends, clauses = set(sentence_ends(text)), set(clause_ends(text))
    words = [text[a:b] for a, b in spans]
    price, counts, done = [], [], 0
    opens = True
    for k, (_, end) in enumerate(spans):
        counts.append(done)
        if end in ends or k == len(spans) - 1:
            price.append(SENTENCE)
            done += 1
            opens = True
            continue
        if end in clauses:
            price.append(CLAUSE)
        else:
            price.append(_plain_price(words[k], words[k + 1], table, parted=spans[k + 1][0] > end, opens=opens))
        opens = False
    counts.append(done)
    return price, counts
