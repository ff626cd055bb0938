// The left column: who waits and for how long, and who missed the call.

import { clock } from "../words.js";
import { copyOf, part, rows, show, text } from "./dom.js";
import { say, waited } from "./saying.js";
import { longestWait, minutesToReturn, TOO_LONG, waitedMinutes } from "./told.js";

const ROW = 50;
const LEAST = 4;
const LEAST_BELOW = 10; // in one column the list is as long as it likes
const below = matchMedia("(max-width: 72em)");
const AROUND = 170; // tabs, margins and the line under the rows

const side = part("side");
const waitingRow = document.getElementById("row-waiting");
const missedRow = document.getElementById("row-missed");

/** Show one of the two lists. */
export function openTab(name) {
  for (const tab of side.querySelectorAll("[data-tab]")) {
    const chosen = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    show(part(`panel-${tab.dataset.tab}`), chosen);
  }
  document.body.classList.toggle("drawers", name === "missed");
}

/** Let the tabs be pressed, and walked with the arrow keys. */
export function listenToTabs() {
  const tabs = [...side.querySelectorAll("[data-tab]")];
  for (const tab of tabs) {
    tab.addEventListener("click", () => openTab(tab.dataset.tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
        const other = tabs.find((each) => each !== tab);
        openTab(other.dataset.tab);
        other.focus();
      }
    });
  }
}

/** Show the lists as they are now; without contact they are known to be old, and vanish. */
export function showSide({ state, now, book, lost, desk, target }) {
  show(part("side-stale"), lost);
  show(part("waiting"), !lost);
  show(part("missed"), !lost);
  text(part("count-waiting"), lost ? "–" : String(state.waiting.length));
  text(part("count-missed"), lost ? "–" : String(state.missed.length));
  showWaiting(state, now, book, lost);
  showMissed(state, now, book, lost, desk.busy === "return" ? target : null);
}

function showWaiting({ waiting }, now, book, lost) {
  const fits = Math.max(below.matches ? LEAST_BELOW : LEAST, Math.floor((side.clientHeight - AROUND) / ROW));
  const shown = waiting.slice(0, fits);
  const rest = waiting.length - shown.length;
  rows(part("waiting"), shown, () => copyOf(waitingRow), (row, ticket) => {
    fillWaiting(row, ticket, now, book);
    row.classList.toggle("next", ticket === waiting[0]);
  });
  show(part("waiting-none"), waiting.length === 0 && !lost);
  show(part("waiting-more"), rest > 0 && !lost);
  if (rest > 0) {
    const longest = longestWait(waiting, now);
    text(part("waiting-rest"), say("side.rest", { n: rest }));
    text(part("waiting-longest"), waited(longest));
    part("waiting-longest").classList.toggle("late", longest >= TOO_LONG);
  }
}

function fillWaiting(row, ticket, now, book) {
  const minutes = waitedMinutes(ticket, now);
  text(part("no", row), ticket.number);
  text(part("matter", row), book.matter(ticket));
  text(part("minutes", row), waited(minutes));
  const favoured = ticket.priority !== "ordinary";
  const button = row.querySelector("[data-act=favour]");
  button.dataset.ticket = ticket.id;
  button.classList.toggle("given", favoured);
  button.setAttribute("aria-label", say(favoured ? "favour.has" : "favour.offer", { number: ticket.number }));
  show(button, favoured || book.priorities.length > 0);
  text(part("priority", row), say(favoured ? "side.priority" : "side.offer_priority"));
  show(part("late", row), minutes >= TOO_LONG);
  part("wait", row).classList.toggle("late", minutes >= TOO_LONG);
}

function showMissed({ missed, rules }, now, book, lost, pressed) {
  text(part("missed-rule"), `· ${say("side.missed_rule", { n: rules.return_within })}`);
  show(part("missed-none"), missed.length === 0 && !lost);
  rows(part("missed"), missed, () => copyOf(missedRow), (row, ticket) => {
    const left = minutesToReturn(ticket, rules, now);
    text(part("no", row), ticket.number);
    text(part("matter", row), book.matter(ticket));
    text(part("calls", row), say("side.calls", { n: ticket.calls, at: clock(ticket.missed_at) }));
    text(part("left", row), left > 0 ? say("side.left", { n: left }) : say("side.over"));
    part("left", row).className = left > 0 ? "mut" : "over";
    const button = row.querySelector("[data-act=return]");
    button.dataset.ticket = ticket.id;
    button.setAttribute("aria-label", say("side.came_number", { number: ticket.number }));
    button.classList.toggle("pressed", ticket.id === pressed);
    show(button, left > 0);
  });
}
