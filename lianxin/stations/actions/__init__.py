"""What is done to stations, by journey."""

from lianxin.stations.actions.arriving import ArrivingSeat, ArrivingStation, differs, may_seat, seat
from lianxin.stations.actions.arriving import arrive as arrive_stations
from lianxin.stations.actions.arriving import may_bring as may_bring_station
from lianxin.stations.actions.running import attach, close_station, detach, elect_convener, open_station

__all__ = [
    "ArrivingSeat",
    "ArrivingStation",
    "arrive_stations",
    "attach",
    "close_station",
    "detach",
    "differs",
    "elect_convener",
    "may_bring_station",
    "may_seat",
    "open_station",
    "seat",
]
