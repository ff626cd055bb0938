// The page of one counter, redrawn from the state: one stage at a time.

import { clock } from "../words.js";
import { showCalled } from "./called.js";
import { part, show, text } from "./dom.js";
import { showIdle, showResting } from "./idle.js";
import { say } from "./saying.js";
import { showServing } from "./serving.js";
import { showSide } from "./side.js";
import { stageOf } from "./told.js";

const BUSY_WORD = 300; // from here on the button says what it is doing
const SLOW = 3000;
const work = part("work");
const stages = [...document.querySelectorAll("[data-stage]")];
const pills = [...document.querySelectorAll("[data-pill]")];
const words = new Map(
  [...document.querySelectorAll("[data-act] .word")].map((word) => [word, word.textContent]),
);

/** Draw everything; the name of the stage that is on the screen. */
export function draw(model) {
  const { state, desk } = model;
  text(part("time"), clock(model.now));
  showContact(model);
  if (state === null) {
    return "loading";
  }
  // Two orders under one press: the stage between them is not worth a flicker.
  const frozen = desk.busy === "finish-next" && work.dataset.now === "serving";
  const stage = frozen ? "serving" : stageOf(state);
  for (const each of stages) {
    show(each, each.dataset.stage === stage);
  }
  for (const pill of pills) {
    show(pill, pill.dataset.pill === stage);
  }
  show(document.querySelector("[data-act=pause]"), !["closed", "paused"].includes(stage));
  show(document.querySelector("[data-act=close]"), stage !== "closed");
  text(part("queues"), model.book.queuesServed(state.counter.queues) ?? say("all_queues"));
  showSide(model);
  showWords(model, frozen ? {} : (drawStage(stage, model) ?? {}));
  work.dataset.now = stage;
  return stage;
}

function drawStage(stage, model) {
  switch (stage) {
    case "idle":
      return showIdle(model);
    case "called":
      return showCalled(model);
    case "serving":
      return showServing(model);
    default:
      return showResting(model, stage);
  }
}

function showContact({ lost, lostSince, state }) {
  show(part("joined"), !lost && state !== null);
  show(part("lost"), lost);
  if (lost) {
    text(part("lost-since"), say("link.lost", { at: clock(lostSince) }));
  }
}

// A pressed button stays where it is, and says what it waits for.
function showWords({ desk, pressedAt }, changed) {
  const waited = desk.busy === null ? 0 : performance.now() - pressedAt;
  for (const [word, usual] of words) {
    const button = word.closest("[data-act]");
    const { act } = button.dataset;
    const mine = desk.busy === act || (desk.busy === "procedure" && act === "search");
    button.classList.toggle("pressed", mine);
    button.setAttribute("aria-busy", String(mine));
    if (mine && waited >= BUSY_WORD) {
      text(word, say(`doing.${act}`));
    } else if (!mine || waited === 0) {
      text(word, changed[act] ?? usual);
    }
  }
  show(part("slow"), waited >= SLOW);
}
