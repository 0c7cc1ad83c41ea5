/* The editor grows with its text, and its line numbers with it. What was said about a line goes when the text changes. */

const editor = document.querySelector("[data-editor]");
const text = editor.querySelector("textarea");
const numbers = editor.querySelector(".numbers");
const spare = 6;
const least = 14;

function follow() {
  const lines = Math.max(least, text.value.split("\n").length + spare);
  text.rows = lines;
  while (numbers.children.length > lines) numbers.lastElementChild.remove();
  while (numbers.children.length < lines) {
    const number = document.createElement("li");
    number.textContent = numbers.children.length + 1;
    numbers.append(number);
  }
}

text.addEventListener("input", () => {
  editor.querySelector(".said")?.remove();
  for (const number of numbers.querySelectorAll(".wrong")) number.classList.remove("wrong");
  follow();
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  text.form.requestSubmit();
});
follow();
