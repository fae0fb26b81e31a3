"""Claims about `warp_client_core.origins`."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.origins import check_base_url, check_url, is_absolute, is_loopback, origin


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("", "must start with https://"),
        ("api.example.com", "must start with https://"),
        ("/v1", "must start with https://"),
        ("ftp://api.example.com", "must start with https://"),
        ("javascript:alert(1)", "must start with https://"),
        ("https://", "plain host name"),
        ("https:///v1", "plain host name"),
        ("https://user@api.example.com", "user name or password"),
        ("https://user:s3cret@api.example.com", "user name or password"),
        ("https://api.example.com#top", "fragment"),
        ("https://api.example.com/v1#", "fragment"),
        ("https://api.example.com:99999", "not a URL"),
        ("https://api.example.com:x", "not a URL"),
        ("https://[::1", "not a URL"),
        ("https://api.example.com\\@evil.example", "backslashes"),
        ("https://api.exam ple.com", "spaces"),
        ("https://api.example.com\r\n", "control characters"),
        ("https://api.example.com,evil.example", "plain host name"),
        ("https://äpi.example.com", "plain host name"),
    ],
)
def test_an_unsafe_url_is_refused_with_advice_and_without_secrets(url, advice):
    with pytest.raises(ValueError, match=advice) as caught:
        check_url(url, name="base_url")

    assert str(caught.value).startswith("base_url ")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://api.example.com/v1?x=1", "https://api.example.com?", "https://api.example.com/?"]
)
def test_a_base_url_has_no_query(url):
    with pytest.raises(ValueError, match="base_url must not have a query"):
        check_base_url(url)


@pytest.mark.parametrize("url", ["http://api.example.com", "http://10.0.0.1/v1", "http://localhost.evil.example"])
def test_a_base_url_without_tls_is_refused_with_advice(url):
    with pytest.raises(ValueError, match="base_url must use https:// because tokens are sent to it"):
        check_base_url(url)


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/v1", "http://127.0.0.1", "http://[::1]:80", "http://a.localhost"]
)
def test_the_local_host_needs_no_tls(url):
    assert check_base_url(url) == url


def test_any_host_needs_no_tls_where_the_caller_brings_the_connections():
    assert check_base_url("http://sandbox/v1", plain_allowed=True) == "http://sandbox/v1"


@pytest.mark.parametrize(
    "url", ["https://api.example.com/v1/", "https://api.example.com/v1//", "https://api.example.com/v1"]
)
def test_the_trailing_slash_goes(url):
    assert check_base_url(url) == "https://api.example.com/v1"


def test_a_stream_url_has_schemes_of_its_own():
    assert (
        check_base_url("wss://api.example.com/ws", name="ws_url", schemes=("wss", "ws")) == "wss://api.example.com/ws"
    )
    with pytest.raises(ValueError, match="ws_url must use wss://"):
        check_base_url("ws://api.example.com/ws", name="ws_url", schemes=("wss", "ws"))


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_the_local_host_is_known_by_all_its_names(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "localhost.example", "10.0.0.1", "0.0.0.0", "127.0.0.1.example"])
def test_other_hosts_are_not_the_local_host(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://api.example.com/v1", "https://API.example.com:443/other"),
        ("http://localhost", "http://localhost:80/"),
    ],
)
def test_origins_ignore_paths_case_and_default_ports(one, other):
    assert origin(one) == origin(other)


@pytest.mark.parametrize(
    "other",
    [
        "http://api.example.com",
        "https://api.example.com:8443",
        "https://api.example.com.evil.example",
        "https://example.com",
    ],
)
def test_origins_differ_by_scheme_host_or_port(other):
    assert origin("https://api.example.com") != origin(other)


@given(st.text(alphabet="https:/@.\\[]#?%:abc019-_ \t", max_size=30))
def test_what_is_let_through_has_the_same_host_for_the_http_library(text):
    url = "https://" + text
    try:
        check_url(url, name="url")
    except ValueError:
        return

    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return
    assert (parsed.scheme, parsed.host, parsed.port or 443) == origin(url)


def test_a_path_is_not_absolute():
    assert not is_absolute("/trunks")
    assert is_absolute("https://api.example.com")
