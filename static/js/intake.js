/* The page that takes files: drop, choose, watch, cancel, try again. Without this module its form still works. */

import { droppedEntries, filesUnder } from "./intake/entries.js";
import { Queue, SIGNED_OUT } from "./intake/queue.js";
import { Tally } from "./intake/tally.js";

const DRAW_EVERY_MS = 120;
const TYPED = ["title", "label", "ae_title", "method", "taken_at"];
const tallies = new Map();
let drawing = false;
let began = 0;
let lastStep = Promise.resolve();

const intake = () => document.querySelector("#intake");
const form = () => intake().querySelector("form");
const columns = () => [...intake().querySelectorAll("[data-column]")];
const columnOf = (capture) => intake().querySelector(`[data-column="${capture}"]`);
const all = (states) => [...tallies.values()].reduce((sum, tally) => sum + tally.count(...states), 0);
const busy = () => [...tallies.values()].some((tally) => tally.busy);

const queue = new Queue({
  token: document.querySelector("[name=csrfmiddlewaretoken]").value,
  address: (capture) => columnOf(capture).dataset.upload,
  changed: draw,
});

function tallyOf(capture) {
  if (!tallies.has(capture)) tallies.set(capture, new Tally());
  return tallies.get(capture);
}

/* -- taking files */

async function take(index, entries) {
  if (!entries.length) return;
  if ("sealed" in intake().dataset) return complain("A run has sealed these captures: begin a new run to add files.");
  if (!intake().dataset.case) await step("save");
  if (!intake().dataset.case) return;
  const capture = columns()[index].dataset.column;
  const tally = tallyOf(capture);
  if (!busy()) began = performance.now();
  tally.reading += 1;
  try {
    for await (const { file, path, reason } of filesUnder(entries)) {
      const upload = { column: capture, file, path, reason, state: file ? "waiting" : "failed", sent: 0, attempts: 1 };
      tally.uploads.push(upload);
      if (file) queue.add(upload);
    }
  } finally {
    tally.reading -= 1;
    draw();
  }
}

function retry(upload) {
  Object.assign(upload, { state: "waiting", reason: "", attempts: 1 });
  queue.add(upload);
  draw();
}

/* -- the form's own steps: save, add, move and remove captures */

/** One step after the other: two drops on a new page must not make two cases. */
function step(action) {
  lastStep = lastStep.then(() => takeStep(action)).catch(() => complain("The connection was lost; try again."));
  return lastStep;
}

async function takeStep(action) {
  await queue.whileHeld(async () => {
    const data = new FormData(form());
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.append("do", action);
    const answer = await fetch(form().action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    // A step answers with the form itself; whoever is sent elsewhere is asked to sign in.
    if (answer.redirected) return complain(SIGNED_OUT);
    if (!answer.ok) return complain(refusal(answer.status));
    replace(await answer.text(), data);
    const address = answer.headers.get("HX-Replace-Url");
    if (address) history.replaceState(null, "", address);
  });
}

function refusal(status) {
  if (status === 404) return "This case is not here any more: it was deleted meanwhile.";
  if (status === 401 || status === 403) return SIGNED_OUT;
  return `The server refused it (${status}).`;
}

function replace(html, sent) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const focused = [...form().elements].indexOf(document.activeElement);
  const { selectionStart, selectionEnd } = document.activeElement;
  const typed = typedSince(sent);
  intake().replaceWith(document.adoptNode(page.querySelector("#intake")));
  typed.forEach(typeAgain);
  if (focused >= 0) {
    const field = form().elements[focused];
    field?.focus();
    if (Number.isInteger(selectionStart) && Number.isInteger(field?.selectionStart)) field.setSelectionRange(selectionStart, selectionEnd);
  }
  // The new columns bring the server's own count, which has what was sent so far.
  for (const tally of tallies.values()) tally.settle();
  equip();
  // At once: the server's form does not know of uploads under way, and would let them be left behind.
  drawAll();
}

/** What was typed while the step was under way: the server's form does not know of it. */
function typedSince(sent) {
  const fields = TYPED.flatMap((name) => [...form().querySelectorAll(`[name=${name}]`)].map((field, at) => ({ field, name, at })));
  const typed = fields.filter(({ field, name, at }) => field.value !== sent.getAll(name)[at]);
  return typed.map(({ field, name, at }) => ({ name, at, capture: field.closest("[data-column]")?.dataset.column, value: field.value }));
}

function typeAgain({ name, at, capture, value }) {
  // A stored capture is followed to its new place; those of a new case have their number from the first step only.
  const field = capture ? columnOf(capture)?.querySelector(`[name=${name}]`) : form().querySelectorAll(`[name=${name}]`)[at];
  if (field) field.value = value;
}

function complain(text) {
  const line = intake().querySelector("[data-complaint]");
  line.textContent = text;
  line.hidden = !text;
}

/* -- drawing: at most eight times a second, whatever happens */

function draw() {
  if (drawing) return;
  drawing = true;
  setTimeout(() => {
    drawing = false;
    drawAll();
  }, DRAW_EVERY_MS);
}

function drawAll() {
  for (const column of columns()) drawColumn(column, tallyOf(column.dataset.column));
  drawOverall();
}

function drawColumn(column, tally) {
  const part = (name) => column.querySelector(`[data-${name}]`);
  const wanted = tally.count("done", "known", "waiting", "sending", "failed");
  const received = receivedBy(column);
  part("received-text").textContent = received ? `${number(received)} ${received === 1 ? "file" : "files"} received` : "No files yet";
  const bytes = Number(part("size").dataset.bytes) + tally.bytesStored;
  part("size").textContent = bytes ? size(bytes) : "";
  part("bar").hidden = !tally.busy;
  part("bar").max = Math.max(1, tally.bytes);
  part("bar").value = tally.bytesSent;
  part("doing").textContent = doing(tally, wanted);
  part("cancel").hidden = !tally.busy;
  part("retry-all").hidden = tally.busy || !tally.failed.some((upload) => upload.file);
  part("uploads").replaceChildren(...tally.shown.map(uploadLine), ...moreFailed(tally));
}

function doing(tally, wanted) {
  const known = tally.count("known");
  if (tally.busy) return `${number(tally.count("done") + known)} of ${number(wanted)}${tally.reading ? "+" : ""} sent`;
  return known ? `${number(known)} ${known === 1 ? "was" : "were"} here already` : "";
}

function uploadLine(upload, at, shown) {
  const line = document.createElement("li");
  line.className = upload.state;
  const name = document.createElement("span");
  name.textContent = upload.path.split("/").pop() || "a file without a readable name";
  name.title = upload.path;
  line.append(name);
  if (upload.state === "sending") line.append(progressOf(upload));
  if (upload.state !== "failed") return line;
  if (upload.reason !== shown[at - 1]?.reason) {
    const reason = document.createElement("small");
    reason.textContent = upload.reason;
    line.append(reason);
  }
  if (upload.file) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "quiet";
    again.textContent = "Try again";
    again.addEventListener("click", () => retry(upload));
    line.append(again);
  }
  return line;
}

function progressOf(upload) {
  const bar = document.createElement("progress");
  bar.max = Math.max(1, upload.file.size);
  bar.value = upload.sent;
  return bar;
}

function moreFailed(tally) {
  if (!tally.unnamed) return [];
  const line = document.createElement("li");
  line.className = "failed";
  line.textContent = `and ${number(tally.unnamed)} more that failed`;
  return [line];
}

function drawOverall() {
  const part = (name) => intake().querySelector(`[data-overall-${name}]`);
  const total = [...tallies.values()].reduce((sum, tally) => sum + tally.bytes, 0);
  const sent = [...tallies.values()].reduce((sum, tally) => sum + tally.bytesSent, 0);
  const working = busy();
  part("line").hidden = !working;
  part("bar").max = Math.max(1, total);
  part("bar").value = sent;
  part("text").textContent = working ? overallText(sent, total) : "";
  const empty = columns().filter((column) => !receivedBy(column));
  const start = intake().querySelector("[data-start]");
  start.disabled = working || empty.length > 0;
  intake().querySelector("[data-start-hint]").textContent = startHint(working, empty);
}

function receivedBy(column) {
  return Number(column.dataset.received) + tallyOf(column.dataset.column).count("done");
}

function startHint(working, empty) {
  if (working) return "Starts when the files are here.";
  if (empty.length === columns().length) return "Drop files onto a column first.";
  if (empty.length) return `${empty.map((column) => column.querySelector("[name=label]").value).join(", ")}: no files yet. Drop some, or remove the column.`;
  const failed = all(["failed"]);
  return failed ? `${number(failed)} ${failed === 1 ? "file" : "files"} will be missing.` : "";
}

function overallText(sent, total) {
  const seconds = (performance.now() - began) / 1000;
  const rate = sent / Math.max(seconds, 0.2);
  const left = rate > 0 ? ` · ${duration((total - sent) / rate)} left` : "";
  const files = `${number(all(["done", "known"]))} of ${number(all(["done", "known", "waiting", "sending"]))} files`;
  return `${files} · ${mebibytes(sent)} of ${mebibytes(total)} MiB · ${mebibytes(rate)} MiB/s${left}`;
}

const number = (value) => value.toLocaleString("en");
const mebibytes = (value) => (value / 1048576).toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : bytes < 1073741824 ? `${mebibytes(bytes)} MiB` : `${(bytes / 1073741824).toFixed(1)} GiB`);
const duration = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

/* -- listening */

function equip() {
  for (const control of intake().querySelectorAll("[data-scripted]")) control.hidden = false;
  for (const control of intake().querySelectorAll("[data-unscripted]")) control.hidden = true;
  columns().forEach((column, index) => equipColumn(column, index));
  form().addEventListener("submit", (event) => {
    const action = event.submitter?.value ?? "save";
    if (action === "start") return;
    event.preventDefault();
    step(action);
  });
  form().addEventListener("change", (event) => {
    if (event.target.matches("[name=label], [name=title], [name=ae_title], [name=method]") && intake().dataset.case) step("save");
  });
}

function equipColumn(column, index) {
  column.addEventListener("dragover", (event) => {
    event.preventDefault();
    column.classList.add("over");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("over");
  });
  column.addEventListener("drop", (event) => {
    event.preventDefault();
    column.classList.remove("over");
    take(index, droppedEntries(event.dataTransfer));
  });
  for (const input of column.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      take(index, files);
    });
  }
  column.querySelector("[data-cancel]").addEventListener("click", () => queue.cancel(column.dataset.column));
  column.querySelector("[data-retry-all]").addEventListener("click", () => tallyOf(column.dataset.column).failed.filter((upload) => upload.file).forEach(retry));
}

document.addEventListener("click", (event) => {
  const chooser = event.target.closest("[data-choose]");
  if (chooser) chooser.closest("[data-column]").querySelector(`input[data-kind=${chooser.dataset.choose}]`).click();
  if (event.target.closest("[data-cancel-all]")) queue.cancel();
});
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => {
  if (busy()) event.preventDefault();
});

equip();
drawAll();
