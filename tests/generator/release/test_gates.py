"""Each reason for which nothing is released, with what to do about it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import attrs
import pytest

from generator.release import gates
from generator.release.checkout import Subject, commit_time, export, git, head, leave_tag, refuse_dirty
from generator.release.ledger import Change, Release, Severity
from generator.release.refusal import Refused
from generator.release.sums import SIGNATURE, SUMS, sign, sums
from tests.generator.release.toys import committed, ssh_key

PETS = Subject("pets", "pets-client", "pets", "1.5.0", Path("generated/pets"), ("openapi",))
NOW = 1_000_000.0


def release(version: str = "1.5.0", base: str = "1.4.2") -> Release:
    return Release(version, base, "2026-11-23", "minor")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit with one file."""
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / ".gitignore").write_text("dist/\n", "utf-8")
    committed(tmp_path)
    return tmp_path


def test_a_clean_tree_is_not_refused(repository: Path) -> None:
    """
    What git ignores does not count.
    """
    (repository / "dist").mkdir()
    (repository / "dist/x").write_text("", "utf-8")

    assert None is refuse_dirty(repository)


@pytest.mark.parametrize("name", ["a.txt", "b.txt", "deep/c.txt"])
def test_a_dirty_tree_is_refused(repository: Path, name: str) -> None:
    """
    Changed or new, by name.
    """
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).write_text("other", "utf-8")

    with pytest.raises(Refused, match=rf"1 file.*{name}.*Commit them, or put them away"):
        refuse_dirty(repository)


def test_a_folder_without_commits_is_refused(tmp_path: Path) -> None:
    """
    What git says is passed on.
    """
    with pytest.raises(Refused, match=r"git status failed: .*not a git repository"):
        refuse_dirty(tmp_path)


def test_a_wheel_is_dated_by_the_last_commit_of_its_sources(repository: Path) -> None:
    """
    Later commits elsewhere do not count.
    """
    before = commit_time(repository, ("a.txt",))
    (repository / "b.txt").write_text("b", "utf-8")
    committed(repository)

    assert int(git(repository, "log", "-1", "--format=%ct", "HEAD~1")) == before == commit_time(repository, ("a.txt",))
    with pytest.raises(Refused, match="Commit the sources first"):
        commit_time(repository, ("c.txt",))


def test_a_released_state_is_found_by_its_tag(repository: Path, tmp_path: Path) -> None:
    """
    The tag stays where it was put; without it there is nothing to compare with.
    """
    first = head(repository)
    leave_tag(repository, "pets-1.0.0")
    (repository / "a.txt").write_text("later", "utf-8")
    committed(repository)
    leave_tag(repository, "pets-1.0.0")

    export(repository, "pets-1.0.0", tmp_path / "dist/out")

    assert "a" == (tmp_path / "dist/out/a.txt").read_text("utf-8")
    assert first == git(repository, "rev-parse", "pets-1.0.0")
    with pytest.raises(Refused, match="git fetch --tags"):
        export(repository, "pets-2.0.0", tmp_path / "dist/out")


@pytest.mark.parametrize(
    ("version", "ledger", "said"),
    [
        ("1.5.0", (), "it is empty.*release prepare --client pets"),
        ("1.5.0", (release("1.4.0"),), "newest entry is 1.4.0.*release prepare --client pets"),
        ("1.5", (release(),), "no release version. Use three numbers"),
        ("1.5.0rc1", (release(),), "no release version. Use three numbers"),
    ],
)
def test_a_version_that_was_not_prepared_is_refused(version: str, ledger: tuple[Release, ...], said: str) -> None:
    """
    The ledger begins with what is released.
    """
    subject = Subject("pets", "pets-client", "pets", version, Path(), ())

    with pytest.raises(Refused, match=said):
        gates.declared(subject, ledger)


def test_the_newest_entry_is_the_release() -> None:
    """
    When it is of this version.
    """
    assert release() == gates.declared(PETS, (release(), release("1.4.2", "1.4.1")))


@pytest.mark.parametrize(
    ("version", "severity", "wanted"),
    [("1.4.3", "minor", "1.5.0"), ("1.5.0", "major", "2.0.0"), ("1.9.9", "major", "2.0.0")],
)
def test_a_bump_below_the_verdict_is_refused(version: str, severity: Severity, wanted: str) -> None:
    """
    Whatever the ledger says it is; the sentence names the version to use.
    """
    with pytest.raises(Refused, match=f"verdict is {severity}, which needs {wanted}.*--version {wanted}"):
        gates.refuse_small_bump(PETS, release(version), severity)


@pytest.mark.parametrize(("version", "severity"), [("1.4.3", "patch"), ("1.5.0", "minor"), ("2.0.0", "patch")])
def test_a_bump_that_says_enough_is_not_refused(version: str, severity: Severity) -> None:
    """
    More is allowed.
    """
    assert None is gates.refuse_small_bump(PETS, release(version), severity)


@pytest.mark.parametrize("base", ["none", "1.4.1", "1.4.3"])
def test_a_release_that_is_not_compared_with_the_last_one_is_refused(base: str) -> None:
    """
    Otherwise a small step could be found from somewhere, or none be asked for.
    """
    with pytest.raises(Refused, match=f"compares 1.5.0 with {base}, but 1.4.2 came before.*release prepare"):
        gates.declared(PETS, (release(base=base), release("1.4.2", "1.4.1")))


def seen(severity: Severity = "minor", subject: str = "pets.feed", what: str = "It is new.") -> Change:
    """A change as a detector sees it, or as somebody wrote it down."""
    return Change(severity, "surface", "method-added", subject, what, "Nothing.")


@pytest.mark.parametrize("change", [seen("major"), seen(subject="pets.walk")], ids=["played down", "forgotten"])
def test_a_change_that_the_ledger_does_not_tell_is_refused(change: Change) -> None:
    """
    Teams would be told that nothing touches them.
    """
    told = attrs.evolve(release(), changes=(seen(),))

    with pytest.raises(Refused, match=f"method-added {change.subject}. Run .*prepare --client pets --version 1.5.0"):
        gates.refuse_untold(PETS, told, (seen(), change))


def test_a_ledger_may_say_it_in_other_words_and_more() -> None:
    """
    The words are for people.
    """
    told = attrs.evolve(release(), changes=(seen(what="Feed them at last."), seen(subject="pets.walk")))

    assert None is gates.refuse_untold(PETS, told, (seen(),))


def test_drift_is_refused() -> None:
    """
    By what `check` says.
    """
    assert None is gates.refuse_drift(lambda: 0)
    with pytest.raises(Refused, match="Run `nox -s regenerate`"):
        gates.refuse_drift(lambda: 1)


@pytest.fixture
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key of a release."""
    return ssh_key(tmp_path_factory.mktemp("key"))[0]


def runs(root: Path, key: Path, *, now: float = NOW, result: int = 0) -> int:
    """How often the sessions run before a commit is let through."""
    ran: list[int] = []
    gates.refuse_red_suite(root, head(root), key=key, now=now, suite=lambda: len(ran.append(1) or []) or result)
    return len(ran)


def test_a_red_suite_is_refused_and_leaves_no_record(repository: Path, key: Path) -> None:
    """
    The next try runs it again.
    """
    for _ in range(2):
        with pytest.raises(Refused, match=rf"default sessions fail on {head(repository)[:12]}\. Run `nox`"):
            runs(repository, key, result=1)

    assert [] == list(repository.glob("dist/green/*/*"))


def test_a_key_that_cannot_be_used_is_refused_before_the_sessions_run(repository: Path) -> None:
    """
    They take long, and the release could not be signed after them.
    """
    with pytest.raises(Refused, match="Name a usable key in WARP_RELEASE_KEY"):
        gates.refuse_red_suite(repository, head(repository), key=repository / "a.txt", now=NOW, suite=lambda: 1 // 0)


@pytest.mark.parametrize(
    ("later", "wanted"),
    [(60.0, 0), (gates.FRESH - 1, 0), (gates.FRESH, 1), (-60.0, 1)],
    ids=["fresh", "just", "old", "future"],
)
def test_a_green_run_counts_for_a_day(repository: Path, key: Path, later: float, wanted: int) -> None:
    """
    Else the sessions run again.
    """
    assert 1 == runs(repository, key)

    assert wanted == runs(repository, key, now=NOW + later)


def test_a_green_run_does_not_count_for_the_next_commit(repository: Path, key: Path) -> None:
    """
    Not even when its record is put under that name.
    """
    runs(repository, key)
    first = head(repository)
    committed(repository)
    shutil.copytree(repository / gates.STAMPS / first, repository / gates.STAMPS / head(repository))

    assert 1 == runs(repository, key)


@pytest.mark.parametrize("name", ["tree", "tools"])
def test_a_green_run_on_other_files_or_other_tools_does_not_count(repository: Path, key: Path, name: str) -> None:
    """
    Although the record is signed.
    """
    folder = repository / gates.STAMPS / head(repository)
    gates.record_green(repository, head(repository), key=key, now=NOW)
    stamp = folder / gates.STAMP
    stamp.write_text(json.dumps({**json.loads(stamp.read_text("utf-8")), name: "other"}), "utf-8")
    (folder / SUMS).write_text(sums({gates.STAMP: stamp.read_bytes()}), "utf-8")
    sign(folder, key)

    assert 1 == runs(repository, key)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"commit": "abc"}'])
def test_a_record_that_says_nothing_does_not_count(repository: Path, key: Path, text: str) -> None:
    """
    Signed or not.
    """
    gates.record_green(repository, head(repository), key=key, now=NOW)
    folder = repository / gates.STAMPS / head(repository)
    (folder / gates.STAMP).write_text(text, "utf-8")
    (folder / SUMS).write_text(sums({gates.STAMP: text.encode()}), "utf-8")
    sign(folder, key)

    assert 1 == runs(repository, key)


@pytest.mark.parametrize("forged", ["other key", "no signature", "later date"])
def test_a_record_that_the_release_key_did_not_sign_does_not_count(
    repository: Path, key: Path, tmp_path_factory: pytest.TempPathFactory, forged: str
) -> None:
    """
    Whoever may write files could vouch for any commit otherwise.
    """
    other = ssh_key(tmp_path_factory.mktemp("other"))[0]
    gates.record_green(repository, head(repository), key=other if forged == "other key" else key, now=NOW)
    folder = repository / gates.STAMPS / head(repository)
    if forged == "no signature":
        (folder / SIGNATURE).unlink()
    if forged == "later date":
        stamp = folder / gates.STAMP
        stamp.write_text(stamp.read_text("utf-8").replace(str(NOW), str(NOW + 60)), "utf-8")
        (folder / SUMS).write_text(sums({gates.STAMP: stamp.read_bytes()}), "utf-8")

    assert 1 == runs(repository, key, now=NOW + 60)


def test_a_record_counts_with_only_the_public_half_of_the_key(repository: Path, key: Path) -> None:
    """
    As with a key that an agent holds, or with one that lies alone.
    """
    gates.record_green(repository, head(repository), key=key, now=NOW)
    public = key.with_name("key.pub")

    assert 0 == runs(repository, public)
    public.unlink()
    assert 0 == runs(repository, key)
