// The manager's page renews its figures when something has happened in the hall, at most every
// ten seconds: by its own address, so that there is one way of making it.

import { showNotice } from "../notices.js";
import { follow } from "../stream.js";
import { clock, t } from "../words.js";

const PAUSE = 10000;
const MINUTE = 60000; // devices come and go where nothing happens in the hall
const lost = document.querySelector("[data-part=lost]");
let renewedAt = Date.now();
let waiting = null;

async function renew() {
  waiting = null;
  renewedAt = Date.now();
  const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok || response.redirected) {
    return; // the stream tells of a lost contact; a lost sign-in shows at the next click
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    part.replaceChildren(...now.childNodes);
  }
}

function soon() {
  if (waiting === null) {
    const rest = Math.max(0, renewedAt + PAUSE - Date.now());
    waiting = setTimeout(() => renew().catch(() => {}), rest);
  }
}

document.querySelector("[data-act=print]").addEventListener("click", () => print());
if (document.querySelector("[data-follow]") !== null) {
  setInterval(soon, MINUTE);
  follow({
    snapshot: "/api/v1/board",
    onEvent: soon,
    onSnapshot: soon,
    onNotice: (notice) => {
      showNotice(notice);
      soon();
    },
    onLost: (since) => {
      document.querySelector("[data-part=lost-since]").textContent = t("manager.live.lost", { at: clock(since) });
      lost.hidden = false;
    },
    onBack: () => {
      lost.hidden = true;
      soon();
    },
  });
}
