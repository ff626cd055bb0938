"""The cuts of a paper: generous, lean where every byte takes time, and narrow."""

from dataclasses import dataclass, replace

from printer.parts import Kind, Wording
from printer.typeset import Face, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Sizes in dots; 8 dots are a millimetre."""

    wording: Wording
    kind: Type
    name: Type
    number: Type
    procedure: Type
    when: Type
    head: Type
    document: Type
    fee: Type
    note: Type
    chip: Type
    rule: int
    rule_gap: int
    row: int
    row_gap: int
    ring: int
    ring_stroke: int
    you: int
    tick: int
    tick_stroke: int
    tick_top: int
    tick_gap: int
    document_pad: int
    fee_gap: int

    def line(self, kind: Kind) -> Type:
        """The letters of a line."""
        return {
            Kind.CENTRE_KIND: self.kind,
            Kind.CENTRE_NAME: self.name,
            Kind.TITLE: self.procedure,
            Kind.PLACE: self.when,
            Kind.HEAD: self.head,
            Kind.PLAIN: self.fee,
            Kind.NOTE: self.note,
        }[kind]


LEAN = Style(
    wording=Wording.LEAN,
    kind=Type(Face.TEXT, 22, 30),
    name=Type(Face.BOLD, 28, 36),
    number=Type(Face.NUMBER, 158, 140),
    procedure=Type(Face.BOLD, 30, 40),
    when=Type(Face.TEXT, 24, 32),
    head=Type(Face.BOLD, 24, 32),
    document=Type(Face.TEXT, 24, 30),
    fee=Type(Face.TEXT, 24, 32),
    note=Type(Face.TEXT, 20, 28),
    chip=Type(Face.BOLD, 22, 34),
    rule=2,
    rule_gap=8,
    row=36,
    row_gap=8,
    ring=18,
    ring_stroke=3,
    you=24,
    tick=18,
    tick_stroke=2,
    tick_top=7,
    tick_gap=10,
    document_pad=1,
    fee_gap=2,
)

FULL = Style(
    wording=Wording.ROOMY,
    kind=Type(Face.BOLD, 28, 40),
    name=Type(Face.BOLD, 36, 48),
    number=Type(Face.NUMBER, 214, 196),
    procedure=Type(Face.BOLD, 40, 52),
    when=Type(Face.TEXT, 30, 42),
    head=Type(Face.BOLD, 32, 44),
    document=Type(Face.TEXT, 30, 40),
    fee=Type(Face.TEXT, 30, 42),
    note=Type(Face.TEXT, 28, 38),
    chip=Type(Face.BOLD, 28, 44),
    rule=3,
    rule_gap=12,
    row=52,
    row_gap=12,
    ring=24,
    ring_stroke=4,
    you=34,
    tick=26,
    tick_stroke=3,
    tick_top=8,
    tick_gap=14,
    document_pad=2,
    fee_gap=8,
)

NARROW = replace(
    FULL,
    wording=Wording.NARROW,
    kind=Type(Face.BOLD, 28, 36),
    name=Type(Face.BOLD, 32, 42),
    number=Type(Face.NUMBER, 142, 132),
    procedure=Type(Face.BOLD, 34, 44),
    when=Type(Face.TEXT, 28, 38),
    document=Type(Face.TEXT, 28, 36),
    fee=Type(Face.TEXT, 28, 36),
    row_gap=9,
    tick_top=6,
)

STYLES = {"lean": LEAN, "full": FULL, "narrow": NARROW}
