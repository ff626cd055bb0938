// The keyboard: one key for each thing to do, the same key for the one next step.

const FUNCTION_KEYS = {
  closed: { F2: "open" },
  paused: { F2: "reopen" },
  idle: { F2: "next" },
  called: { F2: "start", F4: "recall", F9: "missed" },
  serving: { F2: "finish-next", F4: "search", F9: "finish" },
};

const DIGITS = { paused: ["rest-10", "rest-15", "rest-30", "rest-unknown"] };

/** Give each key press to `press(act)` or `choose(n)`, for the stage that `stage()` names. */
export function listenToKeys({ stage, press, choose }) {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") !== null) {
      swallow(event);
      return;
    }
    const act = actOf(event, stage());
    if (act !== null) {
      event.preventDefault();
      if (!event.repeat) {
        press(act);
      }
    } else if (stage() === "serving" && /^[1-6]$/.test(event.key) && plain(event) && !typing(event)) {
      choose(Number(event.key));
    }
  });
}

// Behind an open dialog nothing happens, and the browser's own F-keys stay out of the way.
function swallow(event) {
  if (/^F[249]$/.test(event.key)) {
    event.preventDefault();
  }
}

function actOf(event, stage) {
  if (/^F\d+$/.test(event.key)) {
    return plain(event) ? (FUNCTION_KEYS[stage]?.[event.key] ?? null) : null;
  }
  if (event.key === "Escape") {
    return "dismiss";
  }
  if (typing(event)) {
    return null;
  }
  if (/^[1-9]$/.test(event.key) && plain(event)) {
    return DIGITS[stage]?.[Number(event.key) - 1] ?? null;
  }
  if (event.ctrlKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "z") {
    return "undo";
  }
  return event.key === "?" ? "keys" : null;
}

function plain(event) {
  return !event.ctrlKey && !event.altKey && !event.metaKey;
}

function typing(event) {
  return event.target.matches("input[type=text]");
}
