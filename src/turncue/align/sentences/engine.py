"""The passes: corridor, programme, learning, again; then how sure each place is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from turncue.align.sentences import boundary
from turncue.align.sentences.clauses import Clause, cut
from turncue.align.sentences.corridor import around, coarse
from turncue.align.sentences.hsmm import Costs, Lattice, posterior, viterbi
from turncue.align.sentences.keys import Keying, base, keys_of, unspaced
from turncue.align.sentences.lexicon import Lexicon
from turncue.align.sentences.table import Sparse, combine, emission, from_keys, learn

__all__ = ["ClauseLink", "Heard", "SentenceAlignment", "Spoken", "align_sentences"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The transcript: the text of each turn (sound notes blanked out) and its language (BCP 47)."""

    turns: Sequence[str]
    language: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The captions as a stream of words in order, punctuation kept on the word; single characters for languages
    without spaces. ``starts``/``ends`` in ms, ``cue`` the index of each word's cue, ``change`` whether a mark of
    another speaker stands before the word."""

    words: Sequence[str]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    cue: npt.NDArray[np.int32]
    change: npt.NDArray[np.bool_]
    language: str


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Characters ``[begin, finish)`` of turn ``turn`` answer heard words ``[first, last)``; nothing answers them when
    the two are equal. ``score``: nats of lexical support per heard word; ``confidence``: how likely the start is
    right to about a second, 0 to 1."""

    turn: int
    begin: int
    finish: int
    first: int
    last: int
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class SentenceAlignment:
    """Links in order that cover every clause of every turn once. ``support``: lexical support per heard word above
    chance, over all that is linked; ``learnt``: the table learnt from this pair."""

    links: tuple[ClauseLink, ...]
    support: float
    learnt: Lexicon


def align_sentences(
    spoken: Spoken, heard: Heard, *, lexicon: Lexicon | None = None, progress: Progress | None = None
) -> SentenceAlignment:
    return _Run(spoken, heard, lexicon).run(progress)


P = dict(skip=5., word=.03, skip_most=6., absent=5., unit=.12, edge=2., habit=.8, bstrength=30., hstrength=8., centre=.7, inner=1., leave=1., adapt=1,  w1=12, w2=5, heat=.6, known=.25, rounds=2, pick=0, firstabsent=5)


class _Run:
    def __init__(self, spoken: Spoken, heard: Heard, lexicon: Lexicon | None) -> None:
        self.heard = heard
        self.source, self.target = base(spoken.language), base(heard.language)
        self.same = self.source == self.target
        self.clauses = cut(spoken.turns)
        self.spoken = spoken
        self.size = np.array([max(c.size, 0.5) for c in self.clauses])
        self.kinds = np.array([c.kind for c in self.clauses])
        self._keys(lexicon)
        self.habit = None
        self.skips = None
        self.inner = None
        forms = {}
        self.form = np.array([forms.setdefault(w.lower().strip('.,?!"'), len(forms)) for w in heard.words], np.int64)
        self.place = boundary.places(heard.words, heard.starts, heard.ends, heard.cue, heard.change)

    def _keys(self, lexicon):
        s, h = self.source, self.target
        lex = Lexicon.seed(s, h) if lexicon is None else lexicon.between(s, h)
        wide = {'zh', 'ja', 'ko', 'yue'}
        latin = s not in wide and h not in wide and not self.same
        self.latin = latin
        singles = self.same or {s, h} == {'zh', 'ja'}
        phon = (s in wide) != (h in wide)
        ks = Keying(s, frozenset(lex.pairs), singles=singles, prefixes=latin, phonetic=phon)
        kh = Keying(h, lex.targets, singles=singles, prefixes=latin, phonetic=phon)
        texts = [self.spoken.turns[c.turn][c.begin:c.finish] for c in self.clauses]
        if phon and s not in wide:
            sk = self._clause_keys(texts, ks)
            names = frozenset(k for r in sk for k in r if k[0] == '~')
            hk = keys_of(self.heard.words, replace(kh, heard=names))
        else:
            hk = keys_of(self.heard.words, kh)
            names = frozenset(k for r in hk for k in r if k[0] == '~') if phon else frozenset()
            sk = self._clause_keys(texts, replace(ks, heard=names))
        self.heard_vocab = list(dict.fromkeys(k for r in hk for k in r))
        hid = {k: i for i, k in enumerate(self.heard_vocab)}
        self.spoken_vocab = list(dict.fromkeys(k for r in sk for k in r))
        sid = {k: i for i, k in enumerate(self.spoken_vocab)}
        self.shape = (len(sid), len(hid))
        m = len(hk)
        F = max((len(r) for r in hk), default=1)
        H = np.full((m, max(F, 1)), -1, np.int64)
        for j, r in enumerate(hk):
            H[j, :len(r)] = [hid[k] for k in r]
        self.H = H
        self.Hs = np.where(H < 0, len(hid), H)
        cnt = np.bincount(H[H >= 0], minlength=len(hid))
        self.chance = np.maximum(cnt, 1) / max(m, 1)
        rows = np.repeat(np.arange(len(sk)), [len(r) for r in sk])
        cols = np.array([sid[k] for r in sk for k in r], np.int64)
        self.C = Sparse.build(rows, cols, np.ones(len(cols)), (len(sk), len(sid)))
        self.length = self.size / (1.6 if s in ('zh', 'ja') else 1.4)
        self.lex = lex
        self.base_table = from_keys(self.spoken_vocab, hid, lex, same=self.same, latin=latin)
        hit = np.zeros(len(hid) + 1, bool); hit[self.base_table.cols] = True
        self.known = hit[self.Hs].any(1).mean()
        self.evidence = 0.6 if unspaced(h) else 1.0

    def _clause_keys(self, texts, keying):
        import re
        # one stream over all clauses, split at clause: words by whitespace
        words = []
        owner = []
        for i, t in enumerate(texts):
            for w in t.split():
                words.append(w); owner.append(i)
            words.append(' '); owner.append(i)
        ks = keys_of(words, keying)
        out = [[] for _ in texts]
        for o, k in zip(owner, ks):
            out[o] += k
        return [list(dict.fromkeys(r)) for r in out]

    def emit(self, table):
        return emission(self.C, self.length, table, self.chance)

    def scorer(self, em):
        dense = np.zeros(len(self.chance) + 1)
        Hs = self.Hs; ev = self.evidence
        ch = np.append(self.chance, 0)
        def words(i, a, b):
            cols, vals = em.row(i)
            dense[cols] = vals
            out = dense[Hs[a:b]].max(1) * ev
            if self.inner is not None: out = out + self.inner[a:b]
            if P['centre']: out = out - P['centre'] * ev * float((vals * self.chance[cols]).sum())
            dense[cols] = 0
            return out
        return words

    def lattice(self, em, low, high, table=None, costs=Costs()):
        first_pass = costs is None
        costs = Costs()
        bon = boundary.bonuses(self.place, table)
        if self.habit is not None:
            bon = bon + P['habit'] * np.array([0.7, 1, 1, 1])[:, None] * self.habit
        costs = replace(costs, **{k: P[k] for k in ('skip','word','skip_most','absent','unit','edge')})
        if first_pass: costs = replace(costs, absent=P['firstabsent'])
        if self.skips is not None and P['adapt']:
            k, words, n = self.skips
            costs = replace(costs, skip=float(np.clip(-np.log((k + 2) / (n + 2 * np.exp(P['skip']))), 1.5, P['skip'] + 1)),
                            word=float(np.clip((k + 3) / (words + 3 / P['word']), .005, .1)))
        lv = P['leave'] * bon[2]
        if self.inner is not None: bon = bon - self.inner
        return Lattice(low, high, self.scorer(em), self.expected, self.size, self.kinds,
                       bon, lv, len(self.H), costs)

    def run(self, progress):
        m = len(self.H)
        n = len(self.clauses)
        import time, os
        DBG = os.environ.get('DBG')
        t0 = time.time()
        per = {True: 1.0, False: {'zh': 0.62, 'ja': 0.55, 'ko': 0.6}.get(self.source, 0.62)}[False]
        # words per unit
        if unspaced(self.target): ratio0 = 1.0
        else: ratio0 = 0.62
        whole = m / self.size.sum()
        ratio = whole if 0.75 < whole / ratio0 < 1.33 else ratio0
        self.expected = self.size * ratio
        best = None
        for straight in ((False,) if self.known >= P['known'] else (False, True)):
            table = self.base_table
            em = self.emit(table)
            rounds = P['rounds'] if self.known < P['known'] else 2
            for k in range(rounds + 1):
                cor = coarse(em, self.Hs, self.expected, self.chance, straight=straight and k < rounds)
                if k == rounds: break
                widen = 30 if not straight or k else 60
                table = combine(self.base_table, learn(self.C, self.H, (cor.first, cor.last), widen, self.base_table, self.chance, shape=self.shape), self.shape)
                em = self.emit(table)
            if DBG: print('coarse', straight, time.time() - t0, 'width', (cor.high - cor.low).mean(), 'ratio', ratio)
            f, l, sc = viterbi(self.lattice(em, cor.low, cor.high, costs=None))
            if DBG: print('first', sc)
            if best is None or sc > best[0]: best = sc, f, l
        sc, first, last = best
        bt = None
        for widen in (P['w1'], P['w2']):
            if DBG: print('pass', time.time() - t0, sc)
            pres = last > first
            r = (last - first)[pres] / self.size[pres]
            if pres.sum() > 20:
                o = np.argsort(r); w = np.cumsum(self.size[pres][o]); ratio = r[o][np.searchsorted(w, w[-1] / 2)]
                self.expected = self.size * np.clip(ratio, 0.3, 3)
            gap = first[pres][1:] - last[pres][:-1]
            self.skips = ((gap > 0).sum(), gap.sum(), len(gap))
            if P['inner']: self.inner = P['inner'] * boundary.inside(self.place, first, last)
            bt = boundary.learnt(self.place, self.kinds, first, pres, P['bstrength'])
            self.habit = boundary.habits(self.form, first, pres, P['hstrength']) if P['habit'] else None
            lt = learn(self.C, self.H, (first, last), widen, self.base_table, self.chance, shape=self.shape)
            table = combine(self.base_table, lt, self.shape)
            em = self.emit(table)
            low, high = around(first, last, 80, m)
            first, last, sc = viterbi(self.lattice(em, low, high, bt))
        if DBG: print('pass', time.time() - t0, sc)
        low, high = around(first, last, 40, m)
        lat = self.lattice(em, low, high, bt)
        post = posterior(lat, P['heat'])
        if DBG: print('post', time.time() - t0)
        if P['pick']: first, last = self.pick(first, last, post)
        return self.links(first, last, lat, post)

    def pick(self, first, last, post):
        T = np.append(self.heard.starts, self.heard.ends[-1])
        first = first.copy(); last = last.copy()
        end = 0
        for i in range(len(first)):
            if last[i] <= first[i]:
                first[i] = last[i] = max(first[i], end); continue
            lo = int(post.low[i]); p = post.start[i]
            c = np.concatenate(([0.], np.cumsum(p)))
            t = T[lo:lo + len(p)]
            mass = c[np.searchsorted(t, t + P['pick'], 'right')] - c[np.searchsorted(t, t - P['pick'], 'left')] + p
            mass[:max(0, end - lo)] = -1
            q = lo + int(mass.argmax())
            if q < end: q = end
            if last[i] <= q: last[i] = q + 1
            first[i] = q
            if i and last[i - 1] > q: last[i - 1] = q
            end = q + 1 if q < len(T) - 1 else q
        last = np.minimum(last, len(T) - 1)
        nxt = np.minimum.accumulate(np.append(first, len(T) - 1)[::-1])[::-1][1:]
        last = np.maximum(np.minimum(last, nxt), first)
        return first, last

    def links(self, first, last, lat, post):
        out = []
        S = self.heard.starts
        for i, c in enumerate(self.clauses):
            a, b = int(first[i]), int(last[i])
            lo = int(post.low[i]); p = post.start[i]
            if b > a:
                t = S[lo:lo + len(p)]
                t = np.append(t, self.heard.ends[-1])[:len(p)] if len(t) < len(p) else t
                conf = float(p[np.abs(t - S[a]) <= 1000].sum())
                sc = float(lat.words(i, a, b).mean())
            else:
                conf = float(post.absent[i]); sc = 0.0
            out.append(ClauseLink(c.turn, c.begin, c.finish, a, b, sc, conf))
        tot = sum(l.score * (l.last - l.first) for l in out) / max(1, sum(l.last - l.first for l in out))
        return SentenceAlignment(tuple(out), tot, Lexicon(self.source, self.target))
