"""Whole registers in: looked at, confirmed, carried out."""

from lianxin.registers.actions.importing import bring, look

__all__ = ["bring", "look"]
