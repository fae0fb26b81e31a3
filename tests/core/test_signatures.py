"""Signatures of received bodies: what holds, what does not, and that nothing is believed before it holds."""

import copy
import hmac
import json
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.message import Message
from unittest import mock

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warp_client_core.errors import WarpError
from warp_client_core.signatures import WebhookVerificationError, check_age, sign, signed_part

SECRET = "whsec_<example>"
BODY = b'{"event_id":"e1","data":{"a":1}}'
GOOD = sign(BODY, SECRET)
WRONG = sign(BODY, "another secret")
# A busy machine is no fault of a signature.
QUIET = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


def fields(*pairs):
    """Header fields as the standard library has them: no mapping, names may stand twice."""
    message = Message()
    for name, value in pairs:
        message[name] = value
    return message


def refused(body, headers, secret=SECRET):
    """Why a body is refused; "accepted" when it is not."""
    try:
        signed_part(body, headers, secret=secret)
    except WebhookVerificationError as error:
        return error.reason
    return "accepted"


def with_member(content, value, **style):
    """What a server posts that puts the signature into the body, beside what it has signed."""
    return json.dumps({**content, "signature": value}, **style).encode()


def test_the_signature_is_the_hmac_of_rfc_4231():
    """
    Test case 2 there.
    """
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    assert f"sha256={expected}" == sign(b"what do ya want for nothing?", "Jefe")
    assert sign(b"x", "clé") == sign(b"x", "clé".encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Warp-Signature": GOOD},
        {"x-warp-signature": GOOD},
        {"Host": "hooks.example.com", "X-WARP-SIGNATURE": GOOD},
        [("Accept", "*/*"), ("x-Warp-Signature", GOOD)],
        [(b"x-warp-signature", GOOD.encode())],
        pytest.param((pair for pair in [("X-Warp-Signature", GOOD)]), id="an iterator"),
        httpx.Headers({"X-Warp-Signature": GOOD}),
        fields(("X-Warp-Signature", WRONG), ("X-Warp-Signature", GOOD)),
        {"X-Warp-Signature": f"{WRONG}, {GOOD}"},
        {"X-Warp-Signature": f"v2=abc,\tsha512=00 ,{GOOD}"},
        {"X-Warp-Signature": "sha256=" + GOOD.removeprefix("sha256=").upper()},
    ],
    ids=str,
)
def test_a_signature_in_a_header_covers_the_whole_body(headers):
    """
    Whatever a framework makes of header fields; one of several that fits is enough.
    """
    assert BODY == signed_part(BODY, headers, secret=SECRET)


@pytest.mark.parametrize("secret", [[SECRET], ["new", SECRET], (SECRET, "old"), [b"new", SECRET.encode()]])
def test_one_of_several_secrets_is_enough(secret):
    """
    While one replaces another, both are known.
    """
    assert BODY == signed_part(BODY, {"X-Warp-Signature": GOOD}, secret=secret)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "missing"),
        ({"X-Warp-Signature-2": GOOD, "X_Warp_Signature": GOOD}, "missing"),
        ({"X-Warp-Signature": ""}, "unreadable"),
        ({"X-Warp-Signature": GOOD.removeprefix("sha256=")}, "unreadable"),
        ({"X-Warp-Signature": GOOD[:-1]}, "unreadable"),
        ({"X-Warp-Signature": GOOD + "0"}, "unreadable"),
        ({"X-Warp-Signature": GOOD + "\n"}, "unreadable"),
        ({"X-Warp-Signature": GOOD[:-2] + " 0"}, "unreadable"),
        ({"X-Warp-Signature": "sha256=" + "٠" * 64}, "unreadable"),
        ({"X-Warp-Signature": "sha256=" + "é" * 64}, "unreadable"),
        ({"X-Warp-Signature": GOOD.replace("sha256", "ſha256")}, "unreadable"),
        ({"X-Warp-Signature": GOOD.replace("sha256", "SHA256")}, "unreadable"),
        ({"X-Warp-Signature": "sha256=\ud800"}, "unreadable"),
        ([(b"X-Warp-Signature", b"sha256=" + b"\xff" * 64)], "unreadable"),
        ({"X-Warp-Signature": [GOOD]}, "unreadable"),
        ({"X-Warp-Signature": None}, "unreadable"),
        ({"X-Warp-Signature": WRONG}, "mismatch"),
        ({"X-Warp-Signature": "sha256=" + "0" * 64}, "mismatch"),
    ],
    ids=ascii,
)
def test_what_does_not_fit_is_refused_and_told_apart(headers, reason):
    """
    Never a crash, whatever stands in the field.
    """
    assert reason == refused(BODY, headers)


@pytest.mark.parametrize("body", [BODY + b"\n", BODY[:-1], BODY.replace(b"1", b"2"), b" " + BODY, b""])
def test_every_byte_counts(body):
    """
    Space too, which a parser would not see.
    """
    assert "mismatch" == refused(body, {"X-Warp-Signature": GOOD})


def test_a_signature_of_another_secret_does_not_fit_any():
    """
    However many are known.
    """
    assert "mismatch" == refused(BODY, {"X-Warp-Signature": WRONG}, secret=[SECRET, "old", "older"])


@pytest.mark.parametrize(
    "style",
    [
        {},
        {"separators": (",", ":")},
        {"indent": 2},
        {"indent": "\t"},
        {"ensure_ascii": False, "separators": (",", " : ")},
    ],
    ids=str,
)
def test_a_signature_in_the_body_covers_what_stands_before_it(style):
    """
    A server signs an object, adds the member and writes it in the same style; only what was signed is given back.
    """
    content = {"event_id": "e1", "data": {"signature": "é", "note": '","signature":"x"}'}}
    signed = json.dumps(content, **style).encode()

    for value in (sign(signed, SECRET), f"{WRONG}, {sign(signed, SECRET)}"):
        assert signed == signed_part(with_member(content, value, **style), {}, secret=SECRET)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":1}', "missing"),
        (b'{"signature":"%s"}', "missing"),
        (b'{"signature":"%s","a":1}', "missing"),
        (b'{"a":{"b":1,"signature":"%s"}}', "missing"),
        (b'[{"a":1,"signature":"%s"}]', "missing"),
        (b'{"a":1,"signature":"%s"}x', "missing"),
        (b'{"a":1,"signature":"%s"', "missing"),
        (b'{"a":1 "signature":"%s"}', "missing"),
        (b'{"a":1,"signature":["%s"]}', "missing"),
        (b'{"a":1,"signature":"\\u0073%s"}', "missing"),
        (b'{"a":1,"Signature":"%s"}', "missing"),
        (b'"signature":"%s"}', "missing"),
        (b'{"a":1,"signature":""}', "unreadable"),
        (b'{"a":1,"signature":"\xff%s"}', "unreadable"),
        (b'{"a":2,"signature":"%s"}', "mismatch"),
        (b'{"a":1 ,"signature":"%s"}', "mismatch"),
        (b'{"a":1,"b":2,"signature":"%s"}', "mismatch"),
        (b'{"a":1,"signature":"%s"}', "accepted"),
        (b'{"a":1,\n"signature" : "%s"}', "accepted"),
    ],
    ids=ascii,
)
def test_only_the_last_member_of_a_body_can_sign_it(body, reason):
    """
    Anywhere else it could not be said which bytes it covers.
    """
    signature = sign(b'{"a":1}', SECRET).encode()

    assert reason == refused(body.replace(b"%s", signature), {})


def test_the_header_decides_when_it_is_there():
    """
    A good signature in the body does not make up for a bad one in the header, and the header covers both.
    """
    body = with_member({"a": 1}, sign(b'{"a": 1}', SECRET))

    assert "accepted" == refused(body, {})
    assert "mismatch" == refused(body, {"X-Warp-Signature": WRONG})
    assert "unreadable" == refused(body, {"X-Warp-Signature": ""})
    assert body == signed_part(body, {"X-Warp-Signature": sign(body, SECRET)}, secret=SECRET)


@pytest.mark.parametrize("body", [BODY.decode(), bytearray(BODY), {"event_id": "e1"}, None])
def test_a_body_that_is_no_bytes_is_a_mistake_of_the_caller(body):
    """
    Parsed and written again it would have other bytes, so this is said at once.
    """
    with pytest.raises(TypeError, match="as received"):
        signed_part(body, {"X-Warp-Signature": GOOD}, secret=SECRET)
    with pytest.raises(TypeError, match="as received"):
        sign(body, SECRET)


@pytest.mark.parametrize("secret", ["", b"", " \n", [], (), [SECRET, ""], ["", SECRET]])
def test_a_blank_secret_is_refused(secret):
    """
    Anybody can sign with an empty key, and a forgotten setting often is one.
    """
    forged = f"sha256={hmac.new(b'', BODY, 'sha256').hexdigest()}"

    with pytest.raises(ValueError, match="no secret"):
        signed_part(BODY, {"X-Warp-Signature": forged}, secret=secret)


@pytest.mark.parametrize("secret", [None, 7, [None], [SECRET, None], [bytearray(b"key")]])
def test_a_secret_of_another_type_is_refused(secret):
    """
    An environment variable that is not set gives None.
    """
    with pytest.raises(TypeError, match="text or bytes"):
        signed_part(BODY, {"X-Warp-Signature": GOOD}, secret=secret)


def test_a_secret_may_hold_any_text():
    """
    Half a surrogate pair has no UTF-8, but no error may show it either.
    """
    assert sign(BODY, "\ud800").startswith("sha256=")


def test_every_pair_is_compared_in_constant_time():
    """
    No early end tells which secret or which signature came close.
    """
    headers = {"X-Warp-Signature": f"{GOOD},{WRONG},{WRONG}"}

    with mock.patch("hmac.compare_digest", wraps=hmac.compare_digest) as compared:
        signed_part(BODY, headers, secret=[SECRET, "old"])

    assert 6 == compared.call_count
    assert {(32, 32)} == {tuple(map(len, call.args)) for call in compared.call_args_list}


@pytest.mark.parametrize(
    ("seconds", "tolerance", "reason"),
    [
        (0, 0, None),
        (300, 300, None),
        (-300, 300.0, None),
        (300.001, 300, "too_old"),
        (-300.001, 300, "too_new"),
        (0.001, 0, "too_old"),
        (1e9, None, None),
        (-1e9, None, None),
    ],
)
def test_the_time_may_differ_by_the_tolerance_in_either_direction(seconds, tolerance, reason):
    """
    Up to and including it; without one by any number.
    """
    try:
        check_age(NOW - timedelta(seconds=seconds), now=NOW, tolerance=tolerance)
    except WebhookVerificationError as error:
        found = error.reason
    else:
        found = None

    assert reason == found


@pytest.mark.parametrize(("hours", "words"), [(1, "behind the clock"), (-1, "ahead of the clock")])
def test_a_refused_time_says_how_far_it_is_off(hours, words):
    """
    To tell a late retry from a clock that is wrong.
    """
    with pytest.raises(WebhookVerificationError, match=rf"3600\.0 seconds {words}, tolerated are 300"):
        check_age(NOW - timedelta(hours=hours), now=NOW, tolerance=300)


@pytest.mark.parametrize("tolerance", [-1, -0.001, float("nan")])
def test_a_tolerance_that_is_no_number_of_seconds_is_refused(tolerance):
    """
    With NaN every comparison would fail, and every age pass.
    """
    with pytest.raises(ValueError, match="tolerance"):
        check_age(NOW, now=NOW, tolerance=tolerance)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_the_error_travels(duplicate):
    """
    Into another process as well.
    """
    again = duplicate(WebhookVerificationError("no", reason="mismatch"))

    assert isinstance(again, WarpError)
    assert ("no", "mismatch") == (str(again), again.reason)


def test_the_error_shows_neither_secret_nor_signature():
    """
    Who could read the expected signature could forge one.
    """
    with pytest.raises(WebhookVerificationError) as caught:
        signed_part(BODY, {"X-Warp-Signature": WRONG}, secret=SECRET)

    shown = f"{caught.value!r} {caught.value} {vars(caught.value)}"

    assert not [one for one in (SECRET, GOOD, WRONG, GOOD[7:], WRONG[7:], "event_id") if one in shown]


@QUIET
@given(st.binary(), st.lists(st.tuples(st.text(), st.text())), st.text(), st.binary())
def test_nothing_but_the_right_signature_gets_through(body, headers, value, tail):
    """
    Any bytes and any fields are refused by the one error.
    """
    member = body + b',"signature":"' + tail + b'"}'

    assert refused(member, headers) in ("missing", "unreadable", "mismatch")
    assert refused(body, [*headers, ("X-Warp-Signature", value)]) in ("unreadable", "mismatch")


@QUIET
@given(st.binary(), st.binary(min_size=1).filter(bytes.strip))
def test_what_is_signed_is_accepted(body, secret):
    """
    Whatever the bytes are.
    """
    assert body == signed_part(body, {"X-Warp-Signature": sign(body, secret)}, secret=secret)


def test_importing_the_module_loads_no_cryptography():
    """
    A client that receives no webhooks does not pay for it.
    """
    code = "import sys, warp_client_core.signatures; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert not {"hmac", "hashlib", "msgspec", "httpx"} & set(done.stdout.split())
