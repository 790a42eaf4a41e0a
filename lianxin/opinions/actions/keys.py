"""What of a row only a key opens, or only its entries tell."""

from django.conf import settings

from lianxin.kit.crypto import vault
from lianxin.ledger.queries import entries_about
from lianxin.opinions import rules
from lianxin.opinions.models import Opinion


def code_for(number: str, nonce: str, key: int) -> str:
    """The ten digits of a check code: HMAC(server key, number ‖ nonce), by the key numbered `key`."""
    return rules.code_from_mac(vault(settings.KEYS).mac("check-code", f"{number}|{nonce}".encode(), key)[1:])


def newest_key() -> int:
    """The number of the key that makes check codes now."""
    return vault(settings.KEYS).mac("check-code", b"")[0]


def contact_of(row: Opinion) -> str:
    """The resident's contact in clear; callers check the right and note the sight."""
    if row.contact is None:
        return ""
    return vault(settings.KEYS).decrypt("contact", bytes(row.contact), row.number.encode()).decode()


def judged_by_proxy(opinion: Opinion) -> bool:
    """Whether the last judgement was read out and written down by staff."""
    judged = [e for e in entries_about("opinions.opinion", [opinion.ledger_key]) if e.act == "opinions.evaluated"]
    return bool(judged and judged[-1].detail.get("read_out_by"))
