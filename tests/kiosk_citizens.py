"""Eleven citizens at the real kiosk, each with a need of their own.

python -m tests.kiosk_citizens docs/pictures/citizens
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printer.emulator import Fault
from tests.kiosk_visit import Citizen, Facts, House, Visit, house

COPIES, BIRTH, LAND, DISABILITY, STAY, SHOP = (
    "2.000815",
    "1.001193",
    "1.013831",
    "1.001699",
    "1.004194",
    "1.001612",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one citizen does, and what must be on record of it afterwards."""

    who: str
    play: Callable[[Citizen], None]
    wanted: Facts


def farmer(me: Citizen) -> None:
    """He never touched a computer: the picture of a field, the first line that he knows."""
    me.picture("home")
    me.touch("Sổ đỏ, nhà đất")
    me.stands_before("field")
    me.picture("field")
    me.touch("Sang tên sổ đỏ")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.picture("paper", me.takes_paper())
    me.leaves()


def grandmother(me: Citizen) -> None:
    """Her glasses are at home: large letters, and priority by age."""
    me.touch("Chữ to")
    me.picture("home")
    me.touch("Nhận kết quả")
    me.stands_before("confirm")
    me.touch("Có")
    me.stands_before("choices")
    me.picture("priority")
    me.touch("Từ 75 tuổi trở lên")
    me.stands_before("confirm")
    me.takes()
    me.takes_paper()
    me.picture("ticket")
    me.leaves()


def wheelchair(me: Citizen) -> None:
    """She sits: everything to touch comes down to her."""
    me.touch("Hạ thấp")
    me.picture("home")
    me.touch("Trợ cấp, hộ nghèo")
    me.stands_before("field")
    me.touch("Xác định mức độ khuyết tật")
    me.stands_before("confirm")
    me.touch("Có")
    me.touch("Khuyết tật nặng")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.takes_paper()
    me.picture("ticket")
    me.leaves()


def hardly_reads(me: Citizen) -> None:
    """The question mark, and then the one red button."""
    me.touch("Hỏi, hướng dẫn")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.takes_paper()
    me.picture("ticket")
    me.leaves()


def hmong(me: Citizen) -> None:
    """Neither language of this kiosk is his: the guidance desk, and the code for the phone."""
    me.touch("English")
    me.picture("english")
    me.touch("Tiếng Việt")
    me.touch("Hỏi, hướng dẫn")
    me.stands_before("confirm")
    me.takes()
    me.takes_paper()
    me.picture("ticket")
    me.leaves()


def clerk(me: Citizen) -> None:
    """She comes every day: two touches."""
    me.touch("Sao y bản chính")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.takes_paper()
    me.picture("ticket")
    me.leaves()


def mother(me: Citizen) -> None:
    """What people say, without marks; papers ticked, and priority for the child."""
    me.touch("Tìm")
    me.stands_before("search")
    me.type("vo moi sinh")
    me.picture("search")
    me.touch("Đăng ký khai sinh")
    me.stands_before("confirm")
    me.touch("Giấy chứng sinh")
    me.touch("Căn cước của cha hoặc mẹ")
    me.touch("Có")
    me.touch("Đi cùng con nhỏ")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.picture("paper", me.takes_paper())
    me.leaves()


def foreigner(me: Citizen) -> None:
    """In English from the first screen to the paper."""
    me.touch("English")
    me.picture("home")
    me.touch("Residence, ID card")
    me.stands_before("field")
    me.touch("Temporary residence")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes("Take a number")
    me.picture("paper", me.takes_paper("Take your ticket"))
    me.leaves("Done")


def comes_back(me: Citizen) -> None:
    """A paper was missing: the ticket of the morning leads to the right line."""
    morning = me.house.citizen.take_ticket(procedures=(SHOP,), lang="vi")
    me.house.official.open_counter(1)
    me.house.official.call(morning.id, 1, "test")
    me.house.official.start(morning.id)
    me.house.official.finish(morning.id, "supplement_asked")
    me.house.cable.scan(morning.url)
    me.sees(lambda line: line["screen"] == "scan" and not line["busy"], "their ticket")
    me.picture("scan")
    me.touch("Nộp bổ sung giấy tờ")
    me.stands_before("confirm")
    me.picture("confirm")
    me.takes()
    me.picture("paper", me.takes_paper())
    me.leaves()


def while_away(me: Citizen) -> None:
    """The server is gone: a number of the kiosk's own, kept until the server is back."""
    me.house.server.kill()
    me.touch("Mở quán, bán hàng")
    me.stands_before("field")
    me.touch("Mở hộ kinh doanh")
    me.stands_before("confirm")
    me.takes()
    paper = me.takes_paper()
    me.picture("ticket")
    me.picture("paper", paper)
    me.leaves()
    me.house.server.start()
    me.house.hears_of(me.visit.number)


def no_paper(me: Citizen) -> None:
    """The roll has run out: the number goes home on the phone."""
    me.house.printer.fault(Fault.PAPER_OUT)
    me.touch("Khai sinh, kết hôn")
    me.stands_before("field")
    me.touch("Đăng ký kết hôn")
    me.stands_before("confirm")
    me.no_longer("Giấy tờ, nộp trực\u00a0tuyến")
    me.picture("confirm")
    me.takes()
    me.has_number("Máy in đang hết giấy")
    me.picture("ticket")
    me.leaves("Tôi đã lưu số")
    me.house.printer.mend()


STORIES = (
    Story(who="farmer", play=farmer, wanted=Facts(queue="E", procedures=(LAND,))),
    Story(
        who="grandmother",
        play=grandmother,
        wanted=Facts(queue="R", purpose="collect", priority="elderly"),
    ),
    Story(
        who="wheelchair",
        play=wheelchair,
        wanted=Facts(queue="S", procedures=(DISABILITY,), priority="disability"),
    ),
    Story(who="hardly-reads", play=hardly_reads, wanted=Facts(queue="X", purpose="ask")),
    Story(who="hmong", play=hmong, wanted=Facts(queue="X", purpose="ask")),
    Story(who="clerk", play=clerk, wanted=Facts(queue="C", procedures=(COPIES,))),
    Story(
        who="mother",
        play=mother,
        wanted=Facts(queue="A", procedures=(BIRTH,), priority="small-child"),
    ),
    Story(who="foreigner", play=foreigner, wanted=Facts(queue="H", procedures=(STAY,), lang="en")),
    Story(
        who="comes-back",
        play=comes_back,
        wanted=Facts(queue="K", procedures=(SHOP,), purpose="supplement"),
    ),
    Story(
        who="while-away",
        play=while_away,
        wanted=Facts(queue="K", procedures=(SHOP,), offline=True),
    ),
    Story(
        who="no-paper",
        play=no_paper,
        wanted=Facts(queue="A", procedures=("1.000894",), paper="on_phone"),
    ),
)


def crowd(there: House) -> None:
    """A hall with people in it: some wait, one was called, one is being served."""
    for queue, count in {"A": 4, "C": 3, "E": 5, "H": 2, "K": 1, "S": 2, "R": 1}.items():
        for _ in range(count):
            there.citizen.take_ticket(queue=queue, lang="vi")
    for counter, queues in {2: ("A", "C"), 3: ("A", "C"), 4: ("E", "H"), 5: tuple("KRSX")}.items():
        there.official.open_counter(counter, queues=queues)
        there.official.call_next(counter)


def visits(there: House, album: Path | None = None) -> list[Visit]:
    """All of them, one after the other."""
    crowd(there)
    came = []
    for story in STORIES:
        me = Citizen(story.who, there, album)
        me.stands_before("home")
        story.play(me)
        came.append(me.visit)
    return came


def main(album: Path) -> None:
    """Play them, keep their pictures, and say what each did."""
    album.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as there:
        came = visits(there, album)
        for story, visit in zip(STORIES, came, strict=True):
            facts = there.settled(visit.number, story.wanted)
            sys.stdout.write(told(visit) + f"; {facts}\n")


def told(visit: Visit) -> str:
    """What one of them did, in a line."""
    way = " > ".join(visit.screens)
    touches = f"{len(visit.touches)} touches"
    return f"{visit.who}: {visit.number} by {touches} in {visit.seconds:.1f} s; {way}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
