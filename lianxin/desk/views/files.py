"""Files that came with an opinion, and stamped letters: to whoever may open the matter, always as a download."""

import io
import mimetypes
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import FileResponse, Http404

from lianxin.desk.views.frame import DeskRequest, page, the_one
from lianxin.opinions import permissions as opinions
from lianxin.opinions import queries as opinion_queries
from lianxin.suggestions import permissions as suggestions


@page
def attachment(request: DeskRequest, code: str) -> FileResponse:
    """A picture or recording of an opinion; of a confidential one in clear, for its reader."""
    row = the_one(opinions.visible_to(request.actor), attachments__code=code)
    try:
        file = opinion_queries.attachment_file(request.actor, code)
    except FileNotFoundError as error:
        raise Http404 from error
    if file is None:
        raise Http404
    suffix = mimetypes.guess_extension(file.kind) or ""
    return _download(io.BytesIO(file.octets), f"{row.number}-{file.code}{suffix}", file.kind)


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
    return _download(path.open("rb"), f"{title}{path.suffix}", kind)


def _download(file: IO[bytes], name: str, kind: str) -> FileResponse:
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
