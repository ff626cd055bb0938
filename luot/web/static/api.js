// Orders and questions to the server. An order keeps its key until it is answered, so that a
// retry after a lost reply is never a second order.

const PAUSES = [250, 750, 1500, 3000];
const PATIENCE = 8000;
const TRY_AGAIN = new Set([502, 503, 504]);

/** What the server said instead of yes; `code` is "network" when it said nothing at all. */
export class ApiError extends Error {
  constructor(code, title, status = 0, fields = {}) {
    super(title || code);
    this.name = "ApiError";
    this.code = code;
    this.title = title;
    this.status = status;
    this.fields = fields;
  }
}

/** A fresh key (a UUID, version 4). crypto.randomUUID needs a secure context, a LAN has none. */
export function newKey() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = Array.from(b, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function problem(response) {
  const fields = await response.json().catch(() => ({}));
  return new ApiError(fields.code || `http-${response.status}`, fields.title || "", response.status, fields);
}

async function once(path, init) {
  const hangUp = new AbortController();
  const timer = setTimeout(() => hangUp.abort(), PATIENCE);
  try {
    const response = await fetch(path, { ...init, signal: hangUp.signal, credentials: "same-origin", cache: "no-store" });
    if (!response.ok) throw await problem(response);
    if (response.status === 204) return null;
    return await response.json();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("network", "");
  } finally {
    clearTimeout(timer);
  }
}

async function insist(path, init, pauses) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(path, init);
    } catch (error) {
      const again = error.code === "network" || TRY_AGAIN.has(error.status);
      if (!again || attempt >= pauses.length) throw error;
      await pause(pauses[attempt]);
    }
  }
}

const headers = () => ({ Accept: "application/json", "Accept-Language": document.documentElement.lang || "vi" });

/** The JSON at `path`; ApiError for a refusal or a silent server. */
export function get(path, { pauses = PAUSES } = {}) {
  return insist(path, { headers: headers() }, pauses);
}

/** Give an order; the reply's JSON, or null for 204. The same key is sent until there is an answer. */
export function post(path, body = {}, { key = newKey(), pauses = PAUSES } = {}) {
  const init = {
    method: "POST",
    headers: { ...headers(), "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  };
  return insist(path, init, pauses);
}
