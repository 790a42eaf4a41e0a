"""Which organs can be given work, and to which one can only point."""

from enum import StrEnum

from lianxin.guidance.rules import article


class Kind(StrEnum):
    GOVERNMENT = "government"
    SUPERVISORY = "supervisory"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    PARTY = "party"
    ORGANISATION = "organisation"


@article(10, "各级人民政府、人民法院、人民检察院及其有关部门，其他有关机构和组织都必须支持代表联系群众")
def can_be_assigned(kind: Kind) -> bool:
    """Every organ and organisation can be handed a suggestion, save party organs: Article 8 only points to those."""
    return kind is not Kind.PARTY


@article(8, "可以告知其向有关政党组织或司法机关反映")
def is_redirect_target(kind: Kind) -> bool:
    """Where a resident may be told to turn: party organs, the supervisory commission, courts and procuratorates."""
    return kind in {Kind.PARTY, Kind.SUPERVISORY, Kind.COURT, Kind.PROCURATORATE}
