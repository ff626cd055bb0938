"""The first search: in a citizen's words, with or without marks, typed as it comes."""

import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luot.domain import folding, telex
from luot.domain.elsewhere import ALONE, ELSEWHERE, Place
from luot.domain.parting import Pair, Parting
from luot.domain.patterns import table
from luot.domain.procedure import EMPTY, Catalogue, Level, Procedure
from luot.domain.rewording import rewordings
from luot.domain.sayings import SAYINGS
from luot.domain.search import Finder, highlight
from luot.domain.spelling import Spelling


def procedure(code: str, short_name: str, *phrases: str, popularity: int = 0) -> Procedure:
    return Procedure(
        code=code,
        name=short_name,
        short_name=short_name,
        short_name_en="",
        field="one",
        queue="A",
        phrases=phrases,
        popularity=popularity,
    )


BIRTH = procedure("1.000001", "Đăng ký khai sinh", "làm giấy khai sinh", popularity=90)
DEATH = procedure("1.000002", "Đăng ký khai tử", "báo tử", popularity=50)
RESIDENCE = procedure("1.000003", "Đăng ký thường trú", "nhập hộ khẩu", popularity=70)
LAND = procedure("1.000004", "Làm sổ đỏ lần đầu", "cấp giấy chứng nhận", popularity=60)
EXCHANGE = procedure("1.000005", "Đổi sổ đỏ cũ", "cấp đổi giấy chứng nhận", popularity=40)
GUARDIAN = procedure("1.000006", "Đăng ký giám hộ", "nuôi cháu mồ côi", popularity=20)
INSURANCE = procedure("1.000007", "Mua bảo hiểm y tế", "bhyt hộ gia đình", popularity=30)
ALL = (BIRTH, DEATH, RESIDENCE, LAND, EXCHANGE, GUARDIAN, INSURANCE)


@cache
def finder() -> Finder:
    return Finder(Catalogue(version="1", fields=(), procedures=ALL))


def part(
    joined: str, known: Mapping[str, float], pairs: AbstractSet[Pair] | None = None
) -> tuple[str, ...]:
    return Parting(joined, known, pairs).to(len(joined))


def first(phrase: str) -> str | None:
    found = finder().find(phrase)
    return found[0].procedure.short_name if found else None


said = st.sampled_from([text for one in ALL for text in (one.short_name, *one.phrases)])


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@given(st.text())
def test_composed_and_decomposed_letters_fold_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert folding.fold(composed) == folding.fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_syllables_stand_where_they_say(text: str) -> None:
    for one in folding.syllables(text):
        assert folding.key(folding.fold(text[one.start : one.end])) == one.key


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đặng Thị Ửng", "dang thi ung"), ("hoà", "hoa"), ("hòa", "hoa"), ("ĐẤT ĐAI", "dat dai")],
)
def test_marks_and_cases_fold_away(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


def test_a_tone_mark_may_stand_on_either_vowel() -> None:
    old, new = folding.syllables("hoà hòa")
    assert (old.key, old.exact) == (new.key, new.exact)


def test_ky_and_ki_are_one_spelling_but_thuy_keeps_its_y() -> None:
    assert [one.key for one in folding.syllables("ký kí quý quí thủy tay")] == [
        "ki", "ki", "qui", "qui", "thuy", "tay",
    ]  # fmt: skip


@given(said)
def test_what_a_procedure_is_called_finds_it_first(phrase: str) -> None:
    found = finder().find(phrase)[0].procedure
    assert phrase in (found.short_name, *found.phrases)


@given(said)
def test_marks_may_be_left_out(phrase: str) -> None:
    assert first(folding.fold(phrase)) == first(phrase)


@given(said)
def test_decomposed_letters_find_the_same(phrase: str) -> None:
    assert finder().find(unicodedata.normalize("NFD", phrase)) == finder().find(phrase)


@given(said)
def test_spaces_may_be_left_out(phrase: str) -> None:
    assert first(folding.fold(phrase).replace(" ", "")) == first(phrase)


@given(said)
def test_case_and_more_space_change_nothing(phrase: str) -> None:
    assert first(f"  {phrase.upper().replace(' ', '   ')}") == first(phrase)


@given(st.text(), st.integers(1, 5))
def test_any_typing_is_answered_within_the_limit_and_in_order(phrase: str, limit: int) -> None:
    found = finder().find(phrase, limit)
    scores = [one.score for one in found]
    assert len(found) <= limit
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_right_marks_rank_before_other_marks() -> None:
    words = [
        procedure("1.000001", "thử"),
        procedure("1.000002", "thư"),
        procedure("1.000003", "thủ"),
    ]
    three = Finder(Catalogue(version="1", fields=(), procedures=tuple(words)))
    assert [three.find(one.short_name)[0].procedure for one in words] == words


def test_a_whole_syllable_is_met_not_a_part_of_one() -> None:
    assert "Đăng ký giám hộ" not in [one.procedure.short_name for one in finder().find("am ")]
    assert finder().find("am ") == ()


def test_the_last_syllable_may_be_unfinished() -> None:
    assert first("kha") == "Đăng ký khai sinh"
    assert first("thuon") == "Đăng ký thường trú"
    assert first("dang ky giam h") == "Đăng ký giám hộ"
    assert first("hokha") == "Đăng ký thường trú"


def test_shorthand_and_what_it_stands_for_meet() -> None:
    assert first("đk khai sinh") == "Đăng ký khai sinh"
    assert first("hk") == "Đăng ký thường trú"
    assert first("bảo hiểm y tế hộ gia đình") == "Mua bảo hiểm y tế"
    assert first("bhyt") == "Mua bảo hiểm y tế"


def test_a_code_finds_its_procedure_alone() -> None:
    found = finder().find(" 1.000004 ")
    assert [(one.procedure, one.score) for one in found] == [(LAND, 1.0)]


def test_what_is_asked_more_often_stands_first_among_equals() -> None:
    assert [one.procedure for one in finder().find("sổ đỏ")][:2] == [LAND, EXCHANGE]


def test_what_is_far_less_likely_is_left_out() -> None:
    found = finder().find("cấp giấy chứng nhận")
    assert [one.procedure for one in found] == [LAND, EXCHANGE]


@pytest.mark.parametrize("phrase", ["hộ nào có sinh tố đăng trên tử vi", "mua tử đinh hương hộ em"])
def test_words_that_no_name_says_side_by_side_tell_of_no_procedure(phrase: str) -> None:
    assert finder().find(phrase) == ()


def test_words_that_people_say_side_by_side_show_something_while_more_is_typed() -> None:
    named = (procedure("1.000001", "Núi xa"), procedure("1.000002", "Không khuất"))
    two = Finder(Catalogue(version="1", fields=(), procedures=named))
    assert {each.procedure for each in two.find("khuất núi")} == {*named}
    assert two.find("núi khuất") == ()


def test_one_word_of_a_name_tells_enough_of_it() -> None:
    assert first("em cần thường ạ") == "Đăng ký thường trú"


def test_a_short_foreign_word_is_not_parted_into_syllables_that_never_meet() -> None:
    known = dict.fromkeys(["toi", "let", "so", "do", "ket", "hon"], 1.0)
    pairs = {("so", "do"), ("ket", "hon")}
    assert part("toilet", known, pairs) == ()
    assert part("kethon", known, pairs) == ("ket", "hon")
    assert part("sodokethon", known, pairs) == ("so", "do", "ket", "hon")


def test_syllables_that_stand_together_in_names_part_a_word_before_others() -> None:
    known = {"can": 2.0, "cuoc": 2.0, "cancu": 1.0, "oc": 1.0}
    assert part("cancuoc", known, {("can", "cuoc")}) == ("can", "cuoc")


def test_a_short_name_cut_from_the_official_one_does_not_stand_before_a_name_of_its_own() -> None:
    long = "Hỗ trợ mai táng đối với nghệ nhân nhân dân có thu nhập thấp"
    cut = replace(procedure("1.000001", "Hỗ trợ mai táng"), name=long)
    own = procedure("1.000002", "Hỗ trợ mai táng phí")
    two = Finder(Catalogue(version="1", fields=(), procedures=(cut, own)))
    assert [one.procedure for one in two.find("hỗ trợ mai táng")] == [own, cut]


@pytest.mark.parametrize("phrase", ["", "   ", "?!", "zzzz", "qwx kj"])
def test_what_means_nothing_finds_nothing(phrase: str) -> None:
    assert finder().find(phrase) == ()


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Finder(EMPTY).find("khai sinh") == ()


def marked(text: str, phrase: str) -> list[str]:
    return [text[start:end] for start, end in highlight(text, phrase)]


@pytest.mark.parametrize(
    ("text", "phrase", "letters"),
    [
        ("Đổi sổ đỏ cũ", "so do", ["sổ đỏ"]),
        ("Đổi sổ đỏ cũ", "sổ đỏ", ["sổ đỏ"]),
        ("Đổi sổ đỏ cũ", "so d", ["sổ đ"]),
        ("Đổi sổ đỏ cũ", "sodo", ["sổ đỏ"]),
        ("Đổi sổ đỏ cũ", "cu doi", ["Đổi", "cũ"]),
        ("Đổi sổ đỏ cũ", "số", []),
        ("Nhập hộ\u00a0khẩu", "hk", ["hộ\u00a0khẩu"]),
        ("Mua thẻ BHYT", "bao hiem y te", ["BHYT"]),
        ("Xây nhà ở", "tôi ở nhà", ["nhà"]),
        ("Đăng ký", "", []),
    ],
)
def test_the_found_letters_are_those_that_were_typed(
    text: str, phrase: str, letters: list[str]
) -> None:
    assert marked(text, phrase) == letters


def test_decomposed_letters_are_highlighted_with_their_marks() -> None:
    text = unicodedata.normalize("NFD", "Đổi sổ đỏ")
    assert marked(text, "so d") == [unicodedata.normalize("NFD", "sổ đ")]


@given(st.text(), st.text())
def test_highlights_are_letters_of_the_text_in_order(text: str, phrase: str) -> None:
    ends = [0] + [place for span in highlight(text, phrase) for place in span] + [len(text)]
    assert ends == sorted(ends)


def test_a_joined_word_parts_into_the_fewest_syllables() -> None:
    known = dict.fromkeys(["ho", "khau", "h", "o", "khai", "sinh", "ki", "dang"], 1.0)
    assert part("hokhau", known) == ("ho", "khau")
    assert part("dangky", known) == ("dang", "ki")
    assert part("khaisin", known) == ()


@pytest.mark.parametrize(
    ("name", "phrase", "named"),
    [
        ("Xác nhận thông tin hộ tịch", "ket hon", []),
        ("Đăng ký hộ khẩu", "hokh", ["hộ kh"]),
        ("Đăng ký kết hôn", "keth", ["kết h"]),
    ],
)
def test_one_word_is_named_as_two_syllables_only_where_they_stand_together(
    name: str, phrase: str, named: list[str]
) -> None:
    assert [name[start:end] for start, end in highlight(name, phrase)] == named


@given(st.sampled_from(sorted({word for one in ALL for word in one.name.lower().split()})))
def test_what_telex_keys_make_is_the_word_that_they_were_struck_for(word: str) -> None:
    (made,), (meant,) = folding.syllables(telex.read(telex.typed(word))), folding.syllables(word)
    assert (made.key, made.exact) == (meant.key, meant.exact)


RIMES = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "iê", "uô", "ươ", "oa", "uy", "ai"]
syllable = st.builds(
    lambda head, rime, tone, end: unicodedata.normalize(
        "NFC", f"{head}{rime[:-1]}{unicodedata.normalize('NFD', rime[-1])}{tone}{end}"
    ),
    st.sampled_from(["", "b", "ch", "đ", "d", "kh", "l", "ng", "nh", "ph", "th", "tr", "v", "x"]),
    st.sampled_from(RIMES),
    st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]),
    st.sampled_from(["", "n", "m", "ng", "t", "p", "c"]),
)


@given(syllable)
def test_any_syllable_comes_back_from_its_telex_keys(word: str) -> None:
    (made,), (meant,) = folding.syllables(telex.read(telex.typed(word))), folding.syllables(word)
    assert (made.key, made.exact) == (meant.key, meant.exact)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("ddawng", "đăng"), ("dangd", "đang"), ("truongwf", "trường"), ("nguyeenx", "nguyễn"),
        ("quys", "quý"), ("giaays", "giấy"), ("visa", "vía"), ("vissa", "visa"), ("khai", "khai"),
    ],
)  # fmt: skip
def test_telex_keys_are_read_wherever_the_marks_are_struck(keys: str, word: str) -> None:
    assert telex.read(keys) == word


def test_bare_telex_keys_find_what_they_were_struck_for() -> None:
    assert first("ddawng kys khai sinh") == "Đăng ký khai sinh"
    assert first("nhaapj hooj khaaur") == "Đăng ký thường trú"


def test_a_foreign_word_that_the_keyboard_composed_is_undone() -> None:
    visa = procedure("1.000001", "Gia hạn visa")
    seeing = procedure("1.000002", "Qua đường")
    two = Finder(Catalogue(version="1", fields=(), procedures=(visa, seeing)))
    assert [one.procedure for one in two.find("vía")] == [visa]


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("khai xinh", "Đăng ký khai sinh"),
        ("khia sinh", "Đăng ký khai sinh"),
        ("giam hooj", "Đăng ký giám hộ"),
        ("thuong chu", "Đăng ký thường trú"),
        ("đăng ký tường trú", "Đăng ký thường trú"),
        ("bảo hiêm y té", "Mua bảo hiểm y tế"),
    ],
)
def test_a_slip_of_the_finger_or_the_ear_is_forgiven(phrase: str, meant: str) -> None:
    assert first(phrase) == meant


@given(st.text("abcdeghik", min_size=3, max_size=7), st.integers(0, 6))
def test_one_letter_left_out_is_one_slip(word: str, at: int) -> None:
    left = f"{word[: at % len(word)]}{word[at % len(word) + 1 :]}"
    assert word in Spelling([word]).near(left) or len(left) < 3


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("vợ tôi mới sinh", "Đăng ký khai sinh"),
        ("vo moi sanh em be", "Đăng ký khai sinh"),
        ("ông nội vừa mất", "Đăng ký khai tử"),
        ("chuyển hộ khẩu về nhà chồng", "Đăng ký thường trú"),
        ("bìa đỏ bị rách", "Đổi sổ đỏ cũ"),
        ("ông già chết", "Đăng ký khai tử"),
        ("bà già tui mất rồi", "Đăng ký khai tử"),
        ("mẹ vợ em vừa qua đời", "Đăng ký khai tử"),
    ],
)
def test_what_happened_is_understood_as_what_is_to_be_done(phrase: str, meant: str) -> None:
    assert first(phrase) == meant


OLD_AND_YOUNG = Finder(
    Catalogue(
        version="1",
        fields=(),
        procedures=(
            procedure("1.000001", "Làm căn cước từ 14 tuổi", popularity=90),
            procedure("1.000002", "Cấp thẻ căn cước cho trẻ em dưới 14 tuổi", popularity=50),
            procedure("1.000003", "Chuyển trường tiểu học", popularity=50),
            procedure("1.000004", "Chuyển trường trung học cơ sở", popularity=60),
            procedure("1.000005", "Hỗ trợ thiệt hại do dịch bệnh vật nuôi"),
        ),
    )
)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("làm căn cước cho cháu 9 tuổi", "Cấp thẻ căn cước cho trẻ em dưới 14 tuổi"),
        ("con lớp 4 làm căn cước", "Cấp thẻ căn cước cho trẻ em dưới 14 tuổi"),
        ("can cuoc cho con 16 tuoi", "Làm căn cước từ 14 tuổi"),
        ("chuyển trường cho con lớp 2", "Chuyển trường tiểu học"),
        ("đổi trường lớp 8", "Chuyển trường trung học cơ sở"),
    ],
)
def test_an_age_or_a_class_at_school_tells_for_whom_it_is(phrase: str, meant: str) -> None:
    assert OLD_AND_YOUNG.find(phrase)[0].procedure.short_name == meant


@pytest.mark.parametrize("beast", ["heo", "lợn", "gà", "bò", "vit", "trau"])
def test_each_beast_that_dies_is_an_animal_that_died(beast: str) -> None:
    found = OLD_AND_YOUNG.find(f"{beast} chết dịch")[0].procedure.short_name
    assert found == "Hỗ trợ thiệt hại do dịch bệnh vật nuôi"


@pytest.mark.parametrize("word", ["sổ đỏ", "sổ hồng", "bìa đỏ", "bằng khoán", "giấy đất"])
def test_every_name_for_the_paper_of_the_land_finds_it_in_all_parts_of_the_country(
    word: str,
) -> None:
    found = {one.procedure.short_name for one in finder().find(word)}
    assert {"Làm sổ đỏ lần đầu", "Đổi sổ đỏ cũ"} <= found


@pytest.mark.parametrize("purpose", ["để vay ngân hàng", "nộp hồ sơ", "di du hoc", "xin việc"])
def test_a_phrase_is_read_also_without_what_the_paper_is_for(purpose: str) -> None:
    *_, left = rewordings(folding.syllables(f"giấy xác nhận {purpose}"))
    assert [one.exact for one in left] == [exact for _, exact in folding.forms("giấy xác nhận")]


@pytest.mark.parametrize("phrase", ["vay ngân hàng", "em xin việc", "giấy đi du học"])
def test_what_a_paper_is_for_counts_where_little_else_was_said(phrase: str) -> None:
    assert [*rewordings(folding.syllables(phrase))] == []


def test_a_saying_is_heard_also_behind_words_that_only_look_like_it() -> None:
    (meant,) = rewordings(folding.syllables("ba mắt ba mất"))
    assert [one.key for one in meant] == ["ba", "mat", "dang", "ki", "khai", "tu"]


def test_a_saying_with_other_marks_is_another_word() -> None:
    assert [*rewordings(folding.syllables("ba mắt"))] == []
    (meant,) = rewordings(folding.syllables("ba mất"))
    assert [one.exact for one in meant] == [exact for _, exact in folding.forms("đăng ký khai tử")]


def test_no_saying_is_lost_in_its_own_table() -> None:
    for said, meant in [*table(SAYINGS), *table(ELSEWHERE), *table(ALONE)]:
        assert said, meant
        assert meant, said
        assert said.count("(") == said.count(")"), said


def asked(phrase: str) -> list[str]:
    return [one.short_name for one in finder().answer(phrase).ask]


def test_words_that_mean_several_matters_are_asked_back_and_answered_all_the_same() -> None:
    assert asked("sổ đỏ") == ["Làm sổ đỏ lần đầu", "Đổi sổ đỏ cũ"]
    assert len(finder().answer("sổ đỏ").found) >= 2


@pytest.mark.parametrize("phrase", ["đổi sổ đỏ cũ", "báo tử", "nhập hộ khẩu", "zzzz", "", "ly hôn"])
def test_words_that_mean_one_matter_or_none_are_not_asked_back(phrase: str) -> None:
    assert asked(phrase) == []


def test_what_the_centre_never_does_is_told_with_who_does_it() -> None:
    where = [finder().answer(each).elsewhere for each in ("ly hôn", "thi bằng lái", "khai sinh")]
    assert where == [Place.COURT, Place.TRAFFIC_POLICE, None]


LOST = procedure("1.000001", "Trình báo mất hộ chiếu", "mất passport")
PASSPORTS = Finder(Catalogue(version="1", fields=(), procedures=(*ALL, LOST)))


@pytest.mark.parametrize("phrase", ["hộ chiếu", "ho chieu", "em cần passport ạ", "làm hộ chiếu"])
def test_a_thing_of_another_office_named_alone_is_told_with_who_does_it(phrase: str) -> None:
    assert PASSPORTS.answer(phrase).elsewhere is Place.IMMIGRATION


@pytest.mark.parametrize("phrase", ["mất hộ chiếu", "mất passport", "trình báo mất hộ chiếu"])
def test_what_is_done_here_about_such_a_thing_is_found_here(phrase: str) -> None:
    answer = PASSPORTS.answer(phrase)
    assert (answer.elsewhere, answer.found[0].procedure) == (None, LOST)


@pytest.mark.parametrize("phrase", ["ly hôn", "đơn xin li dị", "ly hôn chồng"])
def test_a_divorce_is_for_the_court_unless_it_was_abroad(phrase: str) -> None:
    assert finder().answer(phrase).elsewhere is Place.COURT
    assert finder().answer("ly hôn ở nước ngoài").elsewhere is None


def test_a_rare_procedure_of_another_level_is_told_as_such_and_stands_behind_ours() -> None:
    theirs = replace(procedure("1.000001", "Cấp phép bay"), level=Level.MINISTRY)
    ours = replace(procedure("1.000002", "Cấp phép bơi"), level=Level.COMMUNE)
    two = Finder(Catalogue(version="1", fields=(), procedures=(theirs, ours)))
    assert two.answer("phép bay").elsewhere is Place.MINISTRY
    assert [one.procedure for one in two.find("cấp phép")] == [ours, theirs]


def test_what_this_centre_is_asked_for_most_stands_first_among_equals() -> None:
    here = Finder(Catalogue(version="1", fields=(), procedures=ALL), taken={EXCHANGE.code: 40})
    assert here.find("sổ đỏ")[0].procedure == EXCHANGE
