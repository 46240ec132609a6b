"""Induction of how a document marks its speakers: lines, times, signatures, scores, joined labels."""
