"""Word pairs of two languages: those that turncue ships, a user's dictionaries, tables learnt before.

Everything is text in, ``Lexicon`` out; files are read elsewhere (``lexicon_io``). A ``Lexicon`` maps the keys of one
language (``match_keys.term_key``) to keys of another with a weight between 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from turncue.lexicons import params
from turncue.text.language import base_language
from turncue.text.match_keys import term_key

__all__ = ["Lexicon", "from_tsv", "merge", "parse_cedict", "parse_tsv", "seed", "to_tsv"]

_PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weighted word pairs from ``source`` to ``target`` (base tags such as ``en``; "" fits any language)."""

    source: str = ""
    target: str = ""
    pairs: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Lexicon:
        """A lexicon without words; it also keeps the shipped one from being used."""
        return cls()

    @classmethod
    def seed(cls, source: str, target: str) -> Lexicon:
        """The word pairs that turncue ships for two BCP 47 tags; empty where it has none."""
        return seed(base_language(source), base_language(target))

    def __len__(self) -> int:
        return sum(len(v) for v in self.pairs.values())

    def reversed(self) -> Lexicon:
        """The same pairs in the other direction."""
        return _collect(self.target, self.source, ((b, a, w) for a, v in self.pairs.items() for b, w in v.items()))

    def between(self, source: str, target: str) -> Lexicon:
        """This lexicon in the given direction; empty where it is for other languages."""
        if {self.source, self.target} == {""} or (self.source, self.target) == (source, target):
            return self
        if (self.target, self.source) == (source, target):
            return self.reversed()
        return Lexicon(source, target)

    @property
    def targets(self) -> frozenset[str]:
        """All keys of the target language."""
        return frozenset(key for value in self.pairs.values() for key in value)


def _collect(source: str, target: str, rows: Iterable[tuple[str, str, float]]) -> Lexicon:
    pairs: dict[str, dict[str, float]] = {}
    for a, b, weight in rows:
        if a and b:
            known = pairs.setdefault(a, {})
            known[b] = max(known.get(b, 0.0), weight)
    return Lexicon(source, target, pairs)


def merge(*lexicons: Lexicon) -> Lexicon:
    """All pairs of all lexicons, the larger weight where two have the same; they must be for one direction."""
    full = [x for x in lexicons if x.pairs]
    if not full:
        return Lexicon()
    return _collect(
        full[0].source, full[0].target, ((a, b, w) for x in full for a, v in x.pairs.items() for b, w in v.items())
    )


def _every_pair(sources: Iterable[str], targets: Iterable[str]) -> Iterable[tuple[str, str, float]]:
    """Every source with every target; the more translations a word has, the less each weighs."""
    source_list, target_list = list(dict.fromkeys(sources)), list(dict.fromkeys(targets))
    for a in source_list:
        for b in target_list:
            yield a, b, _weight(len(target_list))


def _weight(translations: int) -> float:
    """The weight of one of several translations."""
    return float(params.PAIR_WEIGHT / translations**params.PAIR_EXPONENT)


def parse_tsv(text: str, source: str, target: str) -> Lexicon:
    """Rows ``word<TAB>translation[,translation…]``; lines that begin with ``#`` and lines without a tab are left out.

    A third column, when it is a number from 0 to 1, is the weight.
    """
    a, b = base_language(source), base_language(target)
    rows: list[tuple[str, str, float]] = []
    for line in text.splitlines():
        cells = line.strip("\ufeff\n").split("\t")
        if len(cells) < 2 or line.startswith("#"):
            continue
        weight = float(cells[2]) if len(cells) > 2 and re.fullmatch(r"[01](?:\.\d+)?", cells[2]) else None
        pairs = _every_pair(_keys(cells[0], a), _keys(cells[1], b))
        rows += [(x, y, w if weight is None else weight) for x, y, w in pairs]
    return _collect(a, b, rows)


def _keys(cell: str, language: str) -> list[str]:
    return [k for part in re.split(r"[,;、，；/|]", cell) if (k := term_key(part.strip(), language))]


_CEDICT = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_STOP = frozenset("a an the to be of in on at for by with and or sth sb one's etc it is as".split())


def parse_cedict(text: str) -> Lexicon:
    """CC-CEDICT (``傳統 传统 [pin1 yin1] /gloss/gloss/``) as Chinese to English.

    Asides, classifiers, variants and names of readings are left out; of a gloss of several words the content words
    count. At most eight translations are kept for a word.
    """
    rows: list[tuple[str, str, float]] = []
    for line in text.splitlines():
        m = _CEDICT.match(line)
        if m is None:
            continue
        words: list[str] = []
        for gloss in m[4].split("/"):
            plain = _ASIDE.sub(" ", gloss).strip().lower()
            if not plain or re.match(r"cl:|variant of|old variant|surname|see |also written|abbr\.|erhua", plain):
                continue
            for part in re.split(r"[;,]", plain):
                tokens = [t for t in re.findall(r"[a-z][a-z'-]*", part) if t not in _STOP]
                if 1 <= len(tokens) <= params.MOST_GLOSS_WORDS:
                    words += tokens
        keys = [k for w in dict.fromkeys(words) if (k := term_key(w, "en"))][: params.MOST_GLOSSES]
        rows += _every_pair([term_key(m[2], "zh")], keys)
    return _collect("zh", "en", rows)


def to_tsv(lexicon: Lexicon) -> str:
    """The lexicon as text: a header line, then ``key<TAB>key<TAB>weight`` in order."""
    lines = [f"#turncue-lexicon 1\t{lexicon.source}\t{lexicon.target}"]
    for a, targets in sorted(lexicon.pairs.items()):
        lines += [f"{a}\t{b}\t{w:.4f}" for b, w in sorted(targets.items())]
    return "\n".join(lines) + "\n"


def from_tsv(text: str) -> Lexicon:
    """Read what ``to_tsv`` wrote. Raises ``ValueError`` when the header line or a row is not of this form."""
    head, *rows = text.splitlines() or [""]
    cells = head.split("\t")
    if cells[0] != "#turncue-lexicon 1" or len(cells) != 3:
        raise ValueError("not a turncue lexicon: the first line must be '#turncue-lexicon 1<TAB>from<TAB>to'")
    out: list[tuple[str, str, float]] = []
    for number, row in enumerate(rows, 2):
        parts = row.split("\t")
        if len(parts) != 3 or not re.fullmatch(r"\d+(?:\.\d+)?", parts[2]):
            raise ValueError(f"line {number}: expected 'key<TAB>key<TAB>weight', found {row[:60]!r}")
        out.append((parts[0], parts[1], float(parts[2])))
    return _collect(cells[1], cells[2], out)


@lru_cache(maxsize=8)
def _column(language: str) -> tuple[tuple[str, ...], ...]:
    """Rows of the shipped list of one language: English keys first, then the language's keys."""
    name = resources.files(__package__).joinpath("data").joinpath(f"en_{language}.tsv")
    if not name.is_file():
        return ()
    rows = []
    for line in name.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 2 and not line.startswith("#"):
            rows.append(("\t".join(_keys(cells[0], "en")), *_keys(cells[1], language)))
    return tuple(rows)


@lru_cache(maxsize=8)
def seed(source: str, target: str) -> Lexicon:
    """The shipped word pairs of two base tags, directly or through English; empty where there are none."""
    if source == target:
        return Lexicon(source, target)
    if target == _PIVOT:
        rows = [
            row
            for english, *words in _column(source)
            for row in _every_pair(words, [k for k in english.split("\t") if k])
        ]
        return _collect(source, target, _with_divided_weights(rows))
    if source == _PIVOT:
        rows = [
            row
            for english, *words in _column(target)
            for row in _every_pair([k for k in english.split("\t") if k], words)
        ]
        return _collect(source, target, _with_divided_weights(rows))
    first, second = seed(source, _PIVOT), seed(_PIVOT, target)
    pivot = (
        (a, b, weight * more)
        for a, middle in first.pairs.items()
        for english, weight in middle.items()
        for b, more in second.pairs.get(english, {}).items()
    )
    return _collect(source, target, pivot)


def _with_divided_weights(rows: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """The rows with the weight of a word that is in several divided among all its translations."""
    known: dict[str, dict[str, None]] = {}
    for a, b, _ in rows:
        known.setdefault(a, {})[b] = None
    return [(a, b, _weight(len(known[a]))) for a, b, _ in rows]
