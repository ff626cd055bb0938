// The stage while a citizen is served: the matter, the papers, the outcome and the end.

import { allow, copyOf, part, rows, show, text } from "./dom.js";
import { draftOf, keep } from "./draft.js";
import { say, spoken, stopwatch, waited } from "./saying.js";
import { likeliestOutcome, mayUndo, secondsSince } from "./told.js";

const MINUTE = 60000;
const stage = document.querySelector('[data-stage="serving"]');
const dossier = part("dossier");
const radios = [...stage.querySelectorAll("input[name=outcome]")];
const undo = stage.querySelector("[data-act=undo]");
const paperRow = document.getElementById("row-paper");

let shown = null;

/** Show whom this counter serves, for how long, and what is entered so far. */
export function showServing({ state, now, book, lost }) {
  const { ticket } = state;
  if (ticket.id !== shown?.id || ticket.started_at !== shown.started_at) {
    takeUp(ticket);
  }
  text(part("serving-no"), ticket.number);
  text(part("serving-matter"), book.matter(ticket));
  text(part("serving-facts"), facts(ticket));
  text(part("serving-clock"), stopwatch(secondsSince(ticket.started_at, now)));
  showPapers(ticket, book);
  allow(undo, mayUndo(state, now) ? null : say("undo_over"));
  const next = lost ? undefined : state.waiting[0]?.number;
  const word = next === undefined ? "finish_next" : "finish_next_number";
  return { "finish-next": say(`serving.${word}`, { number: next }) };
}

/** What the finish of this service puts on record. */
export function finishing() {
  const outcome = radios.find((radio) => radio.checked).value;
  const code = dossier.value.trim();
  return code === "" ? { outcome } : { outcome, dossier: code };
}

/** Choose the nth outcome. */
export function choose(n) {
  radios[n - 1].click();
}

/** Keep everything that is entered, at every stroke. */
export function listenToEntries() {
  dossier.addEventListener("input", () => keep(shown, { dossier: dossier.value }));
  dossier.addEventListener("keydown", (event) => {
    // A scanner ends with Enter; that must never end the service.
    if (event.key === "Enter") {
      event.preventDefault();
      radios.find((radio) => radio.checked).focus();
    }
  });
  for (const radio of radios) {
    radio.addEventListener("change", () => keep(shown, { outcome: radio.value }));
  }
}

function takeUp(ticket) {
  const draft = draftOf(ticket);
  const outcome = draft.outcome ?? likeliestOutcome(ticket);
  shown = ticket;
  dossier.value = draft.dossier;
  for (const radio of radios) {
    radio.checked = radio.value === outcome;
  }
}

function facts(ticket) {
  const wait = Date.parse(ticket.first_called_at) - Date.parse(ticket.waits_from);
  const way = secondsSince(ticket.called_at, Date.parse(ticket.started_at));
  const told = [say("serving.waited", { time: waited(Math.max(0, Math.floor(wait / MINUTE))) }), say("serving.way", { time: spoken(way) })];
  return (ticket.procedure === null ? told : [ticket.procedure, ...told]).join(" · ");
}

function showPapers(ticket, book) {
  const papers = book.documents(ticket.procedure).map((name) => ({ id: name, name }));
  const { ticked } = draftOf(ticket);
  show(part("papers-none"), papers.length === 0);
  rows(part("papers"), papers, makePaper, (row, { name }) => {
    text(part("paper", row), name);
    row.querySelector("input").checked = ticked.includes(name);
  });
}

function makePaper() {
  const row = copyOf(paperRow);
  row.querySelector("input").addEventListener("change", (event) => {
    const { ticked } = draftOf(shown);
    const name = row.dataset.id;
    const others = ticked.filter((each) => each !== name);
    keep(shown, { ticked: event.target.checked ? [...others, name] : others });
  });
  return row;
}
