"""What several stories of the reception year do the same way: book a time, write a sheet, look a receipt up."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from stories.telling import Person


@dataclass(frozen=True)
class Codes:
    """The two numbers that somebody takes home: of a booking, or of a receipt."""

    number: str
    code: str


def codes_on(person: Person) -> list[Codes]:
    """Those on the page, in their order."""
    shown = [re.sub(r"\D", "", words) for words in person.page.locator(".receipt .code").all_inner_texts()]
    return [Codes(*pair) for pair in zip(shown[::2], shown[1::2], strict=True)]


def booked(resident: Person, day: str, at: str, telephone: str = "") -> Codes:
    """预约：哪一天（2026年11月4日）、几点；电话愿意留才留。"""
    resident.打开("/receptions/")
    resident.page.get_by_role("link", name=re.compile(day)).click()
    resident.page.locator(".slot", has_text=at).click()
    resident.写("电话", telephone)
    resident.点("就约这个时间")
    resident.看见("约好了", at)
    [codes] = codes_on(resident)
    return codes


def begins_sheet(writer: Person, number: int) -> None:
    """打开里面那个号的登记表。"""
    writer.page.locator(".rd__inside", has_text=str(number)).get_by_role("link", name="写登记表").click()
    writer.看见(f"{number}号的登记表")


def says(writer: Person, matter: int, words: str, *, where: str = "桐木村") -> None:
    """登记表上的第几件事：原话、地方。"""
    block = writer.page.locator("details.rs__m").nth(matter - 1)
    if not block.get_by_label("他说了什么").is_visible():
        block.locator("summary").click()
    block.get_by_label("他说了什么").fill(words)
    block.get_by_label("在哪里的事").fill(where)


def answers(writer: Person, matter: int, words: str, source: str) -> None:
    """代表当场解答。"""
    block = writer.page.locator("details.rs__m").nth(matter - 1)
    block.locator("label", has_text="代表当场解答了").click()
    block.get_by_label("怎么答的").fill(words)
    block.get_by_label("依据").fill(source)


def hands_out(writer: Person, receipts: int = 1) -> list[Codes]:
    """登记，一件事一张回执，回到接待现场。"""
    writer.点("登记，出回执")
    writer.看见("回执给他")
    found = codes_on(writer)
    assert len(found) == receipts
    return found


def looked_up(resident: Person, receipt: Codes) -> None:
    """凭登记号、查询码查。"""
    resident.打开("/receipt")
    resident.写("登记号", receipt.number)
    resident.写("查询码", receipt.code)
    resident.page.locator("main").get_by_role("button", name="查").click()
    resident.看见("一件事的全过程")


def shows(screen: Person, number: int | None) -> None:
    """叫号屏上请几号；None：没有请谁。"""
    expect(screen.page.locator(".now .big")).to_have_text(str(number) if number else "—")
