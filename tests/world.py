"""The shared cast of all tests, with the few divisions it lives in."""

from datetime import date

from lianxin.divisions.models import Division
from lianxin.worlds.cast import CITY, COUNTY, COUNTY_TOWN, NEXT_TOWN, PROVINCE, TOWN, VILLAGE, Cast, build
from tests import snapshots

PASSWORD = "correct-horse-battery"

PLACES = (
    (PROVINCE, "湖南省", 1, "province"),
    (CITY, "邵阳市", 2, "city"),
    (COUNTY, "新邵县", 3, "county"),
    (COUNTY_TOWN, "酿溪镇", 4, "town"),
    (TOWN, "寸石镇", 4, "town"),
    (NEXT_TOWN, "坪上镇", 4, "town"),
    (VILLAGE, "桐木村", 5, "village"),
    ("430522106208", "茅田村", 5, "village"),
)


def places() -> None:
    """Eight real divisions of 新邵县."""
    Division.objects.bulk_create(
        Division(code=code, name=name, rank=rank, kind=kind, valid_from=date(2023, 6, 30))
        for code, name, rank, kind in PLACES
    )


def world(password: str | None = None) -> Cast:
    """The places and the cast: by the real actions the first time, as the same rows afterwards."""

    def built() -> Cast:
        places()
        return build(password)

    return snapshots.again(built, "world", password)
