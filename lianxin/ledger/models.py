"""The ledger's tables. Nothing here is ever changed; triggers of both engines refuse it (migration 0001).

Times are text in UTC (`2026-11-23T04:00:00.000000Z`), so that what is proved is letter by letter what
is stored; they sort as they read. There are no foreign keys: every reference is checked by
`ledger verify`, and a writer pays for no second check.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act, for ever: who did what to which subject, when, and a commitment to its payload."""

    id = models.UUIDField(_("记录编号"), primary_key=True)
    event_at = models.CharField(_("发生时间"), max_length=27)
    entered_at = models.CharField(_("记入时间"), max_length=27)
    actor = models.CharField(_("行为人"), max_length=80)
    role = models.CharField(_("身份"), max_length=30)
    verb = models.CharField(_("行为"), max_length=80)
    subject = models.CharField(_("对象"), max_length=120)
    seq = models.PositiveIntegerField(_("对象内序号"))
    division = models.CharField(_("区划代码"), max_length=12)
    series = models.CharField(_("登记号系列"), max_length=40)
    promised = models.PositiveSmallIntegerField(_("已出回执"))
    digest = models.CharField(_("内容摘要"), max_length=64)
    mac = models.CharField(_("校验码"), max_length=66)

    class Meta:
        verbose_name = _("账目记录")
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="ledger_entry_subject_seq")]


class Payload(models.Model):
    """What an entry says, with the salt that hides it behind the digest. Erasable by law only."""

    entry_id = models.UUIDField(_("记录编号"), primary_key=True)
    salt = models.BinaryField(_("盐"))
    body = models.TextField(_("内容"))

    class Meta:
        verbose_name = _("记录内容")


class Erasure(models.Model):
    """That a payload was erased by law, and which entry says so."""

    entry_id = models.UUIDField(_("记录编号"), primary_key=True)
    by_entry = models.UUIDField(_("删除记录"))
    at = models.CharField(_("删除时间"), max_length=27)
    ground = models.CharField(_("删除依据"), max_length=200)

    class Meta:
        verbose_name = _("依法删除")


class Leaf(models.Model):
    """The place of an entry in the tree, and its register number if it asked for one."""

    position = models.BigIntegerField(_("位置"), primary_key=True)
    entry_id = models.UUIDField(_("记录编号"))
    hash = models.BinaryField(_("叶哈希"))
    series = models.CharField(_("登记号系列"), max_length=40)
    register_no = models.PositiveIntegerField(_("登记号"), null=True)

    class Meta:
        verbose_name = _("封存位置")
        constraints = [
            models.UniqueConstraint(fields=["entry_id"], name="ledger_leaf_entry"),
            models.UniqueConstraint(fields=["series", "register_no"], name="ledger_leaf_register"),
        ]


class Subtree(models.Model):
    """The root of a complete subtree of 256^level leaves: proofs read a few hundred rows of any tree."""

    place = models.BigIntegerField(_("子树位置"), primary_key=True)
    """level · 2^48 + index."""
    hash = models.BinaryField(_("子树哈希"))

    class Meta:
        verbose_name = _("子树")


class Checkpoint(models.Model):
    """A signed note (C2SP tlog-checkpoint): so many leaves, this root."""

    size = models.BigIntegerField(_("叶数"), primary_key=True)
    root = models.CharField(_("树根"), max_length=64)
    at = models.CharField(_("封存时间"), max_length=27)
    note = models.TextField(_("签名文本"))

    class Meta:
        verbose_name = _("封存点")


class Promise(models.Model):
    """A receipt: the signed promise that this entry will be in the tree."""

    number = models.CharField(_("回执号"), max_length=40, primary_key=True)
    entry_id = models.UUIDField(_("记录编号"))
    at = models.CharField(_("出具时间"), max_length=27)
    note = models.TextField(_("签名文本"))
    mac = models.CharField(_("校验码"), max_length=66)

    class Meta:
        verbose_name = _("回执承诺")
        constraints = [models.UniqueConstraint(fields=["entry_id"], name="ledger_promise_entry")]


class Progress(models.Model):
    """How far a reader of the sealed ledger has come; also the row that lets one sealer work at a time."""

    name = models.CharField(_("名称"), max_length=60, primary_key=True)
    position = models.BigIntegerField(_("下一位置"), default=0)

    class Meta:
        verbose_name = _("读取进度")
