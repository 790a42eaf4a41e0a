"""What is done to stations, by journey."""

from lianxin.stations.actions.arriving import ArrivingSeat, ArrivingStation, differs, may_seat, seat
from lianxin.stations.actions.arriving import arrive as arrive_stations
from lianxin.stations.actions.arriving import may_bring as may_bring_station
from lianxin.stations.actions.electing import (
    call_off_election,
    count_votes,
    elect_convener,
    end_term,
    notice_election,
    step_down,
)
from lianxin.stations.actions.ending import close_station, merge_stations, reopen_station
from lianxin.stations.actions.inviting import answer_invitation, invite, withdraw_invitation
from lianxin.stations.actions.opening import (
    approve_station,
    open_station,
    propose_station,
    rename_station,
    return_proposal,
    revise_proposal,
)
from lianxin.stations.actions.placing import (
    give_photo,
    part_place,
    renew_place,
    renew_station,
    share_place,
    take_photo_down,
)
from lianxin.stations.actions.running import attach, bring_in, detach

__all__ = [
    "ArrivingSeat",
    "ArrivingStation",
    "answer_invitation",
    "approve_station",
    "arrive_stations",
    "attach",
    "bring_in",
    "call_off_election",
    "close_station",
    "count_votes",
    "detach",
    "differs",
    "elect_convener",
    "end_term",
    "give_photo",
    "invite",
    "may_bring_station",
    "may_seat",
    "merge_stations",
    "notice_election",
    "open_station",
    "part_place",
    "propose_station",
    "rename_station",
    "renew_place",
    "renew_station",
    "reopen_station",
    "return_proposal",
    "revise_proposal",
    "seat",
    "share_place",
    "step_down",
    "take_photo_down",
    "withdraw_invitation",
]
