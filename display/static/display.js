// The hall display: the board as the server tells it, live, and nothing when it does not.

import { follow } from "../stream.js";
import { clock, day, t } from "../words.js";
import { drawCalls, drawCounters, drawHead, drawQueues, face, wipe } from "./draw.js";
import { Panels } from "./panels.js";

const PAGE_TURN = 8000;
const panels = new Panels();
const counters = new Map();
const queues = new Map();
let epoch = null;
let lost = false;
let page = 0;
let offset = Date.now() - performance.now(); // the server's clock against this screen's
let timer = null;

const serverNow = () => performance.now() + offset;
const ageOf = (call) => serverNow() - Date.parse(call.at);

function drawAll() {
  if (lost) return;
  drawLive();
  drawQueues([...queues.values()], page);
}

function drawLive() {
  const now = performance.now();
  panels.step(now);
  if (!lost) {
    drawCalls(panels.shown, now);
    drawCounters([...counters.values()], panels.ringing);
  }
  clearTimeout(timer);
  const due = panels.due(now);
  if (due !== null) timer = setTimeout(drawLive, Math.max(1, due - performance.now()));
}

function onSnapshot(board) {
  if (board.epoch !== epoch) panels.clear();
  epoch = board.epoch;
  offset = Date.parse(board.at) - performance.now();
  counters.clear();
  queues.clear();
  for (const row of board.counters) counters.set(row.counter, row);
  for (const row of board.queues) queues.set(row.queue, row);
  drawHead(board.centre, board.closes_at);
  panels.heard(board.calls, performance.now(), ageOf);
  if (!lost) face("live");
  drawAll();
  tick();
}

function onEvent(event) {
  const at = Date.parse(event.at);
  if (!lost && at > serverNow() + 2000) offset = at - performance.now(); // its clock was put right
  for (const row of event.counters) counters.set(row.counter, row);
  // while contact is lost, events come late and may tell of calls long past
  if (event.calls) panels.heard(event.calls, performance.now(), lost ? ageOf : undefined);
  if (event.calls || event.counters.length) drawLive();
  if (!event.queues.length) return;
  for (const row of event.queues) queues.set(row.queue, row);
  if (!lost) drawQueues([...queues.values()], page);
}

function onLost(since) {
  lost = true;
  wipe();
  const heard = serverNow() - (Date.now() - since); // by the hall's clock, not this screen's
  document.getElementById("since").textContent = t("display.lost.since", { time: clock(heard) });
  face("lost");
}

function onBack() {
  lost = false;
  face("live");
  drawAll();
}

function onRefused() {
  lost = true;
  wipe();
  face("unpaired");
}

function tick() {
  document.getElementById("clock").textContent = clock(serverNow());
  document.getElementById("date").textContent = day(serverNow());
}

function fit() {
  const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
  const board = document.getElementById("board");
  board.style.transform = `scale(${scale})`;
  board.style.left = `${(innerWidth - 1920 * scale) / 2}px`;
  board.style.top = `${(innerHeight - 1080 * scale) / 2}px`;
}

function turn() {
  page += 1;
  if (!lost && queues.size > 5) drawQueues([...queues.values()], page);
}

fit();
addEventListener("resize", fit);
tick();
setInterval(tick, 1000);
setInterval(turn, PAGE_TURN);
follow({ snapshot: "/api/v1/board", onSnapshot, onEvent, onLost, onBack, onRefused });
