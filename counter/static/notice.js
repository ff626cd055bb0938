// The one place where this page says that something did not go through, and what to do now.

import { part, show, text } from "./dom.js";
import { say } from "./saying.js";

const notice = part("notice");
const record = notice.querySelector("[data-act=record-dossier]");

/** Whether something is told that was not yet read. */
export function told() {
  return !notice.hidden;
}

/** Tell a refusal in the server's own sentence, which has the remedy; and what still holds. */
export function tellRefusal(refusal) {
  const silent = refusal.code === "network";
  tell(refusal.title || say("notice.unsent"), say(silent ? "notice.unsure" : "notice.unchanged"));
}

/** Tell that a typed dossier code is still there although the service ended elsewhere. */
export function tellKept({ number, dossier }) {
  tell(say("kept.what", { number }), say("kept.code", { dossier }));
  show(record, true);
  text(part("word-record-dossier"), say("kept.record", { number }));
}

/** Tell a sentence with what to do now. */
export function tell(title, remedy) {
  text(part("notice-title"), title);
  text(part("notice-remedy"), remedy);
  show(record, false);
  show(part("sign-in"), false);
  show(notice, true);
}

/** Tell that this browser may not listen any more; what was typed stays in this tab. */
export function tellSignedOut() {
  tell(say("notice.signed_out"), say("notice.kept"));
  show(part("sign-in"), true);
}

/** It was read, or it is over. */
export function hush() {
  show(notice, false);
}
