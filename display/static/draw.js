// Puts the board on the screen. Elements live as long as what they show, so that a call costs a
// handful of changes and no layout of the rest.

import { clock, english, icon, t } from "../words.js";

const $ = (id) => document.getElementById(id);

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

const panels = new Map(); // call -> its element

function panelOf(panel) {
  const there = panels.get(panel.call);
  if (there) return there;
  const element = make("section", "call");
  const arrow = make("div", "to");
  arrow.append(icon("arrow-narrow-right"));
  const to = make("div", "q");
  to.append(make("small", "", t("display.counter")), make("b", "", panel.counter));
  element.append(make("div", "n", panel.number), arrow, to);
  element.dataset.number = panel.number;
  panels.set(panel.call, element);
  return element;
}

function tagOf(panel, gold) {
  if (gold && panel.recalled) return ["bell-ringing", t("display.again", { n: panel.recalled + 1 })];
  if (!gold) return ["clock", t("display.called_at", { time: clock(panel.at) })];
  return null;
}

function drawPanel(panel, gold) {
  const element = panelOf(panel);
  const look = `${gold}/${panel.recalled}/${panel.since}/${panel.number}`;
  if (element.dataset.look === look) return element;
  const rings = gold && element.dataset.since !== String(panel.since);
  element.dataset.look = look;
  element.dataset.since = panel.since;
  const tag = tagOf(panel, gold);
  element.className = `call${gold ? " fresh" : ""}${tag ? " tagged" : ""}${panel.number.length > 4 ? " long" : ""}`;
  element.querySelector(".n").textContent = panel.number;
  element.querySelector(".tag")?.remove();
  if (tag) {
    const line = make("div", "tag");
    line.append(icon(tag[0]), tag[1]);
    element.append(line);
  }
  if (rings) {
    void element.offsetWidth; // a repeated call rings again only after a layout without the ring
    element.classList.add("ring");
  }
  return element;
}

/** The calls, newest on top; with one or none, the invitation stands under it. */
export function drawCalls(shown, now) {
  const place = $("calls");
  const say = $("say");
  const wanted = shown.map((panel) => drawPanel(panel, panel.gold > now));
  for (const [call, element] of panels) {
    if (wanted.includes(element)) continue;
    element.remove();
    panels.delete(call);
  }
  wanted.forEach((element, n) => {
    if (place.children[n] !== element) place.insertBefore(element, place.children[n]);
  });
  place.classList.toggle("three", shown.length > 2);
  say.hidden = shown.length > 1;
}

function valueOf(row) {
  if (row.state === "closed" || row.state === "paused") return t(`display.${row.state}`);
  return row.number ?? t("display.free");
}

function drawRow(element, row, ringing) {
  const [key, value] = element.children;
  const busy = row.state !== "closed" && row.state !== "paused";
  key.lastChild.textContent = row.counter;
  value.textContent = valueOf(row);
  value.className = busy && row.number ? "v" : "v w";
  element.classList.toggle("fresh", ringing);
}

function emptyRow() {
  const row = make("div", "cr");
  const key = make("div", "k", `${t("display.counter")} `);
  key.append(make("b"));
  row.append(key, make("div", "v"));
  return row;
}

/** Every counter with its last number. */
export function drawCounters(counters, ringing) {
  const place = $("rows");
  while (place.children.length < counters.length) place.append(emptyRow());
  while (place.children.length > counters.length) place.lastChild.remove();
  place.classList.toggle("many", counters.length > 8);
  counters.forEach((row, n) => drawRow(place.children[n], row, ringing.has(row.counter)));
}

function waitOf(row) {
  if (row.last_wait === null || row.last_wait === undefined) return "";
  if (row.last_wait < 1) return t("display.last_wait_short");
  return t("display.last_wait", { minutes: row.last_wait });
}

// A name of two halves that is too long for its cell is shown by its first half.
function shortened(name, most) {
  return name.length > most ? name.split(" – ")[0] : name;
}

function cell(row, most) {
  const element = make("div", "qu");
  const count = make("div");
  const word = t(row.waiting ? "display.waiting" : "display.call_now");
  count.append(make("b", "", row.waiting), make("span", "", word));
  const name = english ? row.name_en || row.name : row.name;
  element.append(make("small", "", `${row.letter} · ${shortened(name, most)}`), count);
  if (row.waiting) element.append(make("em", "", waitOf(row)));
  return element;
}

/** One page of the queues: five at most, all pages of one width. */
export function drawQueues(queues, page) {
  const pages = Math.max(1, Math.ceil(queues.length / 5));
  const wide = Math.ceil(queues.length / pages) || 1;
  const first = (page % pages) * wide;
  const place = $("strip");
  place.style.gridTemplateColumns = `repeat(${wide}, minmax(0, 1fr))`;
  place.replaceChildren(...queues.slice(first, first + wide).map((row) => cell(row, Math.floor(80 / wide))));
}

/** The centre's name, and until when it is open. */
export function drawHead(centre, closesAt) {
  $("name").textContent = (english && centre.name_en) || centre.name;
  $("kind").textContent = (english && centre.kind_en) || centre.kind;
  $("until").hidden = !closesAt;
  if (closesAt) $("until").textContent = t("display.until", { time: clock(closesAt) });
}

/** Take every number off the screen: what may be wrong must not be read. */
export function wipe() {
  for (const [call, element] of panels) {
    element.remove();
    panels.delete(call);
  }
  $("rows").replaceChildren();
  $("strip").replaceChildren();
}

/** Show one of the faces of the screen: live, lost or unpaired; null for none yet. */
export function face(name) {
  for (const id of ["live", "lost", "unpaired"]) $(id).hidden = id !== name;
}
