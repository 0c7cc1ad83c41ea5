/* One drop, one file: the form sends itself. */

const form = document.querySelector("[data-single]");
const zone = form.querySelector("[data-zone]");
const input = form.querySelector("input[type=file]");

function send() {
  if (!input.files.length) return;
  const doing = form.querySelector("[data-doing]");
  doing.textContent = input.files.length === 1 ? `Sending ${input.files[0].name}` : `Sending ${input.files.length} files`;
  doing.hidden = false;
  form.querySelector("[data-bar]").hidden = false;
  form.requestSubmit();
}

for (const control of form.querySelectorAll("[data-unscripted]")) control.hidden = true;
form.querySelector("[data-choose]").addEventListener("click", () => input.click());
input.addEventListener("change", send);
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  zone.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  send();
});
