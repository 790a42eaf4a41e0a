"""What a deputy declared, and from which matters he stepped back. The words are encrypted; the fact is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.interests.rules import Kind
from lianxin.kit import chance

KINDS = [
    (Kind.POST, _("本人任职")),
    (Kind.FIRM, _("本人的企业")),
    (Kind.KIN_FIRM, _("近亲属的企业")),
    (Kind.OTHER, _("其他利害关系")),
]


def new_code() -> str:
    """A random name: tells no order and no count."""
    return chance.name(10)


class Declaration(models.Model):
    """利害关系申报: one post or firm, in words that he and the county's named reader alone can read."""

    code = models.CharField(_("代号"), max_length=16, unique=True, default=new_code, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1)
    person = models.ForeignKey(
        "deputies.Person", models.PROTECT, related_name="declarations", verbose_name=_("申报的代表")
    )
    body = models.BinaryField(_("密文"))
    declared_at = models.DateTimeField(_("申报时间"))
    checked_on = models.DateField(_("核对日期"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("利害关系申报")
        indexes = [models.Index(fields=["person", "withdrawn_at"], name="declaration_of_person")]

    def __str__(self) -> str:
        return self.code


class Recusal(models.Model):
    """代表回避: that a deputy has nothing more to do with a matter, by his own step or by order. Why is encrypted."""

    code = models.CharField(_("代号"), max_length=16, unique=True, default=new_code, editable=False)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="recusals", verbose_name=_("回避的代表"))
    subject = models.CharField(_("事项"), max_length=16)
    division = models.CharField(_("区划代码"), max_length=12)
    ordered = models.BooleanField(_("由机关决定"), default=False)
    body = models.BinaryField(_("理由密文"), default=bytes)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("代表回避")
        constraints = [models.UniqueConstraint(fields=["person", "subject"], name="recusal_once")]
        indexes = [
            models.Index(fields=["subject"], name="recusal_subject"),
            models.Index(fields=["division", "at"], name="recusal_division"),
        ]

    def __str__(self) -> str:
        return self.code
