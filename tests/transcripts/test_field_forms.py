"""Transcripts in the forms that people have: a judged set, and random forms of an independent generator.

The set was written by someone who had not seen the reader. A case is right where speakers and words are those of the
talk; a document that does not say who speaks must be warned of. Nothing is wrong in silence.
"""

from __future__ import annotations

from functools import cache

import pytest
from forms import chat_models, deviations, layouts, markup, meeting_tools, own_ways, records, second_wave, third_wave
from forms.judge import Case, verdict
from forms.random_documents import LANGUAGES, document

MODULES = (meeting_tools, chat_models, records, deviations, markup, layouts, second_wave, own_ways, third_wave)
CASES = tuple(case for module in MODULES for case in module.CASES)
WARNED = {  # wrong, and said so: what the document does not settle
    "role with the first label",  # Ivy Marlow (Chair) once, then Ivy: both names are in use
    "once: typo in the first letter",  # Suncan Pryce may be another person
}


judged = cache(verdict)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.kind}: {c.name}")
def test_form(case: Case) -> None:
    found, why = judged(case)
    allowed = ("right", "warned") if not case.settled or case.name in WARNED else ("right",)
    assert found in allowed, why


def test_set_is_large_and_mostly_right() -> None:
    verdicts = [judged(case)[0] for case in CASES]
    assert len(CASES) >= 450
    assert verdicts.count("right") >= 0.96 * len(CASES)
    assert "silent" not in verdicts


def test_random_documents() -> None:
    documents = [document(seed) for seed in range(5000, 5000 + 40 * len(LANGUAGES))]
    verdicts = [verdict(case) for case in documents]
    wrong = [(case.name, why) for case, (kind, why) in zip(documents, verdicts, strict=True) if kind != "right"]
    assert len(wrong) <= 0.02 * len(documents), wrong
    assert not [why for kind, why in verdicts if kind == "silent"]
