"""
render: views through templates to text.

One rule: text of the document is data. It reaches a template only inside a view and leaves it only through one of the
filters below, each made for one kind of place; an undefined variable ends the build.
"""

from __future__ import annotations

import functools
import json
import re
import traceback
from collections.abc import Mapping
from typing import Final

import jinja2

from generator.model.views import Planned
from generator.problems import BuildStopped, Place, Problem

_STARTS = re.compile(r"^( {0,3})(?=#{1,6}(?:\s|$)|=+ *$|-+ *$|\[[^\]]*\]:)")
"""Where a line of Markdown would become a heading, underline the one before, or define a link."""
_LINKS = re.compile(r"!\[|\]\((?!https?://|#)")
"""A picture, and a link that leads nowhere on the web."""

_made = functools.partial(
    jinja2.Environment,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,
)
SETTINGS: Final = _made.keywords
"""What the compiled form of a template depends on, besides its text."""


def render(
    files: tuple[Planned, ...], templates: Mapping[str, str], cache: jinja2.BytecodeCache | None = None
) -> dict[str, str]:
    """
    Path -> text of every planned file.

    Args:
        files: From `plan`.
        templates: Path below ``templates`` -> text.
        cache: Keeps templates compiled from one run to the next.

    Raises:
        BuildStopped: A template is not well formed, or uses what its view does not have; with the line of each.
    """
    environment = _environment(tuple(sorted(templates.items())), cache)
    result: dict[str, str] = {}
    found: set[Problem] = set()
    for planned in files:
        try:
            result[planned.path] = environment.get_template(planned.template).render(view=planned.view)
        except jinja2.TemplateError as error:
            found.add(_problem(planned.template, error))
    if found:
        raise BuildStopped(found)
    return result


def _problem(template: str, error: jinja2.TemplateError) -> Problem:
    """What is wrong with a template, at the line where jinja2 noticed it."""
    line = getattr(error, "lineno", None) or 1
    file = getattr(error, "name", None) or template
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.endswith(("<template>", ".jinja")):
            line, file = number, frame.f_globals.get("name", file)
    message = f"the template fails: {error.message or type(error).__name__}"
    return Problem(Place(f"templates/{file}"), message, "Correct the template, or its view.", line=line, column=1)


@functools.lru_cache(maxsize=1)
def _environment(
    templates: tuple[tuple[str, str], ...], cache: jinja2.BytecodeCache | None = None
) -> jinja2.Environment:
    """The templates compiled: once for all clients of a build, which would else spend most of `render` on it."""
    environment = _made(loader=jinja2.DictLoader(dict(templates)), bytecode_cache=cache)
    environment.filters.update(docstring=docstring, literal=repr, toml=toml, markdown=markdown, code_cell=code_cell)
    return environment


def docstring(text: str) -> str:
    """Text for the inside of a triple-quoted string: it cannot end the string, nor escape anything."""
    clean = _printable(text)
    escaped = clean.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return escaped + " " if escaped.endswith('"') else escaped


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def toml(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for the pairs that JSON writes beyond U+FFFF."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def markdown(text: str) -> str:
    """Text for one line of Markdown, table cells included."""
    clean = _printable(text)
    clean = clean.replace("|", "\\|").replace("<", "&lt;").replace("```", "\\`\\`\\`").replace("~~~", "\\~\\~\\~")
    return _STARTS.sub(r"\1\\", _LINKS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", clean))


def code_cell(text: str) -> str:
    """Code in backticks for a Markdown table cell; only names, types and paths of the generator's own making."""
    clean = _printable(text).replace("`", "'").replace("|", "\\|")
    return f"`{clean}`" if text else ""
