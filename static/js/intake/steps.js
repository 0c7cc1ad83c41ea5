/* The form's own steps (save, add, move, remove) without leaving the page. */

import { SIGNED_OUT } from "./batch.js";

const TYPED = ["title", "label", "ae_title", "method", "taken_at"];

const intake = () => document.querySelector("#intake");
const form = () => intake().querySelector("form");

/** Takes one step; replaced() is called when the server's form stands in place of the old one. Resolves with a complaint. */
export async function takeStep(action, replaced) {
  const data = new FormData(form());
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.append("do", action);
  const answer = await fetch(form().action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  // A step answers with the form itself; whoever is sent elsewhere is asked to sign in.
  if (answer.redirected) return SIGNED_OUT;
  if (!answer.ok) return refusal(answer.status);
  replace(await answer.text(), data, replaced);
  const address = answer.headers.get("HX-Replace-Url");
  if (address) history.replaceState(null, "", address);
  return "";
}

/** Takes over what the server counts in each column, and nothing else; resolves with whether it could be had. */
export async function recount() {
  const answer = await fetch(form().action, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const counted of page.querySelectorAll("[data-column]")) {
    const column = intake().querySelector(`[data-column="${counted.dataset.column}"]`);
    if (!column) continue;
    Object.assign(column.dataset, { received: counted.dataset.received, excerpts: counted.dataset.excerpts });
    column.querySelector("[data-size]").dataset.bytes = counted.querySelector("[data-size]").dataset.bytes;
  }
  return true;
}

function refusal(status) {
  if (status === 404) return "This case is not here any more: it was deleted meanwhile.";
  if (status === 401 || status === 403) return SIGNED_OUT;
  return `The server refused it (${status}).`;
}

function replace(html, sent, replaced) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const focused = [...form().elements].indexOf(document.activeElement);
  const { selectionStart, selectionEnd } = document.activeElement;
  const typed = typedSince(sent);
  intake().replaceWith(document.adoptNode(page.querySelector("#intake")));
  typed.forEach(typeAgain);
  replaced();
  if (focused < 0) return;
  const field = form().elements[focused];
  field?.focus();
  if (Number.isInteger(selectionStart) && Number.isInteger(field?.selectionStart)) field.setSelectionRange(selectionStart, selectionEnd);
}

/** What was typed while the step was under way: the server's form does not know of it. */
function typedSince(sent) {
  const fields = TYPED.flatMap((name) => [...form().querySelectorAll(`[name=${name}]`)].map((field, at) => ({ field, name, at })));
  const typed = fields.filter(({ field, name, at }) => field.value !== sent.getAll(name)[at]);
  return typed.map(({ field, name, at }) => ({ name, at, capture: field.closest("[data-column]")?.dataset.column, value: field.value }));
}

function typeAgain({ name, at, capture, value }) {
  // A stored capture is followed to its new place; those of a new case have their number from the first step only.
  const column = capture && intake().querySelector(`[data-column="${capture}"]`);
  const field = capture ? column?.querySelector(`[name=${name}]`) : form().querySelectorAll(`[name=${name}]`)[at];
  if (field) field.value = value;
}
