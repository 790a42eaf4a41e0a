"""What is done to stations, by journey."""

from lianxin.stations.actions.running import attach, close_station, detach, elect_convener, open_station

__all__ = ["attach", "close_station", "detach", "elect_convener", "open_station"]
