from django.apps import AppConfig

from lianxin.ledger import restate


class PeopleConfig(AppConfig):
    name = "lianxin.people"
    label = "people"

    def ready(self) -> None:
        # Both columns change at a sign-in, which is no act.
        restate.register("people.account", "people.User", key="code", exclude=("password", "last_login"))
        restate.register("people.posting", "people.Posting", key="code")
