"""Files that came with an opinion, and stamped letters: to whoever may open the matter, always as a download."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.opinions import permissions as opinions
from lianxin.suggestions import permissions as suggestions


@page
def attachment(request: DeskRequest, code: str) -> FileResponse:
    """A picture or recording of an opinion."""
    row = the_one(opinions.visible_to(request.actor), attachments__code=code)
    file = row.attachments.get(code=code)
    return _file(file.file, f"{row.number}-{file.code}", file.kind)


@page
def letter(request: DeskRequest, code: str) -> FileResponse:
    """The stamped letter of a reply, by the reply's code."""
    row = the_one(suggestions.visible_to(request.actor), assignments__reply__code=code)
    leg = row.assignments.select_related("reply").get(reply__code=code)
    return _file(leg.reply.letter, f"letter-{leg.reply.code}", "application/pdf")


def _file(name: str, title: str, kind: str) -> FileResponse:
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    if not name or root not in path.parents or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{title}{path.suffix}", content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
