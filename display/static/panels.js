// Which calls stand on the big panels. Every call is seen: it takes a place at once when one is
// free or its holder was seen long enough, and waits in line otherwise. All times are milliseconds
// of one clock that never runs backwards.

export const RULES = {
  most: 3, // panels at most
  fresh: 20000, // gold
  least: 2500, // nobody is pushed off the screen sooner
  rush: 1200, // unless a whole screenful waits in line
  keep: 120000, // a second, cream panel is news for this long
};

export class Panels {
  constructor(rules = {}) {
    this.rules = { ...RULES, ...rules };
    this.clear();
  }

  clear() {
    this.known = new Map(); // call -> how often it was repeated
    this.shown = []; // newest first: {call, number, counter, at, recalled, since, gold}
    this.line = []; // heard, not shown yet; oldest first
    this.ringing = new Map(); // counter -> {call, until}
  }

  /** Take in the whole list of calls, newest first; `age` tells how old one is, 0 for news. */
  heard(calls, now, age = () => 0) {
    this.drop(calls);
    const news = calls.filter((call) => (this.known.get(call.call) ?? -1) < call.recalled);
    for (const call of news.reverse()) {
      this.known.set(call.call, call.recalled);
      if (age(call) < this.rules.fresh) this.announce(call, now);
      else if (!this.line.length) this.remember(call, now, age(call));
    }
    this.forget(calls);
    this.step(now);
  }

  /** Calls that the list has lost, though older ones are on it, were taken back. */
  drop(calls) {
    const listed = new Set(calls.map((call) => call.call));
    const oldest = calls.length < 8 ? "" : calls[calls.length - 1].at;
    const stays = (each) => listed.has(each.call) || each.at <= oldest;
    this.shown = this.shown.filter(stays);
    this.line = this.line.filter(stays);
    for (const [counter, ring] of this.ringing) if (!stays(ring)) this.ringing.delete(counter);
  }

  /** Old calls need not be known for ever; 64 is far more than any list holds. */
  forget(calls) {
    if (this.known.size > 64) this.known = new Map(calls.map((call) => [call.call, call.recalled]));
  }

  announce(call, now) {
    this.shown = this.shown.filter((panel) => panel.call !== call.call);
    this.line = this.line.filter((waiting) => waiting.call !== call.call);
    this.line.push(call);
    this.ringing.set(call.counter, { call: call.call, at: call.at, until: now + this.rules.fresh });
  }

  /** A call from before: it stands there uncoloured, unless something newer does. */
  remember(call, now, age) {
    this.shown.unshift({ ...call, since: now - Math.max(age, this.rules.least), gold: now });
  }

  /** Bring the panels up to date; true when something is to be drawn anew. */
  step(now) {
    while (this.line.length && this.room(now)) this.show(this.line.shift(), now);
    this.shown = this.shown.filter((panel, place) => this.stays(panel, place, now));
    for (const [counter, ring] of this.ringing) if (ring.until <= now) this.ringing.delete(counter);
  }

  room(now) {
    if (this.shown.length < this.rules.most) return true;
    return now - this.shown[this.shown.length - 1].since >= this.patience();
  }

  patience() {
    return this.line.length > this.rules.most ? this.rules.rush : this.rules.least;
  }

  show(call, now) {
    for (const panel of this.shown) if (panel.counter === call.counter) panel.gold = Math.min(panel.gold, now);
    this.shown = [{ ...call, since: now, gold: now + this.rules.fresh }, ...this.shown].slice(0, this.rules.most);
  }

  stays(panel, place, now) {
    if (panel.gold > now || now - panel.since < this.rules.least) return true;
    return place === 0 || (place === 1 && now - panel.since < this.rules.keep);
  }

  /** When the next change is due without any news, or null. */
  due(now) {
    const times = [...this.ringing.values()].map((ring) => ring.until);
    for (const panel of this.shown) times.push(panel.gold, panel.since + this.rules.least, panel.since + this.rules.keep);
    if (this.line.length) times.push(this.shown[this.shown.length - 1].since + this.patience());
    const later = times.filter((time) => time > now);
    return later.length ? Math.min(...later) : null;
  }
}
