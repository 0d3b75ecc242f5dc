"""Near-duplicate texts: what counts as a copy, and what a signature may be relied on for."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from claims.copies import BANDS, ENOUGH, NEAR, PERMUTATIONS, SEED, SHINGLE, bands, likeness, near, near_pairs, signature
from claims.groups import Groups

ROOT = str(Path(__file__).parents[2])
WORDS = [f"word{n}" for n in range(2000)]


def text(seed: int, length: int = 300) -> str:
    """A text of drawn words."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def signed(words: str) -> bytes:
    """The signature of a text that is long enough."""
    made = signature(words)
    assert made is not None
    return made


def test_a_signature_is_128_numbers_of_32_bits() -> None:
    """512 bytes a text, whatever its length."""
    assert [len(signed(text(1, length))) for length in (30, 300, 3000)] == [4 * PERMUTATIONS] * 3
    assert len(bands(signed(text(1)))) == BANDS


def test_a_short_text_has_none() -> None:
    """Two notices of a dozen words share their form, not their origin."""
    assert signature(text(1, ENOUGH + 2)) is None
    assert signature(text(1, ENOUGH + 3)) is not None
    assert signature("") is None
    assert not near(None, None)
    assert not near(None, signature(text(1)))


def test_the_same_words_are_the_same_text() -> None:
    """Case, punctuation and white space are the page's, not the story's."""
    words = text(1)
    assert signature(words) == signature(words.upper().replace(" ", ",\n "))


@pytest.mark.parametrize("length", [23, 200, 5000])
def test_a_signature_is_that_of_datasketch(length: int) -> None:
    """MinHash of its current scheme over all runs of four words, hashed by SHA-1."""
    from datasketch import MinHash

    told = text(length, length)
    words = told.split()
    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32")
    sketch.update_batch([" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)])
    assert signature(told) == sketch.hashvalues.astype("<u4").tobytes()


def test_a_signature_is_the_same_in_every_process() -> None:
    """Seeds are fixed and hashes do not depend on PYTHONHASHSEED: signatures are kept for years."""
    program = "import sys; from claims.copies import signature; sys.stdout.buffer.write(signature(sys.argv[1]))"
    done = [
        subprocess.run(
            [sys.executable, "-c", program, text(5)], check=True, capture_output=True,
            env={"PYTHONPATH": ROOT, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    ]  # fmt: skip
    assert done == [signature(text(5))] * 2


@pytest.mark.parametrize(("kept", "copy"), [(300, True), (270, True), (230, True), (130, False), (0, False)])
def test_a_copy_shares_half_of_its_shingles(kept: int, copy: bool) -> None:
    """A page that cuts or adds a third is still a copy; one that quotes half of the text is not."""
    one = text(1)
    other = " ".join([*one.split()[:kept], *text(2, 300 - kept).split()])
    assert near(signed(one), signed(other)) is copy


def test_likeness_is_the_share_of_common_shingles() -> None:
    """Within three standard errors of the exact share."""
    one = text(1)
    other = " ".join([*one.split()[:200], *text(2, 100).split()])

    def shingles(words: str) -> set[str]:
        listed = words.split()
        return {" ".join(listed[n : n + 4]) for n in range(len(listed) - 3)}

    a, b = shingles(one), shingles(other)
    share = len(a & b) / len(a | b)
    assert abs(likeness(signed(one), signed(other)) - share) < 3 * (share * (1 - share) / PERMUTATIONS) ** 0.5
    assert likeness(signed(one), signed(one)) == 1.0


def test_copies_meet_in_a_band_and_strangers_do_not() -> None:
    """Of texts that share four fifths, all are found; of a thousand strangers, none."""
    one = signed(text(1))
    for seed in range(20):
        other = signed(" ".join([*text(1).split()[:265], *text(100 + seed, 35).split()]))
        assert likeness(one, other) >= NEAR
        assert set(bands(one)) & set(bands(other))
    assert not any(set(bands(one)) & set(bands(signed(text(1000 + seed, 60)))) for seed in range(1000))


def test_bands_are_numbers_that_every_database_holds() -> None:
    """Signed, 64 bits."""
    assert all(-(2**63) <= band < 2**63 for band in bands(signed(text(1))))


def test_near_pairs_connect_what_is_near_and_nothing_else() -> None:
    """The same groups as asking of each two texts, however many share a signature."""
    chance = random.Random(3)
    base = [[f"word{chance.randrange(500)}" for _ in range(120)] for _ in range(6)]
    texts = {"short": "too short", "again": " ".join(base[0])}
    for number, words in enumerate(base):
        for copy in range(4):
            changed = [word if chance.random() > copy * 0.06 else "other" for word in words]
            texts[f"{number}-{copy}"] = " ".join(changed)
    signatures = {name: signature(text) for name, text in texts.items()}
    expected, found = Groups[str](), Groups[str]()
    for name in texts:
        expected.add(name)
        found.add(name)
    for one in texts:
        for other in texts:
            if one < other and near(signatures[one], signatures[other]):
                expected.join(one, other)
    for one, other in near_pairs(signatures):
        assert near(signatures[one], signatures[other])
        found.join(one, other)
    assert found.all() == expected.all()
    assert len(found.all()) < len(texts)
