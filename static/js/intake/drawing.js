/* What the page shows of uploads: each column, and all of them together. */

import { Meter, duration, files, number, size } from "./words.js";

/** Draws one column; retry(upload) is called for the file whose button was pressed. */
export function drawColumn(column, tally, retry) {
  const part = (name) => column.querySelector(`[data-${name}]`);
  const received = receivedBy(column, tally);
  const excerpts = Number(column.dataset.excerpts) + tally.excerptsStored;
  const bytes = Number(part("size").dataset.bytes) + tally.bytesStored;
  part("received-text").textContent = received ? `${files(received)} received` : "No files yet";
  part("size").textContent = [bytes && size(bytes), excerpts && `headers only: ${excerpts === received ? "all" : number(excerpts)}`].filter(Boolean).join(" · ");
  if (part("elsewhere")) part("elsewhere").hidden = received > 0 || tally.busy;
  part("bar").hidden = !tally.busy;
  part("bar").max = Math.max(1, tally.bytes);
  part("bar").value = tally.bytesThrough;
  part("doing").textContent = doing(tally);
  part("cancel").hidden = !tally.busy;
  part("retry-all").hidden = tally.busy || !tally.failed.some(canRetry);
  drawLines(part("uploads"), tally, retry);
}

export const receivedBy = (column, tally) => Number(column.dataset.received) + tally.received;

const canRetry = (upload) => Boolean(upload.file) && upload.state === "failed";

function doing(tally) {
  const known = tally.spared;
  if (tally.busy) return `${number(tally.ended)} of ${number(tally.wanted)}${tally.reading ? "+" : ""} sent`;
  return known ? `${number(known)} ${known === 1 ? "was" : "were"} here already` : "";
}

/** Lines are left as they are where nothing changed, so that a button keeps the focus. */
function drawLines(list, tally, retry) {
  const shown = tally.shown;
  const mark = JSON.stringify([...shown.map(({ state, path, reason }) => [state, path, reason]), tally.unnamed]);
  if (list.dataset.mark !== mark) list.replaceChildren(...shown.map((upload, at) => uploadLine(upload, shown[at - 1], retry)), ...moreFailed(tally));
  list.dataset.mark = mark;
  const bars = list.querySelectorAll("progress");
  shown.filter(({ state }) => state === "sending").forEach((upload, at) => (bars[at].value = upload.part));
}

function uploadLine(upload, before, retry) {
  const line = document.createElement("li");
  line.className = upload.state;
  const name = document.createElement("span");
  name.textContent = upload.path.split("/").pop() || "a file without a readable name";
  name.title = upload.path;
  line.append(name);
  if (upload.state === "sending") line.append(document.createElement("progress"));
  else line.append(...reasonOf(upload, before), ...retryOf(upload, retry));
  return line;
}

function reasonOf(upload, before) {
  if (upload.reason === before?.reason) return [];
  const reason = document.createElement("small");
  reason.textContent = upload.reason;
  return [reason];
}

function retryOf(upload, retry) {
  if (!canRetry(upload)) return [];
  const again = document.createElement("button");
  again.type = "button";
  again.className = "quiet";
  again.textContent = "Try again";
  again.addEventListener("click", () => retry(upload));
  return [again];
}

function moreFailed(tally) {
  if (!tally.unnamed) return [];
  const line = document.createElement("li");
  line.className = "failed";
  line.textContent = `and ${number(tally.unnamed)} more that failed`;
  return [line];
}

/** The line for all columns together: how far, how fast, how long, and what stands in the way. */
export class Overall {
  #meter = new Meter();
  #announced = "";
  #wasBusy = false;

  draw(page, tallies, queue) {
    const part = (name) => page.querySelector(`[data-overall-${name}]`);
    const sums = sumsOf(tallies);
    this.#follow(sums, queue);
    const isWaiting = Boolean(queue.stopped || queue.again);
    part("line").hidden = !sums.busy && !sums.ended;
    part("line").classList.toggle("waiting", sums.busy && isWaiting);
    part("bar").hidden = !sums.busy;
    part("bar").max = Math.max(1, sums.bytes);
    part("bar").value = sums.through;
    part("text").textContent = sums.busy ? this.#progress(sums, isWaiting) : finished(sums);
    part("state").textContent = sums.busy ? stateOf(queue) : "";
    part("pause").hidden = !sums.busy || isWaiting;
    part("resume").hidden = !sums.busy || !isWaiting;
    part("resume").textContent = queue.again ? "Try now" : "Go on";
    page.querySelector("[data-cancel-all]").hidden = !sums.busy;
    this.#announce(part("spoken"), sums, queue);
  }

  #follow(sums, queue) {
    if (!sums.busy || !this.#wasBusy || queue.stopped || queue.again) this.#meter.forget();
    this.#wasBusy = sums.busy;
    this.#meter.note(sums.through);
  }

  #progress(sums, isWaiting) {
    const { rate } = this.#meter;
    const plus = sums.reading ? "+" : "";
    const told = [`${number(sums.doneFiles)} of ${number(sums.files)}${plus} files`, `${size(sums.through)} of ${size(sums.bytes)}${plus}`];
    if (sums.excerpts) told.push(`only ${size(sums.out)} sent`);
    if (!isWaiting && rate) told.push(`${size(rate)}/s`);
    if (!isWaiting && rate && !sums.reading) told.push(`${duration((sums.bytes - sums.through) / rate)} left`);
    return told.join(" · ");
  }

  /** For screen readers: what changes, not every number. */
  #announce(region, sums, queue) {
    const text = sums.busy ? stateOf(queue).replace(/ in \d+ s/, "") || "Sending files." : finished(sums);
    if (text !== this.#announced) region.textContent = text;
    this.#announced = text;
  }
}

function stateOf(queue) {
  if (queue.stopped === "paused") return "Paused.";
  if (queue.stopped) return queue.stopped;
  if (queue.again) return `${queue.trouble} Trying again in ${Math.max(1, Math.ceil((queue.again - Date.now()) / 1000))} s.`;
  return "";
}

function finished({ doneFiles, known, failed, excerpts, out, bytes }) {
  const told = [];
  if (doneFiles) told.push(`${files(doneFiles)} through`);
  if (known) told.push(`${number(known)} here already`);
  if (failed) told.push(`${number(failed)} not sent`);
  if (out) told.push(excerpts ? `${size(out)} sent of ${size(bytes)}: headers only of ${files(excerpts)}` : `${size(out)} sent`);
  return told.join(" · ");
}

function sumsOf(tallies) {
  const sum = (value) => tallies.reduce((total, tally) => total + value(tally), 0);
  return {
    busy: tallies.some((tally) => tally.busy),
    reading: sum((tally) => tally.reading),
    files: sum((tally) => tally.wanted),
    doneFiles: sum((tally) => tally.ended),
    ended: sum((tally) => tally.ended + tally.failed.length),
    known: sum((tally) => tally.spared),
    failed: sum((tally) => tally.failed.length),
    excerpts: sum((tally) => tally.excerpts),
    bytes: sum((tally) => tally.bytes),
    through: sum((tally) => tally.bytesThrough),
    out: sum((tally) => tally.bytesOut),
  };
}
