"""Claims about `warp_client_core.settings`."""

import pytest

from warp_client_core._abi import VERSION
from warp_client_core.settings import About, Given, Settings, credentials_for, joined, settings_for
from warp_client_core.tokens import MemoryTokenStore, Tokens

ABOUT = About(
    dist="warp-customer-client", version="1.2.3", base_url="https://api.example.com/v1", ws_url="wss://a.example/ws"
)
ENVIRONMENT = {"access_token": "env-a", "refresh_token": "env-r", "api_key": "env-k"}


def test_a_client_without_any_base_url_says_which_variable_would_set_it():
    about = About(dist="x", version="1")

    with pytest.raises(ValueError, match="base_url is missing; pass it or set WARP_API_URL"):
        settings_for(about, Given(), {})


def test_a_client_without_any_base_url_or_variable_says_so():
    about = About(dist="x", version="1", environment={})

    with pytest.raises(ValueError, match=r"base_url is missing; pass it$"):
        settings_for(about, Given(), {})


@pytest.mark.parametrize(
    "given_values", [{"timeout": 0}, {"timeout": None}, {"max_retries": -1}, {"default_headers": {"X-A": "a\nb"}}]
)
def test_values_out_of_range_are_refused(given_values):
    with pytest.raises(ValueError, match=r"timeout|max_retries|header X-A"):
        settings_for(ABOUT, Given(**given_values), {})


@pytest.mark.parametrize("environment", [{"base_url": "http://api.example.com"}, {"ws_url": "ws://api.example.com"}])
def test_urls_of_the_environment_are_checked_as_well(environment):
    with pytest.raises(ValueError, match="because tokens are sent to it"):
        settings_for(ABOUT, Given(), environment)


def test_connections_of_the_caller_may_go_without_tls():
    settings = settings_for(
        ABOUT, Given(base_url="http://sandbox/v1/", ws_url="ws://sandbox", has_http_client=True), {}
    )

    assert (settings.base_url, settings.ws_url) == ("http://sandbox/v1", "ws://sandbox")


@pytest.mark.parametrize(
    ("given_url", "environment", "expected"),
    [
        ("https://given.example", {"base_url": "https://env.example"}, "https://given.example"),
        (None, {"base_url": "https://env.example"}, "https://env.example"),
        (None, {}, "https://api.example.com/v1"),
    ],
)
def test_arguments_win_over_the_environment_and_that_over_the_client(given_url, environment, expected):
    assert settings_for(ABOUT, Given(base_url=given_url), environment).base_url == expected


def test_a_client_tells_who_it_is():
    settings = settings_for(ABOUT, Given(), {})

    assert settings.client_version == "warp-customer-client/1.2.3"
    assert settings.user_agent == f"warp-customer-client/1.2.3 warp-client-core/{VERSION}"


def test_settings_are_changed_in_a_copy():
    settings = Settings(about=ABOUT, base_url="https://a.example", headers={"X-A": "1", "X-B": "1"})

    changed = settings.changed(timeout=5, max_retries=0, headers={"x-a": "2"})

    assert (changed.timeout, changed.max_retries, changed.headers) == (5, 0, {"x-a": "2", "X-B": "1"})
    assert (settings.timeout, settings.max_retries, settings.headers) == (30.0, 3, {"X-A": "1", "X-B": "1"})
    assert settings.changed() == settings


def test_secrets_do_not_show():
    settings = Settings(about=ABOUT, base_url="https://a.example", headers={"X-API-Key": "s3cret"})
    given = Given(access_token="s3cret", refresh_token="s3cret", api_key="s3cret", default_headers={"X": "s3cret"})

    assert "s3cret" not in repr(settings) + repr(given)


def test_header_fields_are_joined_without_regard_to_case():
    assert joined({"Accept": "a", "X-B": "b"}, {"accept": "c"}) == {"accept": "c", "X-B": "b"}


@pytest.mark.parametrize(
    ("given_values", "tokens", "api_key"),
    [
        ({"access_token": "a"}, Tokens("a"), None),
        ({"refresh_token": "r"}, Tokens(None, "r"), None),
        ({"api_key": "k"}, Tokens(), "k"),
        ({"has_auth": True}, Tokens(), None),
        ({"access_token": "a", "token_store": MemoryTokenStore(Tokens("s"))}, Tokens("a"), None),
        ({"token_store": MemoryTokenStore(Tokens("s", "sr", 7.0))}, Tokens("s", "sr", 7.0), None),
        ({"token_store": MemoryTokenStore(Tokens("s")), "api_key": "k"}, Tokens("s"), "k"),
        ({"token_store": MemoryTokenStore()}, Tokens("env-a", "env-r"), "env-k"),
        ({}, Tokens("env-a", "env-r"), "env-k"),
    ],
)
def test_credentials_come_from_one_source(given_values, tokens, api_key):
    credentials = credentials_for(Given(**given_values), ENVIRONMENT)

    assert (credentials.tokens, credentials.api_key) == (tokens, api_key)


@pytest.mark.parametrize(
    ("expected", "base_url", "environment"),
    [
        ("wss://a.example/ws", None, {}),
        ("wss://a.example/ws", "https://API.example.com:443/v2", {}),
        ("wss://other.example/ws", "https://other.example/v1", {}),
        ("wss://other.example:8443/ws", None, {"base_url": "https://other.example:8443"}),
        ("ws://127.0.0.1:8080/ws", "http://127.0.0.1:8080/v1", {}),
        ("wss://env.example/ws", "https://other.example/v1", {"ws_url": "wss://env.example/ws"}),
    ],
)
def test_event_streams_are_looked_for_where_calls_go(expected, base_url, environment):
    assert expected == settings_for(ABOUT, Given(base_url=base_url), environment).ws_url


def test_a_client_without_event_streams_gets_none_by_its_base_url():
    about = About(dist="warp-netsuite-client", version="1.2.3", base_url="https://api.example.com/v1")

    assert settings_for(about, Given(base_url="https://other.example"), {}).ws_url is None
