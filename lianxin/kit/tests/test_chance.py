"""Public names are drawn evenly from letters that nobody mistakes; a seeded source gives them again."""

from collections import Counter

from lianxin.kit import chance

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def test_names_have_their_length_and_every_letter_comes_equally_often() -> None:
    assert [len(chance.name(n)) for n in (1, 10, 12, 20)] == [1, 10, 12, 20]
    letters = Counter("".join(chance.name(12) for _ in range(5000)))
    assert set(letters) == set(ALPHABET)
    assert max(letters.values()) < 1.25 * min(letters.values())


def test_a_seeded_source_gives_the_same_names_again_and_others_for_another_seed() -> None:
    drawn = []
    for seed in ("a", "a", "b"):
        with chance.seeded(seed):
            drawn.append([chance.name() for _ in range(3)])
    assert drawn[0] == drawn[1] != drawn[2]
    assert set("".join(map("".join, drawn))) <= set(ALPHABET)
