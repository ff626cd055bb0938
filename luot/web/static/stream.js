// The hall's events, live: every one exactly once and in order, across lost lines, half-open
// links and restarts of the server.
//
// The stream is read by fetch, not by EventSource: EventSource hides the heartbeat (a comment),
// and without the heartbeat a page cannot tell a quiet hall from a dead line.

const TIMING = {
  watchdog: 35000, // the server is heard at least every 15 s
  connect: 8000, // for the first byte of a reply
  settle: 500, // what was missed comes at once; without anything missed, this long
  grace: 3000, // a short break is not worth a word on the screen
  pauses: [200, 500, 1000, 2000, 4000], // between attempts; the last one for as long as it takes
};

class Refused extends Error {
  constructor(status) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** Turns text that arrives in any pieces into whole messages; half a message is never one. */
export class Parser {
  constructor(onMessage) {
    this.onMessage = onMessage;
    this.rest = "";
    this.message = {};
  }

  feed(text) {
    const lines = (this.rest + text).split(/\r\n|\n/);
    this.rest = lines.pop();
    for (const line of lines) this.line(line);
  }

  line(line) {
    if (line === "") {
      const { id, event, data } = this.message;
      this.message = {};
      if (event !== undefined || data !== undefined) this.onMessage({ id, event: event || "message", data: data ?? "" });
      return;
    }
    if (line.startsWith(":")) return;
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (name === "data" && this.message.data !== undefined) this.message.data += `\n${value}`;
    else if (name === "data" || name === "id" || name === "event") this.message[name] = value;
  }
}

/**
 * Follow the hall: load the snapshot, then give every later event to `onEvent(data, kind)`.
 *
 * snapshot    address of a JSON value that carries `seq` and `epoch`
 * onSnapshot  gets it first, and again after every reset
 * onEvent     gets each event that is newer than all before it
 * onLost      gets the Date of the last sign of life, once, when contact is lost
 * onBack      is called once when contact is there again
 * onRefused   gets 401 or 403: this browser may not listen (any more)
 * onNotice    gets what is told to staff beside the events; {} on a new line, which told nothing yet
 * Returns {close}.
 */
export function follow(options) {
  const line = new Line(options);
  line.run();
  return { close: () => line.close() };
}

class Line {
  constructor({ snapshot, events = "/api/v1/events", timing = {}, ...hear }) {
    this.snapshot = snapshot;
    this.events = events;
    this.hear = hear;
    this.timing = { ...TIMING, ...timing };
    this.seq = null;
    this.epoch = null;
    this.lastSign = Date.now();
    this.lost = false;
    this.closed = false;
    this.attempts = 0;
    this.wake = () => this.hurry();
    window.addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
  }

  close() {
    this.closed = true;
    clearTimeout(this.graceTimer);
    window.removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.hangUp?.abort();
    this.endPause?.();
  }

  async run() {
    this.silence();
    while (!this.closed) {
      try {
        if (this.seq === null) await this.load();
        await this.listen();
      } catch (error) {
        if (error instanceof Refused && (error.status === 401 || error.status === 403)) this.refused(error.status);
        else if (error instanceof TypeError || error instanceof Refused || error.name === "AbortError") { /* the line is down */ }
        else reportError(error);
      }
      if (this.closed) return;
      this.silence();
      await this.pause();
    }
  }

  /** A fetch that is given up when nothing is heard for `connect`, later for `watchdog`. */
  async call(address, headers) {
    this.hangUp = new AbortController();
    this.watch(this.timing.connect);
    const response = await fetch(address, { headers, signal: this.hangUp.signal, credentials: "same-origin", cache: "no-store" });
    if (!response.ok) throw new Refused(response.status);
    return response;
  }

  watch(patience) {
    const { hangUp } = this;
    clearTimeout(this.dog);
    this.dog = setTimeout(() => hangUp.abort(), patience);
  }

  async load() {
    try {
      const response = await this.call(this.snapshot, { Accept: "application/json" });
      const value = await response.json();
      this.seq = value.seq;
      this.epoch = value.epoch;
      this.tell("onSnapshot", value);
    } finally {
      clearTimeout(this.dog);
    }
  }

  async listen() {
    try {
      const response = await this.call(this.address(), { Accept: "text/event-stream", "Last-Event-ID": String(this.seq) });
      const reader = response.body.getReader();
      const letters = new TextDecoder();
      const parser = new Parser((message) => this.take(message));
      this.sign();
      this.tell("onNotice", {});
      this.backTimer = setTimeout(() => this.back(), this.timing.settle);
      while (this.seq !== null) {
        const { value, done } = await reader.read();
        if (done) return;
        this.sign();
        parser.feed(letters.decode(value, { stream: true }));
        if (this.seq !== null) this.back();
      }
    } finally {
      clearTimeout(this.dog);
      clearTimeout(this.backTimer);
      this.hangUp.abort();
    }
  }

  address() {
    const since = new URLSearchParams({ since: this.seq });
    if (this.epoch !== null && this.epoch !== undefined) since.set("epoch", this.epoch);
    return `${this.events}?${since}`;
  }

  take({ id, event, data }) {
    if (this.seq === null) return;
    if (event === "reset") {
      this.seq = null; // whatever is known may be wrong: begin with a new snapshot
      this.attempts = 0;
      return;
    }
    if (event === "notice") {
      this.tell("onNotice", JSON.parse(data));
      return;
    }
    const seq = Number(id);
    if (!Number.isSafeInteger(seq) || seq <= this.seq) return; // heard before
    this.seq = seq;
    this.tell("onEvent", JSON.parse(data), event);
  }

  /** What the page cannot show is reported, and must not cost the line. */
  tell(what, ...values) {
    try {
      this.hear[what]?.(...values);
    } catch (error) {
      reportError(error);
    }
  }

  /** The server was heard. */
  sign() {
    this.lastSign = Date.now();
    this.attempts = 0;
    this.watch(this.timing.watchdog);
    clearTimeout(this.graceTimer);
    this.graceTimer = null;
  }

  /** All that was missed is known again, so the page may be believed. */
  back() {
    clearTimeout(this.backTimer);
    if (!this.lost) return;
    this.lost = false;
    this.tell("onBack");
  }

  /** The server is not heard; after the grace the page must say so. */
  silence() {
    if (this.lost || this.graceTimer) return;
    this.graceTimer = setTimeout(() => {
      this.graceTimer = null;
      this.lost = true;
      this.tell("onLost", new Date(this.lastSign));
    }, this.timing.grace);
  }

  /** This browser may not listen; a page that can say so says that, not that contact is lost. */
  refused(status) {
    if (!this.hear.onRefused) return;
    clearTimeout(this.graceTimer);
    this.graceTimer = null;
    this.lost = true;
    this.tell("onRefused", status);
  }

  async pause() {
    const { pauses } = this.timing;
    const longest = pauses[Math.min(this.attempts, pauses.length - 1)];
    this.attempts += 1;
    // forty displays must not all come back in the same instant
    const ms = longest * (0.5 + Math.random() / 2);
    await new Promise((done) => {
      this.endPause = done;
      setTimeout(done, ms);
    });
  }

  /** The network is back or the page is looked at again: do not wait out the pause. */
  hurry() {
    if (document.hidden) return;
    if (Date.now() - this.lastSign > this.timing.watchdog) this.hangUp?.abort();
    this.endPause?.();
  }
}
