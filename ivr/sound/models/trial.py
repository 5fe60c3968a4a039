"""Whether a model works: by loading it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ivr.sound.models.errors import ModelError
from ivr.sound.recognition.models import fault

UNKNOWN: Final = "[unk]"
"""The word of a model for whatever it does not know."""
PATIENCE: Final = 300.0
"""Seconds that a model may take to load."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model that was loaded is like. seconds: to load it. unknown: it knows `[unk]`, so that speech outside of
    what is listened for can be told apart."""

    seconds: float
    unknown: bool


def try_model(folder: Path) -> Trial:
    """Load a model, in a process of its own: vosk ends the process for some that are damaged. Raises ModelError."""
    reason = fault(folder)
    if reason:
        raise ModelError(f"{folder} is no model that calls can use: {reason}")
    command = [sys.executable, "-c", _SCRIPT, str(folder)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise ModelError(f"{folder} does not load within {PATIENCE:.0f} s") from None
    if run.returncode:
        said = [line for line in run.stderr.strip().splitlines() if line.startswith(("ERROR", "ModuleNotFound"))]
        why = f": {said[-1]}" if said else ""
        raise ModelError(f"{folder} does not load, it may be damaged; remove it and fetch it again{why}")
    return Trial(**json.loads(run.stdout.splitlines()[-1]))


_SCRIPT: Final = f"import sys; from {__name__} import load; load(sys.argv[1])"


def load(folder: str) -> None:
    """Load a model, and write its `Trial` as JSON: for the process of `try_model`."""
    import vosk

    vosk.SetLogLevel(-1)
    began = time.perf_counter()
    model = vosk.Model(model_path=folder)
    trial = Trial(round(time.perf_counter() - began, 2), model.vosk_model_find_word(UNKNOWN) >= 0)
    sys.stdout.write(json.dumps(asdict(trial)) + "\n")
