"""A broken template does not get past the cassettes: each planted mistake is noticed by the replays it concerns."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs
import pytest

from generator.cli import load
from generator.pipeline import Client, Inputs, Stopwatch, prepare, print_out, understand
from generator.read.sources import Project
from tests.clients.cassettes.replaying import differences
from tests.mutations.mutants import MUTATIONS, Mutation

ROOT = Path(__file__).resolve().parents[2]
Replayed = Callable[[Path, Sequence[str]], list[str]]


@attrs.frozen
class Generator:
    """Everything up to the templates, done once."""

    inputs: Inputs
    clients: Mapping[str, Client]

    def write(self, client: str, templates: Mapping[str, str], folder: Path) -> Path:
        """A client of these templates, below a folder; gives back its import path."""
        tree = print_out(self.clients[client], attrs.evolve(self.inputs, templates=templates))
        for name, text in tree.items():
            if name.startswith("src/"):
                if name.endswith(".py"):
                    compile(text, name, "exec")
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        return folder / "src"


@pytest.fixture(scope="module")
def generator() -> Generator:
    """The generator with the documents of the checkout."""
    inputs = load(Project(ROOT))
    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    understood = (understand(one, documents[one.document], inputs) for one in inputs.clients)
    return Generator(inputs, {one.settings.key: one for one in understood})


def mutated(templates: Mapping[str, str], mutation: Mutation) -> dict[str, str]:
    """The templates with one mistake."""
    text = templates[mutation.template]
    for old, new in mutation.edits.items():
        assert old in text, f"{mutation.template} no longer says {old}"
        text = text.replace(old, new)
    return {**templates, mutation.template: text}


@pytest.fixture(scope="module")
def replayed() -> Iterator[Replayed]:
    """What the replays of some cases say about the clients in a folder; each time in a fresh process."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([differences.__module__])
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        yield lambda source, cases: pool.submit(differences, list(cases), str(source)).result(timeout=60)


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
def test_the_templates_as_they_are_pass(generator: Generator, replayed: Replayed, client: str, tmp_path: Path) -> None:
    """
    Without a mistake every replay that is used below is as recorded.
    """
    source = generator.write(client, generator.inputs.templates, tmp_path)
    cases = sorted({case for one in MUTATIONS if one.client == client for case in one.cases})

    found = replayed(source, cases)

    assert cases
    assert [] == found


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name.replace(" ", "-"))
def test_a_broken_template_is_noticed(
    generator: Generator, replayed: Replayed, mutation: Mutation, tmp_path: Path
) -> None:
    """
    Every method that the mistake concerns differs from its cassette, in each flavour that has the mistake.
    """
    source = generator.write(mutation.client, mutated(generator.inputs.templates, mutation), tmp_path)

    found = replayed(source, mutation.cases)

    expected = {f"{case} {flavour}" for case in mutation.cases for flavour in mutation.flavours}
    assert expected == {line.partition(":")[0] for line in found}
