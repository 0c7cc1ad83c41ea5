/* A few workers that prepare files beside each other. */

const FEWEST_WORKERS = 2;
const MOST_WORKERS = 4;

export class Workshop {
  #workers = [];
  #idle = [];
  #orders = [];
  #promised = new Map();
  #last = 0;

  /** How many files are worth handing over at a time. */
  get places() {
    return 2 * this.#most;
  }

  /** What preparing.js makes of a file: {content, sha256, whole}, or {unreadable}. */
  prepare(file, wish) {
    this.#last += 1;
    const id = this.#last;
    this.#orders.push({ id, file, ...wish });
    return new Promise((done) => {
      this.#promised.set(id, done);
      this.#hand();
    });
  }

  get #most() {
    return Math.max(FEWEST_WORKERS, Math.min(MOST_WORKERS, navigator.hardwareConcurrency - 1));
  }

  #hand() {
    if (!this.#idle.length && this.#workers.length < this.#most) this.#idle.push(this.#hire());
    while (this.#idle.length && this.#orders.length) {
      const worker = this.#idle.pop();
      worker.order = this.#orders.shift();
      worker.postMessage(worker.order);
    }
  }

  #hire() {
    const worker = new Worker(new URL("./preparing.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data: { id, ...prepared } }) => {
      this.#idle.push(worker);
      this.#answer(id, prepared);
    });
    // A worker that failed as a whole (out of memory, or its script did not load) is replaced; its file is named.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#workers = this.#workers.filter((other) => other !== worker);
      if (worker.order) this.#answer(worker.order.id, { unreadable: "WorkerError" });
    });
    this.#workers.push(worker);
    return worker;
  }

  #answer(id, prepared) {
    this.#promised.get(id)?.(prepared);
    this.#promised.delete(id);
    this.#hand();
  }
}
