// Puts one ticket's state on the phone.

import { clock, english, icon, t } from "../words.js";

const MOST_RINGS = 12;
const PILLS = {
  waiting: ["wait", "hourglass"],
  serving: ["serving", "player-play"],
  held: ["wait", "clock-pause"],
  missed: ["wait", "user-x"],
  cancelled: ["wait", "x"],
};
const $ = (id) => document.getElementById(id);
const shortName = (ticket) => (english && ticket.short_name_en) || ticket.short_name || "";
const papersOf = (ticket) => (english && ticket.checklist_en?.length ? ticket.checklist_en : ticket.checklist) || [];

function show(name) {
  for (const id of ["place", "call", "done", "unknown", "awaited"]) $(id).hidden = id !== name;
  document.body.classList.toggle("called", name === "call");
}

/** Sentences mark what is bold with asterisks. */
function say(element, sentence) {
  const parts = sentence.split("*").map((part, n) => {
    if (n % 2 === 0) return part;
    const bold = document.createElement("b");
    bold.textContent = part;
    return bold;
  });
  element.replaceChildren(...parts);
}

function number(element, text) {
  element.textContent = text;
  element.classList.toggle("long", text.length > 4);
}

/** Draw the ticket as it is now. */
export function draw(ticket) {
  document.title = `${ticket.number} · ${t(`state.${ticket.state}`)}`;
  if (ticket.state === "called") drawCall(ticket);
  else if (ticket.state === "served") drawDone(ticket);
  else drawPlace(ticket);
}

function drawCall(ticket) {
  show("call");
  number($("call_number"), ticket.number);
  $("call_desk").textContent = t("phone.at_desk", { n: ticket.counter });
  $("call_desk").classList.toggle("long", ticket.counter > 9);
  $("call_at").textContent = t("phone.called_at", { time: clock(ticket.called_at) });
  $("call_again").hidden = ticket.calls < 2;
  $("call_again").querySelector("span span").textContent = t("phone.again", { n: ticket.calls });
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([400, 200, 400]);
}

function drawDone(ticket) {
  show("done");
  const where = ticket.counter ? t("phone.at_desk", { n: ticket.counter }) : "";
  $("summary").textContent = [ticket.number, shortName(ticket), where].filter(Boolean).join(" · ");
  $("rating").hidden = ticket.rated;
  $("thanks").hidden = !ticket.rated;
}

function drawPlace(ticket) {
  show("place");
  const [look, sign] = PILLS[ticket.state];
  $("pill").className = `pill ${look}`;
  $("pill").replaceChildren(icon(sign), t(`state.${ticket.state}`));
  $("place").firstElementChild.classList.toggle("gone", ticket.state === "cancelled");
  number($("number"), ticket.number);
  $("errand").textContent = shortName(ticket);
  const seated = ticket.state === "serving" || ticket.state === "held";
  $("desk").textContent = seated && ticket.counter ? t("phone.at_desk", { n: ticket.counter }) : "";
  drawLine(ticket);
  drawPapers(ticket);
  say($("say"), sentence(ticket));
}

function sentence(ticket) {
  if (ticket.state === "waiting") return t(ticket.ahead <= 2 ? "phone.soon" : "phone.sit");
  const time = ticket.called_at ? clock(ticket.called_at) : "";
  return t(`phone.${ticket.state}`, { time });
}

function drawLine(ticket) {
  const waits = ticket.state === "waiting";
  $("figures").hidden = !waits;
  $("dots").hidden = !waits || ticket.ahead > MOST_RINGS;
  if (!waits) return;
  $("ahead").textContent = ticket.ahead;
  drawWait(ticket);
  const desk = document.createElement("b");
  desk.textContent = t("phone.desk");
  const rings = Array.from({ length: Math.min(ticket.ahead, MOST_RINGS) + 1 }, () => document.createElement("s"));
  rings[rings.length - 1].className = "you";
  $("dots").replaceChildren(desk, ...rings);
}

function drawWait(ticket) {
  const { last_wait: minutes } = ticket;
  const known = minutes !== null && minutes !== undefined;
  $("wait").textContent = known ? minutes || "<1" : "–";
  $("wait_word").textContent = t(known ? "phone.last_wait" : "phone.last_wait_none");
}

function drawPapers(ticket) {
  const papers = papersOf(ticket);
  $("papers").hidden = !papers.length || ticket.state === "cancelled";
  $("papers_word").textContent = t("phone.papers", { n: papers.length });
  $("list").replaceChildren(...papers.map((paper) => Object.assign(document.createElement("li"), { textContent: paper })));
}

/** No such ticket, or not yet: a kiosk gave it out by itself and has yet to hand it in. */
export function drawUnknown(awaited) {
  show(awaited ? "awaited" : "unknown");
}

/** The line at the foot; what moves with the queue vanishes while contact is lost. */
export function drawLink(sign, sentence, lost) {
  $("live_icon").replaceChildren(icon(sign));
  $("live_word").textContent = sentence;
  $("live").classList.toggle("lost", lost);
  $("page").classList.toggle("stale", lost);
}
