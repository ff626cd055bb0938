// Five faces with words, once a visit.

import { ApiError, newKey, post } from "../api.js";
import { t } from "../words.js";

/** Let the form send the rating of ticket `code`, then call `done`. */
export function rating(code, done) {
  const form = document.getElementById("rating");
  const warn = document.getElementById("warn");
  const send = document.getElementById("send");
  const key = newKey(); // one page gives one rating, however often it is sent

  const tell = (sentence) => {
    warn.hidden = !sentence;
    warn.lastElementChild.textContent = sentence;
  };

  form.addEventListener("change", () => tell(""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    if (!given.has("score")) return tell(t("phone.rating.choose"));
    const text = given.get("text").trim();
    send.disabled = true;
    send.textContent = t("phone.rating.sending");
    try {
      await post("/api/v1/ratings", { token: code, score: Number(given.get("score")), ...(text && { text }) }, { key });
      tell("");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell(error.title || t("phone.rating.failed"));
    } finally {
      send.disabled = false;
      send.textContent = t("phone.rating.send");
    }
    return done();
  });
}
