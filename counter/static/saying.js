// How this page says times and names in the reader's language.

import { english, t } from "../words.js";

/** The sentence of this page under `key`. */
export function say(key, values) {
  return t(`counter.${key}`, values);
}

/** Seconds as 06:12, or 1:02:09 from an hour on. */
export function stopwatch(seconds) {
  const two = (n) => String(n).padStart(2, "0");
  const minutes = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? minutes : `${Math.floor(seconds / 3600)}:${minutes}`;
}

/** Seconds as people say them: 40 seconds, 9 minutes 40 seconds. */
export function spoken(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) {
    return say("time.seconds", { n: rest });
  }
  return rest === 0
    ? say("time.minutes", { n: minutes })
    : say("time.both", { n: minutes, s: rest });
}

/** Whole minutes of a wait; never a bare 0. */
export function waited(minutes) {
  return minutes === 0 ? say("time.under") : say("time.minutes", { n: minutes });
}

/** One of a pair of names. */
export function pick(vietnamese, translated) {
  return english ? (translated ?? vietnamese) : vietnamese;
}
