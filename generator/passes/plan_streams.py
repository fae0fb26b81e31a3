"""
plan, streams: the module that says which type each event of the client's socket has.

The rule: a client has one socket, the one that its ``ws_url`` leads to; a second one stops the build.
"""

from __future__ import annotations

from generator.model import ir
from generator.model.settings import ClientSettings
from generator.model.views import ChannelModule, Planned
from generator.problems import Place, Problems


def plan_streams(api: ir.Api, settings: ClientSettings, path: str) -> list[Planned]:
    """
    The module of a client's channel; none for a client that no events are meant for.

    Raises:
        BuildStopped: There are several sockets.
    """
    streams = list(dict.fromkeys(one.stream for one in api.events))
    if len(streams) > 1:
        problems = Problems()
        place = Place("openapi/clients.toml", f"/clients/{settings.key}/audience")
        message = f"{settings.client} would have the sockets {' and '.join(streams)}"
        problems.add(place, message, "Give one of them another audience; a client has one `ws_url`.")
        problems.stop()
    if not streams:
        return []
    view = ChannelModule(name=streams[0], events=_types(api.events), commands=_types(api.commands))
    return [Planned(path, "package/channels.py.jinja", view)]


def _types(messages: tuple[ir.Event, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((one.name, one.model) for one in messages))
