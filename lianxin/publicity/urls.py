"""The open door: every address here is on the list in tests/test_open_pages.py."""

from django.urls import path

from lianxin.publicity.views import (
    data,
    feeds,
    finder,
    pages,
    receipt,
    receptions,
    results,
    say,
    stations,
    verify,
    volunteer,
)

app_name = "publicity"
urlpatterns = [
    path("", pages.home, name="home"),
    path("say", say.say, name="say"),
    path("s/<str:code>", say.say_station, name="say_station"),
    path("d/<str:code>", say.say_deputy, name="say_deputy"),
    path("receipt", receipt.receipt, name="receipt"),
    path("verify", verify.verify, name="verify"),
    path("verify/offline", verify.offline, name="offline"),
    path("stations/", finder.stations, name="stations"),
    path("stations/<str:code>", stations.station, name="station"),
    path("stations/<str:code>/notice", stations.notice, name="notice"),
    path("stations/<str:code>/volunteer", volunteer.volunteer, name="volunteer"),
    path("deputies/", finder.deputies, name="deputies"),
    path("deputies/<str:code>", stations.deputy, name="deputy"),
    path("photos/<str:name>", stations.photo, name="photo"),
    path("receptions/", receptions.listed, name="receptions"),
    path("receptions/<str:code>", receptions.reception, name="reception"),
    path("receptions/<str:code>/book", receptions.book, name="book"),
    path("booking", receptions.booking, name="booking"),
    path("calendar/<str:code>.ics", receptions.calendar, name="calendar"),
    path("results/", results.results, name="results"),
    path("results/<str:code>", results.result, name="result"),
    path("privacy", pages.privacy, name="privacy"),
    path("where-to-turn", pages.where_to_turn, name="where_to_turn"),
    path("accessibility", pages.accessibility, name="accessibility"),
    path("about", pages.about, name="about"),
    path("healthz", pages.healthz, name="healthz"),
    path("feeds/checkpoints.atom", feeds.checkpoints, name="feed_checkpoints"),
    path("feeds/results.atom", feeds.results, name="feed_results"),
    path("feeds/stations.atom", feeds.stations, name="feed_stations"),
    path("open-data/stations.csv", data.stations, {"form": "csv"}, name="stations_csv"),
    path("open-data/stations.json", data.stations, {"form": "json"}, name="stations_json"),
    path("open-data/deputies.csv", data.deputies, {"form": "csv"}, name="deputies_csv"),
    path("open-data/deputies.json", data.deputies, {"form": "json"}, name="deputies_json"),
]
