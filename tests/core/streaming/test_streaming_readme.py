"""The example of the README does what the README says."""

import pathlib
import re

from warp_client_core import StreamState

from .conftest import closing, frame, sending, staying

README = pathlib.Path(__file__).parents[3] / "overlays" / "core" / "README.md"


def test_the_stream_of_the_readme_connects_and_tells(place, capsys, monkeypatch):
    """
    It subscribes, and says when it is back.
    """
    made = place(closing(1012), sending(frame(1), then=staying))
    block = next(
        one for one in re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.S) if "EventStream" in one
    )
    names = {}
    exec(
        block.replace("wss://api.example.com/ws", made.url).replace("StreamOptions(", "StreamOptions(first_wait=0, "),
        names,
    )

    with names["client"], names["stream"] as stream:
        found = next(stream)

    assert ("balance.low", StreamState.CLOSED) == (found.event, stream.state)
    assert "back in 0.0\n" == capsys.readouterr().out
