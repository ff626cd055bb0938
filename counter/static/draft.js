// What the official has typed and ticked for a ticket and not sent yet. It survives a refusal, a
// lost contact and a reload of this tab, and it never leaves this tab.

const PREFIX = "luot-draft-";

/** The draft for this service of a ticket: `{outcome, dossier, ticked}`. */
export function draftOf(ticket) {
  const kept = sessionStorage.getItem(keyOf(ticket));
  return kept === null ? { outcome: null, dossier: "", ticked: [] } : JSON.parse(kept);
}

/** Keep a change of the draft, and give back the whole. */
export function keep(ticket, change) {
  const draft = { ...draftOf(ticket), ...change };
  sessionStorage.setItem(keyOf(ticket), JSON.stringify(draft));
  return draft;
}

/** Forget the draft: it is not wanted any more. */
export function drop(ticket) {
  sessionStorage.removeItem(keyOf(ticket));
}

// The start is part of the key: a ticket's next errand begins with an empty form, and a finish
// that is taken back brings its own form again.
function keyOf(ticket) {
  return `${PREFIX}${ticket.id}@${ticket.started_at}`;
}
