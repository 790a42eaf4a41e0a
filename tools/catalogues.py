"""Compile the message catalogues (.po → .mo) where the source is newer; no gettext is needed."""

from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "lianxin" / "base" / "locale"


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            import polib  # loaded only when there is something to do: every start passes here

            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    main()
