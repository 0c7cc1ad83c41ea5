/* Sends files in few requests: many small ones together, a large one alone, never more than a few at once. */

const REQUESTS_AT_ONCE = 3;
const FILES_A_REQUEST = 100;
const BYTES_A_REQUEST = 16 * 1024 * 1024;
const ATTEMPTS = 3;
const PAUSE_MS = 800;
export const SIGNED_OUT = "You are not signed in any more: load this page again, and drop the files once more.";

export class Queue {
  #waiting = [];
  #running = new Set();
  #held = false;
  #idle = [];

  /**
   * address(column) gives the URL that takes the column's files; changed() is called after every step.
   */
  constructor({ token, address, changed }) {
    this.token = token;
    this.address = address;
    this.changed = changed;
  }

  /** Adds one upload: {column, file, path, state, sent, reason, attempts}. */
  add(upload) {
    this.#waiting.push(upload);
    this.#send();
  }

  /** Stops what runs and forgets what waits, of one column or of all. */
  cancel(column) {
    const mine = (upload) => column === undefined || upload.column === column;
    this.#waiting = this.#waiting.filter((upload) => {
      if (mine(upload)) upload.state = "cancelled";
      return !mine(upload);
    });
    for (const batch of this.#running) if (mine(batch.uploads[0])) batch.stop();
    this.changed();
  }

  /** Runs a step that must not meet a request under way: the order of the columns is part of their addresses. */
  async whileHeld(step) {
    this.#held = true;
    try {
      if (this.#running.size) await new Promise((done) => this.#idle.push(done));
      return await step();
    } finally {
      this.#held = false;
      this.#send();
    }
  }

  #send() {
    while (!this.#held && this.#waiting.length && this.#running.size < REQUESTS_AT_ONCE) this.#start(this.#next());
  }

  #next() {
    const first = this.#waiting[0];
    const uploads = [];
    let bytes = 0;
    while (this.#waiting.length && uploads.length < FILES_A_REQUEST) {
      const upload = this.#waiting[0];
      if (upload.column !== first.column || (uploads.length && bytes + upload.file.size > BYTES_A_REQUEST)) break;
      bytes += upload.file.size;
      uploads.push(this.#waiting.shift());
    }
    return uploads;
  }

  #start(uploads) {
    const request = new XMLHttpRequest();
    const batch = { uploads, stop: () => request.abort() };
    this.#running.add(batch);
    for (const upload of uploads) upload.state = "sending";
    request.upload.addEventListener("progress", (event) => this.#progress(uploads, event));
    request.addEventListener("load", () => this.#answered(batch, request));
    request.addEventListener("error", () => this.#failed(batch, "The connection was lost.", true));
    request.addEventListener("abort", () => this.#ended(batch, () => ({ state: "cancelled" })));
    request.open("POST", this.address(uploads[0].column));
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", this.token);
    request.send(body(uploads));
    this.changed();
  }

  #progress(uploads, event) {
    const part = event.total ? event.loaded / event.total : 0;
    for (const upload of uploads) upload.sent = upload.file.size * part;
    this.changed();
  }

  #answered(batch, request) {
    const answer = request.response ?? {};
    if (!request.responseURL.endsWith(this.address(batch.uploads[0].column))) return this.#failed(batch, SIGNED_OUT, false);
    if (request.status >= 500 && request.status !== 507) return this.#failed(batch, "The server could not store it.", true);
    if (!answer.files) return this.#failed(batch, answer.error ?? refusal(request.status), false);
    return this.#ended(batch, outcomes(answer.files));
  }

  #failed(batch, reason, passing) {
    const again = passing && batch.uploads[0].attempts < ATTEMPTS;
    this.#ended(batch, () => (again ? { state: "waiting" } : { state: "failed", reason }));
    if (!again) return;
    for (const upload of batch.uploads) upload.attempts += 1;
    setTimeout(() => batch.uploads.forEach((upload) => this.add(upload)), PAUSE_MS * batch.uploads[0].attempts);
  }

  #ended(batch, result) {
    this.#running.delete(batch);
    batch.uploads.forEach((upload, at) => Object.assign(upload, { sent: 0 }, result(upload, at)));
    if (!this.#running.size) for (const done of this.#idle.splice(0)) done();
    this.#send();
    this.changed();
  }
}

function body(uploads) {
  const form = new FormData();
  // Paths travel in one field: a part's own header is cut at 1,024 bytes, and a long path would be lost.
  form.append("paths", JSON.stringify(uploads.map((upload) => upload.path)));
  uploads.forEach((upload, at) => form.append("files", upload.file, `${at}`));
  return form;
}

function refusal(status) {
  if (status === 413) return "It is larger than this server takes.";
  if (status === 409) return "A run has sealed this capture.";
  if (status === 401 || status === 403) return SIGNED_OUT;
  return `The server refused it (${status}).`;
}

/** What became of each upload: the answer lists the accepted files in their order, and after them the refused ones. */
function outcomes(files) {
  const refused = new Map(files.filter((file) => file.state === "refused").map((file) => [file.name, file.detail]));
  const accepted = files.filter((file) => file.state !== "refused");
  return (upload) => {
    if (refused.has(upload.path)) return { state: "failed", reason: refused.get(upload.path) };
    return { state: accepted.shift()?.state === "known" ? "known" : "done" };
  };
}
