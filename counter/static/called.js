// The stage while a citizen walks to the counter.

import { allow, part, text } from "./dom.js";
import { say, stopwatch } from "./saying.js";
import { callsDue, cooldownLeft, mayUndo, secondsSince } from "./told.js";

const stage = document.querySelector('[data-stage="called"]');
const recall = stage.querySelector("[data-act=recall]");
const missed = stage.querySelector("[data-act=missed]");
const undo = stage.querySelector("[data-act=undo]");

/** Show whom this counter has called, and since when. */
export function showCalled({ state, now, book }) {
  const { ticket, rules, counter } = state;
  const seconds = cooldownLeft(ticket, rules, now);
  text(part("called-no"), ticket.number);
  text(part("called-matter"), book.matter(ticket));
  const times = { counter: counter.counter, n: ticket.calls };
  text(part("called-times"), say("called.times", times));
  text(part("called-clock"), stopwatch(secondsSince(ticket.called_at, now)));
  allow(recall, seconds > 0 ? say("called.in", { n: seconds }) : null);
  allow(missed, whyNotMissed(ticket, rules, seconds));
  allow(undo, mayUndo(state, now) ? null : say("undo_over"));
}

function whyNotMissed(ticket, rules, seconds) {
  const due = callsDue(ticket, rules);
  if (due > 0) {
    return say("called.due", { n: due });
  }
  return seconds > 0 ? say("called.in", { n: seconds }) : null;
}
