"""``python -m generator``: see `generator.cli`."""

import gc

# A build makes trees that live until its end, so that looking for garbage finds none, for a quarter of the time.
gc.disable()

from generator.cli import main  # noqa: E402  # what it loads is part of that

if __name__ == "__main__":
    raise SystemExit(main())
