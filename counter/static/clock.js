// The server's time, carried on by this computer's steady clock between two messages.

export class ServerClock {
  #server = Date.now();
  #mark = performance.now();

  /** A snapshot was made at this instant: now. */
  set(instant) {
    this.#server = Date.parse(instant);
    this.#mark = performance.now();
  }

  /** An event is older than its arrival, so it can only show that this clock is behind. */
  atLeast(instant) {
    if (Date.parse(instant) > this.now()) {
      this.set(instant);
    }
  }

  /** Milliseconds of server time. */
  now() {
    return this.#server + (performance.now() - this.#mark);
  }
}
