"""The form by which a workbook is handed in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms.frame import ActForm
from lianxin.registers import actions


class HandIn(ActForm):
    verb, act = "hand_in", actions.hand_in
    knows_version, has_files = False, True
    title, button, done = _("导入名册"), _("上传，先核对"), _("已上传")
    lead = _(
        "上传以后先核对：哪一行有问题、会新登记和更新多少，都给您看过，您确认了才导入。有一处不对，就一行也不导入。"
    )
    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("Excel（.xlsx、.xls）或者 .csv，最大%(most)d兆。代表、联络站、单位可以放在一个文件的几张表里。")
        % {"most": settings.ATTACHMENT_MAX_BYTES // 2**20},
        allow_empty_file=True,
    )

    def carry_out(self) -> Any:
        self.row = actions.hand_in(self.cleaned_data["file"], by=self.actor)
        return self.row
