// The citizen's own number, asked for again and again: gently, and faster when the turn is near.

import { clock, lang, t } from "../words.js";
import { draw, drawLink, drawUnknown } from "./phone_draw.js";
import { rating } from "./phone_rating.js";

const SLOW = 15000;
const QUICK = 5000;
const PATIENCE = 8000;
const code = document.getElementById("page").dataset.code;
const address = `/api/v1/tickets/status?${new URLSearchParams({ token: code })}`;

let etag = null;
let status = null;
let awaited = false;
let heard = Date.now();
let failures = 0;
let timer = null;

async function ask() {
  const headers = { Accept: "application/json", "Accept-Language": lang };
  if (etag) headers["If-None-Match"] = etag;
  const hangUp = new AbortController();
  const dog = setTimeout(() => hangUp.abort(), PATIENCE);
  try {
    const response = await fetch(address, { headers, signal: hangUp.signal, cache: "no-store", credentials: "same-origin" });
    if (response.status === 304) return status;
    if (response.status === 404 || response.status === 400) {
      const problem = await response.json().catch(() => ({}));
      awaited = problem.code === "code-awaited";
      return null;
    }
    if (!response.ok) throw new TypeError(`HTTP ${response.status}`);
    const value = await response.json();
    etag = response.headers.get("ETag");
    return value;
  } finally {
    clearTimeout(dog);
  }
}

async function poll() {
  clearTimeout(timer);
  try {
    const value = await ask();
    heard = Date.now();
    failures = 0;
    if (value === null) drawUnknown(awaited);
    else if (value !== status) draw(value);
    status = value;
    drawLink("plug-connected", t("phone.updated", { time: clock(heard) }), false);
  } catch {
    failures += 1;
    // one unanswered question is not yet a lost line
    if (failures > 1) drawLink("plug-connected-x", t("phone.lost", { time: clock(heard) }), true);
  }
  timer = setTimeout(poll, failures ? QUICK : pace());
}

function pace() {
  if (status === null) return awaited ? QUICK : 4 * SLOW;
  return status.state === "called" || (status.state === "waiting" && status.ahead <= 3) ? QUICK : SLOW;
}

rating(code, poll);
document.addEventListener("visibilitychange", () => document.hidden || poll());
addEventListener("online", poll);
poll();
