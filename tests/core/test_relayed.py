"""Claims about `warp_client_core.steps.relayed`: a flow whose steps are looked at on their way out."""

import pytest

from warp_client_core.steps import relayed


class Lost(Exception):
    pass


def flow(seen):
    try:
        seen.append((yield "first"))
        try:
            yield "second"
        except Lost:
            seen.append("lost")
        return "done"
    finally:
        seen.append("closed")


def carried(step):
    answer = yield f"carried {step}"
    if answer == "lose":
        raise Lost
    return f"answer {answer}"


def test_each_step_is_carried_and_its_answer_or_failure_goes_back():
    seen = []
    steps = relayed(flow(seen), carried)

    assert "carried first" == steps.send(None)
    assert "carried second" == steps.send(1)
    with pytest.raises(StopIteration) as end:
        steps.send("lose")

    assert "done" == end.value.value
    assert ["answer 1", "lost", "closed"] == seen


def test_a_failure_that_is_thrown_in_reaches_the_flow():
    seen = []
    steps = relayed(flow(seen), carried)
    steps.send(None)
    steps.send(1)

    with pytest.raises(StopIteration):
        steps.throw(Lost())

    assert ["answer 1", "lost", "closed"] == seen


def test_the_flow_is_closed_with_it():
    seen = []
    steps = relayed(flow(seen), carried)
    steps.send(None)

    steps.close()

    assert ["closed"] == seen
