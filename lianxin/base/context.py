"""What every template may use."""

from django.http import HttpRequest


def face(request: HttpRequest) -> dict[str, object]:
    return {}
