"""Canonical JSON is RFC 8785's, by whichever way it is made."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kit.canonical import NotCanonical, canonical

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(plain)
def test_both_ways_give_the_same_octets(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert json.loads(canonical(value)) == value


def test_the_example_of_rfc_8785_section_3_2_comes_out_letter_by_letter() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(value).decode() == expected


def test_keys_are_sorted_by_utf_16_units_as_in_rfc_8785_section_3_2_3() -> None:
    value = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "😀": "Emoji: Grinning Face",
        "\x80": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0.0, "0"), (-0.0, "0"), (5e-324, "5e-324"), (1e21, "1e+21"), (9007199254740992.0, "9007199254740992")],
)
def test_numbers_of_rfc_8785_appendix_b_come_out_letter_by_letter(number: float, expected: str) -> None:
    assert canonical(number).decode() == expected


@pytest.mark.parametrize("value", ["\ud800", {"a": ["x\udfff"]}, float("nan"), 2**60, object(), {1: 2}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_control_characters_and_line_separators_are_written_as_the_rfc_says() -> None:
    assert canonical("\x00\x1f\x7f\u2028\b\t\f") == b'"\\u0000\\u001f\x7f\xe2\x80\xa8\\b\\t\\f"'
