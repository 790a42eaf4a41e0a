"""Accounts and postings: the only source of staff rights."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from lianxin.kit import chance
from lianxin.kit.actor import Role


def new_code() -> str:
    """A random public name for an account: tells no order and no count."""
    return chance.name(10)


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """One person's account. What he may do stands in his postings and mandates, never here."""

    username = models.CharField(_("用户名"), max_length=40, unique=True)
    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    name = models.CharField(_("姓名"), max_length=40)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change = models.BooleanField(_("登录后先换密码"), default=False)
    """Somebody else knows the password: the one who gave it, and whoever saw the slip."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("账号")

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """What the ledger records as the actor."""
        return f"person:{self.code}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def in_force(self, on: date | Combinable) -> "PostingQuerySet":
        """Postings that hold on a day, both ends inclusive; one ended at once holds no longer on that very day."""
        begun = self.filter(from_day__lte=on).filter(models.Q(until_day=None) | models.Q(until_day__gte=on))
        return begun.filter(models.Q(ended_at=None) | models.Q(until_day__gt=on))


class Posting(models.Model):
    """A role in a scope from a day until a day (guidance, Articles 3, 4, 13)."""

    ROLES = [
        (Role.STATION_HEAD, _("站长")),
        (Role.STATION_VICE_HEAD, _("副站长")),
        (Role.LIAISON_OFFICER, _("联络员")),
        (Role.VOLUNTEER, _("志愿者")),
        (Role.TOWNSHIP_CHAIR, _("乡镇人大主席")),
        (Role.SUBDISTRICT_OFFICE, _("街道人大工委")),
        (Role.COUNTY_OFFICE, _("县人大常委会代表工委")),
        (Role.CONFIDENTIAL_READER, _("县密件专人")),
        (Role.ORGAN_HANDLER, _("承办单位经办人")),
        (Role.CITY_VIEWER, _("市级查看")),
        (Role.PROVINCE_VIEWER, _("省级查看")),
        (Role.AUDITOR, _("审计员")),
    ]

    code = models.CharField(_("编号"), max_length=16, unique=True, default=new_code, editable=False)
    user = models.ForeignKey("people.User", models.PROTECT, related_name="postings", verbose_name=_("账号"))
    role = models.CharField(_("职责"), max_length=24, choices=ROLES)
    scope = models.CharField(_("范围"), max_length=12, help_text=_("12位区划代码"))
    station = models.CharField(_("联络站"), max_length=16, blank=True)
    organ = models.CharField(_("单位"), max_length=16, blank=True)
    from_day = models.DateField(_("起"))
    until_day = models.DateField(_("止"), null=True, blank=True)
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        indexes = [models.Index(fields=["scope", "role"], name="posting_scope")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="posting_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.scope}"

    def is_over(self, on: date) -> bool:
        """Whether it was ended, or its last day has passed."""
        ended = self.ended_at is not None and (self.until_day is None or self.until_day <= on)
        return ended or (self.until_day is not None and self.until_day < on)


class Sight(models.Model):
    """Who saw which contact when: the security log. Never the contact itself; not part of the ledger."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("查看人"))
    what = models.CharField(_("查看内容"), max_length=24)
    subject = models.CharField(_("所属事项"), max_length=80)
    at = models.DateTimeField(_("查看时间"), db_index=True)

    class Meta:
        verbose_name = _("查看记录")
        indexes = [models.Index(fields=["subject", "at"], name="sight_subject")]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
