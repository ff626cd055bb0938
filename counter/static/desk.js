// The orders that an official gives at this counter: one at a time, and none twice.

import { get, post } from "../api.js";

const GUARD = 350; // a second press so soon meant the button that was there before
const PATIENCE = 1000; // for the event of an order that was already answered

/**
 * A counter's orders. `hear` is told when a press begins and ends, when nobody was there to call,
 * when an order's event is late, and what was refused after how many orders that were taken.
 */
export class Desk {
  #hear;
  #guardedUntil = 0;
  #awaited = null;

  constructor(counter, hear) {
    this.address = `/api/v1/counters/${counter}`;
    this.counter = counter;
    this.busy = null;
    this.#hear = hear;
  }

  /** What stands under the fingers has changed: a press meant for the old thing is void. */
  guard() {
    this.#guardedUntil = performance.now() + GUARD;
  }

  /** An event has come in; the order under way may be what caused it. */
  arrived(delta) {
    const { path, seen } = this.#awaited ?? {};
    const own = (delta.counter_rows ?? []).some((row) => row.counter === this.counter);
    if (path !== undefined && (own || (delta.tickets ?? []).some((row) => path.includes(row.id)))) {
      seen("seen");
    }
  }

  /** A fresh snapshot of this counter. */
  snapshot() {
    return get(this.address);
  }

  /** Give the orders `[path, body]` one after the other under one name; true when all were taken. */
  async give(name, orders) {
    if (this.busy !== null || performance.now() < this.#guardedUntil) {
      return false;
    }
    this.busy = name;
    this.#hear.started(name);
    let done = 0;
    try {
      for (const [path, body] of orders) {
        await this.#order(path, body);
        done += 1;
      }
      return true;
    } catch (refusal) {
      if (refusal.code === undefined) {
        throw refusal;
      }
      await this.#hear.refused(refusal, done);
      return false;
    } finally {
      this.busy = null;
      this.#hear.ended(name);
    }
  }

  // The button stays pressed until the page has seen what the order caused, not only its reply.
  async #order(path, body) {
    const seen = new Promise((done) => {
      this.#awaited = { path, seen: done };
    });
    const reply = await post(path, body);
    if (reply === null) {
      this.#hear.nobody();
      return;
    }
    const patience = new Promise((done) => setTimeout(done, PATIENCE, "late"));
    if ((await Promise.race([seen, patience])) === "late") {
      await this.#hear.late();
    }
  }
}
