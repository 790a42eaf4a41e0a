"""What both files of world tests need."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from lianxin.ledger.models import Checkpoint


def own_models() -> list[type[Model]]:
    """The product's tables, without those that tests bring along."""
    found = apps.get_models()
    return [m for m in found if m.__module__.startswith("lianxin.") and ".tests." not in m.__module__]


def reset_keys() -> None:
    """Primary keys are facts, and a rolled back transaction does not give back those of PostgreSQL."""
    for line in connection.ops.sequence_reset_sql(no_style(), own_models()):
        with connection.cursor() as cursor:
            cursor.execute(line)


def newest_root() -> str:
    return Checkpoint.objects.order_by("-size").values_list("root", flat=True)[0]
