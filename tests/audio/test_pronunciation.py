"""Numbers as words, phones of unknown words, the language model of a text."""

from __future__ import annotations

import pytest

from turncue.audio.language_model import arpa_of
from turncue.audio.pronunciation import number_words, phones_of, spoken_words


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "zero"),
        ("31", "thirty one"),
        ("310,000", "three hundred ten thousand"),
        ("1984", "nineteen eighty four"),
        ("1905", "nineteen oh five"),
        ("2024", "two thousand twenty four"),
        ("3.14", "three point one four"),
        ("12345678901234", "one two three four five six seven eight nine zero one two three four"),
    ],
)
def test_numbers(digits: str, words: str) -> None:
    assert number_words(digits) == words.split()


def test_spoken_words() -> None:
    assert spoken_words("It’s 5% of GPUs.") == ["it's", "five", "percent", "of", "gpus"]


def test_phones_by_spelling() -> None:
    assert phones_of("shed") == "SH EH D"
    assert phones_of("gpt") == "JH IY P IY T IY"
    assert phones_of("'") == ""


def test_the_model_sums_to_one() -> None:
    text = arpa_of([["a", "b", "a"], ["b", "x"]], {"a", "b"})
    rows = [r.split() for r in text.split("\\1-grams:")[1].split("\\2-grams:")[0].strip().splitlines()]
    single = {r[1]: 10 ** float(r[0]) for r in rows if r[0] != "-99"}
    assert sum(single.values()) == pytest.approx(1.0, abs=1e-3)
    assert "x" not in single
    back = {r[1]: 10 ** float(r[2]) for r in rows if len(r) > 2}
    pairs = [r.split() for r in text.split("\\2-grams:")[1].split("\\end")[0].strip().splitlines()]
    after_a = {r[2]: 10 ** float(r[0]) for r in pairs if r[1] == "a"}
    rest = back["a"] * sum(p for w, p in single.items() if w not in after_a)
    assert sum(after_a.values()) + rest == pytest.approx(1.0, abs=1e-3)
