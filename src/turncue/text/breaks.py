"""Where a line or a subtitle may end, and how good it is to end there.

A text is cut into *pieces* that stay whole: words with their punctuation in spaced scripts, short phrases in Han,
Kana and Thai text (budoux, as a hint), always under kinsoku: nothing ends after an opening bracket or begins with
closing punctuation, and a Latin word or a number in Chinese text is never cut. Each piece carries the price of ending
after it. Only a piece wider than the limit given is cut further, as a last resort.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from turncue.model import Event
from turncue.text.function_words import Linking, linking
from turncue.text.params import (
    BAD,
    CLAUSE,
    DENSE_PLAIN,
    ENCLOSED_SHARE,
    HELD_LEAD,
    INSIDE,
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
from turncue.text.script_ranges import HAN, KANA, SPACELESS_SIGNS, THAI
from turncue.text.sentences import clause_ends, sentence_ends
from turncue.text.width import Count, prefix_widths
from turncue.text.zh_words import torn_words

__all__ = ["NOT_FIRST", "NOT_LAST", "SPACE", "Pieces", "may_break", "pieces"]

SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")  # white space at which a line may end
_CHUNK = re.compile(r"(?:\S|[\u00a0\u202f\u2007])+")
_DENSE = re.compile(f"[{SPACELESS_SIGNS}]")
_LOOSE = re.compile(f"[{SPACELESS_SIGNS}\u2014\u200b]")  # a chunk without any of these is one word
_THAI = re.compile(f"[{THAI}]")
_KANA = re.compile(f"[{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_WORDY = re.compile(r"[^\W_]")
_ENCLOSED = re.compile(r"（[^（）\n]+）|\([^()\n]+\)|《[^《》\n]+》|「[^「」\n]+」|【[^【】\n]+】|\[[^\[\]\n]+\]")

# Kinsoku (JIS X 4051, and the same for Chinese and Korean): what may not begin and what may not end a line.
NOT_FIRST = frozenset(
    "、。，．！？；：｡､）］｝」』】〉》〕〗〙”’…‥⋯—～〜・･·ーｰ々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃°′″"
    ",.!?;:)]}%»›،؛؟۔।॥ๆฯ።፣။၊៖។"
)
NOT_LAST = frozenset("（［｛「『【〈《〔〖〘“‘([{«‹¿¡$＄￥¥£€#＃·・")
# Particles that lean on the word before them, so that a Chinese line does not begin with them.
_LEANING = frozenset("的地得了著着過过嗎吗呢吧啊呀哦們们裡里上下中內内外邊边年月日號号個个位次歲岁點点分秒元塊块種种些")


# Thai, Lao, Khmer and Myanmar have no spaces, and syllables of several characters. What the next character belongs to:
# vowels written before their consonant, the sign over a consonant that another closes, the sign that stacks the next.
_JOINED = frozenset("เแโใไເແໂໃໄ\u0e31\u0eb1\u17d2\u1039")
# What belongs to the character before: vowels after it, Myanmar's closing consonant, with its mark, and what it stacks.
_SYLLABLE_END = re.compile(
    "[\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6]|[\u1000-\u1021\u103f][\u1037\u1038]?[\u1039\u103a]"
)
_NUMERALS = frozenset("一二三四五六七八九十百千萬万億亿兩两幾几半每第零〇")
_COUNTERS = frozenset("個个位名條条張张件本台臺隻只家間间座種种場场份項项款輛辆艘架棵朵頭头匹")
_SOFT_ENDS = frozenset("的了著着過过嗎吗呢吧")
_JOINTS = "-/_@&=?"  # what a token too long for a line may be parted after
_QUOTES = "\"'“”‘’([¿¡«（「『《"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, in order; all lists run in parallel.

    ``begins``/``ends`` are offsets in the text; ``left``/``right`` are places on an endless line, so that pieces
    ``i`` up to ``j`` laid on one line with single spaces are ``right[j - 1] - left[i]`` wide. ``price[k]`` is what it
    costs to end a line after piece ``k``. ``sentence[k]`` counts the sentences that have ended before piece ``k``.
    """

    begins: list[int]
    ends: list[int]
    left: list[float]
    right: list[float]
    price: list[float]
    sentence: list[int]


@cache
def _parser(name: str) -> Any:
    """budoux's parser for a script; imported only where Han, Kana or Thai text is met."""
    import budoux

    loaders = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "th": budoux.load_default_thai_parser,
    }
    return loaders[name]()


def _script(text: str, language: str | None) -> str | None:
    """Which of budoux's parsers fits a stretch of text, by its characters first and the language tag second."""
    if _THAI.search(text):
        return "th"
    tag = (language or "").lower()
    if _KANA.search(text) or tag.startswith("ja"):
        return "ja"
    if not _HAN.search(text):
        return None
    return "zh-hant" if re.search(r"hant|-(?:tw|hk|mo)\b|^yue", tag) else "zh-hans"


def _parsed(chunk: str, script: str) -> set[int]:
    """Offsets inside the chunk where the parser of a script ends a phrase."""
    return set(list(accumulate(map(len, _parser(script).parse(chunk))))[:-1])


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name).convert


def _other_parser(chunk: str, script: str) -> set[int]:
    """Where the other Chinese parser ends a phrase: the two err in different places, but both know most words."""
    name, other = ("t2s", "zh-hans") if script == "zh-hant" else ("s2t", "zh-hant")
    turned = _converter(name)(chunk)
    return _parsed(turned if len(turned) == len(chunk) else chunk, other)


def _is_dense(char: str) -> bool:
    return _DENSE.match(char) is not None


def may_break(text: str, at: int) -> bool:
    """Whether kinsoku and whole words allow a break at ``at``, between two characters with no space there."""
    before, after = text[at - 1], text[at]
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == "\u200b":
        return True
    if prefix_widths(after)[-1] == 0 or before == "\u200d" or "\u2060" in (before, after):
        return False
    if not _is_dense(before) and not _is_dense(after):
        return (before == "—" and after.isalnum()) or (before in ".?!…" and after in "([")
    if before.isdigit() and after.isalnum():
        return False  # a number and its counter: 2024年
    return not (before in _JOINED and "\u0e00" <= after <= "\u17ff") and _SYLLABLE_END.match(text, at) is None


def _phrase_ends(text: str, begin: int, end: int, language: str | None) -> list[int]:
    """Offsets inside ``text[begin:end]`` (no spaces in it) where a phrase ends."""
    chunk = text[begin:end]
    script = _script(chunk, language)
    ends: list[int] = []
    if script:
        phrases = _parsed(chunk, script)
        if script.startswith("zh"):
            phrases = (phrases & _other_parser(chunk, script)) - torn_words(chunk)
        ends += (begin + at for at in phrases)
    # a phrase also ends at punctuation, beside dashes and between scripts
    ends += (begin + m.end() for m in re.finditer(r"[、。，．！？；：…⋯—”’）］」』】〉》\u200b]+(?=.)", chunk))
    ends += (begin + m.start() for m in re.finditer(r"(?<=.)[（［「『【〈《“‘(\[]", chunk))
    return sorted({e for e in ends if may_break(text, e)})


def _glued(before: str, after: str) -> bool:
    """Whether two chunks with a space between them may not be parted: ``Bonjour !``, ``« oui``, a lone dash."""
    if after[0] in NOT_FIRST and (len(after) == 1 or after[0] not in ".…%" or not _WORDY.search(after)):
        return True
    return before[-1] in NOT_LAST or (not _WORDY.search(after) and after in ("-", "–", "―", "--"))


def _spans(text: str, language: str | None) -> list[tuple[int, int]]:
    """The pieces as offsets, before any is cut for being too wide."""
    spans: list[tuple[int, int]] = []
    previous = ""
    for m in _CHUNK.finditer(text):
        chunk, begin, end = m[0], m.start(), m.end()
        if previous and _glued(previous, chunk):
            begin = spans.pop()[0]
        at = m.start()
        if len(chunk) > 1 and not chunk.isascii() and _LOOSE.search(chunk):
            for cut in _phrase_ends(text, m.start(), end, language):
                spans.append((begin, cut))
                begin = at = cut
        spans.append((begin, end))
        previous = text[at:end]
    return spans


def _cut_wide(text: str, begin: int, end: int, limit: float, p: Any) -> list[tuple[int, int]]:
    """Cut a piece wider than the limit: at spaces, else where kinsoku allows, after a joint, between any clusters.

    A space that kinsoku glues (before ``！`` or ``ー``) comes after all of these but the last.
    """
    spans = []
    while p[end] - p[begin] > limit:
        fits = [k for k in range(begin + 1, end) if p[k] - p[begin] <= limit and p[k + 1] > p[k]]
        spaces = [k for k in fits if SPACE.match(text[k])]
        soft = [k for k in fits if not SPACE.match(text[k - 1]) and not SPACE.match(text[k]) and may_break(text, k)]
        joints = [k for k in fits if text[k - 1] in _JOINTS]  # Needle-in-a-|Haystack, example.org/|path
        free = [k for k in spaces if text[k - 1] not in NOT_LAST and text[k:end].lstrip()[:1] not in NOT_FIRST]
        cut = (free or soft or joints or spaces or fits or [begin + 1])[-1]
        spans.append((begin, cut))
        begin = cut
        while begin < end and SPACE.match(text[begin]):
            begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans


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
    if before[-1] in _COUNTERS and (len(before) == 1 or before[-2] in _NUMERALS or before[-2].isdigit()):
        return WEAK  # a number with its counter, and what is counted: 一萬個|浮標
    if before in table.leads or before in table.holds or (before[-1] in _NUMERALS and len(before) < 4):
        return BAD
    if after in table.joins:
        return JOIN
    if len(before) == 1 and _is_dense(before):
        return SINGLE_DENSE
    if after in table.leads:
        return LEAD
    if before[-1] in _SOFT_ENDS:
        return SOFT_END
    return DENSE_PLAIN if table.joins and _is_dense(after[0]) else PLAIN  # two nouns that may be one: 合作關係


def _plain_price(before: str, after: str, table: Linking, *, parted: bool, opens: bool) -> float:
    """The price of a break with no punctuation before it; ``parted``: there is a space."""
    if after[0] in "（(【[":
        return JOIN
    dense = _is_dense(before[-1]), _is_dense(after[0])
    if parted and all(dense):
        return SPACED_PAUSE  # a space in Chinese, Japanese or Thai stands for a pause
    if any(dense):  # a space between Chinese and Latin letters is spelling only
        number = parted and before[-1].isdigit() and not dense[0]
        return WEAK if number else _dense_price(before, after, table)
    return _spaced_price(before, after, table, opens=opens)


def _prices(text: str, spans: list[tuple[int, int]], language: str | None) -> tuple[list[float], list[int]]:
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


@dataclass(frozen=True, slots=True)
class _Whole:
    """``text[begin:end]`` should stay together; ``apart``: the places before and after it are good ends too."""

    begin: int
    end: int
    apart: bool


def _with_wholes(prices: Sequence[float], spans: Sequence[tuple[int, int]], wholes: Iterable[_Whole]) -> list[float]:
    """The prices, higher inside what should stay together and lower beside what stands apart."""
    out = list(prices)
    ends = [b for _, b in spans]
    for whole in wholes:
        k = max(0, bisect_left(ends, whole.begin) - 1)
        while k < len(spans) - 1 and spans[k][0] < whole.end:
            end = ends[k]
            if whole.begin < end < whole.end:
                out[k] = max(out[k], WEAK)
            elif whole.apart and out[k] < WEAK and (end >= whole.end or end <= whole.begin <= spans[k + 1][0]):
                out[k] = min(out[k], SPACED_PAUSE)
            k += 1
    return out


def _wholes(text: str, p: Sequence[float], limit: float, events: Iterable[Event]) -> Iterator[_Whole]:
    """Notes of sound, and short brackets and quotes. ``p``: running widths of the text; ``limit``: of a line."""
    yield from (_Whole(e.at, e.at + len(e.text), True) for e in events)
    for m in _ENCLOSED.finditer(text):
        if p[m.end()] - p[m.start()] < ENCLOSED_SHARE * limit:
            yield _Whole(m.start(), m.end(), False)


def pieces(
    text: str, *, language: str | None, limit: float, count: Count = "each", events: tuple[Event, ...] = ()
) -> Pieces:
    """Cut a text into pieces none of which is wider than ``limit``.

    ``language`` is a BCP 47 tag, or None for rules without word lists; ``events`` must stand in ``text``.
    """
    p = prefix_widths(text, count)
    spans: list[tuple[int, int]] = []
    hard: set[int] = set()
    for a, b in _spans(text, language):
        if p[b] - p[a] <= limit:
            spans.append((a, b))
        else:
            parts = _cut_wide(text, a, b, limit, p)
            hard.update(range(len(spans), len(spans) + len(parts) - 1))
            spans += parts
    price, counts = _prices(text, spans, language)
    price = [INSIDE if k in hard else value for k, value in enumerate(price)]
    price = _with_wholes(price, spans, _wholes(text, p, limit, events))
    left, right, at, last = [], [], 0.0, 0
    blank = 1.0 if count == "each" else 0.5
    for k, (a, b) in enumerate(spans):
        if k and a > last:
            at += blank
        left.append(at)
        # a piece may hold spaces of its own (``oui !``, a lone dash): runs of white space count as one
        inner = text[a:b]
        at += (
            p[b] - p[a] if len(SPACE.sub(" ", inner)) == len(inner) else prefix_widths(SPACE.sub(" ", inner), count)[-1]
        )
        right.append(at)
        last = b
    return Pieces([a for a, _ in spans], [b for _, b in spans], left, right, price, counts)
