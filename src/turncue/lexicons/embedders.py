"""Embedding models from a folder on this machine. Nothing is ever downloaded.

Two kinds of folder: an ONNX model (``tokenizer.json`` and ``model.onnx``, also in a folder ``onnx`` inside), run by
onnxruntime; and a sentence-transformers folder, run by that library.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from turncue.errors import ReadError
from turncue.lexicons import params
from turncue.lexicons.embedding import Embedder

__all__ = ["OnnxEmbedder", "SentenceTransformersEmbedder", "load_embedder"]

_INSTALL = 'Install it with: pip install "turncue[embed]".'


def load_embedder(path: str | os.PathLike[str]) -> Embedder:
    """The model in a folder (or beside a ``.onnx`` file). Raises ``ReadError`` when none there can be run."""
    place = Path(path)
    if not place.exists():
        hint = "Give the folder of a model on this machine; turncue downloads none."
        raise ReadError("there is no such folder (embedding model).", os.fspath(path), hint=hint)
    graph = place if place.suffix == ".onnx" else _first(place, ("model.onnx", "onnx/model.onnx"))
    if graph is not None:
        tokenizer = _first(graph.parent, ("tokenizer.json", "../tokenizer.json"))
        if tokenizer is None:
            hint = "Copy the model's tokenizer.json into the folder."
            raise ReadError("there is no tokenizer.json beside the ONNX model.", os.fspath(graph), hint=hint)
        return OnnxEmbedder(graph, tokenizer)
    if place.is_dir() and _first(place, ("modules.json", "config_sentence_transformers.json", "config.json")):
        return SentenceTransformersEmbedder(place)
    hint = "Understood: tokenizer.json with model.onnx, and folders that sentence-transformers saved."
    raise ReadError("this is no embedding model that can be run.", os.fspath(path), hint=hint)


def _first(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((p for name in names if (p := folder / name).is_file()), None)


class OnnxEmbedder:
    """A transformer in ONNX: the mean of its token vectors (or the first, where ``1_Pooling`` says so)."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ModuleNotFoundError as error:
            raise ReadError(f"the package {error.name} is not installed.", os.fspath(graph), hint=_INSTALL) from None
        try:
            self._tokens: Any = tokenizers.Tokenizer.from_file(os.fspath(tokenizer))
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            self._session: Any = onnxruntime.InferenceSession(
                os.fspath(graph), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise classes of their own that they do not name in public
            raise ReadError(f"the model cannot be loaded: {str(error)[:200]}.", os.fspath(graph)) from error
        self._name = os.fspath(graph)
        self._tokens.enable_truncation(params.MOST_TOKENS)
        self._tokens.enable_padding()
        self._inputs = {i.name for i in self._session.get_inputs()}
        self._first_token = _pools_first_token(tokenizer.parent)

    def encode(self, texts: list[str], /) -> NDArray[np.floating]:
        """One row for each text. Texts of similar length share a batch."""
        order = sorted(range(len(texts)), key=lambda k: len(texts[k]))
        rows: list[NDArray[np.floating]] = [np.zeros(0, np.float32)] * len(texts)
        for at in range(0, len(order), params.BATCH):
            part = order[at : at + params.BATCH]
            for k, row in zip(part, self._batch([texts[k] for k in part]), strict=True):
                rows[k] = row
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def _batch(self, texts: list[str]) -> NDArray[np.floating]:
        coded = self._tokens.encode_batch(texts)
        mask = np.array([c.attention_mask for c in coded], np.int64)
        known = {
            "input_ids": np.array([c.ids for c in coded], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([c.type_ids for c in coded], np.int64),
        }
        try:
            vectors = np.asarray(self._session.run(None, {k: v for k, v in known.items() if k in self._inputs})[0])
        except Exception as error:  # see above
            raise ReadError(f"the model cannot be run: {str(error)[:200]}.", self._name) from error
        if vectors.ndim == 2:  # the graph pools itself
            return vectors
        if self._first_token:
            return np.asarray(vectors[:, 0])
        weight = mask[:, :, None].astype(vectors.dtype)
        return np.asarray((vectors * weight).sum(1) / np.maximum(weight.sum(1), 1))


def _pools_first_token(folder: Path) -> bool:
    path = folder / "1_Pooling" / "config.json"
    if not path.is_file():
        return False
    try:
        return bool(json.loads(path.read_bytes()).get("pooling_mode_cls_token"))
    except (ValueError, AttributeError) as error:
        raise ReadError(f"this is not the JSON of a pooling layer: {error}.", os.fspath(path)) from error


class SentenceTransformersEmbedder:
    """A folder that sentence-transformers saved, run by it."""

    def __init__(self, folder: Path) -> None:
        with _offline():
            try:
                from sentence_transformers import SentenceTransformer
            except ModuleNotFoundError:
                hint = 'Install it with: pip install sentence-transformers, or bring model.onnx for "turncue[embed]".'
                problem = "the package sentence-transformers is not installed, which this model needs."
                raise ReadError(problem, os.fspath(folder), hint=hint) from None
            try:
                self._model: Any = SentenceTransformer(os.fspath(folder), device="cpu", local_files_only=True)
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                raise ReadError(f"the model cannot be loaded: {str(error)[:200]}.", os.fspath(folder)) from error

    def encode(self, texts: list[str], /) -> NDArray[np.floating]:
        """One row for each text."""
        with _offline():
            vectors = self._model.encode(texts, batch_size=params.BATCH, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(vectors)


@contextlib.contextmanager
def _offline() -> Iterator[None]:
    """Keep Hugging Face's libraries off the network inside the block; the environment is restored afterwards."""
    names = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
