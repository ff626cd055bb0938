// The few things that the parts of this page do to the document.

/** The element that plays this part. */
export function part(name, root = document) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (found === null) {
    throw new Error(`the page has no part ${name}`);
  }
  return found;
}

/** Set a text; untouched where it is the same, so that nothing is read aloud twice. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** Show or hide an element. */
export function show(element, yes) {
  if (element.hidden === yes) {
    element.hidden = !yes;
  }
}

/** Let a button be pressed, or say in the line under its word why not. */
export function allow(button, reason) {
  const blocked = reason !== null;
  if (button.getAttribute("aria-disabled") !== String(blocked)) {
    button.setAttribute("aria-disabled", String(blocked));
  }
  const line = button.querySelector(".why");
  if (line !== null) {
    text(line, reason ?? "");
  }
}

/** Bring a list of rows in line with `items`; a row stays the same element while its id stays. */
export function rows(list, items, make, fill) {
  const old = new Map([...list.children].map((row) => [row.dataset.id, row]));
  const wanted = items.map((item) => {
    const row = old.get(item.id) ?? make();
    row.dataset.id = item.id;
    fill(row, item);
    return row;
  });
  const same =
    wanted.length === list.children.length && wanted.every((row, i) => row === list.children[i]);
  if (!same) {
    list.replaceChildren(...wanted);
  }
}

/** A fresh copy of the first element of a template. */
export function copyOf(template) {
  return template.content.firstElementChild.cloneNode(true);
}
