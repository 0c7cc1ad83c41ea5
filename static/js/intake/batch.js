/* Files that travel in one request, and what becomes of it. */

export const SIGNED_OUT = "You are not signed in any more: load this page again, and drop the files once more.";
const GONE = new Set([0, 429, 502, 503, 504]);

/** The server refused the files. Where it stops, it would refuse all others, too; where it keeps, they can be sent later. */
export class Refused extends Error {
  constructor(message, { stops = false, keeps = false } = {}) {
    super(message);
    this.stops = stops;
    this.keeps = keeps;
  }
}

/** Nothing is wrong with the files: the same request may be sent again. */
export class Passing extends Error {
  constructor(message, { isAnswer = false, isStopped = false } = {}) {
    super(message);
    this.isAnswer = isAnswer;
    this.isStopped = isStopped;
  }
}

export class Batch {
  #stop = () => {};
  #key = newKey();
  #isAsked = false;

  constructor(uploads) {
    this.uploads = uploads;
    this.isCancelled = false;
    /** How often the server answered that it could not store them. */
    this.errors = 0;
  }

  /** Aborts what runs; the batch can be sent again. */
  stop() {
    this.#stop();
  }

  /** Sends the files that the server does not hold yet; throws Refused or Passing. */
  async send(queue, changed) {
    if (!this.#isAsked) await this.#ask(queue);
    this.#isAsked = true;
    if (!this.uploads.length) return;
    const answer = await this.#post(queue, changed);
    this.uploads.forEach((upload, at) => queue.settle(upload, ...settled(answer.files[at])));
  }

  /** Lets the server enter what it holds already; only the rest stays in the batch. */
  async #ask(queue) {
    const asked = this.uploads.filter((upload) => upload.sha256);
    if (!asked.length) return;
    const files = asked.map(({ path, sha256, content, file }) => ({ path, sha256, size: (content ?? file).size }));
    const answer = await this.#request(queue, {
      address: queue.knownAddress(asked[0].column),
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ files }),
    });
    asked.forEach((upload, at) => {
      if (answer.files[at].state !== "missing") queue.settle(upload, answer.files[at].state === "known" ? "known" : "entered");
    });
    this.uploads = this.uploads.filter((upload) => upload.state === "sending");
  }

  #post(queue, changed) {
    const form = new FormData();
    // Paths travel in one field: a part's own header is cut at 1,024 bytes, and a long path would be lost.
    form.append("paths", JSON.stringify(this.uploads.map((upload) => upload.path)));
    this.uploads.forEach((upload, at) => form.append("files", upload.content ?? upload.file, `${at}`));
    const progress = ({ loaded, total }) => {
      for (const upload of this.uploads) upload.part = total ? loaded / total : 0;
      changed();
    };
    return this.#request(queue, {
      address: queue.address(this.uploads[0].column),
      headers: { "Idempotency-Key": this.#key },
      body: form,
      progress,
    });
  }

  /** One request; resolves with its JSON. */
  #request(queue, { address, headers, body, progress }) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      this.#stop = () => request.abort();
      if (progress) request.upload.addEventListener("progress", progress);
      request.addEventListener("abort", () => failed(new Passing("", { isStopped: true })));
      request.addEventListener("error", () => failed(new Passing("The server does not answer.")));
      request.addEventListener("load", () => {
        const failure = failureOf(request, address);
        if (failure) failed(failure);
        else done(request.response);
      });
      request.open("POST", address);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", queue.token);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.send(body);
    });
  }
}

/** Why an answer is none; null where it is one. */
function failureOf(request, address) {
  // Whoever is sent elsewhere is asked to sign in.
  if (!request.responseURL.endsWith(address)) return new Refused(SIGNED_OUT, { stops: true });
  const { status } = request;
  const { files, error } = request.response ?? {};
  if (files) return null;
  if (GONE.has(status)) return new Passing("The server does not answer.");
  if (status === 507) return new Refused(error ?? "There is no room left on the server's disk.", { stops: true, keeps: true });
  if (status >= 500) return new Passing("The server could not store it.", { isAnswer: true });
  if (status === 401 || status === 403) return new Refused(error ?? SIGNED_OUT);
  if (status === 413) return new Refused(error ?? "It is larger than this server takes.");
  if (status === 409) return new Refused(error ?? "A run has sealed this capture.");
  return new Refused(error ?? `The server refused it (${status}).`);
}

function settled({ state, detail }) {
  if (state === "refused") return ["failed", detail];
  return [state === "known" ? "known" : "done"];
}

/** Made up anew for each batch; randomUUID is not there on plain http. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
