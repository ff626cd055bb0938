// Keeps the ticks of the papers at hand in this phone, and nowhere else.

for (const list of document.querySelectorAll("ul[data-code]")) {
  const key = `luot.papers.${list.dataset.code}`;
  const boxes = [...list.querySelectorAll("input")];
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
    boxes.forEach((box, place) => { box.checked = kept[place] === true; });
    list.addEventListener("change", () => localStorage.setItem(key, JSON.stringify(boxes.map((box) => box.checked))));
    document.getElementById("kept").hidden = false;
  } catch {
    // A browser that keeps nothing: the boxes can be ticked all the same.
  }
}
