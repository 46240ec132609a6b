"""A coverage-guided fuzzer on every reader: no exception but turncue's own, no input that takes long.

    python tests/benchmarks/fuzz_readers.py [--seconds 120] [--seed 1] [--keep FOLDER] [--corpus FOLDER]

Starts from ``samples/`` and from one sample of each format in ``tests/formats/every_format.py``. With atheris installed
libFuzzer chooses the inputs by what code they reach; without it they are random mutations of the same files. Each input
is read as captions and as a transcript, and by the reader of one row of the table of formats, which its first byte
chooses. Exit code 1 with the input written to FOLDER when a reader fails. ``--corpus`` keeps the inputs that reach new
code, so that a later run goes on from them.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "tests" / "formats")]

_SLOW = 5.0  # s of processor time for one input
_LONGEST = 20_000  # bytes of an input
_PIECES = (
    b"-->",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"\xff",
    b"\0",
    b":",
    b",",
    b"\n\n",
    b"00:00:01,000",
    b'"start":',
)


def _readers() -> tuple[type[Exception], Sequence[Callable[[bytes], object]]]:
    from turncue.errors import TurncueError
    from turncue.formats import FORMATS, Source
    from turncue.reading import read_captions, read_transcript

    rows = [row for row in FORMATS if row.read_captions is not None]

    def read_by_row(data: bytes) -> object:
        row = rows[data[0] % len(rows)] if data else rows[0]
        text = "" if row.magic else data[1:].decode("utf-8", "replace")
        assert row.read_captions is not None
        return row.read_captions(Source(data[1:] if row.magic else b"", f"x{row.suffixes[0]}", text))

    return TurncueError, (read_captions, read_transcript, read_by_row)


def _import_all() -> None:
    """Import every reader now: one that is imported on demand later would not be instrumented."""
    import turncue.formats
    import turncue.reading
    import turncue.transcripts

    for package in (turncue.formats, turncue.transcripts):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)


def _corpus() -> list[bytes]:
    files = [p for p in sorted((ROOT / "samples").rglob("*")) if p.is_file() and p.suffix not in (".png", ".opus")]
    corpus = [p.read_bytes()[:_LONGEST] for p in files]
    try:
        from every_format import FILES  # type: ignore[import-not-found]
    except ImportError:
        return corpus
    return corpus + [s if isinstance(s, bytes) else str(s).encode() for s in map(_content, FILES.values())]


def _content(sample: object) -> object:
    """The content of a row of ``every_format``: the row itself, or its first text or bytes."""
    if isinstance(sample, str | bytes):
        return sample
    parts = list(sample) if isinstance(sample, tuple | list) else list(vars(sample).values())
    texts = [p for p in parts if isinstance(p, str | bytes)]
    return max(texts, key=len, default=b"")


def _try(data: bytes, keep: Path) -> None:
    """Read an input in every way. Raises what a reader raises that is not turncue's own."""
    own, readers = _readers()
    for read in readers:
        begun = time.process_time()
        try:
            read(data)
        except own:
            pass
        except BaseException:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{read.__name__}.bin").write_bytes(data)
            raise
        if time.process_time() - begun > _SLOW:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{read.__name__}.slow.bin").write_bytes(data)
            raise TimeoutError(f"{read.__name__} takes over {_SLOW:.0f} s for {len(data)} bytes")


def _mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.randint(0, 40))
        kind = chance.randrange(4)
        out[at:end] = (b"", chance.choice(_PIECES), bytes(out[at:end]) * 3, chance.randbytes(3))[kind]
    return bytes(out[:_LONGEST])


def _random(seconds: float, seed: int, keep: Path) -> int:
    corpus, chance, count = _corpus(), random.Random(seed), 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _try(_mutated(chance.choice(corpus), chance), keep)
        count += 1
    print(f"{count} mutated inputs from {len(corpus)} files: no exception but turncue's own")
    return 0


def _guided(seconds: float, seed: int, keep: Path, corpus: Path | None) -> None:
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["turncue"]):
        _import_all()
    with tempfile.TemporaryDirectory() as made:
        folder = corpus or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for k, data in enumerate(_corpus()):
            (folder / f"{k:03}").write_bytes(data)
        options = [f"-max_total_time={seconds:.0f}", f"-seed={seed}", f"-max_len={_LONGEST}", "-verbosity=0"]
        options.append("-print_final_stats=1")
        atheris.Setup([sys.argv[0], *options, str(folder)], lambda data: _try(data, keep))
        atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--corpus", type=Path)
    args = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed: random mutations instead")
        return _random(args.seconds, args.seed, args.keep)
    _guided(args.seconds, args.seed, args.keep, args.corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
