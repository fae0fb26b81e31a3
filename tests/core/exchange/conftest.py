"""A flow played against a list of outcomes, without any driver or network."""

import functools

import attrs
import pytest

from warp_client_core.credentials import Credentials
from warp_client_core.exchange import conclude, transmit
from warp_client_core.options import RequestOptions
from warp_client_core.settings import About, Settings
from warp_client_core.steps import Blocking, Send, Sleep
from warp_client_core.tokens import MemoryTokenStore

SETTINGS = Settings(about=About(dist="x", version="1"), base_url="https://api.example.com/v1")


class Play:
    """Runs a flow against a list of outcomes and notes everything it asks for."""

    def __init__(self, world, *outcomes, credentials=None, store=None, max_retries=3, budget=None):
        self.world = world
        self.outcomes = list(outcomes)
        self.credentials = credentials or Credentials()
        self.store = store or MemoryTokenStore()
        self.settings = attrs.evolve(SETTINGS, max_retries=max_retries)
        self.sent = []
        self.budget = budget

    def transmit(self, call, **options):
        return self._run(self.steps(call, **options))

    def conclude(self, call, **options):
        common = {"credentials": self.credentials, "ambient": self.world.ambient}
        return self._run(conclude(call, self.steps(call, **options), store=self.store, **common))

    def steps(self, call, **options):
        return transmit(
            call,
            settings=self.settings,
            credentials=self.credentials,
            options=RequestOptions(**options),
            budget=self.budget,
            ambient=self.world.ambient,
        )

    def _run(self, steps):
        answer = None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as end:
                return end.value
            answer = self._answer(step)

    def _answer(self, step):
        match step:
            case Send():
                self.sent.append(step)
                return self.outcomes.pop(0)
            case Sleep():
                return self.world.ambient.sleep(step.seconds)
            case Blocking():
                return step.work()
        raise AssertionError(step)

    def headers(self, name):
        return [dict(send.headers).get(name) for send in self.sent]


@pytest.fixture
def play(world):
    """Makes a `Play` in the world of the test."""
    return functools.partial(Play, world)
