"""Bytes to text: which encoding is it?

In this order: a byte order mark; UTF-16 without one, by its zero bytes; strict UTF-8; ISO-2022 by its escapes; UTF-8
that is broken in a few places; then every encoding of a list, and those that charset-normalizer proposes, are decoded
strictly, and the most plausible text wins. Plausible means: ideographs of the common levels, kana in Japanese, no
hanja in Korean, no capital or symbol inside a word, no mixed scripts. The measure is needed because the detectors
alone read curly quotes as Mac Roman and Spanish as Polish.
"""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from turncue.errors import EncodingError
from turncue.model import Repair

__all__ = ["BROKEN_UTF8", "HEAD", "OTHER_ENCODING", "Decoded", "decode", "holds_text"]

_log = logging.getLogger(__name__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# in order of preference where texts are equally plausible; Korean first, whose syllables are ideographs in the others
_LISTED = (
    "cp949", "gb18030", "big5hkscs", "cp950", "cp932", "euc_jp", "cp1252", "cp1251", "cp1250", "koi8_r", "mac_roman",
    "cp850", "cp1253", "cp1254", "cp1255", "cp1256", "cp866", "cp874",
)  # fmt: skip
_CASED = frozenset(("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1253", "iso8859_7"))
_LEAST = 0.75
_WEIGHT = 3  # continuation bytes that fit, for each byte that does not, before a broken text counts as UTF-8
_SAMPLE = 3000  # characters outside ASCII that are judged
HEAD = 20_000
"""By so many of its first bytes a file is taken for text or not."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.05  # share of characters; sound, pictures and packed data have over 0.1 (27 of 256 byte values)


class Decoded(NamedTuple):
    """A text without its byte order mark, the name of the encoding, and what was repaired on the way."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()


def decode(data: bytes, *, encoding: str | None = None, source: str | None = None) -> Decoded:
    """The text of a file and the name of its encoding; one that is not UTF-8 is among the repairs.

    ``encoding`` is tried alone where given. Raises ``EncodingError`` when nothing fits.
    """
    repairs: list[Repair] = []
    if encoding is not None:
        text, name = _named(data, encoding, source), encoding
    else:
        text, name, count = _detected(data, source)
        if count:
            repairs.append(Repair(0, BROKEN_UTF8, f"{count} bytes", "read as cp1252, or as U+FFFD"))
        elif not name.startswith("utf-8"):
            repairs.append(Repair(0, OTHER_ENCODING, "bytes that are not UTF-8", f"read as {name}"))
    if (lone := len(_SURROGATE.findall(text))) > 0:  # of "unicode_escape" and its kin
        repairs.append(Repair(0, "lone surrogates", f"{lone} characters", "U+FFFD"))
        text = _SURROGATE.sub("\ufffd", text)
    return Decoded(text, name, tuple(repairs))


def holds_text(data: bytes) -> bool:
    """Whether a file's first bytes can be text: control characters are rare in every encoding.

    Sound, pictures and packed data are full of them. Without this, megabytes of them would be tried in every encoding.
    """
    head = data[:HEAD]
    name = next((name for mark, name, _ in _MARKS if head.startswith(mark)), None) or _utf16(head) or "latin-1"
    text = head.decode(name, errors="replace")
    return len(_CONTROLS.findall(text)) <= max(_MOST_CONTROLS * len(text), 2)


OTHER_ENCODING = "encoding"
BROKEN_UTF8 = "broken UTF-8"
_SURROGATE = re.compile("[\ud800-\udfff]")


def _detected(data: bytes, source: str | None) -> tuple[str, str, int]:
    """The text, the encoding, and how many bytes of UTF-8 were broken."""
    for mark, name, shown in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], name)
            if text is not None:
                return text.removeprefix("\ufeff"), shown, 0
            if name == "utf-8":
                text, broken, _ = _mended(data[len(mark) :])
                return text, shown, broken
            if name.startswith("utf-16") and (text := _strictly(data[len(mark) : len(data) - len(data) % 2], name)):
                return text.removeprefix("\ufeff"), shown, 0
            raise _failed(source, [shown], "its byte order mark says so, but the bytes after it do not fit.")
    if (name16 := _utf16(data)) and (text := _strictly(data, name16)) is not None:
        return text, name16, 0
    if (text := _strictly(data, "utf-8")) is not None and b"\x1b$" not in data:
        return text, "utf-8", 0
    if b"\x1b$" in data and (text := _strictly(data, "iso2022_jp_2")) is not None:
        return text, "iso2022_jp", 0
    text, broken, weight = _mended(data)
    likely = weight >= broken and _plausibility(text, "utf-8") > _LEAST
    if weight >= _WEIGHT * broken or likely:
        return text, "utf-8", broken
    return *_most_plausible(data, source), 0


_BROKEN = re.compile("[\udc80-\udcff]+")


def _mended(data: bytes) -> tuple[str, int, int]:
    """The text read as UTF-8, how many bytes did not fit, and how many continuation bytes did.

    A single byte that does not fit is read as cp1252 (a quote or a no-break space that some tool put there), a run of
    them, or a last character that is cut off, as U+FFFD.
    """
    text = data.decode("utf-8", "surrogateescape")
    broken = 0

    def mend(m: re.Match[str]) -> str:
        nonlocal broken
        broken += len(m[0])
        if m.end() == len(text) and _cut_off(m[0]):
            return ""
        if len(m[0]) == 1:
            return bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace")
        return "\ufffd"

    mended = _BROKEN.sub(mend, text)
    weight = len(data) - len(text)  # each character gives its bytes less one
    return mended, broken, weight


def _cut_off(run: str) -> bool:
    """Whether broken bytes are the beginning of a character."""
    raw = bytes(ord(c) - 0xDC00 for c in run)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return False
    return True


def _named(data: bytes, encoding: str, source: str | None) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError as e:
        raise EncodingError(f"there is no encoding named {encoding!r}.", source) from e
    except (UnicodeError, ValueError) as e:
        raise EncodingError(
            f"the bytes are not {encoding}: {e}.", source, hint="Leave --encoding out to have it found."
        ) from e


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII characters in it have their zero byte always on the same side."""
    head = data[:8192]
    if len(data) % 2 or len(head) < 4:
        return None
    zeros = head.count(0)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if zeros < max(3, len(head) * 0.05) or min(even, odd) > 0.1 * zeros:
        return _utf16_by_rows(head)
    return "utf-16-be" if even > odd else "utf-16-le"


# high bytes of the rows of Greek to Thai, and of kana
_ROWS = frozenset((*range(1, 9), 0x0B, *range(0x0E, 0x20), 0x30))


def _utf16_by_rows(head: bytes) -> str | None:
    """UTF-16 of a text with hardly any ASCII: every second byte is the row of one script, and the text is letters."""
    for name, side in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        row, count = Counter(side).most_common(1)[0]
        if row not in _ROWS or count < 0.5 * len(side):
            continue
        text = _strictly(head, name) or ""
        inside = [c for c in text if ord(c) >> 8 == row]
        letters = sum(_is_kana(c) if row == 0x30 else unicodedata.category(c)[0] in "LM" for c in inside)
        if letters > 0.8 * len(inside):
            return name
    return None


def _failed(source: str | None, tried: Iterable[str], why: str) -> EncodingError:
    return EncodingError(
        f"the text is in no encoding tried ({', '.join(tried)}): {why}",
        source,
        hint="Name it: try --encoding (for captions --captions-encoding).",
    )


# ---------------------------------------------------------------- plausibility


def _most_plausible(data: bytes, source: str | None) -> tuple[str, str]:
    best: tuple[float, str, str] | None = None
    tried = ["utf-8"]
    for name in dict.fromkeys((*_LISTED, *_proposed(data))):
        tried.append(name)
        text = _strictly(data, name)
        if text is None or (b"\x00" not in data and "\x00" in text):
            continue
        score = _plausibility(text, name)
        if best is None or score > best[0] + 0.005:
            best = (score, text, name)
    if best is None or best[0] < _LEAST:
        near = f"{best[2]} is nearest, with {best[0]:.2f} of {_LEAST} needed." if best else "none fits all bytes."
        raise _failed(source, tried, near)
    _log.debug("%s: %s, plausible %.2f", source, best[2], best[0])
    return best[1], best[2]


def _proposed(data: bytes) -> list[str]:
    import charset_normalizer  # only here: it takes a tenth of a second to import, and most files are UTF-8

    return [match.encoding for match in charset_normalizer.from_bytes(data[:65536])]


def _level(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Is a character in the given rows of a national standard (the common level), or a sign of that standard?"""

    def common(char: str) -> bool:
        try:
            code = char.encode(codec)
        except UnicodeError:
            return False
        return len(code) == 2 and (first <= code[0] <= last or 0xA1 <= code[0] <= 0xA3) and not _is_kana(char)

    return common


def _is_kana(char: str) -> bool:
    return "\u3041" <= char <= "\u30ff"


_COMMON_KOREAN = _level("euc_kr", 0xB0, 0xC8)  # its syllables; and signs
_COMMON_JAPANESE = _level("euc_jp", 0xB0, 0xCF)
_COMMON_SIMPLIFIED = _level("gb2312", 0xB0, 0xD7)
_COMMON_TRADITIONAL = _level("big5", 0xA4, 0xC6)
_COMMON: dict[str, Callable[[str], bool]] = {
    "gb18030": lambda c: _COMMON_SIMPLIFIED(c) or _COMMON_TRADITIONAL(c),
    "big5": _COMMON_TRADITIONAL,
    "cp932": lambda c: _is_kana(c) or _COMMON_JAPANESE(c),
    "cp949": _COMMON_KOREAN,
}
_SAME = {
    "big5hkscs": "big5", "cp950": "big5", "big5_tw": "big5", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "shift_jis_2004": "cp932", "shift_jisx0213": "cp932", "euc_jp": "cp932",
    "euc_jis_2004": "cp932", "euc_jisx0213": "cp932", "euc_kr": "cp949", "johab": "cp949",
}  # fmt: skip


def _plausibility(text: str, encoding: str) -> float:
    """How much the text looks like one, 0 to 1, by its characters outside ASCII (1 when there is none)."""
    key = _SAME.get(encoding, encoding)
    if (common := _COMMON.get(key)) is not None:
        chars = [c for c in text if c > "\x7f"][:_SAMPLE]
        share = sum(map(common, chars)) / len(chars) if chars else 1.0
        share *= 1 - _alone(text)
        if key == "cp932" and not any(map(_is_kana, chars)):
            share *= 0.8
        return share
    spots = [m.start() for m, _ in zip(re.finditer(r"[^\x00-\x7f]", text), range(_SAMPLE), strict=False)]
    score = sum(_fits(text, at) for at in spots) / len(spots) if spots else 1.0
    if key in _CASED and len({text[at].isupper() for at in spots if text[at].isalpha()}) == 1:
        score *= 0.95  # Hebrew read as Cyrillic or Greek is all of one case
    return score


_LATIN_NEIGHBOUR = re.compile(
    r"(?:(?<=[A-Za-z])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[A-Za-z]))"
)


def _alone(text: str) -> float:
    """Share of the characters outside ASCII that stand alone inside or beside a Latin word.

    An accented letter of cp1252 and the letter behind it are one ideograph in a Chinese encoding.
    """
    outside = sum(1 for c in text[:200_000] if c > "\x7f")
    return len(_LATIN_NEIGHBOUR.findall(text[:200_000])) / outside if outside else 0.0


# accented letters and signs that ordinary texts are full of, against those that mostly come of a wrong reading
_ORDINARY = frozenset(
    "àâäçéèêëîïôöùûüñßáíóúæœåøãõìòý¿¡«»°…–—“”‘’„‚€£§ÀÂÉÈÊÇÄÖÜÅØÑÁÍÓÚŒÆ\xa0ąćęłńśźżčďěňřšťůžőűćđşğıİăâîșț№"
)
_ASIDE = frozenset("ÐÞðþƒ†‡ˆ‰Š‹›™¬¦¤¯¸×÷þµ¶")


def _fits(text: str, at: int) -> float:
    """Does the character stand where such a character stands in words and sentences?"""
    char = text[at]
    before, after = text[at - 1] if at else " ", text[at + 1] if at + 1 < len(text) else " "
    if char.isalpha():
        if not _one_script(char, before) or not _one_script(char, after):
            return 0.0
        if (before.islower() and char.isupper()) or (char.islower() and after.isupper()):
            return 0.0
        if unicodedata.name(char, "").startswith("LATIN"):
            if before > "\x7f" and before.isalpha() and after > "\x7f" and after.isalpha():
                return 0.2  # three accented letters in a row
            return 0.4 if char in _ASIDE else 1.0 if char in _ORDINARY else 0.7
        return 1.0
    if unicodedata.category(char)[0] == "C" or char in _ASIDE:
        return 0.0
    if before.isalpha() and after.isalpha() and char not in "’–—·…\xad" and unicodedata.category(char)[0] != "M":
        return 0.0
    return 1.0 if char in _ORDINARY or unicodedata.category(char)[0] == "M" else 0.5


def _one_script(char: str, other: str) -> bool:
    if not other.isalpha():
        return True
    return unicodedata.name(char, "?").split()[0] == unicodedata.name(other, "?").split()[0]
