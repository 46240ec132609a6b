"""Both sides as numbers: their keys, how often they occur, which clause and which caption token has which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from turncue.align.crosslingual import clause_boundaries, params
from turncue.align.crosslingual.clause_result import ClauseSpans
from turncue.align.crosslingual.sound_notes import spoken_tokens
from turncue.align.crosslingual.translation_table import Bitext, Sparse, combine, emission, learn, prior_table
from turncue.arrays import Floats, Ints
from turncue.lexicons.lexicon import Lexicon
from turncue.prepare.pair import Pair
from turncue.text.language import base_language
from turncue.text.match_keys import Keying, keys_of, unspaced

__all__ = ["KeyedPair", "keyed_pair"]

# words of Han, kana and Hangul texts borrow foreign names by sound
_BY_SOUND = frozenset({"zh", "yue", "ja", "ko"})


@dataclass(frozen=True, slots=True)
class KeyedPair:
    """Clauses against caption tokens.

    ``transcript_keys``/``caption_keys`` name the keys; ``clauses`` has the keys of each clause, ``length`` its words,
    ``tokens`` the keys of each caption token (-1 for none), ``lookup`` the same transposed, with the number of caption
    keys for none. ``chance``: share of the caption tokens with a key; ``table``: what is known before learning;
    ``known``: share of the caption tokens that the table can answer at all; ``weight``: what one caption token counts;
    ``place``: the kind of each boundary (``clause_boundaries.places``); ``form``: a number for each token's form;
    ``torn``: the gain, in nats, of each boundary inside a clause where a long silence or a sound stands at it.
    """

    source: str
    target: str
    transcript_keys: tuple[str, ...]
    caption_keys: tuple[str, ...]
    clauses: Sparse
    length: Floats
    tokens: Ints
    lookup: Ints
    chance: Floats
    table: Sparse
    known: float
    weight: float
    place: Ints
    form: Ints
    torn: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """How many transcript keys and caption keys."""
        return len(self.transcript_keys), len(self.caption_keys)

    def emission(self, table: Sparse) -> Sparse:
        """Log ratios of each clause for each caption key under a table."""
        return emission(self.clauses, self.length, table, self.chance)

    def scorer(self, emission: Sparse, inside: Floats | None = None) -> Callable[[int, int, int], Floats]:
        """A function that scores caption tokens [a, b) for clause i; ``inside`` is added to each token."""
        dense = np.zeros(len(self.chance) + 1)  # used for each call again: most of it stays zero
        more = np.zeros(len(self.tokens) + 1) if inside is None else inside

        def scores(i: int, a: int, b: int) -> Floats:
            cols, vals = emission.row(i)
            dense[cols] = vals
            out = dense[self.lookup[:, a:b]].max(0) - params.CENTRE * float(vals @ self.chance[cols])
            dense[cols] = 0.0
            return np.asarray(out * self.weight + more[a:b])

        return scores

    def part(self, clauses: Ints, tokens: Ints) -> KeyedPair:
        """Some clauses and some caption tokens; keys, how often they occur, and tables stay those of the whole."""
        return replace(
            self,
            clauses=self.clauses.take(clauses),
            length=self.length[clauses],
            tokens=self.tokens[tokens],
            lookup=np.ascontiguousarray(self.lookup[:, tokens]),
            place=np.append(self.place[tokens], self.place[-1]),
            form=self.form[tokens],
            torn=np.append(self.torn[tokens], 0.0),
        )

    def learn(self, spans: ClauseSpans, widen: int) -> Sparse:
        """What the clauses and the tokens around their spans teach, without the prior."""
        return learn(Bitext(self.clauses, self.tokens, self.chance, self.shape), spans, widen, self.table)

    def with_learnt(self, spans: ClauseSpans, widen: int) -> Sparse:
        """The prior table and what the spans teach."""
        return combine(self.table, self.learn(spans, widen), self.shape)


def keyed_pair(pair: Pair, texts: Sequence[str], sizes: Floats, lexicon: Lexicon | None) -> KeyedPair:
    """Keys of both sides; notes of sounds are no caption tokens here (``sound_notes``).

    ``texts`` and ``sizes`` are the text of each clause and its length in units. Without a lexicon the one that turncue
    ships is used.
    """
    source = base_language(pair.transcript.language or "und")
    target = base_language(pair.captions.language or "und")
    lexicon = Lexicon.seed(source, target) if lexicon is None else lexicon.between(source, target)
    same = source == target
    latin = not same and source not in _BY_SOUND and target not in _BY_SOUND
    words = _caption_words(pair)
    clause_rows, token_rows = _both_keys((texts, source), (words, target), lexicon, latin=latin)
    clause_ids, token_ids = _number(clause_rows), _number(token_rows)
    grid = _grid(token_rows, token_ids)
    m = len(grid)
    chance = np.maximum(np.bincount(grid[grid >= 0], minlength=len(token_ids)), 1) / max(m, 1)
    owner = np.repeat(np.arange(len(clause_rows)), [len(r) for r in clause_rows])
    keys = np.array([clause_ids[k] for r in clause_rows for k in r], np.int64)
    table = prior_table(list(clause_ids), token_ids, lexicon, same=same, latin=latin)
    answered = np.zeros(len(token_ids) + 1, bool)
    answered[table.cols] = True
    lookup = np.ascontiguousarray(np.where(grid < 0, len(token_ids), grid).T)
    forms = _number([[w.lower().strip(".,?!\"'") for w in words]])
    spoken = spoken_tokens(pair.caption_tokens)
    return KeyedPair(
        source=source,
        target=target,
        transcript_keys=tuple(clause_ids),
        caption_keys=tuple(token_ids),
        clauses=Sparse.build(owner, keys, np.ones(len(keys)), (len(clause_rows), len(clause_ids))),
        length=np.maximum(sizes, params.LEAST_UNITS) / params.UNITS_PER_WORD,
        tokens=grid,
        lookup=lookup,
        chance=chance,
        table=table,
        known=float(answered[lookup].any(0).mean()) if m else 0.0,
        weight=params.CHARACTER_WEIGHT if unspaced(target) else 1.0,
        place=clause_boundaries.places(words, spoken),
        torn=clause_boundaries.torn_gains(spoken),
        form=np.array([forms[w.lower().strip(".,?!\"'")] for w in words], np.int64),
    )


def _caption_words(pair: Pair) -> list[str]:
    """The caption tokens but notes of sounds, as words with the punctuation that follows them."""
    tokens = pair.caption_tokens
    words = []
    begins, cues = tokens.begin.tolist(), tokens.cue.tolist()
    for j, is_event in enumerate(tokens.is_event.tolist()):
        if is_event:
            continue
        text = pair.captions.cues[cues[j]].text
        same_cue = j + 1 < len(cues) and cues[j + 1] == cues[j]
        stop = begins[j + 1] if same_cue else len(text)
        words.append(text[begins[j] : stop].strip())
    return words


def _number(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """A number for each different key, in order of first occurrence."""
    return {k: i for i, k in enumerate(dict.fromkeys(k for r in rows for k in r))}


def _grid(rows: Sequence[Sequence[str]], ids: dict[str, int]) -> Ints:
    """The numbers of the keys of each token, -1 where it has fewer than others."""
    grid = np.full((len(rows), max((len(r) for r in rows), default=1) or 1), -1, np.int64)
    for j, row in enumerate(rows):
        grid[j, : len(row)] = [ids[k] for k in row]
    return grid


def _both_keys(
    clauses: tuple[Sequence[str], str], captions: tuple[Sequence[str], str], lexicon: Lexicon, *, latin: bool
) -> tuple[list[list[str]], list[list[str]]]:
    """Keys of the clauses and of the caption words, each side given with its language.

    The side that borrows names by sound gets only the sounds of names that the other side has.
    """
    (texts, source), (words, target) = clauses, captions
    by_sound = (source in _BY_SOUND) != (target in _BY_SOUND)
    singles = source == target or {source, target} == {"zh", "ja"}
    here = Keying(source, frozenset(lexicon.pairs), singles=singles, prefixes=latin, phonetic=by_sound)
    there = Keying(target, lexicon.targets, singles=singles, prefixes=latin, phonetic=by_sound)
    if by_sound and target in _BY_SOUND:
        clause_rows = _clause_keys(texts, here)
        return clause_rows, keys_of(words, replace(there, sounds=_sounds(clause_rows)))
    token_rows = keys_of(words, there)
    if by_sound:
        here = replace(here, sounds=_sounds(token_rows))
    return _clause_keys(texts, here), token_rows


def _sounds(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(k for r in rows for k in r if k[0] == "~")


def _clause_keys(texts: Sequence[str], keying: Keying) -> list[list[str]]:
    """Keys of each clause, each once."""
    words: list[str] = []
    owner: list[int] = []
    for i, text in enumerate(texts):
        part = text.split()
        words += part
        owner += [i] * len(part)
    out: list[dict[str, None]] = [{} for _ in texts]
    for i, keys in zip(owner, keys_of(words, keying), strict=True):
        out[i].update(dict.fromkeys(keys))
    return [list(r) for r in out]
