"""A Dask cluster as an executor of ``concurrent.futures``, through ``distributed``'s own client."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

from turncue.errors import UsageError, WriteError

__all__ = ["dask_executor"]

_PATIENCE = 10  # seconds to find the scheduler


@contextlib.contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """The cluster at an address (``tcp://host:8786``), for ``run_batch``, and how many tasks it does at a time.

    The workers need turncue of the same version. A task whose worker is lost runs again on another; it writes the same
    bytes. Raises ``UsageError`` where ``distributed`` is missing or the address is wrong, ``WriteError`` where no
    scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError("--dask needs distributed. Install it: pip install 'turncue[dask]'.") from error
    try:
        client: Any = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError) as error:
        raise WriteError(f"{address}: no Dask scheduler answers there within {_PATIENCE} s.") from error
    except ValueError as error:
        raise UsageError(f"--dask {address}: {error}") from error
    with client:
        # a pure function would be kept by its arguments; what it writes is not in its result
        yield client.get_executor(pure=False, retries=2), max(1, sum(client.ncores().values()))
