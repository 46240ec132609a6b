"""Captions as tools write them: every form is read right, or refused or told by name; none is wrong in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import caption_forms_asr
import caption_forms_more
import caption_forms_text
import caption_forms_xml
import pytest
from caption_forms import Form, judged

from turncue.reading import read_captions, reading_warnings

FORMS = (*caption_forms_asr.FORMS, *caption_forms_text.FORMS, *caption_forms_xml.FORMS, *caption_forms_more.FORMS)
TTCONV = ("scc", "stl")


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.kind}: {f.name}")
def test_form(form: Form, tmp_path: Path) -> None:
    if form.kind in TTCONV:
        pytest.importorskip("ttconv")

    def read(given: Form) -> Any:
        path = tmp_path / given.file
        path.write_bytes(given.data)
        return read_captions(path)

    outcome, seen = judged(form, read, lambda captions: " ".join(reading_warnings(captions)))
    assert outcome in ("right", "told"), seen


def test_each_kind_has_variants() -> None:
    kinds = [form.kind for form in FORMS]
    assert len(FORMS) >= 200
    assert {"srt", "vtt", "ttml", "whisper", "pasted", "table", "refused"} <= {k for k in kinds if kinds.count(k) >= 3}
