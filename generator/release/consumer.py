"""
consumer: a program as somebody wrote it for the old client, and what a type checker says of it on the new one.

One rule: the program is made from the old client alone, and every line of it is about one public name, so that a
complaint about a line is a change of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from generator.release.ledger import Change, Detector
from generator.release.objects import CORE, Object, Parameter, Snapshot

_PATH = re.compile(r"(?<![\w.\"'])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_TYPING = {"typing.Required", "typing.NotRequired", "typing.ClassVar", "typing.Final"}
_TYPE_VARIABLE = re.compile(r"\b(?:[A-Z]|typing\.Self|P\.(?:args|kwargs))\b(?!\w)")


@attrs.frozen
class Program:
    """The text of a consumer, and the subject of each of its lines (1-based)."""

    text: str
    subjects: Mapping[int, str]


@attrs.frozen
class Complaint:
    """What a type checker says of one line."""

    line: int
    rule: str
    message: str


def program(package: str, objects: Snapshot, clients: tuple[str, ...] = ()) -> Program:
    """
    The old consumer.

    It imports every name, calls every method with all of its parameters and once with only those that it must give,
    reads every field into a variable of its old type, and names every enum member.

    Args:
        package: Import name of the client (or of the runtime).
        objects: The public names of the old one.
        clients: Names of the sync and the async client class.
    """
    writer = _Writer(package, clients)
    for one in objects.values():
        writer.add(one)
    return writer.program()


def complaints(report: str, file: str) -> tuple[Complaint, ...]:
    """The lines of a report of ty in its concise form that are about a file."""
    pattern = re.compile(r"^(?P<file>.+?):(?P<line>\d+):\d+: error\[(?P<rule>[a-z-]+)\] (?P<message>.*)$")
    found = (pattern.match(line) for line in report.splitlines())
    return tuple(
        Complaint(int(one["line"]), one["rule"], one["message"]) for one in found if one and one["file"].endswith(file)
    )


def failures(old: Program, found: Iterable[Complaint], detector: Detector = "consumer") -> tuple[Change, ...]:
    """One change for each subject that the checker complains about; the first complaint speaks for it."""
    result: dict[str, Change] = {}
    for one in sorted(found, key=lambda each: each.line):
        subject = old.subjects.get(one.line, "*")
        message = one.message.replace("`", "").rstrip(".")
        what = f"Code written for the old {subject} does not fit any more: {message[:1].lower()}{message[1:]}."
        do = f"Adapt code that uses {subject}; your type checker shows the places."
        result.setdefault(subject, Change("major", detector, "no-longer-fits", subject, what, do))
    return tuple(result[subject] for subject in sorted(result))


class _Writer:
    """A program in the making."""

    def __init__(self, package: str, clients: tuple[str, ...]) -> None:
        self._package = package
        self._clients = clients
        self._modules: set[str] = {package}
        self._lines: list[tuple[str, str]] = []
        self._count = 0

    def program(self) -> Program:
        """What was added, below its imports."""
        imports = [
            '"""Written for the old release."""',
            "from __future__ import annotations",
            "",
            *(f"import {one}" for one in sorted(self._modules)),
            "",
        ]
        lines = [*((line, "*") for line in imports), *self._lines]
        subjects = {number: subject for number, (_, subject) in enumerate(lines, 1) if subject != "*"}
        return Program("\n".join(line for line, _ in lines) + "\n", subjects)

    def add(self, one: Object) -> None:
        """Code that uses one public name."""
        self._count += 1
        match one.kind:
            case "name" | "class" | "enum" | "mapping":
                module = ".".join([self._package, *one.path.split(".")[:-1]])
                self._line(f"from {module} import {one.path.rpartition('.')[2]} as name_{self._count}", one.subject)
            case "field" if one.inside:
                self._line(f"def use_{self._count}(value: {self._package}.{one.inside}) -> None:", one.subject)
                self._line(f"    read: {self._type(one.type)} = value.{_last(one)}", one.subject)
            case "key":
                # A mapping is written with the keys that it must have; the value of each key has its old type.
                value, key = f"{self._package}.{one.inside}", self._given(one.type)
                self._line(f"def use_{self._count}(value: {value}, key: {key}) -> None:", one.subject)
                self._line(f'    value["{_last(one)}"] = key', one.subject)
            case "member":
                reached = f"{self._package}.{one.inside}.{_last(one)}"
                self._line(f"def use_{self._count}(value: {self._package}.{one.inside}) -> str:", one.subject)
                self._line(f"    match_{self._count}: {self._package}.{one.inside} = {reached}", one.subject)
                self._line(f"    return {reached}.value if value is {reached} else value.value", one.subject)
            case "property":
                client = self._client(one)
                self._line(f"def use_{self._count}(target: {self._package}.{client}) -> None:", one.subject)
                self._line(f"    read: {self._type(one.type)} = target.{one.path}", one.subject)
            case "method" | "function":
                self._calls(one)

    def _calls(self, one: Object) -> None:
        if one.kind == "function":
            receiver, called = "", f"{self._package}.{one.path}"
        elif one.inside:
            receiver, called = f"target: {self._package}.{one.inside}", f"target.{_last(one)}"
        else:
            receiver, called = f"target: {self._package}.{self._client(one)}", f"target.{one.path}"
        given = [each for each in one.parameters if each.kind != "rest"]
        self._line(f"{'async ' if one.awaited else ''}def use_{self._count}(", one.subject)
        self._line(f"    {receiver}{',' if receiver else ''}", one.subject)
        for each in given:
            self._line(f"    given_{each.name}: {self._type(each.type)},", f"{one.subject}({each.name})")
        self._line(") -> None:", one.subject)
        wait = "await " if one.awaited else ""
        result = "" if one.type in ("", "None") else f"result: {self._type(one.type)} = "
        self._call(one, f"    {result}{wait}{called}(", given, by_name=False)
        self._call(one, f"    {wait}{called}(", [each for each in given if each.default is None], by_name=True)

    def _client(self, one: Object) -> str:
        return next(name for name in self._clients if name.startswith("Async") == one.asynchronous)

    def _call(self, one: Object, start: str, given: list[Parameter], *, by_name: bool) -> None:
        self._line(start, one.subject)
        for each in given:
            named = by_name or each.kind == "keyword"
            self._line(f"        {f'{each.name}=' if named else ''}given_{each.name},", f"{one.subject}({each.name})")
        self._line("    )", one.subject)

    def _given(self, kind: str) -> str:
        return self._type(re.sub(r"^typing\.(?:Not)?Required\[(.*)\]$", r"\1", kind))

    def _type(self, kind: str) -> str:
        """A type that the program may write; what is nobody's business outside becomes Any."""
        self._modules.add("typing")
        return _TYPE_VARIABLE.sub("typing.Any", _PATH.sub(self._known, kind)) or "typing.Any"

    def _known(self, match: re.Match[str]) -> str:
        path = match[0]
        module, _, last = path.rpartition(".")
        private = any(part.startswith("_") for part in path.split("."))
        inner = module.startswith(f"{self._package}.") and module != f"{self._package}.models" and module != CORE
        if private or len(last) == 1 or (inner and self._package != CORE) or path in _TYPING:
            return "typing.Any"
        self._modules.add(module)
        return path

    def _line(self, text: str, subject: str) -> None:
        self._lines.append((text, subject))


def _last(one: Object) -> str:
    return one.subject.rpartition(".")[2]
