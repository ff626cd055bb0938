// What one counter knows of the hall: a snapshot, and every event since folded into it. Pure.

const ACTS = new Set([
  "TicketCalled",
  "ServiceStarted",
  "ServiceFinished",
  "TicketHeld",
  "TicketResumed",
  "TicketMissed",
  "TicketTransferred",
]);

// Known to the full by the rows that come with them, and no act of their own.
const FOLLOWING = new Set(["TicketRecalled", "ProcedureSet"]);

/** The state that a snapshot of `GET /counters/{c}` describes. */
export function fromSnapshot(snapshot) {
  return {
    epoch: snapshot.epoch,
    seq: snapshot.seq,
    at: snapshot.at,
    counter: snapshot.counter,
    ticket: snapshot.ticket,
    waiting: snapshot.waiting,
    missed: snapshot.missed,
    undo: snapshot.undo,
    rules: snapshot.rules,
    stale: false,
  };
}

/** The state after one event; `stale` where only a fresh snapshot can tell the whole truth. */
export function fold(state, delta) {
  if (delta.seq <= state.seq) {
    return state;
  }
  const rows = delta.tickets ?? [];
  const counter = rowOf(delta, state) ?? state.counter;
  const ticket = recalled(ticketAt(counter, rows, state.ticket), delta);
  return {
    ...state,
    seq: delta.seq,
    at: delta.at,
    counter,
    ticket,
    waiting: merge(state.waiting, rows, (row) => waitsFor(row, counter)).sort(inCallingOrder),
    missed: merge(state.missed, rows, (row) => missedFor(row, counter)).sort(newestMissFirst),
    undo: undoAfter(state, delta, counter),
    stale: state.stale || outgrown(state, delta, counter, ticket),
  };
}

/** Whether a ticket waits in a line that this counter serves. */
export function waitsFor(row, counter) {
  if (row.state !== "waiting") {
    return false;
  }
  return row.for_counter === null
    ? counter.queues.includes(row.queue)
    : row.for_counter === counter.counter;
}

/** The order of calling: earliest effective time, then the order of issue. */
export function inCallingOrder(a, b) {
  return (
    Date.parse(a.effective_at) - Date.parse(b.effective_at) ||
    micros(a.effective_at) - micros(b.effective_at) ||
    a.order - b.order
  );
}

function missedFor(row, counter) {
  return (
    row.state === "missed" &&
    (row.counter === counter.counter || counter.queues.includes(row.queue))
  );
}

function newestMissFirst(a, b) {
  return Date.parse(b.missed_at) - Date.parse(a.missed_at) || b.order - a.order;
}

// Date.parse stops at milliseconds; two tickets of one millisecond still have an order.
function micros(instant) {
  const fraction = /\.(\d+)/.exec(instant);
  return fraction === null ? 0 : Number(fraction[1].padEnd(6, "0").slice(0, 6));
}

function rowOf(delta, state) {
  return (delta.counter_rows ?? []).find((row) => row.counter === state.counter.counter);
}

function ticketAt(counter, rows, before) {
  if (counter.ticket === null) {
    return null;
  }
  const changed = rows.find((row) => row.id === counter.ticket);
  return changed ?? (before?.id === counter.ticket ? before : null);
}

// The cooldown runs from the last call; `called_at` is the first call of the series.
function recalled(ticket, delta) {
  const again = delta.kind === "TicketRecalled" && delta.tickets.some((row) => row.id === ticket?.id);
  return again ? { last_call_at: delta.at, ...ticket } : ticket;
}

function merge(list, rows, belongs) {
  if (rows.length === 0) {
    return list.slice();
  }
  const changed = new Set(rows.map((row) => row.id));
  return list.filter((row) => !changed.has(row.id)).concat(rows.filter(belongs));
}

// The ticket of this event that this counter had, or has now.
function ownTicket(state, delta, counter) {
  const ids = [state.counter.ticket, counter.ticket];
  return (delta.tickets ?? []).find((row) => ids.includes(row.id));
}

function undoAfter(state, delta, counter) {
  const own = ownTicket(state, delta, counter);
  if (own === undefined || !ACTS.has(delta.kind)) {
    return state.undo;
  }
  const before = state.ticket?.id === own.id ? state.ticket : null;
  return { kind: delta.kind, number: own.number, at: delta.at, ticket: { ...before, ...own } };
}

function outgrown(state, delta, counter, ticket) {
  const queuesChanged = counter.queues.join() !== state.counter.queues.join();
  const unknownTicket = counter.ticket !== null && ticket === null;
  const ownButNoAct =
    !ACTS.has(delta.kind) &&
    !FOLLOWING.has(delta.kind) &&
    (ownTicket(state, delta, counter) !== undefined || rowOf(delta, state) !== undefined);
  return queuesChanged || unknownTicket || ownButNoAct;
}
