"""What was handed in and waits to be confirmed, and what was imported: by whom, when, with which content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance


def new_code() -> str:
    """A random name of an upload or import."""
    return chance.name(12)


class Upload(models.Model):
    """A file that was handed in: kept, encrypted, until it is confirmed or for a day."""

    STATES = [
        ("waiting", _("等待核对")),
        ("checked", _("已核对")),
        ("confirmed", _("正在导入")),
        ("failed", _("没有导入")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="uploads", verbose_name=_("上传人"))
    county = models.CharField(_("县级区划代码"), max_length=12)
    file_name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    size = models.PositiveIntegerField(_("大小"))
    state = models.CharField(_("状态"), max_length=10, choices=STATES, default="waiting")
    answers = models.JSONField(_("同名核对"), default=dict)
    words = models.CharField(_("结果"), max_length=300, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"))
    started_at = models.DateTimeField(_("开始时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("待导入文件")

    def __str__(self) -> str:
        return self.file_name


class Import(models.Model):
    """One import that was carried out: never changed afterwards."""

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    county = models.CharField(_("县级区划代码"), max_length=12, db_index=True)
    file_name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    by = models.CharField(_("导入人"), max_length=40)
    by_name = models.CharField(_("导入人姓名"), max_length=40, blank=True)
    at = models.DateTimeField(_("导入时间"))
    new = models.PositiveIntegerField(_("新登记"))
    changed = models.PositiveIntegerField(_("更新"))
    same = models.PositiveIntegerField(_("没有变化"))
    left_out = models.PositiveIntegerField(_("没有用到的行"))

    class Meta:
        verbose_name = _("名册导入")

    def __str__(self) -> str:
        return f"{self.file_name} {self.code}"
