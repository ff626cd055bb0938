// What an official is told about the state at an instant (milliseconds of server time). Pure.

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Minutes from which a wait counts as too long. */
export const TOO_LONG = 30;

/** The one thing that this counter is about: closed, paused, idle, called or serving. */
export function stageOf(state) {
  if (state.ticket !== null) {
    return state.ticket.state === "serving" ? "serving" : "called";
  }
  return state.counter.state === "open" ? "idle" : state.counter.state;
}

/** Whole minutes that a ticket has waited; whoever came before opening waits from then on. */
export function waitedMinutes(row, now) {
  return Math.max(0, Math.floor((now - Date.parse(row.waits_from)) / MINUTE));
}

/** Whole seconds since an instant, never negative; 0 for none. */
export function secondsSince(instant, now) {
  return instant === null ? 0 : Math.max(0, Math.floor((now - Date.parse(instant)) / SECOND));
}

/** The longest wait of a list in minutes, or null when nobody waits. */
export function longestWait(waiting, now) {
  return waiting.length === 0 ? null : Math.max(...waiting.map((row) => waitedMinutes(row, now)));
}

/** Why the first of the line comes next: sent, returned, priority, longest or order. */
export function whyNext(waiting, counter) {
  const [next] = waiting;
  if (next.for_counter === counter.counter) {
    return "sent";
  }
  if (next.returns > 0) {
    return "returned";
  }
  if (next.priority !== "ordinary") {
    return "priority";
  }
  const from = Date.parse(next.waits_from);
  return waiting.every((row) => Date.parse(row.waits_from) >= from) ? "longest" : "order";
}

/** Seconds until the number may be called again, or marked as missed. */
export function cooldownLeft(ticket, rules, now) {
  const last = ticket.last_call_at ?? ticket.called_at;
  const since = (now - Date.parse(last)) / SECOND;
  return Math.max(0, Math.ceil(rules.cooldown - since));
}

/** Calls that are still due before a no-show. */
export function callsDue(ticket, rules) {
  return Math.max(0, rules.before_missed - ticket.calls);
}

/** Minutes that whoever missed the call has to come back; 0 when the time is over. */
export function minutesToReturn(row, rules, now) {
  const left = rules.return_within * MINUTE - (now - Date.parse(row.missed_at));
  return Math.max(0, Math.ceil(left / MINUTE));
}

/** Whether the last act can still be taken back. */
export function mayUndo(state, now) {
  return state.undo !== null && secondsSince(state.undo.at, now) < state.rules.undo;
}

/** The outcome that most visits of this kind end with. */
export function likeliestOutcome(ticket) {
  switch (ticket.purpose) {
    case "collect":
      return "result_handed_over";
    case "ask":
      return "guidance_given";
    case "pay":
      return "other";
    case "submit":
      // Without a procedure it is help with filing online.
      return ticket.procedure === null ? "guidance_given" : "accepted";
    default:
      return "accepted";
  }
}

/** Seconds of a service that has ended, or null where its start is not known. */
export function servedSeconds(undo) {
  const started = undo.ticket?.started_at ?? null;
  return started === null ? null : secondsSince(started, Date.parse(undo.at));
}
