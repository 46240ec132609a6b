"""Numbers of the transcript readers.

Bits are logarithms of odds to the base 2. "Set on grammars" means: chosen so that ``tests/benchmarks/grammars.py``
(random label grammars, and real talks recast in them) comes out best, and checked by that command.
"""

from __future__ import annotations

# ---------------------------------------------------------------- times (grammar/times.py)

TIME_CLASS_LEAST = 3
"""Times of one class that make it a class; set by hand, checked by tests/benchmarks/grammars.py."""
TIME_CLASS_RISING = 0.9
"""Share of a class that must rise through the document; set by hand, checked by tests/benchmarks/grammars.py."""
TIME_INSIDE_SHARE = 0.3
"""Share of the paragraphs that must have a time of a class inside or at the end of lines; likewise."""
TIME_MOSTLY = 0.6
"""Share of the paragraphs from which bracketed times of a class are marks though they do not rise; set by hand."""
TIME_REACH = 90
"""Characters from the beginning of a line within which a time may belong to a label; likewise."""

# ---------------------------------------------------------------- labels (grammar/signatures.py)

NAME_LENGTH = 64
"""Most characters of a name; display names of meeting tools reach 50. Set by hand."""
NAME_WORDS = 8
"""Most words of a name. Set by hand."""

# ---------------------------------------------------------------- scores in bits (grammar/scoring.py)

PRIOR_NAME = 3.0
"""Cost of a name, before ½ log2(1 + lines); set on grammars."""
REUSE_PER_CHARACTER, REUSE_LEAST, REUSE_MOST = 2.0, 3.5, 14.0
"""Bits for each further use of a name: by character, characters at least, bits at most; set on grammars."""
RARITY_MARKED, RARITY_COLON, RARITY_DASH, RARITY_STOP = 4.0, 3.0, 2.5, 0.0
"""Bits for an occurrence by what sets it apart: brackets, emphasis, tab or time; colon; dash; full stop."""
RARITY_HEADING, RARITY_BARE = -1.0, -1.0
"""The same for a heading and for a line without any mark."""
EMPTY_TURN, SAME_TEXT = 14.0, 10.0
"""Cost of a label on a line of its own without text below it; of a text that comes again behind a label."""
BARE_MISSHAPED = 60.0
"""Cost of a text that is shaped as no name on a line without any mark: short answers come again."""
ALTERNATION = 2.0
"""Bits for each change of name above what chance gives."""
CYCLE = 12.0
"""Cost of a name in a fixed cycle of three or more, as in key: value records."""
THRESHOLD = 14.0
"""Bits that a grammar needs."""
MOSTLY, ONCE_GAIN = 0.85, 9.0
MANY, ONCE_SOME = 0.6, 6.0
"""Where so much of a signature's lines are accepted names, a name given once gets this many bits."""

IMPOSSIBLE = -1000.0
"""Bits of what is never a name: a sound, a sentence on a line without any mark."""
WEAK_COVER = 0.3
"""Share of the paragraphs that labels without any mark, or with a full stop only, must begin: below it they are short
answers. Set by hand, checked on the unnamed texts of 75 recordings."""
DENSE_LEAST = 5
"""Labels from which on a document that labels nearly every paragraph (``MOSTLY``) labels the odd one, too."""

# ---------------------------------------------------------------- joined labels (grammar/joining.py)

SIMILAR = 84.0
"""Similarity (0 to 100, rapidfuzz OSA) from which a name given once is a slip of a known one; research prototype."""

# ---------------------------------------------------------------- labels in captions (caption_labels.py)

CUES_WITH_LABELS, CUE_LABEL_SHARE, CUE_LABEL_BITS = 4, 0.15, 60.0
"""Cues with a name in brackets, their share of all, and the bits of the grammar, from which the brackets are labels in
captions that are no transcript: sounds stand in brackets, too. Set by hand."""

# ---------------------------------------------------------------- choice with captions (choice.py)

MATCH_RUN, MATCH_NEAR = 2, 3
"""Words in a row that must match to count; words from such a run within which a single match counts. Set by hand."""
LEAST_MATCHED = 0.3
"""Share of a reading's words that must match for the captions to be evidence; below it they are of another language."""
CHANCE_MATCH = 0.05
"""Chance that a word that is not spoken matches all the same. Set by hand, checked by tests/benchmarks/grammars.py."""
MOST_PRODUCT = 4_000_000_000
"""Words of the transcript times words of the captions up to which they are aligned: half a gigabyte of bits."""
WEAK_BITS = 80.0
"""Bits of a grammar below which the reading without labels is kept as an alternative. Set by hand."""

# ---------------------------------------------------------------- documents (documents/)

LARGEST_PART = 200_000_000
"""Bytes that a part of a zip file may unpack to; a transcript of 100 hours has 10 million. Set by hand."""
DEEPEST_XML = 200
"""Nesting of XML elements; word processors reach 30. Set by hand."""
LONGEST_PDF = 2000
"""Pages of a PDF; set by hand."""

# ---- blocks.py; set by hand, unless it is said otherwise

# a line of sound notes alone is short
BLOCKS_MAX_NOTE = 300

# ---- captions_as_transcript.py; set by hand, unless it is said otherwise

# Without names, a pause this long (ms) is the only sign of a new paragraph
CAPTIONS_AS_TRANSCRIPT_PAUSE = 3000

# ---- describe.py; set by hand, unless it is said otherwise

DESCRIBE_SHOWN = 60

# ---- documents/columns.py; set by hand, unless it is said otherwise

COLUMNS_MOST_NAME = 60

# ---- documents/delimited.py; set by hand, unless it is said otherwise

DELIMITED_LEAST_ROWS = 2
DELIMITED_ROWS_OF_ONE = 4  # rows from which on a table of one column is one
DELIMITED_EVEN = 0.9
DELIMITED_FIELD = 10_000_000  # characters in one cell

# ---- documents/json_turns.py; set by hand, unless it is said otherwise

JSON_TURNS_DEEP = 60
JSON_TURNS_MOST = 5_000_000  # objects looked at

# ---- documents/records.py; set by hand, unless it is said otherwise

RECORDS_LEAST = 3
RECORDS_MOST_KEYS = 6

# ---- documents/rtf.py; set by hand, unless it is said otherwise

RTF_DEEPEST = 500

# ---- edges.py; set by hand, checked by tests/transcripts/test_field_forms.py

EDGES_LEAST = 4  # turns
EDGES_LONG = 0.1  # share of the other turns that may have several paragraphs
EDGES_ONE = 3  # labels of the only person named, and lines with a dash
EDGES_WORDS = 60  # of a tail; more is a passage

# ---- grammar/document_lines.py; set by hand, unless it is said otherwise

DOCUMENT_LINES_FEW = 3

# ---- grammar/induction.py; set by hand, unless it is said otherwise

INDUCTION_SECOND_BITS = 20.0
INDUCTION_FAMILY_COUNT = 3
INDUCTION_MAIN_FORMS, INDUCTION_OTHER_FORMS = 4, 12

# ---- grammar/joining.py; set by hand, unless it is said otherwise

JOINING_LEAST_LENGTH = 5

# ---- grammar/line_heads.py; set by hand, checked by tests/transcripts/test_field_forms.py

LINE_HEADS_LEAST = 3  # lines that begin alike

# ---- grammar/ordinals.py; set by hand, checked by tests/benchmarks/grammars.py

ORDINALS_SHARE = 0.25  # of the lines after blank ones: a turn may have a time, a name and a text, each after one

# ---- grammar/scoring.py; set by hand, unless it is said otherwise

SCORING_LEAST_SHAPE = -2.0
SCORING_ENOUGH = 6  # labels from which on what they have in common is a rule
SCORING_LONG_TEXT = 12  # characters of a text that hardly anybody says twice

# ---- grammar/signatures.py; set by hand, unless it is said otherwise

SIGNATURES_MOST_TOKENS = 9

# ---- grammar/times.py; set by hand, unless it is said otherwise

TIMES_MANY = 6  # so many rising times are a class wherever they stand: one chance in 720

# ---- induced.py; set by hand, unless it is said otherwise

INDUCED_SHOWN = 50
INDUCED_LEFT_WORDS = 8  # of a text before a colon that may be a label

# ---- label_rules.py; set by hand, unless it is said otherwise

LABEL_RULES_STYLE_SHARE = 0.25
LABEL_RULES_VALUE = 40  # characters of a value in the head of a document

# ---- page_marks.py; set by hand, checked by tests/transcripts/test_field_forms.py

PAGE_MARKS_HEADS = 0.6  # share of the page numbers beside which a running head stands
PAGE_MARKS_REMARKS = 3  # remarks between rules; more may be names

# ---- plain_text.py; set by hand, unless it is said otherwise

PLAIN_TEXT_WRAP = 100
PLAIN_TEXT_FEW = 0.1  # of the lines: so few words before a colon, each only once, are no labels

# ---- readings.py; set by hand, unless it is said otherwise

READINGS_SHOWN = 40
READINGS_HEADINGS = 3  # headings of a text without names that may be questions
READINGS_LEAD_WORDS = 25  # a title or a line about the talk; more than that is a passage, and stays

# ---- same_person.py; set by hand, checked by tests/transcripts/test_field_forms.py and on real transcripts

SAME_PERSON_RARE = 2  # turns of a short name up to which it may be a deviation
SAME_PERSON_TIMES = 2  # and how many times as many the full name must have
SAME_PERSON_NEAR = 8  # turns within which the full name speaks, too

# ---- similar_names.py; set by hand, unless it is said otherwise

SIMILAR_NAMES_MIN_LENGTH = 5
# one slip in a name of seven letters, two in one of fourteen
SIMILAR_NAMES_MIN_SIMILARITY = 0.85
# a slip is rarer than the right spelling
SIMILAR_NAMES_RARE = 0.34

# ---- spoken_blocks.py; set by hand, unless it is said otherwise

SPOKEN_BLOCKS_FEW_TURNS = 4
SPOKEN_BLOCKS_TITLE_WORDS = 12

# ---- reshaped.py; set by hand, checked by tests/transcripts/test_reshaped.py and on the texts of 130 recordings

RESHAPED_LEAST = 5  # names
RESHAPED_SHARE = 0.85  # of the paragraphs that have one
RESHAPED_BARE = 0.9  # the same where no sign parts names and words
RESHAPED_NAME, RESHAPED_WORDS = 40, 6  # letters and words of a name
RESHAPED_TAIL = 120  # characters from the end of a paragraph within which a name is looked for
RESHAPED_INITIALS = 3  # letters of initials
RESHAPED_LONGER = 0.7  # share of the paragraphs with a beginning that go on alike: the name goes on

# ---- label_lines.py; set by hand, checked by tests/transcripts/test_label_lines.py

LABEL_LINES_SHARE = 0.8  # of the names that have the same second line each time
LABEL_LINES_LONG = 60  # characters of an office

# ---- caption_heads.py; set by hand, checked on the captions of 130 recordings, which have no such names

CAPTION_HEADS_SAMPLE = 300  # cues from the beginning that tell whether to look at all
CAPTION_HEADS_SHARE = 0.6  # of the cues that have a label in the form that is induced
CAPTION_HEADS_FULL = 0.9  # of the cues with a label by the usual rule, from which on no other way is tried
CAPTION_HEADS_DOUBLED = 0.6  # of the cues with a speaker that name him in the text, too

# ---------------------------------------------------------------- lines with a dash between named turns (dash_turns.py)

# so many dashes and names at least, and this share of the dashes right before a named turn. Set by hand: an
# interviewer's question is answered; a list or an aside of one person is not. Check: tests/forms/third_wave.py
DASH_TURNS_LEAST = 3
DASH_TURNS_ANSWERED = 0.6
DASH_TURNS_SEEN = 24  # characters by which such a line is found in the turn above

# ---------------------------------------------------------------- names that the user gives (named_only.py)

NAMED_ONLY_BEFORE = 24  # signs, numbers and times before a name at the beginning of a line. Set by hand

# ---- part_headings.py; set by hand: one such line may be anything, two are a way of writing

PART_HEADINGS_LEAST = 2

# ---- speech_verbs.py; set by hand: in fewer turns a common last word may be chance

SPEECH_VERBS_LEAST = 4

# ---- two_lines.py; set by hand: the captions decide, these only say when to ask them

TWO_LINES_LEAST = 4  # turns
TWO_LINES_SHARE = 0.8  # of the turns that have two lines
TWO_LINES_SEEN = 2  # characters by which the words of a turn are found behind its label
