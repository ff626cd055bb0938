// The words and icons that the page carries for its scripts, and the clock of the hall.

const block = document.getElementById("words");
const sentences = block ? JSON.parse(block.textContent) : {};
const page = document.documentElement;

export const lang = page.lang || "vi";

/** Whether of a name in Vietnamese and English the reader sees the English one. */
export const english = "english" in page.dataset;

/** The sentence under `key`, its {values} filled in. */
export function t(key, values = {}) {
  if (!(key in sentences)) throw new Error(`no words for ${key}`);
  return sentences[key].replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}

/** A copy of an icon from the page's icons_block. */
export function icon(name) {
  const found = document.getElementById("icons")?.content.querySelector(`[data-icon="${name}"] svg`);
  if (!found) throw new Error(`no icon ${name}`);
  return document.importNode(found, true);
}

// Formats are made once: making one costs more than a whole call on the screen.
const zone = page.dataset.zone || undefined;
const clockFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "numeric", weekday: "short", timeZone: zone });
const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "09:03" in the hall's zone; takes a Date, milliseconds or an ISO instant. */
export function clock(instant) {
  return clockFormat.format(new Date(instant));
}

/** The parts of a date in the hall's zone: weekday 0 (Monday) to 6, day, month. */
export function dayParts(instant) {
  const parts = Object.fromEntries(dayFormat.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return { weekday: WEEK.indexOf(parts.weekday), day: parts.day, month: parts.month };
}

/** "Thứ Hai, 23/11"; the page must carry the table "weekday". */
export function day(instant) {
  const { weekday, day: date, month } = dayParts(instant);
  return `${t(`weekday.${weekday}`)}, ${date}/${month}`;
}
