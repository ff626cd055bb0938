// What each button means: the orders that it gives for the state that is on the screen.

import { dossierKept } from "./kept.js";
import { finishing } from "./serving.js";

/** The orders behind an act as `[path, body]`, or null when it is not one for this state. */
export function ordersOf(act, state, target) {
  const counter = `/api/v1/counters/${state.counter.counter}`;
  const ticket = state.ticket === null ? null : `/api/v1/tickets/${state.ticket.id}`;
  switch (act) {
    case "open":
    case "reopen":
      return [[`${counter}/open`, {}]];
    case "pause":
    case "close":
      return [[`${counter}/${act}`, {}]];
    case "rest-10":
    case "rest-15":
    case "rest-30":
    case "rest-unknown":
      return [[`${counter}/pause`, target === null ? {} : { until: target }]];
    case "next":
      return [[`${counter}/next`, {}]];
    case "undo":
      return [[`${counter}/undo`, {}]];
    case "start":
    case "recall":
    case "missed":
      return ticket === null ? null : [[`${ticket}/${act}`, {}]];
    case "finish":
      return ticket === null ? null : [[`${ticket}/finish`, finishing()]];
    case "finish-next":
      return ticket === null ? null : [[`${ticket}/finish`, finishing()], [`${counter}/next`, {}]];
    case "procedure":
      return ticket === null ? null : [[`${ticket}/procedure`, { procedure: target }]];
    case "return":
      return [[`/api/v1/tickets/${target}/return`, {}]];
    case "record-dossier":
      return [[`/api/v1/tickets/${target}/correct`, dossierKept()]];
    default:
      return null;
  }
}
