"""Where a line or a subtitle may end, and how good it is to end there.

A text is cut into *pieces* that stay whole: words with their punctuation in spaced scripts, short phrases in Han,
Kana and Thai text (budoux; never inside a Chinese word, ``turncue.text.zh_words``), always under kinsoku: nothing ends
after an opening bracket or begins with closing punctuation, and a Latin word, a number or a number with its unit in
Chinese text is never cut. Each piece carries the price of ending after it (``turncue.text.break_prices``). Only a piece
wider than the limit given is cut further, between words where there are any.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from turncue.model import Event
from turncue.text.break_prices import COUNTERS, is_dense_sign, prices
from turncue.text.params import ENCLOSED_SHARE, INSIDE, SPACED_PAUSE, WEAK
from turncue.text.script_ranges import HAN, KANA, SPACELESS_SIGNS, THAI
from turncue.text.width import Count, prefix_widths
from turncue.text.zh_words import inside_words

__all__ = ["NOT_FIRST", "NOT_LAST", "SPACE", "Pieces", "Whole", "event_wholes", "may_break", "name_wholes", "pieces"]

SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")  # white space at which a line may end
_CHUNK = re.compile(r"(?:\S|[\u00a0\u202f\u2007])+")
_LOOSE = re.compile(f"[{SPACELESS_SIGNS}\u2014\u200b]")  # a chunk without any of these is one word
_THAI = re.compile(f"[{THAI}]")
_KANA = re.compile(f"[{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
_WORDY = re.compile(r"[^\W_]")
_ENCLOSED = re.compile(r"（[^（）\n]+）|\([^()\n]+\)|《[^《》\n]+》|「[^「」\n]+」|【[^【】\n]+】|\[[^\[\]\n]+\]")

# Kinsoku (JIS X 4051, and the same for Chinese and Korean): what may not begin and what may not end a line.
NOT_FIRST = frozenset(
    "、。，．！？；：｡､）］｝」』】〉》〕〗〙”’…‥⋯—～〜・･·ーｰ々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃°′″"
    ",.!?;:)]}%»›،؛؟۔।॥ๆฯ።፣။၊៖។"
)
NOT_LAST = frozenset("（［｛「『【〈《〔〖〘“‘([{«‹¿¡$＄￥¥£€#＃·・")
# Thai, Lao, Khmer and Myanmar have no spaces, and syllables of several characters. What the next character belongs to:
# vowels written before their consonant, the sign over a consonant that another closes, the sign that stacks the next.
_JOINED = frozenset("เแโใไເແໂໃໄ\u0e31\u0eb1\u17d2\u1039")
# What belongs to the character before: vowels after it, Myanmar's closing consonant, with its mark, and what it stacks.
_SYLLABLE_END = re.compile(
    "[\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6]|[\u1000-\u1021\u103f][\u1037\u1038]?[\u1039\u103a]"
)
_UNITS = COUNTERS | frozenset("年月日號号時时分秒點点歲岁億亿萬万千百%％度倍元美歐欧次週周天小人")
_MONTH = re.compile(r"\d ?月$")
_JOINTS = "-/_@&=?"  # what a token too long for a line may be parted after


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, in order; all lists run in parallel.

    ``begins``/``ends`` are offsets in the text; ``left``/``right`` are places on an endless line, so that pieces
    ``i`` up to ``j`` laid on one line with single spaces are ``right[j - 1] - left[i]`` wide. ``price[k]`` is what it
    costs to end a line after piece ``k``. ``sentence[k]`` counts the sentences that have ended before piece ``k``.
    ``spaceless``: most letters are Han or Kana.
    """

    begins: list[int]
    ends: list[int]
    left: list[float]
    right: list[float]
    price: list[float]
    sentence: list[int]
    spaceless: bool = False


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


def may_break(text: str, at: int) -> bool:
    """Whether kinsoku and whole words allow a break at ``at``, between two characters with no space there."""
    before, after = text[at - 1], text[at]
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == "\u200b":
        return True
    if prefix_widths(after)[-1] == 0 or before == "\u200d" or "\u2060" in (before, after):
        return False
    if not is_dense_sign(before) and not is_dense_sign(after):
        return (before == "—" and after.isalnum()) or (before in ".?!…" and after in "([")
    if before.isdigit() and after.isalnum():
        return False  # a number and its counter: 2024年
    if before == "月" and after.isdigit() and text[at - 2 : at - 1].isdigit():
        return False  # a day and its month: 12月26日
    return not (before in _JOINED and "\u0e00" <= after <= "\u17ff") and _SYLLABLE_END.match(text, at) is None


def _phrase_ends(text: str, begin: int, end: int, script: str | None, inside: Container[int]) -> list[int]:
    """Offsets inside ``text[begin:end]`` (no spaces in it) where a phrase ends; ``inside``: offsets inside words."""
    chunk = text[begin:end]
    ends: list[int] = []
    if script:
        phrases = _parsed(chunk, script)
        if script.startswith("zh"):
            phrases &= _other_parser(chunk, script)
        ends += (begin + at for at in phrases if begin + at not in inside)
    # a phrase also ends at punctuation, beside dashes and between scripts
    ends += (begin + m.end() for m in re.finditer(r"[、。，．！？；：…⋯—”’）］」』】〉》\u200b]+(?=.)", chunk))
    ends += (begin + m.start() for m in re.finditer(r"(?<=.)[（［「『【〈《“‘(\[]", chunk))
    return sorted({e for e in ends if may_break(text, e)})


def _glued(before: str, after: str) -> bool:
    """Whether two chunks with a space between them may not be parted: ``Bonjour !``, ``« oui``, a lone dash."""
    if after[0] in NOT_FIRST and (len(after) == 1 or after[0] not in ".…%" or not _WORDY.search(after)):
        return True
    return before[-1] in NOT_LAST or (not _WORDY.search(after) and after in ("-", "–", "―", "--"))


def _spans(text: str, language: str | None) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """The pieces as offsets, before any is cut for being too wide, and the offsets inside Chinese words."""
    spans: list[tuple[int, int]] = []
    inside: frozenset[int] | None = None
    previous = ""
    for m in _CHUNK.finditer(text):
        chunk, begin, end = m[0], m.start(), m.end()
        if previous and (_glued(previous, chunk) or _is_quantity(text, m.start(), chunk)):
            begin = spans.pop()[0]
        at = m.start()
        if len(chunk) > 1 and not chunk.isascii() and _LOOSE.search(chunk):
            script = _script(chunk, language)
            if inside is None and script and script.startswith("zh"):
                inside = inside_words(text)
            for cut in _phrase_ends(text, m.start(), end, script, inside or ()):
                spans.append((begin, cut))
                begin = at = cut
        spans.append((begin, end))
        previous = text[at:end]
    return spans, inside or frozenset()


def _is_quantity(text: str, at: int, chunk: str) -> bool:
    """Whether the chunk at ``at`` goes on with a number and its unit, or a day after its month: 12 |月 |26 |日."""
    before = text[max(0, at - 8) : at].rstrip()
    if before[-1:].isdigit():
        return chunk[0] in _UNITS
    return chunk[0].isdigit() and _MONTH.search(before) is not None


@dataclass(frozen=True, slots=True)
class _Wide:
    """A text with its running widths, the widest piece allowed, and the offsets inside words."""

    text: str
    widths: Sequence[float]
    limit: float
    inside: frozenset[int]


def _cut_wide(wide: _Wide, begin: int, end: int) -> list[tuple[int, int]]:
    """Cut a piece wider than the limit: at spaces, else between words, where kinsoku allows, after a joint, anywhere.

    A space that kinsoku glues (before ``！`` or ``ー``) comes after all of these but the last.
    """
    text, p = wide.text, wide.widths
    spans = []
    while p[end] - p[begin] > wide.limit:
        furthest = bisect_right(p, p[begin] + wide.limit, begin, end) - 1
        fits = [k for k in range(begin + 1, furthest + 1) if p[k + 1] > p[k]]
        spaces = [k for k in fits if SPACE.match(text[k])]
        soft = [k for k in fits if not SPACE.match(text[k - 1]) and not SPACE.match(text[k]) and may_break(text, k)]
        whole = [k for k in soft if k not in wide.inside] if wide.inside else []
        joints = [k for k in fits if text[k - 1] in _JOINTS]  # Needle-in-a-|Haystack, example.org/|path
        free = [k for k in spaces if text[k - 1] not in NOT_LAST and text[k:end].lstrip()[:1] not in NOT_FIRST]
        cut = (free or whole or soft or joints or spaces or fits or [begin + 1])[-1]
        spans.append((begin, cut))
        begin = cut
        while begin < end and SPACE.match(text[begin]):
            begin += 1
    if begin < end:
        spans.append((begin, end))
    return spans


@dataclass(frozen=True, slots=True)
class Whole:
    """``text[begin:end]`` should stay together; ``apart``: the places before and after it are good ends too."""

    begin: int
    end: int
    apart: bool = False


def _with_wholes(price: Sequence[float], spans: Sequence[tuple[int, int]], wholes: Iterable[Whole]) -> list[float]:
    """The prices, higher inside what should stay together and lower beside what stands apart."""
    out = list(price)
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


def event_wholes(events: Iterable[Event]) -> tuple[Whole, ...]:
    """Notes of sound: each stays together and stands apart from the words."""
    return tuple(Whole(e.at, e.at + len(e.text), True) for e in events)


def name_wholes(text: str, names: Iterable[str]) -> tuple[Whole, ...]:
    """The places where people are named in a text: their full names stay together where possible."""
    known = sorted({n for n in names if len(n) > 1 and n in text}, key=len, reverse=True)
    if not known:
        return ()
    return tuple(Whole(m.start(), m.end()) for m in re.finditer("|".join(map(re.escape, known)), text))


def _enclosed(text: str, p: Sequence[float], limit: float) -> Iterator[Whole]:
    """Short brackets and quotes. ``p``: running widths of the text; ``limit``: of a line."""
    for m in _ENCLOSED.finditer(text):
        if p[m.end()] - p[m.start()] < ENCLOSED_SHARE * limit:
            yield Whole(m.start(), m.end())


def pieces(
    text: str, *, language: str | None, limit: float, count: Count = "each", wholes: Iterable[Whole] = ()
) -> Pieces:
    """Cut a text into pieces none of which is wider than ``limit``.

    ``language`` is a BCP 47 tag, or None for rules without word lists; ``wholes``: what should stay together
    (``event_wholes``, ``name_wholes``).
    """
    p = prefix_widths(text, count)
    spans: list[tuple[int, int]] = []
    hard: set[int] = set()
    uncut, inside = _spans(text, language)
    wide = _Wide(text, p, limit, inside)
    for a, b in uncut:
        if p[b] - p[a] <= limit:
            spans.append((a, b))
        else:
            parts = _cut_wide(wide, a, b)
            hard.update(k for k, (_, end) in enumerate(parts[:-1], len(spans)) if end in inside or not inside)
            spans += parts
    price, counts = prices(text, spans, language)
    price = [INSIDE if k in hard else value for k, value in enumerate(price)]
    price = _with_wholes(price, spans, [*wholes, *_enclosed(text, p, limit)])
    left, right = _places(text, p, spans, count)
    return Pieces([a for a, _ in spans], [b for _, b in spans], left, right, price, counts, _is_spaceless(text))


def _places(
    text: str, p: Sequence[float], spans: Sequence[tuple[int, int]], count: Count
) -> tuple[list[float], list[float]]:
    """Where each piece begins and ends on one endless line with single spaces."""
    left: list[float] = []
    right: list[float] = []
    at, last = 0.0, 0
    blank = 1.0 if count == "each" else 0.5
    for k, (a, b) in enumerate(spans):
        if k and a > last:
            at += blank
        left.append(at)
        # a piece may hold spaces of its own (``oui !``, a lone dash): runs of white space count as one
        inner = text[a:b]
        single = SPACE.sub(" ", inner)
        at += p[b] - p[a] if len(single) == len(inner) else prefix_widths(single, count)[-1]
        right.append(at)
        last = b
    return left, right


def _is_spaceless(text: str) -> bool:
    """Whether most letters of a text are Han or Kana."""
    return not text.isascii() and 2 * len(_HAN_OR_KANA.findall(text)) > sum(map(str.isalpha, text))
