"""Fitted numbers of the audio package. Checked by tests/benchmarks/audio_sync.py and audio_words.py."""

from __future__ import annotations

# ---------------------------------------------------------------- sound

RATE = 16_000
"""Samples a second of all sound inside turncue; what the recognisers and detectors take."""

SILENT_PEAK = 0.002
"""Full scale 1. A track whose loudest sample stays below is silent. Set by hand (-54 dB)."""

ONSET_RISE, ONSET_SHARE = 6.0, 0.3
"""dB above the chunk's noise floor (10th percentile of 20 ms levels), or this share of the distance to its 95th
percentile, from which on sound counts as the onset of a word after a pause. Set by hand, checked by
tests/benchmarks/audio_sync.py."""

WHISPER_LEAD = 60
"""ms by which faster-whisper's word starts are early (median over words inside a phrase). Fitted on 385 human word
starts of read English and 336 of sung French; checked again with sharpened onsets on twelve recordings in two halves:
of 30, 45, 60, 75 and 90 it has the most words within 100 ms on both (70 and 73 %) and no bias on average. Speech is
then up to 50 ms late, song up to 100 ms early (tests/benchmarks/audio_words.py --model FOLDER)."""

SPHINX_LEAD = 0
"""ms by which pocketsphinx' word starts are early: its frames are placed without bias."""

# ---------------------------------------------------------------- cache of recognised words

CACHE_LIMIT = 200_000_000
"""Bytes that the cache of recognised words may take; the files used longest ago go first. Set by hand."""

# ---------------------------------------------------------------- matching words for sync

CHANCE_WINDOW = 1000.0
"""ms: how near a caption word must come to a recognised word to count as the same; for the chance of that."""

RUN_BONUS = 0.5
"""Share by which a pair of equal words gains for each neighbour that is a pair too. Set by hand, checked by
tests/benchmarks/audio_sync.py."""

MOST_PAIRS = 60_000
"""Pairs of one key; a word so frequent tells little about the time and would make the search slow."""

KNOWN_RATES = (
    1.0, 25 / (24000 / 1001), (24000 / 1001) / 25, 24 / (24000 / 1001), (24000 / 1001) / 24, 25 / 24, 24 / 25,
    30 / 25, 25 / 30, (30000 / 1001) / 25, 25 / (30000 / 1001),
)  # fmt: skip
"""Media time over caption time where the two were made for different frame rates: 23.976, 24, 25, 29.97 and 30."""

BIN = 100.0
"""ms: the grid of offsets in the search."""

SPREAD, SPREAD_GROWTH, SPREAD_MOST = 350.0, 0.2, 1500.0
"""ms: how far from its offset a pair of words still counts at the beginning of a cue, how much farther for each ms
behind it (a word inside a cue is placed by length, and people pause), and the most. Set by hand, checked by
tests/benchmarks/audio_sync.py."""

NEAR, NEAR_MOST = 600.0, 1500.0
"""ms: a pair of words so near its piece's offset agrees with it; it grows inside a cue as SPREAD does, to the most."""

SWITCH, SWITCH_GROWTH = 18.0, 2.0
"""Nats that a change of the offset between two cues costs, and how much more for each doubling of its size from 1 s on.
Set by hand, checked by tests/benchmarks/audio_sync.py."""

RATE_GAIN, RATE_SHARE = 8.0, 0.05
"""Nats by which another rate than 1 must be better, so that noise makes no stretch, and a share of the score."""

FREE_GAIN = 25.0
"""Nats by which a rate that no pair of frame rates gives must be better than the best known one."""

EVIDENCE = 12.0
"""Nats of evidence that the whole needs beyond the number of offsets tried: chance e^-12."""

PEAK, PEAK_RATIO = 25.0, 2.5
"""Or else: nats of the best offset, and how many times those of the best one more than 2 s away. Short clips have few
words, all of them in one place. Set by hand, checked by tests/benchmarks/audio_sync.py --strangers: with Whisper base
all 210 captions of other recordings are refused."""

LEAST_WORDS = 5
"""Words in agreement that a result needs at least."""

LEAST_SHARE = 0.12
"""Share of the recognised words inside captions that must agree. Set by hand, checked by
tests/benchmarks/audio_sync.py --strangers."""

KEEP = 250.0
"""ms: a file whose cues would move by less is left alone."""

PIECE_EVIDENCE, LEAST_PIECE_WORDS = 8.0, 4
"""Nats beyond chance and words in agreement that a piece of its own needs; with less its cues go to a neighbour."""

ELSEWHERE, ELSEWHERE_SHARE = 10.0, 0.15
"""Nats beyond the number of offsets tried by which a run of cues must fit another offset than its own to be heard
elsewhere, and the share of such cues above which nothing is moved: with more of them fewer than 85 % of the cues can
be right. Of 61 recordings and excerpts with two passages swapped 49 were wrong, with this none is, but for songs and
overlapping turns of which the recogniser misses half; undamaged and moved ones have none above 0.15
(tests/benchmarks/audio_sync.py --random 1)."""

PIECE_MARGIN = 18.0
"""Nats by which each piece must fit its place better than the best other one (words that other pieces explain apart).
Of 226 right results of several pieces 3 had less, of 15 wrong ones 5 (tests/benchmarks/audio_sync.py --random 1)."""

UNPROVED_CUES, UNPROVED_SHARE = 3, 0.15
"""Cues in a row without a recognised word, and their share of all, from which on the user is told: a change among them
leaves no trace, and with 15 % of the cues elsewhere a result is wrong. Set by that limit."""

INTERLEAVED, INTERLEAVED_OVERLAP, INTERLEAVED_APART = 6.0, 0.1, 6
"""Nats that a change between two pieces costs where cues overlap, the share of the shorter cue that another must
overlap, and how many cues two overlaps may be apart to be one such passage. Set by hand, checked by
tests/benchmarks/audio_sync.py --random."""

# ---------------------------------------------------------------- samples of long recordings

SAMPLED_FROM = 480_000
"""ms: a recording longer than this is recognised in samples for sync, a shorter one whole."""

SAMPLES, SAMPLES_MOST = 12, 40
"""Windows that are recognised at first, spread over the recording, and at most. Set by hand: two hours take 41 s with
tiny.en (340 MB) and 45 s with pocketsphinx (122 MB) on two busy cores, the program's start in it."""

CUT_NEAR = 8_000
"""ms: the place of a cut is searched with further windows until it is known to this."""

# ---------------------------------------------------------------- across languages

ACROSS_SPREAD, ACROSS_SWITCH = 1500.0, 6.0
"""ms: how far a cue placed across languages may be from its offset; nats that a change costs."""

ACROSS_GAINS = (2.0, 4.0)
"""Nats of a sure cue with which pieces are looked for: few and many; their probability decides. Set by hand."""

ACROSS_DOUBT, ACROSS_WEIGHT = 15.0, 0.5
"""A cue placed with confidence c is 1 + 15 (1 - c) times as far from its place as a sure one (the median is 68 ms from
.97 on, 0.1 s at .93, 0.2 s at .85, 0.5 s at .7, 1.5 s at .5); it is worth half a witness, because neighbours err
together (their errors correlate by 0.3). Fitted on 1851 placed cues of Chinese captions on the English speech of one
talk; tests/benchmarks/audio_sync.py --across."""

ACROSS_HARM = 400.0
"""ms by which another rate must put a cue elsewhere to do harm; cues across languages are less exact. Set by hand."""

ACROSS_REACH = 6
"""Cues around a change within which a gap is looked for that holds what is moved back. Set by hand."""

ACROSS_LEAST, ACROSS_SHARE = 5, 0.6
"""Cues that must be placed, and the share of them that must agree. Where half of them disagree, the times change among
them: at 0.5 two excerpts of 30 s with a cut were wrong; the 442 right results (excerpts of 60 s and longer, and whole
recordings) have 0.75 at least (tests/benchmarks/audio_sync.py --across)."""

# ---------------------------------------------------------------- voice activity

ACTIVITY_REACH = 90_000.0
"""ms: the largest offset that is looked for by voice activity."""

ACTIVITY_GAIN, ACTIVITY_SWITCH = 5.0, 7.0
"""Nats of a cue with speech inside and silence around it; nats that a change of the offset costs. Of 15 cuts of 6.5 s 9
are found and none is wrong, with a gain of 3 it is 8 (tests/benchmarks/audio_sync.py --activity)."""

ACTIVITY_PEAK, ACTIVITY_MARGIN, ACTIVITY_FITS = 4.0, 1.0, 0.4
"""Standard deviations by which the cues must fit better than by chance, and better than at any rate and offset that
puts cues elsewhere; the share of cues that must have more speech inside than around. With Silero 90 of 120 damaged
files are right, 1 wrong (by 7 ms), 29 refused; of 210 captions of other recordings 207 are refused. With WebRTC 71 are
right, 0 wrong, 49 refused; 207 (tests/benchmarks/audio_sync.py --activity, --strangers, --detector webrtc)."""

ACTIVITY_NEAR, ACTIVITY_RATE_PRICE = 400.0, 1.0
"""ms by which 15 % of the cues must move for another rate and offset to count as a rival; standard deviations that
another rate than 1 costs. Set by hand, checked by tests/benchmarks/audio_sync.py --activity."""

ACTIVITY_LEAST_CUES = 4
"""Cues below which voice activity alone decides nothing. Set by hand: the gate holds with 4."""

ACTIVITY_PEAKS = 60
"""Offsets of each rate that are compared. Set by hand."""

ACTIVITY_WINDOW, ACTIVITY_WINDOWS, ACTIVITY_WINDOW_PEAKS = 10, 24, 12
"""For cuts: cues at least in a run, runs at most (about), and offsets taken from each. Set by hand."""

# ---------------------------------------------------------------- words at their onset

FORCED_PIECE, FORCED_PAUSE = 7_000, 150
"""ms: the longest piece for forced alignment, and a pause at which pieces are cut."""

FORCED_CONTEXT, FORCED_MOST_MOVE = 3, 1_200
"""Words around a piece that are aligned with it, and ms that a word may move at most."""

FORCED_TRIES = ((3, 350), (2, 700), (0, 200))
"""Words around a piece, and ms of sound around those, that are tried one after another. Set by hand, checked by
tests/benchmarks/audio_words.py."""

FORCED_FRAME = 12
"""ms from the beginning of a frame to the middle of its window (25.6 ms): the time it stands for."""

ATTENTION_LEAD, ATTENTION_STEP = 0.18, 600
"""Share of the time from word to word (ms, at most) by which a Whisper model looks on early. The longer words are, the
earlier: in read English 0 ms where words follow in 100 ms, 60 at 200, 110 at 400; a constant does worse on both halves.
Fitted with Whisper base on seven recordings (French song, read and spoken English, synthetic French, Chinese): 78 % of
the words within 100 ms (70 % uncorrected); on twelve others (French and Spanish song, conversation, synthetic German,
Spanish, Italian, Russian, English) 76 % (72 %). 0.15 to 0.2 do the same within 1 %. Checked by
tests/benchmarks/audio_words.py --model FOLDER, the synthetic ones apart."""

ATTENTION_PIECE, ATTENTION_CONTEXT, ATTENTION_PAD, ATTENTION_APART = 20_000, 4, 500, 3_000
"""ms of words that are wanted of a window, words around those, ms of sound around them all, and ms of a pause that
always ends a window. Set by hand; 8 s and 12 s, 1 to 8 words and 300 ms do the same within 1 % of the words."""

ATTENTION_AUDIBLE = 0.08
"""Probability of the middle word of a window, below which the text is not what is spoken. With Whisper base 49 of 51
windows with the right text are above (the two below are shouts in a song), 48 of 51 with another recording's text in
the same language below."""

WORDS_LEFT = 0.2
"""Share of the words that were not placed in the sound, above which the report says so. Set by hand."""

# ---- chunks.py; set by hand, unless it is said otherwise

CHUNKS_QUIET = 10  # frames of a pause, 0.2 s
CHUNKS_SEARCH = 0.4  # share of a chunk, at its end, in which the cut is looked for

# ---- decode.py; set by hand, unless it is said otherwise

DECODE_GAP = 30  # ms between packets from which on the gap is kept as silence
DECODE_LONGEST_GAP = 3_600_000  # ms; a longer gap between two packets is a damaged time stamp
DECODE_EARLY = 3_000  # ms to seek before a window, because seeking lands on packets
DECODE_WORST = 200  # damaged packets in a row after which a file counts as damaged to its end

# ---- missed.py; set by hand, checked by tests/benchmarks/audio_alone.py

MISSED_GAP, MISSED_SPEECH = 2_000, 1_000  # ms without a word, and ms of steady speech in it, to recognise it again
MISSED_LEAD = 300  # ms before steady speech that are recognised with it

# ---- trusted.py; set by hand, checked by tests/benchmarks/audio_alone.py

TRUSTED_MOVE = 350  # ms that forced alignment may move a word that the recogniser has too
TRUSTED_NEAR = 100  # ms from an onset of voice activity, where it may move one farther

# ---- snap.py; set by hand, checked by tests/benchmarks/audio_sync.py --snap

SNAP_AGREE, SNAP_REACH = 150, 1_000  # ms within which two witnesses agree, and by which a cue start may move
SNAP_LEAST = 300  # ms that a cue must keep
SNAP_PACE = 75.0  # ms a character at most: a cue stands longer than its words take

# ---- onsets.py; set by hand, unless it is said otherwise

ONSETS_FRAME = 20  # ms
ONSETS_SILENCE = 160  # ms of quiet inside a word from which on it is a pause, longer than the closure of a stop
ONSETS_PAUSE = 120  # ms without a word before it, so that a word counts as the first after a pause
ONSETS_REST = 100  # ms of the word before that may stand before such a pause, where words are placed without pauses

# ---- piecewise.py; set by hand, unless it is said otherwise

PIECEWISE_CANDIDATES = 160  # offsets that the programme tries
PIECEWISE_GAP_HELP = 2.0  # nats less for a change between cues that are apart
PIECEWISE_FORBIDDEN_REACH, PIECEWISE_FORBIDDEN_COST = (
    700.0,
    50.0,
)  # ms around an offset that is ruled out, and nats a cue that it costs
PIECEWISE_GAP = 3000.0  # ms between cues from which on a change is as cheap as it gets

# ---- recognition_cache.py; set by hand, unless it is said otherwise

RECOGNITION_CACHE_PART = 1 << 20  # bytes; of a large file only parts are read for its key
RECOGNITION_CACHE_PARTS = 32

# ---- sphinx.py; set by hand, unless it is said otherwise

SPHINX_LONGEST = 20_000  # ms; longer ones are slow
SPHINX_DITHER = 3  # in units of the smallest sample: pocketsphinx fails on digital silence

# ---- sync_activity.py; set by hand, unless it is said otherwise

SYNC_ACTIVITY_FLANK = 400  # ms before and after a cue that should be silent
SYNC_ACTIVITY_FINE = 10  # ms of the last search

# ---- whisper.py; set by hand, unless it is said otherwise

WHISPER_LONGEST = 28_000  # ms; the model takes 30 s
WHISPER_STEP = 20  # ms of a frame of the model's attention
WHISPER_MOST_TOKENS = 440  # of a text that is aligned; the model has room for 448 with its own
WHISPER_NO_SPEECH = 0.85  # a segment that is as likely to be no speech is left out
WHISPER_REPEATING = 2.4  # the text of a segment that compresses so well is one phrase over and over: made up

# ---- word_pieces.py; set by hand, unless it is said otherwise

WORD_PIECES_LINE = 200  # words at most that the pace inside cues is estimated from
WORD_PIECES_ROUNDS = 12  # pieces at most that are ruled out one after another
WORD_PIECES_FIRSTS = 6  # words at the beginning of cues, from which on the offset rests on those alone
WORD_PIECES_DRIFT = 0.3  # s over a piece, from which on a slope that the words show is followed

# ---------------------------------------------------------------- frame rates

RATE_PRIOR = 0.6
"""How probable it is, before any word is compared, that captions have the recording's rate; the other known rates share
the rest. Set by hand."""

SCATTER, SCATTER_PRIOR = (50.0, 75.0, 110.0, 160.0, 240.0, 360.0), (0.1, 0.2, 0.25, 0.2, 0.15, 0.1)
"""ms: how far the words at the beginnings of cues are from a straight line, and how probable each is beforehand."""

SCATTER_GROWTH = 1 / 1000
"""By how much a word's scatter grows for each ms that it stands behind the beginning of its cue."""

JOINED_SHARE = 0.95
"""Share of the words in agreement that one piece must keep to stand for several. Set by hand."""

OFFSETS = 81
"""Offsets within a second of the median that are summed over, 25 ms apart."""

DRIFT, DRIFT_SCALE, DRIFT_SPAN = (-450.0, -300.0, -200.0, -100.0, 0.0, 100.0, 200.0, 300.0, 450.0), 130.0, 300_000.0
"""ms by which the places of the first and the last cue may be off against each other because neighbours err together,
the scale of the law that makes larger ones rare (Laplace), and the span from which on it no longer matters. Fitted on
undamaged excerpts: over 15 to 30 s the median drift is 111 ms, nine in ten are below 308 ms."""

RATE_REACH, RATE_POINTS = 2500.0, 400
"""ms beyond the usual distance at which a pair still counts, so that another rate is not cut off; cues used at most."""

RATE_DOUBT, RATE_HARM = 0.02, 250.0
"""The probability of rates that would put 85 % of the cues not within so many ms, above which captions are not moved
(as KEEP; with 400 and the outermost cue 34 of 1052 results were wrong by this and other causes, now 6).
On 15 recordings it is below 0.001 on 13, 0.01 to 0.1 on one with four cues and up to 0.6 on one of 25 s with
overlapping turns; with noise, music or applause under that one, wrong rates had 0.03 to 0.1
(tests/benchmarks/audio_sync.py --mixed)."""

MOVED_SHARE = 0.85
"""Share of the cues that must be in place for a result to be right: another rate that moves fewer does no harm."""

RATE_FITS = 0.75
"""Where the words leave the rate open, the share of the cues that must begin with voice activity so that it decides.
Of 33 such results 4 of 12 below or at this were wrong, of those above none (tests/benchmarks/audio_sync.py --random 1).
"""

# ---------------------------------------------------------------- voices

VOICE_LEAST, VOICE_MOST = 1_500, 10_000
"""ms: shorter turns tell little of a voice; of longer ones so much is listened to. Set by hand."""

VOICE_TURNS, VOICE_TOTAL = 2, 6_000
"""Other turns of a speaker, and ms in all, that a turn is compared with. Set by hand."""

VOICE_APART, VOICE_SHARE = 0.1, 0.5
"""The least median difference between the likeness (cosine) to the own speaker and to the nearest other with which
voices count as told apart; the share of it by which a turn must be on another's side. Set by hand: of 256 labels
swapped one at a time in dialogues of two and three readers and of two synthetic voices (tests/benchmarks/voices.py)
246 are named, and none that is right."""
