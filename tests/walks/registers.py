"""The walks' imports: whose they are, a file that waits, and every address of it."""

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianxin.registers import actions
from lianxin.registers.models import Upload
from lianxin.registers.tests.factory import deputy, roster
from tests.walks import Address

KEEPERS = ("office", "office2", "chair", "strange_chair")
MINE = "walks.xlsx"


def populate(made: Any) -> None:
    """The office's own file, with one good row, one question and one fault."""
    rows = (deputy("walks：贺春生"), deputy("龙秀梅"), deputy("walks：某人", since="？"))
    actions.hand_in(SimpleUploadedFile(MINE, roster(*rows)), by=made.cast.actor("office"))


def addresses(made: Any) -> Iterator[Address]:
    for more in ("", "?format=xlsx", "?format=csv", "?format=print"):
        yield Address("desk:imports", reverse("desk:imports") + more, KEEPERS, own=True)
    yield Address("desk:hand_in", reverse("desk:hand_in"), KEEPERS, forms=True, own=True)
    for name in ("import_template", "registers_to_edit"):
        for more in ("", "?of=stations"):
            yield Address(f"desk:{name}", reverse(f"desk:{name}") + more, KEEPERS, own=True)
    code = Upload.objects.get(file_name=MINE).code
    for name in ("upload", "upload_faults"):
        yield Address(f"desk:{name}", reverse(f"desk:{name}", args=[code]), ("office",))
    for name in ("upload_answers", "upload_confirm", "upload_drop"):
        yield Address(f"desk:{name}", reverse(f"desk:{name}", args=[code]), ("office",), acts=True)
