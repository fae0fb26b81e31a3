"""
What holds wherever the identity service is: the sandbox, or the emulator of Firebase Authentication.

One rule: each test is told the service by the fixture ``rig``, and asks nothing of it that the real one cannot do.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging

import httpx
import pytest

from tests.core.google.rig import PASSWORD_STEP, TOKEN, AsyncCaller, Person, SyncCaller
from warp_client_core import AuthenticationError, GoogleIdentityAuth, ReauthenticationRequired
from warp_sandbox.identity.jwt import read

CUSTOM_STEP = "/v1/accounts:signInWithCustomToken"
START, FINALIZE = "/v2/accounts/mfaSignIn:start", "/v2/accounts/mfaSignIn:finalize"
AN_HOUR = 3600


@pytest.fixture(params=[SyncCaller, AsyncCaller], ids=["sync", "async"])
def caller(request):
    """Makes what calls the API: ``caller(rig, auth)``."""
    return request.param


class SignIns:
    """Signing in and staying so."""

    def test_password_signs_in_at_the_first_call_and_once(self, rig, caller):
        """
        Building sends nothing; two calls share the id token of one sign-in.
        """
        person = rig.service.person()
        auth = rig.auth(person)
        built = list(rig.steps)
        client = caller(rig, auth)

        client.get(), client.get()

        assert ([], [PASSWORD_STEP]) == (built, rig.steps)
        assert 1 == len(set(rig.api.tokens))
        assert person.email == read(rig.api.tokens[0]).claims["email"]

    def test_code_by_sms_is_the_second_step(self, rig, caller):
        """
        The callback is told of the phone and gives the code; a lifetime that is not told is read off the token.
        """
        person, asked = rig.service.with_sms(), []

        def mfa(factor):
            asked.append(factor)
            return rig.service.code(factor, person)

        auth = rig.auth(person, mfa=mfa)
        caller(rig, auth).get()

        assert [PASSWORD_STEP, START, FINALIZE] == rig.steps
        assert ["phone"] == [factor.kind for factor in asked]
        assert AN_HOUR == pytest.approx(auth.token_source.credentials.window.ends - rig.ambient.clock(), abs=30)

    @pytest.mark.parametrize(("mfa", "reason"), [(None, "mfa_required"), (lambda factor: "000000x", "invalid_code")])
    def test_second_factor_that_is_not_shown_ends_the_sign_in(self, rig, caller, mfa, reason):
        """
        No callback, or a wrong code: somebody has to sign in again, and no call is sent.
        """
        with pytest.raises(ReauthenticationRequired) as caught:
            caller(rig, rig.auth(rig.service.with_sms(), mfa=mfa)).get()

        assert reason == caught.value.reason
        assert [] == rig.api.tokens

    def test_custom_token_signs_in(self, rig, caller):
        """
        The token of the operator is traded for an id token of the user that it names.
        """
        auth = rig.auth(custom_token=rig.service.custom_token("user-7"))

        caller(rig, auth).get()

        assert [CUSTOM_STEP] == rig.steps
        assert "user-7" == read(rig.api.tokens[0]).claims["sub"]

    def test_tenant_is_named(self, rig, caller):
        """
        A user of a tenant gets tokens of that tenant, also by renewal.
        """
        person, tenant = rig.service.in_tenant()
        client = caller(rig, rig.auth(person, tenant_id=tenant))
        client.get()
        rig.service.new_second()
        rig.ahead = AN_HOUR - 10
        client.get()

        assert [PASSWORD_STEP, TOKEN] == rig.steps
        assert [tenant, tenant] == [read(token).claims["firebase"]["tenant"] for token in rig.api.tokens]

    def test_user_of_a_tenant_is_not_known_without_it(self, rig, caller):
        """
        Leaving the tenant out is refused, as a wrong password is.
        """
        person, _tenant = rig.service.in_tenant()

        with pytest.raises(ReauthenticationRequired) as caught:
            caller(rig, rig.auth(person)).get()

        assert caught.value.reason in ("email_not_found", "invalid_login_credentials")

    def test_token_is_renewed_before_it_ends(self, rig, caller):
        """
        Near the end of the hour the refresh token is traded, and the new token sent.
        """
        client = caller(rig, rig.auth(rig.service.person()))
        client.get()
        rig.service.new_second()
        rig.ahead = AN_HOUR - 10
        client.get(), client.get()

        assert [PASSWORD_STEP, TOKEN] == rig.steps
        assert rig.api.tokens[0] != rig.api.tokens[1] == rig.api.tokens[2]

    def test_refused_token_is_renewed_once(self, rig, caller):
        """
        A 401 costs one renewal and one repetition, for a write as well.
        """
        client = caller(rig, rig.auth(rig.service.person()))
        client.get()
        rig.service.new_second()
        rig.api.refuses = 1

        assert {"data": {"n": 3}} == client.write()
        assert [PASSWORD_STEP, TOKEN] == rig.steps

    def test_second_401_is_an_error(self, rig, caller):
        """
        Exactly two requests for data and one renewal, then AuthenticationError.
        """
        client = caller(rig, rig.auth(rig.service.person()))
        client.get()
        rig.service.new_second()
        rig.api.refuses = 99

        with pytest.raises(AuthenticationError):
            client.get()

        assert (3, [PASSWORD_STEP, TOKEN]) == (len(rig.api.tokens), rig.steps)

    def test_wrong_password_is_not_tried_again_at_once(self, rig, caller):
        """
        The second call is refused without asking, because guesses are counted.
        """
        client = caller(rig, rig.auth(Person(rig.service.person().email, "wrong-password")))

        reasons = []
        for _call in range(2):
            with pytest.raises(ReauthenticationRequired) as caught:
                client.get()
            reasons.append(caught.value.reason)

        assert [PASSWORD_STEP] == rig.steps
        assert set(reasons) <= {"invalid_login_credentials", "invalid_password"}

    def test_disabled_user_has_to_sign_in_again(self, rig, caller):
        """
        USER_DISABLED at a renewal ends the session, and the tokens are dropped.
        """
        person = rig.service.person()
        auth = rig.auth(person)
        client = caller(rig, auth)
        client.get()
        rig.service.disable(person)
        rig.ahead = AN_HOUR + 1

        with pytest.raises(ReauthenticationRequired) as caught:
            client.get()

        assert "user_disabled" == caught.value.reason
        assert auth.token_source.credentials.access_token is None

    def test_session_goes_on_from_a_refresh_token(self, rig, caller):
        """
        ``refresh_token=`` is traded for an id token before the first call.
        """
        begun = rig.auth(rig.service.person())
        caller(rig, begun).get()
        refresh = begun.token_source.credentials.refresh_token

        caller(rig, rig.auth(refresh_token=refresh)).get()

        assert [PASSWORD_STEP, TOKEN] == rig.steps
        assert "email" in read(rig.api.tokens[1]).claims

    def test_unknown_refresh_token_ends_the_session(self, rig, caller):
        """
        There is nothing else to sign in with.
        """
        with pytest.raises(ReauthenticationRequired) as caught:
            caller(rig, rig.auth(refresh_token="unknown")).get()

        assert "invalid_grant" == caught.value.reason

    def test_host_and_key_come_from_the_environment(self, rig, caller, monkeypatch):
        """
        FIREBASE_AUTH_EMULATOR_HOST and WARP_AUTH_API_KEY are read when the object is built.
        """
        person = rig.service.person()
        monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", rig.service.host)
        monkeypatch.setenv("WARP_AUTH_API_KEY", rig.service.key)
        auth = GoogleIdentityAuth(email=person.email, password=person.password)
        monkeypatch.delenv("FIREBASE_AUTH_EMULATOR_HOST")
        monkeypatch.delenv("WARP_AUTH_API_KEY")

        caller(rig, auth).get()

        assert [(rig.service.host, rig.service.key)] == [
            (one.url.netloc.decode(), one.headers["x-goog-api-key"]) for one in rig.sent
        ]

    def test_no_secret_is_in_a_url_or_a_log(self, rig, caller, caplog):
        """
        All loggers at DEBUG, those of the HTTP library included, through sign-in, second factor and renewal.
        """
        person, codes = rig.service.with_sms(), []

        def mfa(factor):
            codes.append(rig.service.code(factor, person))
            return codes[-1]

        auth = rig.auth(person, mfa=mfa)
        client = caller(rig, auth)
        with caplog.at_level(logging.DEBUG):
            client.get()
            refresh = auth.token_source.credentials.refresh_token
            rig.ahead = AN_HOUR - 10
            client.get()

        secrets = [rig.service.key, person.password, *codes, refresh, *rig.api.tokens]
        told = caplog.text + " ".join(str(one.url) for one in rig.sent)
        assert [TOKEN] == rig.steps[-1:]
        assert [] == [secret for secret in secrets if secret in told]

    def test_crowd_signs_in_once_and_renews_once(self, rig):
        """
        100 tasks and 32 threads with one object: one sign-in; an hour later, one renewal.
        """
        auth = rig.auth(rig.service.person())
        threads = rig.client(auth)

        async def crowd():
            async with rig.async_client(auth) as client:
                await asyncio.gather(*(client.request("GET", "/x") for _task in range(100)))

        def everybody():
            with concurrent.futures.ThreadPoolExecutor(33) as pool:
                jobs = [pool.submit(threads.request, "GET", "/x") for _thread in range(32)]
                jobs.append(pool.submit(asyncio.run, crowd()))
                for job in jobs:
                    job.result(60)

        everybody()
        rig.service.new_second()
        rig.ahead = AN_HOUR + 1
        everybody()

        assert [PASSWORD_STEP, TOKEN] == rig.steps
        assert [132, 132] == [rig.api.tokens.count(token) for token in dict.fromkeys(rig.api.tokens)]

    def test_requests_of_other_clients_are_signed(self, rig):
        """
        A plain client of the HTTP library, sync or async, gets tokens and the one repetition after a 401.
        """
        auth = rig.auth(rig.service.person())
        with httpx.Client(auth=auth, transport=httpx.MockTransport(rig.api)) as client:
            client.get("https://api.example.com/x")
        rig.service.new_second()
        rig.api.refuses = 1

        async def again():
            async with httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(rig.api)) as client:
                return await client.get("https://api.example.com/x")

        assert isinstance(auth, httpx.Auth)
        assert 200 == asyncio.run(again()).status_code
        assert rig.api.tokens[0] == rig.api.tokens[1] != rig.api.tokens[2]
