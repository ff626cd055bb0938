// What staff are told beside the hall's events, each subject in its place; the page includes
// notices.html.

import { showAstray } from "./astray.js";
import { showPrinters } from "./printers.js";

/** Show a notice of the stream; `{}` begins a new line, on which nothing was said yet. */
export function showNotice(notice) {
  const begins = Object.keys(notice).length === 0;
  if (begins || "clock" in notice) {
    showAstray(notice);
  }
  if (begins || "printers" in notice) {
    showPrinters(notice.printers);
  }
}
