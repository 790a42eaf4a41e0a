"""Lianxin 连心: the contact between deputies and the people who elected them."""

__version__ = "0.1.0"
