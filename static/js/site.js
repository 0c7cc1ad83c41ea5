/* What every page has: the theme, times in the reader's zone, confirmation, and the keys. */

const THEMES = ["auto", "light", "dark"];

function remembered() {
  return document.documentElement.dataset.theme || "auto";
}

function showTheme(button) {
  button.querySelector("[data-theme-name]").textContent = remembered();
}

function turnTheme(button) {
  const next = THEMES[(THEMES.indexOf(remembered()) + 1) % THEMES.length];
  if (next === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("theme", next);
  } catch {
    /* Storage is switched off: the choice lasts as long as the page. */
  }
  showTheme(button);
}

function showTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const today = moment.toDateString() === new Date().toDateString();
    const clock = moment.toLocaleTimeString([], { timeStyle: "short" });
    const day = moment.toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" });
    // What is printed and signed is read on another day.
    time.textContent = today && !("dated" in time.dataset) ? clock : `${day}, ${clock}`;
    time.title = moment.toLocaleString([], { dateStyle: "full", timeStyle: "long" });
  }
}

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function step(by, wanted) {
  // Behind the last change of a page the next one may stand on another page.
  const beyond = wanted && document.querySelector(by > 0 ? "[data-next-change]" : "[data-previous-change]");
  const rows = [...document.querySelectorAll(`[data-row]${wanted}`)].filter((row) => row.checkVisibility());
  if (!rows.length) return beyond?.click();
  const all = [...document.querySelectorAll("[data-row]")];
  const here = all.indexOf(document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row].chosen"));
  const after = rows.filter((row) => (by > 0 ? all.indexOf(row) > here : all.indexOf(row) < here));
  if (!after.length && beyond) return beyond.click();
  const next = by > 0 ? (after[0] ?? rows[rows.length - 1]) : (after[after.length - 1] ?? rows[0]);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function open(row) {
  (row.querySelector("a[data-open]") ?? row.querySelector("a[href]"))?.click();
}

function find() {
  const field = document.querySelector("[data-find]") ?? document.querySelector(".find input");
  field?.focus();
  field?.select();
}

const KEYS = {
  j: () => step(1, ""),
  k: () => step(-1, ""),
  n: () => step(1, "[data-changed]"),
  p: () => step(-1, "[data-changed]"),
  N: () => step(-1, "[data-changed]"),
  "/": find,
  "?": () => document.querySelector("#keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.matches("[data-row]")) return open(event.target);
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-turn-theme]");
  if (theme) turnTheme(theme);
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens)?.showModal();
  if (event.target.closest("[data-print]")) window.print();
});

for (const button of document.querySelectorAll("[data-turn-theme]")) {
  button.hidden = false;
  showTheme(button);
}
for (const control of document.querySelectorAll("[data-scripted]")) control.hidden = false;
showTimes(document);
document.addEventListener("htmx:afterSwap", (event) => showTimes(event.target));
