// The counter page: follows the hall, shows what this official needs, and gives the orders.

import { showNotice } from "../notices.js";
import { follow } from "../stream.js";
import { ordersOf } from "./acts.js";
import { Book } from "./book.js";
import { ServerClock } from "./clock.js";
import { Desk } from "./desk.js";
import { part, text } from "./dom.js";
import { askFavour, favour } from "./favour.js";
import { Finder } from "./finder.js";
import { keepTyped, keptTicket, letGo } from "./kept.js";
import { listenToKeys } from "./keys.js";
import { hush, tellKept, tellRefusal, tellSignedOut, told } from "./notice.js";
import { draw } from "./page.js";
import { say } from "./saying.js";
import { choose, listenToEntries } from "./serving.js";
import { listenToTabs } from "./side.js";
import { fold, fromSnapshot } from "./state.js";
import { mayUndo } from "./told.js";

const TICK = 250;
const counter = Number(part("work").dataset.counter);
const hall = new ServerClock();
const book = new Book();
const model = { state: null, book, now: hall.now(), lost: false, lostSince: null, pressedAt: 0, target: null, tried: null };
let stage = "loading";
let asking = null;
let sureOf = null;

const desk = new Desk(counter, {
  started: () => {
    model.pressedAt = performance.now();
    redraw();
    setTimeout(redraw, 310);
  },
  ended: redraw,
  nobody: refresh,
  late: refresh,
  refused: async (refusal, done) => {
    tellRefusal(refusal);
    await refresh();
    if (done === 0) {
      keepFrom(model.tried, model.state);
    }
  },
});
model.desk = desk;
const finder = new Finder(book, (code) => give("procedure", code));

function redraw() {
  model.now = hall.now();
  const before = stage;
  stage = draw(model);
  if (stage !== before) {
    if (before !== "loading") {
      desk.guard();
    }
    announce();
    moveFocus();
  }
}

function announce() {
  const { ticket } = model.state;
  const sentence = ticket === null ? say(`live.${stage}`) : say(`live.${stage}`, { number: ticket.number, counter });
  text(part("live"), sentence);
}

// The next step is always under the Enter key, unless the official is somewhere on purpose.
function moveFocus() {
  const held = document.activeElement;
  const elsewhere = held !== document.body && held.checkVisibility() && !held.closest("[data-stage]");
  if (!elsewhere && document.querySelector("dialog[open]") === null) {
    document.querySelector(`[data-stage="${stage}"] .btn.go`)?.focus({ preventScroll: true });
  }
}

function take(state) {
  const before = model.state;
  model.state = state;
  lookAfterDraft(before, state);
  redraw();
}

// The ticket is gone from this counter: by this page's own finish, or by someone else's.
function lookAfterDraft(before, after) {
  if (desk.busy !== "finish" && desk.busy !== "finish-next") {
    keepFrom(before?.ticket ?? null, after);
  }
}

function keepFrom(gone, after) {
  const left = gone !== null && gone.state === "serving" && after.ticket?.id !== gone.id;
  if (left && keepTyped(gone) !== null) {
    tellKept(keptTicket());
  }
}

async function refresh() {
  try {
    const snapshot = await desk.snapshot();
    if (model.state === null || snapshot.epoch !== model.state.epoch || snapshot.seq >= model.state.seq) {
      hall.set(snapshot.at);
      take(fromSnapshot(snapshot));
    }
  } catch (refusal) {
    if (refusal.code === undefined) {
      throw refusal;
    }
    // The stream tells of the lost contact, and brings a snapshot when it is back.
  }
}

function hear(delta) {
  hall.atLeast(delta.at);
  take(fold(model.state, delta));
  desk.arrived(delta);
  if (model.state.stale && asking === null) {
    asking = refresh().finally(() => {
      asking = null;
    });
  }
}

async function give(act, target) {
  const orders = ordersOf(act, model.state, target);
  model.target = target;
  model.tried = model.state.ticket;
  if (orders !== null && (await desk.give(act, orders))) {
    if (act === "record-dossier") {
      letGo();
      hush();
    }
  }
}

const HERE = {
  search: () => finder.open(model.state.ticket.queue),
  keys: () => part("keys").showModal(),
  dismiss: () => {
    letGo();
    hush();
  },
  "close-dialog": () => document.querySelector("dialog[open]").close(),
  favour: (target) => {
    const ticket = model.state.waiting.find((each) => each.id === target);
    if (ticket !== undefined) {
      askFavour(ticket, book.priorities);
    }
  },
  "favour-given": () => {
    const order = favour();
    if (order !== null) {
      desk.give("favour", [order]);
    }
  },
  "sign-out": () => part("leave").showModal(),
  pause: () => makeSure("pause"),
  "rest-10": () => give("rest-10", inMinutes(10)),
  "rest-15": () => give("rest-15", inMinutes(15)),
  "rest-30": () => give("rest-30", inMinutes(30)),
  "rest-unknown": () => give("rest-unknown", null),
  close: () => makeSure("close"),
  sure: () => {
    part("sure").close();
    give(sureOf);
  },
};

/** The whole minute so long from now by the hall's clock: nobody promises seconds. */
function inMinutes(minutes) {
  const at = Math.round(hall.now() / 60_000 + minutes) * 60_000;
  return new Date(at).toISOString();
}

function makeSure(act) {
  if (model.state.ticket === null) {
    give(act);
    return;
  }
  sureOf = act;
  const { number } = model.state.ticket;
  text(part("sure-title"), say(`sure.title_${act}`));
  text(part("sure-what"), say(`sure.${stage}`, { number }));
  text(part("word-sure"), say(`sure.do_${act}`));
  part("sure").showModal();
}

function press(act, target) {
  const leaving = act === "sign-out" || act === "close-dialog";
  if (model.state === null && !leaving) {
    return;
  }
  if (act === "undo" && !mayUndo(model.state, hall.now())) {
    return;
  }
  const button = document.querySelector(`[data-stage="${stage}"] [data-act="${act}"]`);
  if (button?.getAttribute("aria-disabled") === "true") {
    return;
  }
  const here = HERE[act];
  if (here === undefined) {
    if (told() && keptTicket() === null) {
      hush();
    }
    give(act, target);
  } else {
    here(target);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button !== null && button.getAttribute("aria-disabled") !== "true") {
    press(button.dataset.act, button.dataset.ticket ?? keptTicket()?.id);
  }
});
listenToKeys({ stage: () => stage, press: (act) => press(act), choose });
listenToTabs();
listenToEntries();
book.load().then(redraw, () => {});
follow({
  snapshot: desk.address,
  onSnapshot: (snapshot) => {
    hall.set(snapshot.at);
    take(fromSnapshot(snapshot));
  },
  onEvent: hear,
  onLost: (since) => {
    model.lost = true;
    model.lostSince = hall.now() - (Date.now() - since); // told by this computer's clock
    redraw();
  },
  onBack: () => {
    model.lost = false;
    redraw();
  },
  onRefused: tellSignedOut,
  onNotice: showNotice,
});
setInterval(redraw, TICK);
