"""Compiled templates are kept from one run to the next, and never stand in for what they were not made of."""

import jinja2
import pytest

from generator.emit.compiled import Compiled
from generator.model.views import LazyPackage, Planned
from generator.passes import render as rendering
from generator.passes.render import SETTINGS, render

FILES = (Planned("a.py", "a.jinja", LazyPackage(doc="seven", imports=(), where=(), modules=())),)
FIRST, OTHER = {"a.jinja": "{{ view.doc }}\n"}, {"a.jinja": "not {{ view.doc }}\n"}


@pytest.fixture
def printed(monkeypatch):
    """Renders as a run of its own does; gives back the text, and how many templates it compiled."""

    def run(templates, cache):
        compiled = []
        compiling = jinja2.Environment.compile
        rendering._environment.cache_clear()
        with monkeypatch.context() as patch:
            patch.setattr(jinja2.Environment, "compile", lambda *given: compiled.append(1) or compiling(*given))
            return render(FILES, templates, cache)["a.py"], len(compiled)

    yield run
    rendering._environment.cache_clear()


def test_a_template_is_compiled_once(printed, tmp_path):
    folder = tmp_path / "__pycache__"

    assert ("seven\n", 1) == printed(FIRST, Compiled(SETTINGS, folder))
    assert ("seven\n", 0) == printed(FIRST, Compiled(SETTINGS, folder))
    assert 1 == len(list(folder.iterdir()))


def test_a_template_that_changed_is_compiled_anew(printed, tmp_path):
    printed(FIRST, Compiled(SETTINGS, tmp_path))

    assert ("not seven\n", 1) == printed(OTHER, Compiled(SETTINGS, tmp_path))
    assert ("not seven\n", 0) == printed(OTHER, Compiled(SETTINGS, tmp_path))


@pytest.mark.parametrize("of", ["settings", "jinja2", "Python"])
def test_another_version_compiles_anew(printed, tmp_path, monkeypatch, of):
    settings = dict(SETTINGS)
    printed(FIRST, Compiled(settings, tmp_path))
    if of == "settings":
        settings["trim_blocks"] = False
    if of == "jinja2":
        monkeypatch.setattr(jinja2, "__version__", "0")
    if of == "Python":
        monkeypatch.setattr("sys.implementation.cache_tag", "cpython-0")

    assert ("seven\n", 1) == printed(FIRST, Compiled(settings, tmp_path))


@pytest.mark.parametrize("kept", [b"", b"no bytecode", None], ids=["empty", "something else", "cut off"])
def test_what_cannot_be_read_is_compiled_anew(printed, tmp_path, kept):
    printed(FIRST, Compiled(SETTINGS, tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for content in [whole[:length] for length in range(0, len(whole), 7)] if kept is None else [kept]:
        file.write_bytes(content)

        assert ("seven\n", 1) == printed(FIRST, Compiled(SETTINGS, tmp_path))
        assert whole == file.read_bytes()


def test_a_folder_that_cannot_be_written_is_no_obstacle(printed, tmp_path):
    (tmp_path / "file").write_text("")

    assert ("seven\n", 1) == printed(FIRST, Compiled(SETTINGS, tmp_path / "file" / "__pycache__"))
    assert ["file"] == [one.name for one in tmp_path.iterdir()]


def test_a_build_keeps_them_beside_compiled_modules():
    assert "__pycache__" == Compiled(SETTINGS)._folder.name
