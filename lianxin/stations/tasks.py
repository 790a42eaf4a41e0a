"""Clockwork of stations: conveners whose term has run out."""

from lianxin.kit import moment
from lianxin.kit.clockwork import Periodic
from lianxin.stations import actions
from lianxin.stations.models import Attachment


def end_terms() -> int:
    """Conveners whose term has run out convene no more, and their elections say so; returns how many."""
    over = Attachment.objects.filter(convener=True, convener_until__lt=moment.today())
    return sum(actions.end_term(seat) for seat in over.order_by("pk")[:200])


TASKS = [Periodic("stations.end_terms", 3600, end_terms)]
