/* The report: choosing a row loads its panel only, and a chosen filter needs no button. */

document.addEventListener("htmx:afterRequest", (event) => {
  const row = event.detail.elt.closest?.("[data-row]");
  if (!row || !event.detail.successful) return;
  for (const chosen of document.querySelectorAll("tr.chosen")) chosen.classList.remove("chosen");
  row.classList.add("chosen");
  document.querySelector("#panel")?.classList.remove("unasked");
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});
