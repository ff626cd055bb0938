// What staff are told of the kiosks' printers: which one needs somebody, and what to do there.

import { clock, icon, t } from "./words.js";

const box = document.querySelector("[data-part=printers]");
const blank = document.getElementById("printer-notice");
const hidden = new Map(); // kiosk -> what was told when its notice was hidden

/** Show the printers that need somebody; undefined on a new line, which told nothing yet. */
export function showPrinters(printers) {
  const told = new Map((printers ?? []).map((each) => [each.kiosk, each]));
  if (printers !== undefined) {
    forget(told);
  }
  for (const notice of [...box.children]) {
    if (!told.has(notice.dataset.kiosk)) {
      notice.remove();
    }
  }
  for (const printer of told.values()) {
    show(printer);
  }
}

/** What became well meanwhile, or is otherwise now, is another thing when it comes again. */
function forget(told) {
  for (const [kiosk, was] of hidden) {
    if (!told.has(kiosk) || mark(told.get(kiosk)) !== was) {
      hidden.delete(kiosk);
    }
  }
}

function mark({ since, silent_since: silent }) {
  return `${since} ${silent}`; // `since` moves with every other trouble
}

function show(printer) {
  const there = [...box.children].find((each) => each.dataset.kiosk === printer.kiosk);
  if (hidden.get(printer.kiosk) === mark(printer)) {
    there?.remove();
  } else if (there?.dataset.mark !== mark(printer)) {
    const fresh = notice(printer);
    if (there === undefined) {
      box.append(fresh);
    } else {
      there.replaceWith(fresh);
    }
  }
}

function notice(printer) {
  const made = blank.content.firstElementChild.cloneNode(true);
  const name = printer.name ?? t("devices.kiosk", { n: printer.number });
  const told = words(printer);
  Object.assign(made.dataset, { kiosk: printer.kiosk, mark: mark(printer) });
  made.classList.toggle("calm", told.calm);
  made.prepend(icon(told.icon));
  made.querySelector("[data-part=what]").textContent = `${name}: ${told.what}`;
  made.querySelector("[data-part=do]").textContent = told.remedy;
  made.querySelector("[data-part=holds]").textContent = told.holds ?? "";
  const button = made.querySelector("button");
  button.setAttribute("aria-label", t("devices.hide_of", { name }));
  button.addEventListener("click", () => hide(printer, made));
  return made;
}

function words({ trouble, silent_since: silent }) {
  const what = trouble === null ? t("devices.low") : t(`printer.trouble.${trouble}`);
  if (silent !== null) {
    const remedy = t("devices.silent_remedy", { what });
    return { icon: "plug-connected-x", what: t("devices.silent", { at: clock(silent) }), remedy, calm: true };
  }
  if (trouble === null) {
    return { icon: "printer", what, remedy: t("devices.low_remedy"), calm: true };
  }
  // A kiosk that was set up without a printer is worth knowing, and nobody's hurry.
  const calm = trouble === "no-printer";
  return { icon: "printer-off", what, remedy: t(`printer.remedy.${trouble}`), calm, holds: t("devices.holds") };
}

function hide(printer, made) {
  const held = made.contains(document.activeElement);
  hidden.set(printer.kiosk, mark(printer));
  const next = made.nextElementSibling ?? made.previousElementSibling;
  made.remove();
  if (held) {
    next?.querySelector("button").focus();
  }
}
