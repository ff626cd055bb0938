// A dossier code that was typed while someone else ended the service: it waits here to be put on
// record, instead of vanishing with the form.

import { draftOf, drop } from "./draft.js";
import { say } from "./saying.js";

let kept = null;

/** Remember what was typed for a ticket that left this counter without this page's doing. */
export function keepTyped(ticket) {
  const dossier = draftOf(ticket).dossier.trim();
  kept = dossier === "" ? null : { ticket, id: ticket.id, number: ticket.number, dossier };
  return kept;
}

/** The ticket whose code waits, or null. */
export function keptTicket() {
  return kept;
}

/** The correction that puts the code on record. */
export function dossierKept() {
  return { dossier: kept.dossier, reason: say("kept.reason") };
}

/** The code is on record, or not wanted. */
export function letGo() {
  if (kept !== null) {
    drop(kept.ticket);
    kept = null;
  }
}
