"""Claims about `warp_client_core.decompression`."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.decompression import PIECE, CompressionError, decompressor


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "": bytes,
}


def unpacked(coding, *parts):
    inner = decompressor(coding)
    pieces = [piece for part in parts for piece in inner.feed(part)]
    inner.finish()
    assert all(0 < len(piece) <= PIECE for piece in pieces) or coding in ("identity", "", None)
    return b"".join(pieces)


def parted(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=5_000), size=st.integers(1, 999))
def test_what_went_in_comes_out_however_it_is_cut(coding, data, size):
    assert unpacked(coding, *parted(PACKERS[coding](data), size)) == data


@given(data=st.binary(max_size=5_000), size=st.integers(1, 999))
def test_deflate_without_its_frame_is_read_too(data, size):
    assert unpacked("deflate", *parted(raw_deflate(data), size)) == data


def test_no_coding_is_no_compression():
    assert unpacked(None, b"plain", b"", b"text") == b"plaintext"
    assert list(decompressor(None).feed(b"")) == []


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_of_no_bytes_is_empty(coding):
    assert unpacked(coding) == unpacked(coding, b"") == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_no_piece_is_larger_than_agreed(coding, size):
    assert unpacked(coding, PACKERS[coding](b"\0" * size)) == b"\0" * size


@pytest.mark.parametrize("size", [PIECE + 1, PIECE + 15])
def test_what_is_left_when_all_bytes_went_in_comes_too(size):
    assert unpacked("deflate", raw_deflate(b"\0" * size)) == b"\0" * size


@pytest.mark.parametrize("data", [b"\x16", b"U", b"\xbf"])
def test_two_bytes_that_add_up_by_chance_are_no_frame(data):
    packed = raw_deflate(data)
    assert int.from_bytes(packed[:2], "big") % 31 == 0

    assert unpacked("deflate", packed) == data


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate])
def test_a_few_bytes_that_become_many_take_no_memory(pack):
    packed = pack(b"\0" * 50_000_000)
    inner = decompressor("gzip" if pack is gzip.compress else "deflate")

    tracemalloc.start()
    size = sum(len(piece) for piece in inner.feed(packed))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size == 50_000_000
    assert peak < 1_000_000


def test_members_of_gzip_follow_one_another():
    members = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")

    assert unpacked("gzip", members) == unpacked("gzip", *parted(members, 1)) == b"one two"


@pytest.mark.parametrize("size", [1, 1_000])
def test_zeros_after_gzip_are_filling(size):
    assert unpacked("gzip", *parted(gzip.compress(b"data") + b"\0" * 100, size)) == b"data"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("kept", [1, 5, -1])
def test_a_body_that_ends_in_the_middle_is_refused(coding, kept):
    with pytest.raises(CompressionError, match="ends in the middle"):
        unpacked(coding, PACKERS[coding](b"some text")[:kept])


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("data", [b"<html>not compressed</html>", b"\xff" * 50])
def test_what_is_not_compressed_is_refused(coding, data):
    with pytest.raises(CompressionError):
        unpacked(coding, data)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("size", [1, 1_000])
def test_bytes_after_the_end_are_refused(coding, size):
    with pytest.raises(CompressionError):
        unpacked(coding, *parted(PACKERS[coding](b"text") + b"more", size))


def test_a_wrong_checksum_is_refused():
    packed = bytearray(gzip.compress(b"some text"))
    packed[-5] ^= 1

    with pytest.raises(CompressionError, match="check"):
        unpacked("gzip", bytes(packed))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip,deflate", "\x00" * 500])
def test_a_coding_that_was_not_asked_for_is_refused(coding):
    with pytest.raises(CompressionError, match="not asked for") as caught:
        decompressor(coding)

    assert len(str(caught.value)) < 500
