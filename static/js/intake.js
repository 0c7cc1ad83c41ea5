/* The page that takes files: drop, choose, watch, pause, cancel, try again. Without this module its form still works. */

import { Overall, drawColumn, receivedBy } from "./intake/drawing.js";
import { Economy } from "./intake/economy.js";
import { droppedEntries, filesUnder } from "./intake/entries.js";
import { Queue } from "./intake/queue.js";
import { recount, takeStep } from "./intake/steps.js";
import { Tally, newUpload } from "./intake/tally.js";
import { files } from "./intake/words.js";
import { Workshop } from "./intake/workshop.js";

const DRAW_EVERY_MS = 120;
const COUNT_DOWN_MS = 1000;
const tallies = new Map();
const drops = new Set();
const economy = new Economy();
const overall = new Overall();
let drawing = false;
let wasBusy = false;
let lastStep = Promise.resolve();

const intake = () => document.querySelector("#intake");
const form = () => intake().querySelector("form");
const columns = () => [...intake().querySelectorAll("[data-column]")];
const columnOf = (capture) => intake().querySelector(`[data-column="${capture}"]`);
const busy = () => [...tallies.values()].some((tally) => tally.busy);
const received = (column) => receivedBy(column, tallyOf(column.dataset.column));
/* Files that were here when the page was loaded: what is dropped now may be the rest of them. */
const isContinued = columns().some((column) => Number(column.dataset.received) > 0);

const queue = new Queue({
  token: document.querySelector("[name=csrfmiddlewaretoken]").value,
  workshop: new Workshop(),
  address: (capture) => columnOf(capture).dataset.upload,
  knownAddress: (capture) => columnOf(capture).dataset.known,
  wish: () => ({ ...economy.wish, digest: mayBeHere }),
  isReading: () => [...tallies.values()].some((tally) => tally.reading > 0),
  settle: (upload, state, reason) => tallyOf(upload.column).move(upload, state, reason),
  changed: draw,
});

function tallyOf(capture) {
  if (!tallies.has(capture)) tallies.set(capture, new Tally());
  return tallies.get(capture);
}

/** Whether the case may hold bytes of what is dropped here, so that asking is worth a digest. */
function mayBeHere(capture) {
  if (!economy.isPossible) return false;
  return isContinued || columns().some((column) => column.dataset.column !== capture && received(column) > 0);
}

/* -- taking files */

async function take(index, entries) {
  if (!entries.length) return;
  if ("sealed" in intake().dataset) return complain("A run has sealed these captures: begin a new run to add files.");
  if (!intake().dataset.case) await step("save");
  if (!intake().dataset.case) return;
  if (!busy()) for (const tally of tallies.values()) tally.begin();
  const capture = columns()[index].dataset.column;
  const tally = tallyOf(capture);
  const drop = { capture, isCancelled: false };
  drops.add(drop);
  tally.reading += 1;
  try {
    for await (const found of filesUnder(entries)) {
      if (drop.isCancelled) break;
      const upload = newUpload(capture, found);
      if (upload.file) queue.add(upload);
      else tally.move(upload, "failed", upload.reason);
      await queue.room();
    }
  } finally {
    drops.delete(drop);
    tally.reading -= 1;
    queue.look();
    draw();
  }
}

/** Of one column, or of all. */
function cancel(capture) {
  for (const drop of drops) if (capture === undefined || drop.capture === capture) drop.isCancelled = true;
  queue.cancel(capture);
}

function retry(upload) {
  queue.add(upload);
  draw();
}

/* -- the form's own steps: save, add, move and remove captures */

/** One step after the other: two drops on a new page must not make two cases. */
function step(action) {
  const taken = () => queue.whileHeld(() => takeStep(action, replaced));
  lastStep = lastStep.then(taken).catch(() => "The connection was lost; try again.").then(complainOf);
  return lastStep;
}

function replaced() {
  for (const tally of tallies.values()) tally.settle();
  equip();
  // At once: the server's form does not know of uploads under way, and would let them be left behind.
  drawAll();
}

const complainOf = (sentence) => sentence && complain(sentence);

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
  if (wasBusy && !busy()) settleCounts();
  wasBusy = busy();
  for (const column of columns()) drawColumn(column, tallyOf(column.dataset.column), retry);
  overall.draw(intake(), [...tallies.values()], queue);
  economy.draw(intake(), [...tallies.values()].reduce((sum, tally) => sum + tally.bytes - tally.bytesEnded, 0));
  drawStart();
}

/** A file that was here already may have come with a request whose answer was lost: then only the server's count is right. */
function settleCounts() {
  if (![...tallies.values()].some((tally) => tally.spared)) return;
  lastStep = lastStep.then(async () => {
    if (busy() || !(await recount()) || busy()) return;
    for (const tally of tallies.values()) tally.settle();
    draw();
  }).catch(() => complain("The connection was lost; load the page again to see what is here."));
}

function drawStart() {
  const working = busy();
  const empty = columns().filter((column) => !received(column));
  intake().querySelector("[data-start]").disabled = working || empty.length > 0;
  intake().querySelector("[data-start-hint]").textContent = startHint(working, empty);
}

function startHint(working, empty) {
  if (working) return "Starts when the files are here.";
  if (empty.length === columns().length) return "Drop files onto a column first.";
  if (empty.length) return `${empty.map((column) => column.querySelector("[name=label]").value).join(", ")}: no files yet. Drop some, or remove the column.`;
  const missing = [...tallies.values()].reduce((sum, tally) => sum + tally.failed.length, 0);
  return missing ? `${files(missing)} will be missing.` : "";
}

/* -- listening */

function equip() {
  for (const control of intake().querySelectorAll("[data-scripted]")) control.hidden = false;
  for (const control of intake().querySelectorAll("[data-unscripted]")) control.hidden = true;
  columns().forEach((column, index) => equipColumn(column, index));
  economy.equip(intake(), draw);
  form().addEventListener("submit", (event) => {
    const action = event.submitter?.value ?? "save";
    if (action === "start" || event.submitter?.matches("[data-leaves]")) return;
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
    if (column.querySelector(".zone").hidden) return complain("This capture takes no files: drop them onto another one.");
    take(index, droppedEntries(event.dataTransfer));
  });
  for (const input of column.querySelectorAll("input[data-kind]")) {
    input.addEventListener("change", () => {
      const chosen = [...input.files];
      input.value = "";
      take(index, chosen);
    });
  }
  column.querySelector("[data-cancel]").addEventListener("click", () => cancel(column.dataset.column));
  column.querySelector("[data-retry-all]").addEventListener("click", () => {
    for (const upload of tallyOf(column.dataset.column).failed.filter(({ state, file }) => file && state === "failed")) retry(upload);
  });
}

document.addEventListener("click", (event) => {
  const chooser = event.target.closest("[data-choose]");
  if (chooser) chooser.closest("[data-column]").querySelector(`input[data-kind=${chooser.dataset.choose}]`).click();
  if (event.target.closest("[data-overall-pause]")) queue.pause();
  if (event.target.closest("[data-overall-resume]")) queue.resume();
  if (event.target.closest("[data-cancel-all]")) cancel();
});
window.addEventListener("online", () => queue.again && queue.resume());
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => event.preventDefault());
window.addEventListener("beforeunload", (event) => {
  if (busy()) event.preventDefault();
});
// The seconds until the next attempt, and the rate, go on although nothing else happens.
setInterval(() => busy() && draw(), COUNT_DOWN_MS);

equip();
drawAll();
