// A form that is on its way says so in its button and is not sent twice; a password can be shown.
const PATIENCE = 300;

for (const box of document.querySelectorAll("[data-reveal]")) {
  const fields = [...box.form.querySelectorAll("input[type=password]")];
  box.closest("label").hidden = false;
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
}

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = form.querySelector("[data-waiting]");
    setTimeout(() => {
      button.querySelector("span").textContent = button.dataset.waiting;
    }, PATIENCE);
  });
}

// The browser may bring this page back as it was left; then it can be sent anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
