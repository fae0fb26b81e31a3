"""Claims about what an end means."""

import pytest

from warp_client_core.streaming.verdicts import Verdict, of_close, of_status

AGAIN, RENEW, FINAL = Verdict.AGAIN, Verdict.RENEW, Verdict.FINAL


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        *((code, AGAIN) for code in (1000, 1001, 1002, 1005, 1006, 1011, 1012, 1013, 1014, 1015)),
        *((code, FINAL) for code in (1003, 1007, 1009, 1010, 3003, 4400, 4403)),
        *((code, RENEW) for code in (1008, 3000, 4401)),
        *((code, AGAIN) for code in (3008, 4408, 4429, 3999, 4000, 4999)),
    ],
)
def test_close_codes(code, verdict):
    """
    The whole table, and codes that are in no table.
    """
    assert verdict is of_close(code)[0]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (401, RENEW),
        *((status, FINAL) for status in (301, 302, 307, 400, 403, 404, 410, 426)),
        *((status, AGAIN) for status in (200, 204, 408, 425, 429, 500, 501, 502, 503, 504)),
    ],
)
def test_statuses(status, verdict):
    """
    What is not the caller's fault may pass.
    """
    assert verdict is of_status(status)[0]
