/* An IOD: sequences unfold where they stand, a link opens the module that it leads to, and all modules unfold at once. */

function itemsAfter(row) {
  const items = [];
  for (let next = row.nextElementSibling; next && Number(next.dataset.depth) > Number(row.dataset.depth); next = next.nextElementSibling) items.push(next);
  return items;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt;
  if (!link.matches(".sequence")) return;
  const items = itemsAfter(link.closest("tr"));
  if (!items.length) return;
  // They are there already: the second click folds them.
  event.preventDefault();
  for (const item of items) item.remove();
  link.setAttribute("aria-expanded", "false");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const link = event.detail.elt;
  if (!link.matches(".sequence") || !event.detail.successful) return;
  link.setAttribute("aria-expanded", "true");
  for (const item of itemsAfter(link.closest("tr"))) item.classList.add("of-items");
});

function mark() {
  for (const link of document.querySelectorAll(".sequence:not([aria-expanded])")) link.setAttribute("aria-expanded", "false");
}

function reveal() {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const module = place && place.closest("details.module");
  if (!module || module.open) return;
  module.open = true;
  place.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfold]");
  if (!button) return;
  const modules = [...document.querySelectorAll("details.module")];
  const open = modules.some((module) => !module.open);
  for (const module of modules) module.open = open;
  button.textContent = open ? "Fold all" : "Unfold all";
});

window.addEventListener("hashchange", reveal);
document.addEventListener("htmx:afterSettle", mark);
mark();
reveal();
