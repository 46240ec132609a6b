"""How likely a form of label is, in bits over the whole document.

A name pays for being one, gains by its shape, by what sets each occurrence apart, and above all by coming again. Forms
whose labels have no text below them, repeat their text, or run in a fixed cycle lose.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from turncue.text.casing import is_small
from turncue.text.punctuation import SENTENCE_ENDS
from turncue.transcripts import params
from turncue.transcripts.grammar.signatures import Candidate, Signature
from turncue.transcripts.grammar.vetoes import is_opener, is_reply, is_veto
from turncue.transcripts.names import is_commonplace, is_data_key, is_indexed, is_office, is_sound, plausible

__all__ = ["Document", "Scored", "company_bits", "is_short_label", "label_places", "score_signature", "shape_bits"]

_DENSE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_ENDS = tuple(SENTENCE_ENDS.replace(".", ""))
_INNER = re.compile(r"\w{3,}\.$|[?!;。！？；…]|\.\s+[A-ZÀ-Þ]\w{3,}|[a-zß-ÿ]{4,}\.(?:\s|$)")
_UNUSUAL = ("tab", "arrow", "odd", "time", "colons", "at")
_INITIAL = re.compile(r"(?:\b\w|\b(?:Dr|Mr|Mrs|Ms|Prof|Jr|Sr|St|Rev|Hon|Gov|Sen|Rep|Gen|Sgt|Capt|Fr))\.")


@dataclass(frozen=True, slots=True)
class Scored:
    """A form with its score in bits: the names taken for speakers (by key, with their bits) and where they stand."""

    signature: Signature
    bits: float
    names: dict[str, float]
    starts: tuple[Candidate, ...]
    others: tuple[Candidate, ...]


def shape_bits(name: str) -> float:
    """How much a text looks like a name, in bits (−8 to 3.5)."""
    words = name.split()
    if is_sound(name) or is_veto(name):
        return -8.0
    bits = 1.5 if len(words) <= 3 else 0.0 if len(words) == 4 else -1.5 * (len(words) - 4)
    if is_office(name) or is_indexed(name):
        bits += 2.0
    elif is_commonplace(name) or is_data_key(name):
        bits -= 6.0
    letters = [w for w in words if w[0].isalpha()]
    small = sum(1 for w in letters if is_small(w[0]))
    if letters and not small:
        bits += 1.0
    elif letters and small == len(letters):
        bits -= 2.0
    elif small > 1:
        bits -= 1.0
    if len(words) > 1 and is_opener(words[0]):
        bits -= 3.0
    bare = _INITIAL.sub("", name)
    if name.endswith(_ENDS) or _INNER.search(bare):
        bits -= 6.0
    if _DENSE.search(name):
        size = len(_DENSE.findall(name))
        bits += 1.0 if size <= 5 else -0.7 * (size - 8) if size > 8 else 0.0
    if not any(c.isalpha() for c in name):
        bits -= 3.0
    if len(name) > 40:
        bits -= 3.0
    return max(-8.0, min(3.5, bits))


def _rarity(signature: Signature, timed: bool) -> float:
    """Bits of one occurrence by what sets it apart from running text."""
    if signature.heading:
        return params.RARITY_HEADING
    if signature.closing or timed or signature.delimiter.startswith(_UNUSUAL):
        return params.RARITY_MARKED
    if signature.opening and signature.own and signature.opening.strip("-–—•♪"):
        return params.RARITY_MARKED
    if signature.delimiter == "colon":
        return params.RARITY_COLON
    if signature.delimiter in ("dash", "wide", "quote"):
        return params.RARITY_DASH
    return params.RARITY_BARE if signature.own else params.RARITY_STOP


def _weight(name: str) -> float:
    """The length of a name in letters; one of a dense script counts for two."""
    return len(name) + len(_DENSE.findall(name))


def _reuse(name: str, count: int, total: int) -> float:
    gain = min(params.REUSE_MOST, params.REUSE_PER_CHARACTER * max(params.REUSE_LEAST, _weight(name)))
    return max(0.0, gain - math.log2(total / count))


@dataclass(frozen=True, slots=True)
class Document:
    """What scoring knows of the whole document: the number of lines, those with a time, those after a blank line, and
    the text below each line."""

    lines: int
    timed: frozenset[int]
    fresh: frozenset[int]
    follows: dict[int, str]


def score_signature(signature: Signature, candidates: Sequence[Candidate], document: Document) -> Scored:
    """Score one form; ``candidates`` are those of the form in order, at least one."""
    counts = Counter(c.key for c in candidates)
    spelled = {c.key: c.name for c in candidates}
    shapes = {key: shape_bits(name) for key, name in spelled.items()}
    timed_share = sum(1 for c in candidates if c.at in document.timed) / len(candidates)
    rarity = _rarity(signature, timed_share > 0.5)
    prior = params.PRIOR_NAME + 0.5 * math.log2(1 + document.lines)
    bits = {
        key: shapes[key] - prior + count * rarity + (count - 1) * _reuse(key, count, len(candidates))
        for key, count in counts.items()
    }
    if not (signature.closing or signature.delimiter or signature.opening):
        bits = {
            key: b if shapes[key] > params.SCORING_LEAST_SHAPE else b - params.BARE_MISSHAPED for key, b in bits.items()
        }
    bare = not (signature.closing or signature.delimiter or signature.opening)
    weak = _is_weak(signature)
    impossible = {k for k, n in spelled.items() if is_sound(n) or (weak and is_reply(n)) or (bare and _is_sentence(n))}
    bits = {key: params.IMPOSSIBLE if key in impossible else b for key, b in bits.items()}
    lost = _losses(signature, candidates, document.follows, {k for k, b in bits.items() if b > 0})
    bits = {key: b - lost.get(key, 0.0) for key, b in bits.items()}
    names = {key: b for key, b in bits.items() if b > 0}
    names = _in_company(candidates, names, document)
    names |= _like_the_others(candidates, bits, names, document)
    starts = tuple(c for c in candidates if c.key in names)
    if weak and not _covers(starts, document):
        names, starts = {}, ()
    total = sum(names.values()) + company_bits([c.key for c in starts], names)
    return Scored(signature, total, names, starts, tuple(c for c in candidates if c.key not in names))


def _is_sentence(name: str) -> bool:
    """Whether a line without any mark ends as a sentence does: “Okay.”, “是的。”"""
    return name.endswith(_ENDS) or (name.endswith(".") and _INITIAL.sub("", name).endswith("."))


def _is_weak(signature: Signature) -> bool:
    """Whether a form has no mark that running text lacks: a line of its own, or a full stop behind the first words."""
    return not signature.closing and not signature.opening and signature.delimiter in ("", "stop")


def _covers(starts: Sequence[Candidate], document: Document) -> bool:
    """Whether labels begin enough of the paragraphs to be more than short answers (“Yeah.”) among them."""
    if not starts:
        return False
    if all(c.name.isupper() for c in starts):
        return True
    fresh = sum(1 for c in starts if c.at in document.fresh)
    units = len(document.fresh) if 2 * fresh > len(starts) else document.lines
    return len(starts) >= params.WEAK_COVER * units


def _in_company(candidates: Sequence[Candidate], names: dict[str, float], document: Document) -> dict[str, float]:
    """The names without those that never have a time, or never begin a paragraph, where nearly all others do."""
    starts = [c for c in candidates if c.key in names]
    kept = names
    for places in (document.timed, document.fresh):
        inside = Counter(c.key for c in starts if c.at in places)
        if len(starts) >= params.SCORING_ENOUGH and sum(inside.values()) > 0.9 * len(starts):
            kept = {key: bits for key, bits in kept.items() if inside[key]}
    return kept


def _like_the_others(
    candidates: Sequence[Candidate], bits: dict[str, float], names: dict[str, float], document: Document
) -> dict[str, float]:
    """Names that do not reach the threshold alone, but are written as the accepted ones are, with their bits.

    They count where nearly all labels of the form are accepted, or where a time stands by each accepted one and by
    them.
    """
    accepted = [c for c in candidates if c.key in names]
    if len(names) < 2 or max(Counter(c.key for c in accepted).values()) < 2:
        return {}
    timed = sum(1 for c in accepted if c.at in document.timed) > 0.9 * len(accepted)
    fresh = sum(1 for c in accepted if c.at in document.fresh) > 0.95 * len(accepted)
    peers = [c for c in candidates if c.at in document.timed] if timed else _in_place(candidates, accepted, document)
    share = len(accepted) / max(1, len(peers))
    gain = params.ONCE_GAIN if share >= params.MOSTLY else params.ONCE_SOME if share >= params.MANY else 0.0
    cased = all(_capitalised(c.name) for c in accepted)
    shouted = all(c.name.isupper() for c in accepted)
    form = accepted[0].signature
    marked = bool(form.closing or form.opening or form.heading) or timed
    marked = marked or (form.own and bool(form.delimiter)) or form.delimiter.startswith(_UNUSUAL)
    most = max(len(c.name.split()) for c in accepted) + 2
    dense = label_places(accepted, document)
    made: dict[str, float] = {}
    for c in peers:
        if dense and c.key not in names and c.at in dense and is_short_label(c):
            made[c.key] = max(0.1, bits[c.key] + gain)
            continue
        if c.key in names or bits[c.key] + gain <= 0 or (fresh and c.at not in document.fresh):
            continue
        if marked:
            odd = is_commonplace(c.name) or is_data_key(c.name)
            if shape_bits(c.name) > -5 and not odd:
                made[c.key] = bits[c.key] + gain
            continue
        odd = (cased and not _capitalised(c.name)) or (shouted and not c.name.isupper()) or len(c.name.split()) > most
        if not odd and shape_bits(c.name) > -5 and (c.key in made or plausible(c.name, marked=False, times=1)):
            made[c.key] = bits[c.key] + gain
    return made


def label_places(accepted: Sequence[Candidate], document: Document) -> frozenset[int]:
    """Where a label may stand in a document in which nearly every paragraph begins with one; else nowhere.

    The places are the lines after blank ones, or all lines where labels also stand elsewhere, between the first label
    and the last; a text below a label of its own is none.
    """
    ats = {c.at for c in accepted}
    if len(accepted) < params.DENSE_LEAST:
        return frozenset()
    fresh = len(ats & document.fresh) > 0.95 * len(ats)
    places = {at for at in range(min(ats), max(ats) + 1) if at in document.fresh or not fresh}
    if accepted[0].signature.own:
        if not fresh:
            return frozenset()
        apart = sum(1 for at in ats if at + 1 in document.fresh)
        if apart == 0:
            places = {at for at in places if at + 1 in document.follows and at + 1 not in document.fresh}
        elif apart == len(ats):
            above = {at + 1: text for at, text in document.follows.items()}
            places = {
                at for at in places if at - 1 not in ats and at + 1 in document.fresh and _is_short(above.get(at, ""))
            }
        else:
            return frozenset()
    return frozenset(places) if len(ats & places) >= params.MOSTLY * len(places) else frozenset()


def _is_short(text: str) -> bool:
    """Whether a line may be a label for its length and its end."""
    return 0 < len(text.split()) <= 4 and not text.endswith((".", *_ENDS))


def is_short_label(c: Candidate) -> bool:
    """Whether a label given once is short enough for a person in a document that labels every paragraph.

    One or two words, more where all begin with capitals, an unknown person (``???``, ``Speaker ?``), or an address; no
    remark, no sentence.
    """
    name, words = c.name, c.name.split()
    bare = name.rstrip(" ?？")
    if (
        is_commonplace(name)
        or is_data_key(name)
        or is_sound(name)
        or is_veto(name)
        or (not c.signature.own and not c.rest)
    ):
        return False
    if not bare or (len(words) == 1 and "@" in name[1:-1]):
        return True
    if name != bare:
        return is_office(bare)
    if _INNER.search(_INITIAL.sub("", name)) or name.endswith((",", ".", "，", "。")):
        return False
    small = sum(1 for w in words if is_small(w[0]) and len(w) > 3)
    if len(words) > 2:
        return (small == 0 and not is_opener(words[0])) or (len(words) > 4 and small == 0)
    return len(words) == 1 or not is_opener(words[0]) or not is_small(words[0][0])


def _in_place(
    candidates: Sequence[Candidate], accepted: Sequence[Candidate], document: Document
) -> Sequence[Candidate]:
    """Of lines of their own those with the text right below them, without a blank line, where the accepted are such."""

    def heads(c: Candidate) -> bool:
        return c.at in document.fresh and c.at in document.follows and c.at + 1 not in document.fresh

    if not accepted[0].signature.own or sum(map(heads, accepted)) < 0.95 * len(accepted):
        return candidates
    return [c for c in candidates if heads(c)]


def _capitalised(name: str) -> bool:
    """Whether every long word of a name begins with a capital, in scripts that have them."""
    return not any(is_small(w[0]) for w in name.split() if len(w) > 3)


def _losses(
    signature: Signature, candidates: Sequence[Candidate], follows: dict[int, str], likely: set[str]
) -> dict[str, float]:
    """What names lose by labels without text and by text that comes again."""
    lost: dict[str, float] = defaultdict(float)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    at_label = {c.at for c in candidates if c.key in likely}
    for c in candidates:
        if c.key not in likely:
            continue
        if signature.own:
            text = follows.get(c.at, "")
            if not text or c.at + 1 in at_label:
                lost[c.key] += params.EMPTY_TURN
        else:
            text = c.rest
        if len(text) >= params.SCORING_LONG_TEXT:
            seen[c.key][" ".join(text.casefold().split()[:2])] += 1
            whole[c.key][text] += 1
    for key, texts in whole.items():
        lost[key] += params.SAME_TEXT * sum(n - 1 for n in texts.values())
    for key, texts in seen.items():
        again = sum(n - 1 for text, n in texts.items() if n > 1 and text)
        if again >= 3 and again > 0.5 * sum(texts.values()):
            lost[key] += params.SAME_TEXT * again
    return lost


def company_bits(keys: Sequence[str], names: dict[str, float]) -> float:
    """Bits for how the names follow each other: alternation, one name only, a fixed cycle."""
    counts = Counter(keys)
    total = len(keys)
    if len(counts) < 2:
        return -0.6 * sum(names.values()) - 8.0 if names else 0.0
    changes = sum(1 for a, b in pairwise(keys) if a != b)
    expected = (total - 1) * (1 - sum((n / total) ** 2 for n in counts.values()))
    bits = params.ALTERNATION * (changes - expected)
    size = len(counts)
    if size >= 3 and total >= 3 * size:
        regular = sum(1 for a, b in zip(keys, keys[size:], strict=False) if a == b)
        if regular >= 0.95 * (total - size):
            bits -= params.CYCLE * size
    return bits
