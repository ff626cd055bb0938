"""When the hall is open, in the local time of the centre."""

from datetime import datetime, timedelta

from luot.domain.rules import Hours, Session

LOOK_AHEAD = 14  # days: the longest closure at Tết is shorter


def sessions_on(hours: Hours, day: datetime) -> tuple[Session, ...]:
    """The sessions of the local day that `day` falls on."""
    for date, sessions in hours.except_on:
        if date == day.date():
            return sessions
    return hours.week[day.weekday()]


def _at(day: datetime, session: Session) -> tuple[datetime, datetime]:
    """Opening and closing of a session as instants of a day."""
    return (
        datetime.combine(day.date(), session.opens, tzinfo=day.tzinfo),
        datetime.combine(day.date(), session.closes, tzinfo=day.tzinfo),
    )


def issue_window(
    hours: Hours, day: datetime, own: Hours | None = None
) -> tuple[datetime, datetime] | None:
    """From when to when tickets are issued on a local day, or None on a closed one.

    A queue with hours of its `own` gives its tickets while both are open.
    """
    if own is None:
        return _window(hours, day)
    centre, queue = _window(hours, day), _window(own, day)
    if centre is None or queue is None:
        return None
    opens, closes = max(centre[0], queue[0]), min(centre[1], queue[1])
    return (opens, closes) if opens <= closes else None


def _window(hours: Hours, day: datetime) -> tuple[datetime, datetime] | None:
    """The same for one set of hours."""
    sessions = sessions_on(hours, day)
    if not sessions:
        return None
    opens, _ = _at(day, sessions[0])
    _, closes = _at(day, sessions[-1])
    midnight = datetime.combine(day.date(), datetime.min.time(), tzinfo=day.tzinfo)
    early = max(midnight, opens - timedelta(minutes=hours.early))
    return early, closes - timedelta(minutes=hours.last)


def is_issuing(hours: Hours, now: datetime, own: Hours | None = None) -> bool:
    """Whether a citizen may take a ticket at local time `now`."""
    window = issue_window(hours, now, own)
    return window is not None and window[0] <= now <= window[1]


def opens_next(hours: Hours, now: datetime, own: Hours | None = None) -> datetime | None:
    """When tickets are issued next, or None when no day of the next two weeks is open.

    While they are issued, that is on the next open day.
    """
    for ahead in range(LOOK_AHEAD + 1):
        window = issue_window(hours, now + timedelta(days=ahead), own)
        if window is not None and (ahead or now < window[0]):
            return window[0]
    return None


def waits_from(hours: Hours, now: datetime, own: Hours | None = None) -> datetime:
    """From when a wait counts: now, or the opening of the next session of today.

    In a queue with hours of its `own` nobody is called before its session either.
    """
    if own is not None:
        return max(waits_from(hours, now), waits_from(own, now))
    for session in sessions_on(hours, now):
        opens, closes = _at(now, session)
        if now < closes:
            return max(now, opens)
    return now
