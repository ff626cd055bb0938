"""Reports over the wire: the figures of a day as JSON, and as a table for a spreadsheet."""

import csv
from dataclasses import asdict, fields
from datetime import date, datetime
from http import HTTPStatus
from io import StringIO

import msgspec
from flask import Blueprint, Response, request

from server import report
from server.actor import Role
from server.api import caller, json
from server.house import House, house
from server.problems import Problem
from server.store import reading

reports = Blueprint("api_reports", __name__)

CSV = "text/csv; charset=utf-8"


@reports.get("/reports/day")
def day() -> Response:
    """The figures of a local day, today without `date`; `format` is json or csv."""
    caller(Role.MANAGER)
    there = house()
    now = there.local_now()
    of = _date(request.args["date"]) if "date" in request.args else now.date()
    form = request.args.get("format", "json")
    if form not in {"json", "csv"}:
        raise Problem(HTTPStatus.BAD_REQUEST, "malformed", path="format")
    figures = figures_of(there, of, now)
    if form == "csv":
        return _as_csv(figures)
    return json(msgspec.json.encode(figures))


def figures_of(there: House, of: date, at: datetime) -> report.Day:
    """The figures of a local day, as they stand at `at`."""
    names = {
        each.code: (each.short_name, each.short_name_en) for each in there.catalogue.procedures
    }
    with reading(there.data) as tables:
        return report.day(tables, of, at, names)


def _date(text: str) -> date:
    """The day that was asked for."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "malformed", str(error), path="date") from error


def _as_csv(figures: report.Day) -> Response:
    """The procedures as a table with a head, with the mark by which spreadsheets know UTF-8."""
    sheet = StringIO()
    sheet.write("\ufeff")
    writer = csv.DictWriter(sheet, [each.name for each in fields(report.ProcedureFigures)])
    writer.writeheader()
    writer.writerows(asdict(each) for each in figures.procedures)
    response = Response(sheet.getvalue(), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="luot-{figures.date}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response
