// The search for the procedure that is really served: typed, walked and chosen by keyboard.

import { get } from "../api.js";
import { copyOf, part, rows, text } from "./dom.js";
import { say } from "./saying.js";

const SHOWN = 8;
const REST = 120; // after the last letter

const dialog = part("finder");
const box = part("finder-box");
const list = part("finder-list");
const status = part("finder-status");
const foundRow = document.getElementById("row-found");

/** The dialog behind "change procedure"; `chosen` gets the code that the official picked. */
export class Finder {
  #book;
  #chosen;
  #asked = 0;
  #timer = null;
  #found = [];
  #at = -1;

  constructor(book, chosen) {
    this.#book = book;
    this.#chosen = chosen;
    box.addEventListener("input", () => this.#wait());
    box.addEventListener("keydown", (event) => this.#walk(event));
    list.addEventListener("click", (event) => this.#click(event));
  }

  /** Ask for the procedure of a ticket; before the first letter, what its queue is asked for most. */
  open(queue) {
    this.#asked += 1;
    this.usual = queue;
    box.value = "";
    this.#show(this.#book.usual(queue), say("search.usual"));
    dialog.showModal();
    box.focus();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#at = -1; // what is chosen must be what is read: old results wait for the new ones
    this.#mark();
    this.#timer = setTimeout(() => this.#ask(), REST);
  }

  async #ask() {
    const asked = this.#asked;
    const phrase = box.value.trim();
    if (phrase === "") {
      this.#show(this.#book.usual(this.usual), say("search.usual"));
      return;
    }
    try {
      const query = new URLSearchParams({ q: phrase, limit: SHOWN });
      const { results } = await get(`/api/v1/procedures?${query}`, { pauses: [300] });
      if (asked === this.#asked) {
        const told = results.length === 0 ? "search.nothing" : "search.found";
        this.#show(results, say(told, { n: results.length }));
      }
    } catch (refusal) {
      if (asked === this.#asked) {
        this.#show([], refusal.title || say("search.lost"));
      }
    }
  }

  #show(found, told) {
    this.#found = found.map((each) => ({ ...each, id: each.code }));
    this.#at = found.length > 0 ? 0 : -1;
    text(status, told);
    rows(list, this.#found, () => copyOf(foundRow), (row, each) => {
      row.id = `found-${each.code}`;
      text(part("name", row), this.#book.shortName(each));
      text(part("official", row), each.name === each.short_name ? "" : each.name);
      text(part("code", row), each.code);
    });
    this.#mark();
  }

  #mark() {
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.#at)));
    const row = list.children[this.#at];
    if (row === undefined) {
      box.removeAttribute("aria-activedescendant");
    } else {
      box.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    }
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && this.#found.length > 0) {
      event.preventDefault();
      this.#at = (this.#at + step + this.#found.length) % this.#found.length;
      this.#mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#choose(this.#found[this.#at]);
    }
  }

  #click(event) {
    const row = event.target.closest("[role=option]");
    this.#choose(this.#found.find((each) => each.code === row?.dataset.id));
  }

  #choose(found) {
    if (found !== undefined) {
      dialog.close();
      this.#chosen(found.code);
    }
  }
}
