"""
render: views through templates to text.

One rule: text of the document is data. It reaches a template only inside a view and leaves it only through one of the
filters below, each made for one kind of place; an undefined variable ends the build.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

import jinja2

from generator.model.views import Planned


def render(files: tuple[Planned, ...], templates: Mapping[str, str]) -> dict[str, str]:
    """
    Path -> text of every planned file.

    Args:
        files: From `plan`.
        templates: Path below ``templates`` -> text.
    """
    environment = _environment(tuple(sorted(templates.items())))
    return {planned.path: environment.get_template(planned.template).render(view=planned.view) for planned in files}


@functools.lru_cache(maxsize=1)
def _environment(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """The templates compiled: once for all clients of a build, which would else spend most of `render` on it."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(docstring=docstring, literal=repr, toml=toml, markdown=markdown, code_cell=code_cell)
    return environment


def docstring(text: str) -> str:
    """Text for the inside of a triple-quoted string: it cannot end the string, nor escape anything."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    escaped = clean.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return escaped + " " if escaped.endswith('"') else escaped


def toml(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for the pairs that JSON writes beyond U+FFFF."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def markdown(text: str) -> str:
    """Text for one line of Markdown, table cells included."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean.replace("|", "\\|").replace("<", "&lt;").replace("```", "\\`\\`\\`")


def code_cell(text: str) -> str:
    """Code in backticks for a Markdown table cell; only names, types and paths of the generator's own making."""
    return "`" + text.replace("|", "\\|") + "`" if text else ""
