from turncue.align.sentences.engine import ClauseLink, Heard, SentenceAlignment, Spoken, align_sentences
from turncue.align.sentences.lexicon import Lexicon
