// The centre's catalogue, as far as an official needs it beside a ticket.

import { get } from "../api.js";
import { pick } from "./saying.js";

const SHOWN = 8;

/** Names of queues, documents to bring and the procedures of this centre. */
export class Book {
  #procedures = new Map();
  #queues = new Map();

  /** The classes of priority that this centre has. */
  priorities = [];

  /** Read the catalogue; without it the page still calls and serves. */
  async load() {
    const catalogue = await get("/api/v1/catalogue");
    this.#procedures = new Map(catalogue.procedures.map((each) => [each.code, each]));
    this.priorities = catalogue.priorities.filter((each) => each.code !== "ordinary");
    this.#queues = new Map(catalogue.queues.map((each) => [each.letter, each]));
  }

  /** The name of a queue; its letter as long as nothing better is known. */
  queueName(letter) {
    const queue = this.#queues.get(letter);
    return queue === undefined ? letter : pick(queue.name, queue.name_en);
  }

  /** What a counter serves, in words; null for every queue of the centre. */
  queuesServed(letters) {
    const all = this.#queues.size > 0 && letters.length >= this.#queues.size;
    return all ? null : letters.map((letter) => this.queueName(letter)).join(" · ");
  }

  /** The matter that a ticket is about. */
  matter(row) {
    const name = row.short_name === null ? null : pick(row.short_name, row.short_name_en);
    return name ?? this.queueName(row.queue);
  }

  /** The documents to bring for a procedure. */
  documents(code) {
    const procedure = this.#procedures.get(code);
    if (procedure === undefined) {
      return [];
    }
    const english = procedure.documents_en ?? [];
    return pick(procedure.documents, english.length > 0 ? english : null);
  }

  /** The procedures of a queue that most people come for. */
  usual(queue) {
    return [...this.#procedures.values()]
      .filter((each) => each.queue === queue)
      .sort((a, b) => b.popularity - a.popularity)
      .slice(0, SHOWN);
  }

  /** The display name of a procedure found by the search. */
  shortName(found) {
    const known = this.#procedures.get(found.code);
    return pick(found.short_name, known?.short_name_en);
  }
}
