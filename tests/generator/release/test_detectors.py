"""The detectors by themselves: unknown rules, complaints of the checker, and what is told only once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.release.consumer import Complaint, complaints, failures, program
from generator.release.differ import differences
from generator.release.ledger import Change
from generator.release.merge import merged
from generator.release.objects import Object, Parameter, client_objects
from generator.release.renames import renamed_objects
from generator.release.verdict import combined, recorded
from generator.release.wire import RULES, Names, wire_changes
from tests.generator.specimens import CORE, ROOT

NAMES = Names({"paths": {"/a": {"get": {"operationId": "get_a"}}}}, {"get_a": "a.get"}, frozenset({"Pet"}))


def report(rule: str, impact: str) -> Any:
    """What Redocly says of one change that one rule speaks of."""
    verdicts = [{"ruleId": rule, "impact": impact, "message": "`It` changed."}]
    entry = {"path": "#/paths/~1a/get", "kind": "modified", "typeName": "Operation", "impact": impact}
    return {"changes": [{**entry, "verdicts": verdicts}]}


def test_a_rule_that_nobody_knows_counts_as_major() -> None:
    """
    However harmless Redocly calls it.
    """
    (change,) = wire_changes(report("brand-new-rule", "patch"), NAMES, NAMES)

    assert ("major", "unknown-brand-new-rule", "a.get") == (change.severity, change.rule, change.subject)


def test_an_impact_that_nobody_knows_counts_as_major() -> None:
    """
    The same for a word of the next version.
    """
    (change,) = wire_changes(report("path-removed", "gigantic"), NAMES, NAMES)

    assert "major" == change.severity


@pytest.mark.parametrize("rule", sorted(RULES))
def test_each_known_rule_keeps_its_rating_and_says_what_to_do(rule: str) -> None:
    """
    As the policy has it.
    """
    (change,) = wire_changes(report(rule, "minor"), NAMES, NAMES)

    assert ("minor", rule, "It changed.") == (change.severity, change.rule, change.what)
    assert change.do


def test_complaints_are_those_about_the_consumer() -> None:
    """
    Other files and the summary are left out.
    """
    text = (
        "/tmp/old.py:3:5: error[missing-argument] No argument `a`\n"
        "/src/x.py:9:1: error[other] Nope\nFound 2 diagnostics\n"
    )

    assert (Complaint(3, "missing-argument", "No argument `a`"),) == complaints(text, "old.py")


def test_a_complaint_is_about_the_name_of_its_line() -> None:
    """
    One for each name, the parameter before the method.
    """
    parameter = Parameter("a", "keyword", "str")
    method = Object("pets.list", "method", "pets.list", type="None", parameters=(parameter,))
    written = program("pets", {method.key: method}, ("PetClient", "AsyncPetClient"))
    line = next(number for number, text in enumerate(written.text.splitlines(), 1) if "a=given_a" in text)

    found = failures(written, [Complaint(line, "unknown-argument", "`a` is unknown"), Complaint(line, "x", "y")])

    assert ["pets.list(a)"] == [one.subject for one in found]
    assert "major" == found[0].severity


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
def test_the_walk_finds_what_the_surface_promises(client: str) -> None:
    """
    Methods, models and enums, in both flavours.
    """
    surface = json.loads((ROOT / f"generated/{client}/surface.json").read_text("utf-8"))
    found = client_objects(ROOT / f"generated/{client}/src", CORE, surface["package"]).values()
    methods = [one for one in found if one.kind in ("method", "property") and not one.inside]

    assert set(surface["methods"]) == {one.subject for one in methods if one.asynchronous}
    assert set(surface["methods"]) == {one.subject for one in methods if not one.asynchronous}
    assert set(surface["models"]) <= {one.subject for one in found if one.kind == "class"}
    assert set(surface["enums"]) <= {one.subject for one in found if one.kind == "enum"}


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity"),
    [
        (("a", "b"), ("b", "a"), "positions-changed", "major"),
        (("a",), ("a", "b"), "required-parameter-added", "major"),
        (("a", "b"), ("a",), "parameter-removed", "major"),
    ],
)
def test_positions_and_needs_of_parameters_are_compared(
    old: tuple[str, ...], new: tuple[str, ...], rule: str, severity: str
) -> None:
    """
    Types alone would not notice two texts that changed places.
    """
    before, after = (
        Object("f", "function", "f", parameters=tuple(Parameter(name, "positional", "str") for name in side))
        for side in (old, new)
    )

    (change,) = differences({before.key: before}, {after.key: after})

    assert (rule, severity) == (change.rule, change.severity)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("**custom",), ("**fields",), []),
        (("note", "**custom"), ("**fields",), ["f has no note of its own any more, it goes among fields."]),
        (
            ("note",),
            ("**fields",),
            ["f takes fields as well.", "f has no note of its own any more, it goes among fields."],
        ),
        (("**custom",), (), ["f takes no custom any more."]),
        (("note", "**custom"), ("**custom",), ["f has no note of its own any more, it goes among custom."]),
    ],
    ids=["other name", "swallowed by another", "swallowed", "gone", "swallowed by what was there"],
)
def test_what_takes_the_rest_has_no_name_for_callers(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    """
    But a parameter that goes under in it counts as gone: nobody knows what becomes of it.
    """
    before, after = (
        Object("f", "function", "f", parameters=tuple(_taken(name) for name in side)) for side in (old, new)
    )

    found = differences({before.key: before}, {after.key: after})

    assert expected == [one.what for one in found]
    assert all(("major" if "any more" in one.what else "minor") == one.severity for one in found)


def _taken(name: str) -> Parameter:
    if name.startswith("**"):
        return Parameter(name.removeprefix("**"), "rest", "object")
    return Parameter(name, "keyword", "str", "None")


def test_a_break_is_told_once_in_the_words_of_python() -> None:
    """
    By the surface, when wire and consumer see the same.
    """
    gone = Change("major", "surface", "method-removed", "pets.list", "Gone.", "Stop.")
    wire = Change("major", "wire", "operation-removed", "pets.list", "Gone.", "Stop.")
    broken = Change("major", "consumer", "no-longer-fits", "pets.list", "Does not fit.", "Adapt.")

    assert (gone,) == merged({"wire": [wire], "surface": [gone], "consumer": [broken]}, {})


def test_what_weighs_more_on_the_wire_is_told_as_well() -> None:
    """
    A line that says minor must not hide one that says major.
    """
    wire = Change("major", "wire", "enum-values-added", "Pet.status", "Grew.", "Expect more.")
    grown = Change("minor", "surface", "member-added", "Pet.status", "New.", "Nothing.")

    assert (wire, grown) == merged({"wire": [wire], "surface": [grown]}, {})


def test_the_bump_is_the_highest_of_all_detectors() -> None:
    """
    None of them can be outvoted.
    """
    small = Change("patch", "wire", "documentation", "a.get", "Words.", "Nothing.")
    large = Change("major", "consumer", "no-longer-fits", "a.get", "Does not fit.", "Adapt.")

    found = combined("pets", {"wire": [small], "surface": [], "consumer": [large]})

    assert "major" == found.bump
    assert {"wire": "patch", "surface": None, "consumer": "major"} == found.detectors


def test_a_name_that_was_renamed_is_still_there() -> None:
    """
    The removal that comes with its end names what replaces it.
    """
    method = Object("pets.get", "method", "pets.get", type="str")
    old = renamed_objects({method.key: method}, {"pets.fetch": {"to": "pets.get", "since": "1.4.0"}})
    (gone,) = differences(old, {method.key: method})

    (told,) = merged({"surface": [gone]}, {"pets.fetch": {"to": "pets.get"}})

    assert {("pets.get", False), ("pets.fetch", False)} == set(old)
    assert ("major", "pets.fetch", "pets.get", "Use pets.get.") == (
        told.severity,
        told.subject,
        told.replacement,
        told.do,
    )


def test_events_and_commands_count() -> None:
    """
    Their names are text, so only the record tells.
    """
    old = {"events": {"up": "Up", "down": "Down"}, "commands": {"stop": "Stop"}}
    new = {"events": {"up": "Other"}, "commands": {"stop": "Stop", "go": "Go"}}

    assert ["event-removed", "event-changed", "command-added"] == [one.rule for one in recorded(old, new)]
