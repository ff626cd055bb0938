// The stage between two citizens: the last act, who comes next and why, and the call. Also what
// a paused or closed counter is told.

import { clock, t } from "../words.js";
import { allow, part, show, text } from "./dom.js";
import { say, spoken, waited } from "./saying.js";
import { mayUndo, servedSeconds, waitedMinutes, whyNext } from "./told.js";

const stage = document.querySelector('[data-stage="idle"]');
const call = stage.querySelector("[data-act=next]");
const undo = stage.querySelector("[data-act=undo]");

/** Show who comes next and what was done last. */
export function showIdle({ state, now, book, lost }) {
  const next = lost ? null : (state.waiting[0] ?? null);
  show(part("next"), next !== null);
  text(part("next-head"), head(next, lost));
  if (next !== null) {
    text(part("next-no"), next.number);
    text(part("next-matter"), book.matter(next));
    const time = waited(waitedMinutes(next, now));
    text(part("next-why"), say(`why.${whyNext(state.waiting, state.counter)}`, { time }));
  }
  allow(call, next === null && !lost ? say("idle.wait_for_one") : null);
  showLast(state, now, book);
}

/** Say on a paused or closed counter how many wait for it. */
export function showResting({ state, lost, now }, stageName) {
  const n = state.waiting.length;
  text(part(`${stageName}-waiting`), lost || n === 0 ? "" : say("idle.waiting", { n }));
  if (stageName === "paused") {
    const until = state.counter.until === null ? 0 : Date.parse(state.counter.until);
    text(part("paused-until"), until > now ? say("paused.told", { time: clock(until) }) : say("paused.untold"));
  }
}

/** The last act of this counter in a sentence: what happened, and its details. */
export function actTold(undone, book) {
  const what = say(`act.${undone.kind}`, { number: undone.number });
  const row = undone.ticket;
  if (undone.kind !== "ServiceFinished" || !row) {
    return [what, row ? book.matter(row) : ""];
  }
  const seconds = servedSeconds(undone);
  const details = [book.matter(row)];
  if (seconds !== null) {
    details.push(spoken(seconds));
  }
  if (row.outcome) {
    details.push(t(`outcome.${row.outcome}`));
  }
  return [what, details.join(" · ")];
}

function head(next, lost) {
  if (lost) {
    return say("idle.lost");
  }
  return next === null ? say("side.nobody") : say("idle.next");
}

function showLast(state, now, book) {
  const told = state.undo !== null;
  show(part("last"), told);
  if (told) {
    const [what, more] = actTold(state.undo, book);
    text(part("last-what"), what);
    text(part("last-more"), more === "" ? "" : ` · ${more}`);
    show(undo, mayUndo(state, now));
  }
}
