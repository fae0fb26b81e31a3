"""``python -m generator``: see `generator.cli`."""

import gc
import sys

# A build makes trees that live until its end, so that looking for garbage finds none, for a quarter of the time.
gc.disable()
# openapi-python-client loads httpx, which loads its command line, with rich and pygments, where those are installed.
sys.modules["httpx._main"] = None  # type: ignore[assignment] # as the import system has it for what is not there

from generator.cli import main  # noqa: E402  # what it loads is part of that

if __name__ == "__main__":
    raise SystemExit(main())
