"""Claims about `warp_client_core.times`."""

import attrs
import msgspec
import pytest

from warp_client_core.times import Timestamp


@attrs.frozen
class Event:
    at: Timestamp


def test_a_time_without_a_zone_is_not_a_timestamp():
    with pytest.raises(msgspec.ValidationError, match=r"timezone component - at `\$.at`"):
        msgspec.json.decode(b'{"at": "2026-01-15T12:00:00"}', type=Event)


def test_a_time_with_a_zone_is_read_by_msgspec_alone():
    assert msgspec.json.decode(b'{"at": "2026-01-15T12:00:00Z"}', type=Event).at.tzinfo is not None
