"""Spec text to docstring lines: wrapped, never escaped here; templates escape when they print."""

from __future__ import annotations

import textwrap

WIDTH = 112


def sentence(text: str) -> str:
    """The text on one line, ended by a full stop."""
    flat = " ".join(text.split())
    return flat if not flat or flat.endswith((".", "!", "?")) else flat + "."


def sentence_end(text: str) -> str:
    """The text as it is, its last line ended by a full stop."""
    bare = text.rstrip()
    return bare if not bare or bare.endswith((".", "!", "?", ":")) else bare + "."


def wrap(text: str, *, indent: str = "", width: int = WIDTH) -> list[str]:
    """Paragraphs wrapped at ``width``; blank lines between them are kept, list and code lines too."""
    lines: list[str] = []
    paragraph: list[str] = []

    def flush() -> None:
        if paragraph:
            joined = " ".join(paragraph)
            lines.extend(filled(joined, width - len(indent)))
            paragraph.clear()

    for line in text.strip().splitlines():
        if not line.strip():
            flush()
            if lines and lines[-1]:
                lines.append("")
        elif line.lstrip().startswith(("- ", "* ", "|")):
            flush()
            lines.append(line.rstrip())
        else:
            paragraph.append(line.strip())
    flush()
    return [indent + line if line else "" for line in lines]


def filled(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters; a longer word has a line of its own."""
    words = text.split(" ")
    if words != text.split():  # other white space, which only the slow way keeps
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) < width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def entry(name: str, text: str) -> list[str]:
    """One ``name: text`` line of an Args or Attributes section, continued with a deeper indent."""
    flat = sentence(text)
    wrapped = filled(f"{name}: {flat}" if flat else name, WIDTH - 4)
    return [("    " if index == 0 else "        ") + line for index, line in enumerate(wrapped)]
