"""Bilingual dictionaries as word pairs: dictd (FreeDict's Debian form), StarDict, TEI (FreeDict's own form).

Text or bytes in, ``Lexicon`` out. A dictionary is written for people, so that asides, grammar, examples and references
have to be separated from translations. Of an entry its first translations of a few words each are kept.
"""

from __future__ import annotations

import html
import logging
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from turncue.errors import ReadError
from turncue.lexicons import params
from turncue.lexicons.lexicon import Lexicon, parse_tsv
from turncue.text.script_ranges import is_han, is_hangul

_LOG = logging.getLogger(__name__)

__all__ = ["beside_seed", "languages_named", "read_dictd", "read_stardict", "read_tei"]

Languages = tuple[str, str]
"""The languages of a dictionary's headwords and of its translations (BCP 47)."""

_Entry = tuple[str, list[str]]  # a headword and its translations

# ISO 639 codes of three letters (both where there are two) and English name, for names like deu-eng and German-English
_LANGUAGES = {
    code: tag
    for tag, codes in {
        "af": "afr afrikaans", "ar": "ara arabic", "bg": "bul bulgarian", "br": "bre breton", "ca": "cat catalan",
        "cs": "ces cze czech", "cy": "cym wel welsh", "da": "dan danish", "de": "deu ger german",
        "el": "ell gre greek", "en": "eng english", "eo": "epo esperanto", "es": "spa spanish", "et": "est estonian",
        "eu": "eus baq basque", "fa": "fas per persian", "fi": "fin finnish", "fr": "fra fre french",
        "ga": "gle irish", "gd": "gla", "gl": "glg galician", "he": "heb hebrew", "hi": "hin hindi",
        "hr": "hrv croatian", "hu": "hun hungarian", "id": "ind indonesian", "is": "isl ice icelandic",
        "it": "ita italian", "ja": "jpn japanese", "ko": "kor korean", "ku": "kur kurdish", "la": "lat latin",
        "lt": "lit lithuanian", "lv": "lav latvian", "mk": "mkd mac macedonian", "ms": "msa may malay",
        "nl": "nld dut dutch", "nb": "nob", "nn": "nno", "no": "nor norwegian", "oc": "oci", "pl": "pol polish",
        "pt": "por portuguese", "ro": "ron rum romanian", "ru": "rus russian", "sa": "san sanskrit",
        "sk": "slk slo slovak", "sl": "slv slovenian", "sr": "srp serbian", "sv": "swe swedish",
        "sw": "swh swa swahili", "th": "tha thai", "tr": "tur turkish", "uk": "ukr ukrainian",
        "vi": "vie vietnamese", "zh": "zho chi cmn chinese",
    }.items()
    for code in (tag, *codes.split())
}  # fmt: skip

_PAIR = re.compile(r"(?<![A-Za-z])(?=([A-Za-z]{2,12})\s?[-_–]\s?([A-Za-z]{2,12})(?![A-Za-z]))")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|<[^<>]*>|\{[^}]*\}|(?<!\w)/[^/]*/")
_NOT_A_GLOSS = re.compile(r"\s*(?:(?:note|see|see also|syn|synonyms?|antonyms?|cf|example|usage)\s*[:.]|[\"“„»])", re.I)
_NUMBER = re.compile(r"^\s*(?:\d+[.)]|[a-z]\)|[-–•*])\s+")
_ARTICLE = re.compile(r"^(?:to|a|an|the|der|die|das|el|la|los|las|le|les|un|une|una)\s+(?=\S)", re.I)


def languages_named(name: str) -> tuple[str | None, str | None]:
    """The two languages in a name such as ``freedict-spa-eng`` or ``German-English dictionary``."""
    for m in _PAIR.finditer(name):
        first, second = _LANGUAGES.get(m[1].lower()), _LANGUAGES.get(m[2].lower())
        if first and second:
            return first, second
    return None, None


def read_dictd(index: str, definitions: bytes, languages: Languages, *, name: str | None = None) -> Lexicon:
    """A dictd database: its index, and its definitions unpacked.

    An index row is headword, offset and size, separated by tabs, the numbers in base 64 with the highest digit first
    (dictfmt(1), dictd(8)). Raises ``ReadError`` for rows of another form, and when the definitions do not belong to
    the index.
    """
    bad: list[str] = []

    def entries() -> Iterator[_Entry]:
        for number, row in enumerate(index.splitlines(), 1):
            cells = row.split("\t")
            if len(cells) < 3:
                hint = "A dictd index has rows of headword, offset and size, separated by tabs."
                raise ReadError("this row is not of a dictd index.", name, number, row, hint)
            if cells[0].startswith(("00database", "00-database")) or not _is_headword(cells[0]):
                continue
            begin, size = _base64(cells[1]), _base64(cells[2])
            if begin is None or size is None or begin + size > len(definitions):
                bad.append(cells[0])
                continue
            yield cells[0], _translations(cells[0], definitions[begin : begin + size].decode("utf-8", "replace"))

    lexicon = _lexicon(entries(), languages)
    _report_bad(bad, len(lexicon), name)
    return lexicon


_DIGITS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}


def _base64(text: str) -> int | None:
    value = 0
    for c in text:
        if (digit := _DIGITS.get(c)) is None:
            return None
        value = value * 64 + digit
    return value


def read_stardict(
    ifo: str, index: bytes, definitions: bytes, languages: Languages, *, name: str | None = None
) -> Lexicon:
    """A StarDict dictionary: its ``.ifo``, ``.idx`` and ``.dict``, unpacked.

    The source is StarDict's own description of its format (version 2.4.2 and 3.0.0). Raises ``ReadError`` for a file
    that is not an ``.ifo``, for an index that ends inside an entry, and when the definitions do not belong to it.
    """
    head = dict(line.split("=", 1) for line in ifo.splitlines() if "=" in line)
    if not ifo.lstrip("\ufeff").startswith("StarDict's dict ifo file"):
        raise ReadError("this is not the .ifo file of a StarDict dictionary.", name, 1, ifo.partition("\n")[0])
    numbers = struct.Struct(">QI" if head.get("idxoffsetbits", "32").strip() == "64" else ">II")
    types = head.get("sametypesequence", "").strip()
    bad: list[str] = []

    def entries() -> Iterator[_Entry]:
        at = 0
        while at < len(index):
            stop = index.find(b"\0", at)
            after = stop + 1 + numbers.size
            if stop < 0 or after > len(index):
                raise ReadError("the index (.idx) ends inside an entry.", name, hint="Unpack or copy it again.")
            headword = index[at:stop].decode("utf-8", "replace")
            begin, size = numbers.unpack_from(index, stop + 1)
            at = after
            if begin + size > len(definitions):
                bad.append(headword)
            elif _is_headword(headword):
                text = "\n".join(_fields(definitions[begin : begin + size], types))
                yield headword, _translations(headword, text)

    lexicon = _lexicon(entries(), languages)
    _report_bad(bad, len(lexicon), name)
    return lexicon


def _report_bad(bad: Sequence[str], good: int, name: str | None) -> None:
    """Entries that point past the end: a few are left out and logged; many mean that the files do not belong together.

    ``good`` is the number of word pairs that were read.
    """
    if len(bad) > params.MOST_BAD_ENTRIES * good:
        hint = "Are index and definitions of the same release? Download or unpack them again."
        raise ReadError(f"{len(bad)} entries point past the end of the definitions.", name, excerpt=bad[0], hint=hint)
    if bad:
        _LOG.warning("%s: %d entries point past the end and are left out, first %r", name, len(bad), bad[0])


_CHUNK = 1 << 16  # characters that are parsed at once
_PLAIN, _MARKED = frozenset("ml"), frozenset("ghxkw")
_BLOCK = re.compile(r"<(?:br|/?(?:div|p|li|ul|ol|dd|dt|dl|tr|td|dtrn|def|ar|deftext)\b)[^>]*>", re.I)
_SKIPPED = re.compile(r"<(k|tr|co|ex|i|abr|abbr|iref|rref|kref|sup|small)(?:\s[^>]*)?>.*?</\1>", re.I | re.S)


def _fields(data: bytes, types: str) -> Iterator[str]:
    """The texts of one definition: fields by type; lower case types end with NUL, upper case ones begin with a size."""
    at, rest = 0, types
    while at < len(data):
        if types:
            if not rest:
                return
            kind, rest = rest[0], rest[1:]
        else:
            kind, at = chr(data[at]), at + 1
        last = bool(types) and not rest  # the last field of a known sequence goes on to the end
        if kind.isupper():
            begin = at if last else at + 4
            stop = after = len(data) if last else begin + int.from_bytes(data[at:begin], "big")
        else:
            begin, stop = at, len(data) if last else data.find(b"\0", at)
            stop = len(data) if stop < 0 else stop
            after = stop + 1
        text, at = data[begin:stop].decode("utf-8", "replace"), after
        if kind in _PLAIN:
            yield text
        elif kind in _MARKED:
            yield html.unescape(re.sub(r"<[^>]*>", "", _BLOCK.sub("\n", _SKIPPED.sub(" ", text))))


def read_tei(text: str, languages: Languages, *, name: str | None = None) -> Lexicon:
    """FreeDict's TEI XML: every ``orth`` of an entry with every translation (``cit type="trans"``, or ``tr``).

    A file that defines entities is refused: they can be made to fill the memory. Raises ``ReadError`` for that and
    for XML that is not well formed.
    """
    if "<!ENTITY" in text:
        hint = "Take a release of the dictionary without them, or its dictd form (.index and .dict.dz)."
        raise ReadError("the XML defines entities, which are not read for safety.", name, hint=hint)
    try:
        return _lexicon(_tei_entries(text), languages)
    except ElementTree.ParseError as error:
        hint = "Download or unpack it again."
        raise ReadError(f"the XML is not well formed: {error}.", name, hint=hint) from error


def _tei_entries(text: str) -> Iterator[_Entry]:
    path: list[ElementTree.Element] = []
    for event, element in _xml_events(text):
        if event == "start":
            path.append(element)
            continue
        path.pop()
        if _tag(element) == "entry":
            translations = _first_translations(_tei_translations(element))
            for form in element.iter():
                if _tag(form) == "orth" and _is_headword(word := "".join(form.itertext()).strip()):
                    yield word, translations
            element.clear()  # a large dictionary would fill the memory
            if path:
                path[-1].remove(element)


def _xml_events(text: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """ "start" and "end" of each element, while the text is being parsed."""
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(["start", "end"])
    # a str is fed as UTF-8, whatever its declaration says
    body = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text, count=1)
    for at in range(0, len(body), _CHUNK):
        parser.feed(body[at : at + _CHUNK])
        yield from _elements(parser)
    parser.close()
    yield from _elements(parser)


def _elements(parser: ElementTree.XMLPullParser[ElementTree.Element]) -> Iterator[tuple[str, ElementTree.Element]]:
    for event, element in parser.read_events():  # type: ignore[misc]
        if isinstance(element, ElementTree.Element):
            yield event, element


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _tei_translations(entry: ElementTree.Element) -> Iterator[str]:
    for element in entry.iter():
        if _tag(element) == "cit" and element.get("type") in ("trans", "translation"):
            yield from ("".join(q.itertext()) for q in element if _tag(q) == "quote")
        elif _tag(element) == "tr":
            yield "".join(element.itertext())


def _is_headword(word: str) -> bool:
    """Whether a headword can occur in a clause: not a sentence, and not without letters."""
    few = len(word) <= params.MOST_HEADWORD and word.count(" ") < params.MOST_WORDS
    return few and any(c.isalpha() for c in word)


def _translations(headword: str, text: str) -> list[str]:
    """The translations in an entry written for people; a first line that repeats the headword is left out."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _repeats(headword, lines[0]):
        lines = lines[1:]
    return _first_translations(_NUMBER.sub("", line) for line in lines if not _NOT_A_GLOSS.match(line))


def _repeats(headword: str, line: str) -> bool:
    """Whether the first line of an entry is the headword with its sound or its grammar."""
    return headword.casefold() in line.casefold() or bool(re.search(r"\s/[^/]+/|\s<[^<>]+>\s*$", line))


def _first_translations(lines: Iterable[str]) -> list[str]:
    """The first translations without asides; those of many words are explanations and are left out."""
    words: dict[str, None] = {}
    for line in lines:
        plain = _without_asides(line)
        for part in re.split(r"[,;，；、|/]", plain):
            word = _ARTICLE.sub("", " ".join(part.split()).strip(" .:!?\"'“”‐-"))
            if word and word.count(" ") < params.MOST_WORDS and any(c.isalpha() for c in word):
                words[word] = None
        if len(words) >= params.MOST_TRANSLATIONS:
            break
    return list(words)[: params.MOST_TRANSLATIONS]


def _without_asides(line: str) -> str:
    while (plain := _ASIDE.sub(" ", line)) != line:  # asides may be inside asides
        line = plain
    return line


def _lexicon(entries: Iterable[_Entry], languages: Languages) -> Lexicon:
    """Word pairs of the entries; a headword with several entries divides its weight among all its translations."""
    known: dict[str, dict[str, None]] = {}
    for headword, translations in entries:
        if translations:
            known.setdefault(headword.replace("\t", " "), {}).update(dict.fromkeys(translations))
    most = 2 * params.MOST_TRANSLATIONS
    rows = (f"{headword}\t{','.join(list(words)[:most])}" for headword, words in known.items())
    return parse_tsv("\n".join(rows), *languages)


def beside_seed(lexicon: Lexicon) -> Lexicon:
    """A dictionary's pairs without those that do more harm than good.

    Left out are words that turncue's own list has (it holds the common senses; a dictionary adds the rare ones), and
    single Chinese characters (their meaning is in the words they are part of).
    """
    own = Lexicon.seed(lexicon.source, lexicon.target)
    pairs = {}
    for word, others in lexicon.pairs.items():
        if word in own.pairs or _single(word):
            continue
        if kept := {other: weight for other, weight in others.items() if not _single(other)}:
            pairs[word] = kept
    return Lexicon(lexicon.source, lexicon.target, pairs)


def _single(word: str) -> bool:
    return len(word) == 1 and (is_han(word) or is_hangul(word))
