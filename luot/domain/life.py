"""What happens in people's lives, and the procedures that belong to it, to browse by.

Told by words of a procedure's names, so that imported procedures find their place by themselves;
one may stand under several. The words for people are under `life`.
"""

from collections.abc import Mapping
from enum import StrEnum

from luot.domain import folding
from luot.domain.patterns import Line, line, pattern, table
from luot.domain.procedure import Catalogue, Level, Procedure
from luot.domain.vocabulary import written_out


class LifeEvent(StrEnum):
    """Something that happens to a person or a household, in the order of a life."""

    BIRTH = "birth"
    SCHOOL = "school"
    MARRIAGE = "marriage"
    MOVING = "moving"
    IDENTITY = "identity"
    HOUSE = "house"
    LAND = "land"
    BUSINESS = "business"
    VEHICLE = "vehicle"
    WORK = "work"
    HARDSHIP = "hardship"
    OLD_AGE = "old-age"
    DEATH = "death"


LIFE = """
khai sinh|con nuôi|thai sản|nhận cha|sinh con|chăm sóc thay thế
    = birth
chuyển trường|tuyển sinh|mẫu giáo|mầm non|học sinh|văn bằng|trường học
    = school
kết hôn|tình trạng hôn nhân
    = marriage
thường trú|tạm trú|lưu trú|tạm vắng|tách hộ|cư trú
    = moving
căn cước|hộ chiếu|định danh|lý lịch tư pháp
    = identity
giấy phép xây dựng|giấy phép xây nhà|cải tạo nhà|di dời nhà|nhà ở xã hội|lòng đường
    = house
đất|thửa|sổ đỏ|thừa kế|di sản|di chúc
    = land
hộ kinh doanh|hợp tác xã|tổ hợp tác|bán lẻ
    = business
đăng ký xe|biển số|sang tên xe
    = vehicle
việc làm|thất nghiệp|bảo hiểm xã hội|nghĩa vụ quân sự|ốm đau
    = work
hộ nghèo|khuyết tật|trợ cấp xã hội|bảo trợ xã hội|thu nhập thấp|cai nghiện|bạo lực
    = hardship
hưu trí|lương hưu|người cao tuổi
    = old-age
khai tử|mai táng|tử tuất|từ trần|thờ cúng
    = death
"""
_EVENTS = tuple((pattern(said), LifeEvent(event)) for said, event in table(LIFE))
_NOT_HERE = frozenset((Level.PROVINCE, Level.MINISTRY))


def events_of(procedure: Procedure) -> tuple[LifeEvent, ...]:
    """What in a life a procedure belongs to; none for the business of offices and companies."""
    if not procedure.popularity and procedure.level in _NOT_HERE:
        return ()
    named = (_said(procedure.short_name), _said(procedure.name))
    return tuple(event for said, event in _EVENTS if any(name.find(said) for name in named))


def by_event(catalogue: Catalogue) -> Mapping[LifeEvent, tuple[Procedure, ...]]:
    """The procedures of each event that has any, the most taken first."""
    found: dict[LifeEvent, list[Procedure]] = {event: [] for event in LifeEvent}
    for one in sorted(catalogue.procedures, key=lambda each: -each.popularity):
        for event in events_of(one):
            found[event].append(one)
    return {event: tuple(every) for event, every in found.items() if every}


def _said(name: str) -> Line:
    return line(written_out(folding.syllables(name)))
