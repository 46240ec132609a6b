"""Numbers in running text, brought to one form: ``140 億`` = ``14 billion`` = ``$14B`` = ``#1.4e+10``.

Keys only, never output. Works on atoms (lower-case words, single Han characters, digit groups), so it sees both
sides of a pair alike. A share is ``%49`` whether it stands as ``49%``, ``forty nine percent``, ``百分之四十九``,
``四十九趴`` or ``49パーセント``.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["numbers"]

_UNITS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "t": 1e12,
    # the other European spellings of the great scales; the long scale of de, fr, es
    "tausend": 1e3,
    "mille": 1e3,
    "mil": 1e3,
    "millionen": 1e6,
    "millones": 1e6,
    "millions": 1e6,
    "milliarden": 1e9,
    "milliarde": 1e9,
    "milliard": 1e9,
    "milliards": 1e9,
    "billions": 1e9,
    "thousands": 1e3,
    "hundreds": 100.0,
}
_LETTER_SCALES = frozenset({"k", "m", "b", "t", "bn"})
_PERCENT = frozenset({"%", "percent", "趴", "パーセント", "퍼센트", "프로", "prozent", "porciento", "pourcent"})

_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SMALL = {"十": 10.0, "百": 100.0, "千": 1000.0}
_HAN_GREAT = {
    "万": 1e4,
    "萬": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "兆": 1e12,
    "만": 1e4,
    "억": 1e8,
    "조": 1e12,
    "천": 1e3,
    "백": 1e2,
}
_HAN = frozenset(_HAN_DIGITS) | frozenset(_HAN_SMALL) | frozenset("万萬亿億兆")


def _key(value: float, share: bool) -> str:
    return f"{'%' if share else '#'}{value:g}"


def digits(text: str) -> float | None:
    """``14.3``, ``1,500``, ``3,14`` as a value: a comma before exactly three digits parts thousands."""
    if "," in text:
        head, *rest = text.split(",")
        if all(len(r.split(".")[0]) == 3 for r in rest):
            text = head + "".join(rest)
        elif len(rest) == 1:
            text = f"{head}.{rest[0]}"
    if text.count(".") > 1:
        text = text.replace(".", "")
    try:
        return float(text)
    except ValueError:
        return None


def _western(atoms: Sequence[str], i: int) -> tuple[int, float] | None:
    """The number in digits or English words that begins at atom ``i``: (end, value)."""
    total = current = 0.0
    last = 0.0  # magnitude of what was added last: "twenty five" goes on, "five twenty" does not
    j = i
    while j < len(atoms):
        a = atoms[j]
        value = digits(a) if a[0].isdigit() else None
        if value is not None:
            if j > i:
                break
            current, last = value, 1.0
        elif a in _UNITS:
            if last == 10 and _UNITS[a] >= 10 and 10 <= current < 100:  # "twenty nineteen"
                current, last = current * 100 + _UNITS[a], 1.0
            elif j > i and 0 < last < (100 if _UNITS[a] >= 10 else 10):
                break
            else:
                current, last = current + _UNITS[a], 1.0
        elif a in _TENS:
            if 10 < current <= 20 and j == i + 1:  # "nineteen ninety", "twenty twenty"
                current, last = current * 100 + _TENS[a], 10.0
            elif j > i and 0 < last < 100:
                break
            else:
                current, last = current + _TENS[a], 10.0
        elif a in _SCALES:
            if j == i and a not in ("hundred", "thousand", "million", "billion", "trillion"):
                return None
            if a in _LETTER_SCALES and (j != i + 1 or not atoms[i][0].isdigit()):
                break
            scale = _SCALES[a]
            if scale == 100:
                current, last = (current or 1.0) * 100, 100.0
            else:
                total, current, last = total + (current or 1.0) * scale, 0.0, 1000.0
        elif a == "and" and last in (100.0, 1000.0) and j + 1 < len(atoms) and atoms[j + 1] in _UNITS | _TENS:
            pass
        else:
            break
        j += 1
    return (j, total + current) if j > i else None


def _eastern(atoms: Sequence[str], i: int) -> tuple[int, float] | None:
    """The number that begins at ``i`` with Han numerals, or digits before a Han scale: (end, value)."""
    total = section = 0.0
    digit: float | None = None
    run: list[float] = []
    j, scaled = i, False
    while j < len(atoms):
        a = atoms[j]
        if a in _HAN_DIGITS:
            digit = float(_HAN_DIGITS[a])
            run.append(digit)
        elif a[0].isdigit() and digit is None and (value := digits(a)) is not None:
            digit = value
            run.append(value)
        elif a in _HAN_SMALL:
            section += (1.0 if digit is None else digit) * _HAN_SMALL[a]
            digit, scaled = None, True
        elif a in _HAN_GREAT and j > i:
            section += digit or 0.0
            total += (section or 1.0) * _HAN_GREAT[a]
            section, digit, scaled = 0.0, None, True
        elif a == "点" and digit is not None and j + 1 < len(atoms) and atoms[j + 1] in _HAN_DIGITS:
            k, place = j + 1, 0.1
            while k < len(atoms) and atoms[k] in _HAN_DIGITS:
                digit += _HAN_DIGITS[atoms[k]] * place
                place, k = place / 10, k + 1
            j = k - 1
        else:
            break
        j += 1
    if j == i:
        return None
    if not scaled and len(run) > 1:  # 二零一九: a year read digit by digit
        return j, float("".join(f"{d:g}" for d in run)) if all(d < 10 for d in run) else run[0]
    return j, total + section + (digit or 0.0)


def numbers(atoms: Sequence[str]) -> list[tuple[int, int, str]]:
    """The numbers among the atoms: (first atom, end, key), in order, not overlapping."""
    out: list[tuple[int, int, str]] = []
    i = 0
    while i < len(atoms):
        a = atoms[i]
        number: tuple[int, float] | None = None
        share = False
        start = i
        if a == "百" and list(atoms[i + 1 : i + 3]) == ["分", "之"]:
            number, share = _eastern(atoms, i + 3), True
        elif a in _HAN or (a[0].isdigit() and i + 1 < len(atoms) and atoms[i + 1] in _HAN_GREAT | _HAN_SMALL):
            number = _eastern(atoms, i)
        elif a[0].isdigit() or a in _UNITS or a in _TENS or a in _SCALES:
            number = _western(atoms, i)
        elif a in _ORDINALS:
            number = (i + 1, float(_ORDINALS[a]))
        if number is None:
            i += 1
            continue
        end, value = number
        if end < len(atoms) and atoms[end] in _PERCENT:
            end, share = end + 1, True
        elif end + 1 < len(atoms) and atoms[end] in ("per", "por", "pour") and atoms[end + 1] in ("cent", "ciento"):
            end, share = end + 2, True
        elif end < len(atoms) and atoms[end] == "成" and value < 10:
            end, value, share = end + 1, value * 10, True
        out.append((start, end, _key(value, share)))
        i = max(end, i + 1)
    return out
