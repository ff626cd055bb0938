// Priority given to someone in the line, or taken back: always with a reason that goes on record.

import { t } from "../words.js";
import { part, show, text } from "./dom.js";
import { pick, say } from "./saying.js";

const dialog = part("favour");
const kind = part("favour-kind");
const why = part("favour-why");
let asked = null;
let proposed = "";

/** Ask about one ticket; `classes` are those that the centre has. */
export function askFavour(ticket, classes) {
  asked = { id: ticket.id, had: ticket.priority !== "ordinary" };
  const act = asked.had ? "withdraw" : "grant";
  text(part("favour-title"), say(`favour.${act}`, { number: ticket.number }));
  text(part("word-favour"), say(`favour.do_${act}`));
  show(part("favour-classes"), !asked.had);
  const options = classes.map((each) => new Option(nameOf(each), each.code));
  kind.replaceChildren(...options);
  why.value = "";
  propose();
  show(part("favour-needed"), false);
  dialog.showModal();
  (asked.had ? why : kind).focus();
}

/** The order `[path, body]` that was asked for; null as long as it has no reason. */
export function favour() {
  const reason = why.value.trim();
  show(part("favour-needed"), reason === "");
  if (asked === null || reason === "") {
    why.focus();
    return null;
  }
  const body = asked.had ? { withdraw: true, reason } : { priority: kind.value, reason };
  dialog.close();
  return [`/api/v1/tickets/${asked.id}/priority`, body];
}

function nameOf({ code, name, name_en: english }) {
  const own = pick(name || null, english || name || null);
  return own ?? t(`kiosk.priority.${code}`);
}

// The class is the reason, as long as the official has written no other.
function propose() {
  const chosen = asked.had ? "" : (kind.selectedOptions[0]?.text ?? "");
  if (why.value === proposed || why.value === "") {
    why.value = chosen;
  }
  proposed = chosen;
}

kind.addEventListener("change", propose);
