// A new ticket shows up by itself: looks whether the newest picture is still the newest.

const EVERY = 2000;
const papers = document.getElementById("papers");

async function look() {
  try {
    const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(EVERY) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("papers");
    if (fresh && fresh.dataset.newest !== papers.dataset.newest) {
      papers.dataset.newest = fresh.dataset.newest;
      papers.replaceChildren(...fresh.children);
    }
  } catch {
    // the server is away; the next look may find it
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
