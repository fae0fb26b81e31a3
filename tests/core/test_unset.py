"""Claims about `warp_client_core.unset`."""

import copy
import pickle

from warp_client_core.unset import UNSET, Unset


def test_unset_is_false_and_reads_as_its_name():
    assert not UNSET
    assert repr(UNSET) == "UNSET"


def test_unset_survives_pickle_and_copies_as_the_same_object():
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
    assert copy.deepcopy(UNSET) is UNSET
    assert copy.copy(UNSET) is UNSET


def test_there_is_one_unset():
    assert list(Unset) == [UNSET]
