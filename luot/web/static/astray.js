// What staff are told when the server's clock is not one to be followed; the page includes
// notices.html.

import { t } from "./words.js";

const DAY = 24 * 60;
const box = document.querySelector("[data-part=astray]");
const what = box.querySelector("[data-part=astray-what]");
let told = null;
let read = null; // told and read: the same trouble is not worth a second look

/** Show what a notice of the stream says about the clock; `{}` where nothing was said yet. */
export function showAstray({ clock }) {
  told = clock?.astray ?? null;
  if (clock === null) {
    read = null; // it is right again, so the next trouble is another one
  }
  if (told !== null) {
    const n = told === "ahead" ? Math.floor(clock.minutes / DAY) : clock.minutes;
    what.textContent = t(`astray.${told}`, { n });
  }
  box.hidden = told === null || told === read;
}

box.querySelector("[data-part=astray-read]").addEventListener("click", () => {
  read = told;
  box.hidden = true;
});
