"""A BERT model's weights (safetensors) as an ONNX graph: lets a test run a real small model without torch."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np


def weights_of(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of a safetensors file: eight bytes of length, a JSON head, the data; 32-bit floats only."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    head = json.loads(data[8 : 8 + size])
    found = {}
    for name, row in head.items():
        if name != "__metadata__" and row["dtype"] == "F32":
            begin, count = 8 + size + row["data_offsets"][0], int(np.prod(row["shape"]))
            found[name] = np.frombuffer(data, np.float32, offset=begin, count=count).reshape(row["shape"])
    return found


class _Graph:
    def __init__(self, onnx: Any) -> None:
        self.onnx, self.nodes, self.arrays, self.count = onnx, [], [], 0

    def array(self, value: Any) -> str:
        self.count += 1
        name = f"w{self.count}"
        self.arrays.append(self.onnx.numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, out: str | None = None, **attributes: Any) -> str:
        self.count += 1
        name = out or f"n{self.count}"
        self.nodes.append(self.onnx.helper.make_node(kind, list(inputs), [name], **attributes))
        return name


def write_onnx(source: Path, target: Path, onnx: Any) -> None:
    """``source``: a folder with config.json, model.safetensors and tokenizer.json; ``target``: the folder to make."""
    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    weights = weights_of(source / "model.safetensors")
    heads, width = config["num_attention_heads"], config["hidden_size"]
    g = _Graph(onnx)

    def linear(x: str, name: str) -> str:
        return g.op("Add", g.op("MatMul", x, g.array(weights[f"{name}.weight"].T)), g.array(weights[f"{name}.bias"]))

    def norm(x: str, name: str, out: str | None = None) -> str:
        scale, bias = g.array(weights[f"{name}.weight"]), g.array(weights[f"{name}.bias"])
        return g.op("LayerNormalization", x, scale, bias, out=out, axis=-1, epsilon=config["layer_norm_eps"])

    def table(kind: str, ids: str) -> str:
        return g.op("Gather", g.array(weights[f"embeddings.{kind}_embeddings.weight"]), ids)

    places = g.op("Sub", g.op("CumSum", "attention_mask", g.array(np.int64(1))), g.array(np.int64(1)))
    x = g.op("Add", table("word", "input_ids"), table("position", places))
    x = norm(g.op("Add", x, table("token_type", "token_type_ids")), "embeddings.LayerNorm")
    mask = g.op("Cast", g.op("Unsqueeze", "attention_mask", g.array(np.array([1, 2]))), to=1)
    far = g.op("Mul", g.op("Sub", g.array(np.float32(1)), mask), g.array(np.float32(-1e9)))
    split, joined = g.array(np.array([0, 0, heads, width // heads])), g.array(np.array([0, 0, width]))
    scale = g.array(np.float32((width // heads) ** -0.5))
    for k in range(config["num_hidden_layers"]):
        name = f"encoder.layer.{k}"
        q, key, v = (
            g.op("Transpose", g.op("Reshape", linear(x, f"{name}.attention.self.{part}"), split), perm=turn)
            for part, turn in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        near = g.op("Softmax", g.op("Add", g.op("Mul", g.op("MatMul", q, key), scale), far), axis=-1)
        seen = g.op("Reshape", g.op("Transpose", g.op("MatMul", near, v), perm=[0, 2, 1, 3]), joined)
        x = norm(g.op("Add", x, linear(seen, f"{name}.attention.output.dense")), f"{name}.attention.output.LayerNorm")
        inner = g.op("Gelu", linear(x, f"{name}.intermediate.dense"))
        last = k + 1 == config["num_hidden_layers"]
        x = norm(
            g.op("Add", x, linear(inner, f"{name}.output.dense")),
            f"{name}.output.LayerNorm",
            "last_hidden_state" if last else None,
        )
    value = onnx.helper.make_tensor_value_info
    inputs = [value(n, 7, ["batch", "tokens"]) for n in ("input_ids", "attention_mask", "token_type_ids")]
    output = value("last_hidden_state", 1, ["batch", "tokens", width])
    graph = onnx.helper.make_graph(g.nodes, "bert", inputs, [output], g.arrays)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 20)], ir_version=9)
    target.mkdir(parents=True, exist_ok=True)
    onnx.save(model, os.fspath(target / "model.onnx"))
    (target / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
