"""The database's own refusal to change the ledger, in the words of each engine."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FROZEN = (
    "ledger_entry",
    "ledger_leaf",
    "ledger_subtree",
    "ledger_checkpoint",
    "ledger_promise",
    "ledger_erasure",
)
PAYLOAD = "ledger_payload"

_ERASED = "EXISTS (SELECT 1 FROM ledger_erasure x WHERE x.entry_id = OLD.entry_id)"
_LAWFUL = f"NEW.entry_id = OLD.entry_id AND NEW.body = '' AND length(NEW.salt) = 0 AND {_ERASED}"


def _names(table: str) -> tuple[str, str, str]:
    return f"{table}_upd", f"{table}_del", f"{table}_trn"


def _sqlite(table: str) -> list[str]:
    update, delete, _ = _names(table)
    unless = f"WHEN NOT ({_LAWFUL})" if table == PAYLOAD else ""
    no = f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    return [
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} {unless} {no}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {no}",
    ]


def _postgresql(table: str) -> list[str]:
    update, delete, truncate = _names(table)
    unless = f"WHEN (NOT ({_LAWFUL.split(' AND EXISTS')[0]}))" if table == PAYLOAD else ""
    run = "EXECUTE PROCEDURE ledger_refuse()"
    made = [
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {table} FOR EACH ROW {unless} {run}",
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW {run}",
        f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE PROCEDURE ledger_keep()",
    ]
    if table == PAYLOAD:  # a WHEN clause may not hold a subquery here
        made.append(
            f"CREATE TRIGGER {table}_law BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE PROCEDURE ledger_lawful()"
        )
    return made


_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION ledger_keep() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE held boolean; BEGIN EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO held;
       IF held THEN RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME; END IF; RETURN NULL; END $$""",
    """CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END $$""",
    f"""CREATE OR REPLACE FUNCTION ledger_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NOT {_ERASED} THEN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END IF; RETURN NEW; END $$""",
)


def install(_apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place (a migration step)."""
    postgresql = editor.connection.vendor == "postgresql"
    for function in _FUNCTIONS if postgresql else ():
        editor.execute(function, params=None)
    for table in (*FROZEN, PAYLOAD):
        for line in _postgresql(table) if postgresql else _sqlite(table):
            editor.execute(line, params=None)


def remove(_apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away: what an attacker with the database's password does first."""
    on = "ON {}" if editor.connection.vendor == "postgresql" else ""
    for table in (*FROZEN, PAYLOAD):
        for name in (*_names(table), f"{table}_law"):
            editor.execute(f"DROP TRIGGER IF EXISTS {name} {on.format(table)}", params=None)
