"""
The picture of the pipeline, drawn from its code: the functions of ``generator/pipeline.py``, and the passes they call.

One rule: nothing on it is written here; a pass that is added to the code is on the next picture.
"""

from __future__ import annotations

import ast
from html import escape
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("prepare", "understand", "print_out", "finish")
WIDTH, ROW, TOP, GAP = 720, 46, 74, 30
_BOX, _COLUMN = 200, 228
_STYLE = """
.stage { fill: #e8eaf6; stroke: #3f51b5; } .pass { fill: #fff; stroke: #7986cb; }
text { font: 14px system-ui, sans-serif; fill: #1a237e; } .title { font-weight: 600; font-size: 16px; }
.said { font-size: 12px; fill: #37474f; } .flow { stroke: #3f51b5; stroke-width: 2; fill: none; }
.sheet { fill: #fafafa; }
"""


@attrs.frozen
class Stage:
    """One function of the pipeline: what it says of itself, and the passes in the order in which they are called."""

    name: str
    says: str
    passes: tuple[str, ...]


def stages(text: str | None = None) -> list[Stage]:
    """The stages of the pipeline, as its source has them."""
    tree = ast.parse(text or (ROOT / "generator" / "pipeline.py").read_text("utf-8"))
    known = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("generator.passes.", "generator.release."))
        for alias in node.names
    }
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return [_stage(functions[name], known) for name in STAGES]


def _stage(function: ast.FunctionDef, known: set[str]) -> Stage:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    # What stands inside of a call is called before it: it ends earlier.
    calls.sort(key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0))
    found = dict.fromkeys(node.func.id for node in calls if isinstance(node.func, ast.Name) and node.func.id in known)
    says = (ast.get_docstring(function) or "").partition("\n")[0].replace("``", "")
    return Stage(function.name, says, tuple(found))


def picture() -> str:
    """The picture as SVG, light on any page."""
    parts, y = [], 16
    found = stages()
    for number, stage in enumerate(found):
        rows = -(-len(stage.passes) // 3)
        height = TOP + rows * ROW
        parts.append(_stage_box(stage, y, height))
        if number + 1 < len(found):
            middle = WIDTH // 2
            parts.append(f'<path class="flow" d="M{middle} {y + height} v{GAP - 4}" marker-end="url(#tip)"/>')
        y += height + GAP
    names = ", ".join(stage.name for stage in found)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" '
        f'aria-label="The stages of the pipeline: {names}"><style>{_STYLE}</style>'
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#3f51b5"/></marker></defs>'
        f'<rect class="sheet" width="{WIDTH}" height="{y}" rx="8"/>{"".join(parts)}</svg>\n'
    )


def _stage_box(stage: Stage, y: int, height: int) -> str:
    parts = [f'<rect class="stage" x="12" y="{y}" width="{WIDTH - 24}" height="{height}" rx="8"/>']
    parts.append(f'<text class="title" x="28" y="{y + 26}">{escape(stage.name)}</text>')
    parts.append(f'<text class="said" x="28" y="{y + 46}">{escape(stage.says)}</text>')
    for index, one in enumerate(stage.passes):
        left, top = 28 + (index % 3) * _COLUMN, y + 60 + (index // 3) * ROW
        if index + 1 < len(stage.passes) and index % 3 < 2:
            parts.append(
                f'<path class="flow" d="M{left + _BOX} {top + 16} h{_COLUMN - _BOX - 3}" marker-end="url(#tip)"/>'
            )
        parts.append(f'<rect class="pass" x="{left}" y="{top}" width="{_BOX}" height="32" rx="6"/>')
        parts.append(f'<text x="{left + 12}" y="{top + 21}">{escape(one)}</text>')
    return "".join(parts)
