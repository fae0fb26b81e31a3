"""Claims about `warp_client_core.config`."""

from warp_client_core.config import PLATFORM, environment


def test_an_empty_variable_counts_as_not_set():
    assert environment(PLATFORM, {"WARP_API_URL": "", "WARP_API_KEY": "  "}) == {}


def test_only_the_variables_asked_for_are_read():
    found = environment({"base_url": "NETSUITE_BASE_URL"}, {"NETSUITE_BASE_URL": "https://x", "WARP_API_KEY": "k"})

    assert found == {"base_url": "https://x"}


def test_the_environment_of_the_process_is_read_when_asked_for(monkeypatch):
    monkeypatch.setenv("WARP_ACCESS_TOKEN", " a ")

    assert environment(PLATFORM) == {"access_token": "a"}


def test_the_platform_has_a_variable_for_each_option():
    assert PLATFORM == {
        "base_url": "WARP_API_URL",
        "ws_url": "WARP_WS_URL",
        "access_token": "WARP_ACCESS_TOKEN",
        "refresh_token": "WARP_REFRESH_TOKEN",
        "api_key": "WARP_API_KEY",
    }
