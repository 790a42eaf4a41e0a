"""What is done to the register of organs, by journey."""

from lianxin.organs.actions.keeping import register_organ, renew_contact

__all__ = ["register_organ", "renew_contact"]
