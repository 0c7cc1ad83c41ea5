/* Sends files in few requests: many small ones together, a large one alone, never more than a few at once.
 *
 * A file waits, is prepared where that is wished for, becomes part of a batch and is sent. A batch keeps its files, their
 * order and its Idempotency-Key until it is answered, so that it can be sent again after anything. */

import { Batch, Passing, Refused } from "./batch.js";
import { bytesToSend } from "./tally.js";

const REQUESTS_AT_ONCE = 3;
const FILES_A_REQUEST = 200;
const BYTES_A_REQUEST = 16 * 1024 * 1024;
const MOST_WAITING = 20_000;
const MOST_READY = 2 * FILES_A_REQUEST;
const MOST_READY_BYTES = 64 * 1024 * 1024;
const GATHERING_MS = 20;
const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 30_000;
const ATTEMPTS_AT_ERRORS = 5;

export class Queue {
  #waiting = [];
  #next = 0;
  #preparing = new Map();
  #ready = [];
  /** Of contents that are held in memory: excerpts that are ready. */
  #readyBytes = 0;
  #due = [];
  #running = new Set();
  #stalls = 0;
  #timer = 0;
  #isGathering = false;
  #held = false;
  #idle = [];
  #room = [];

  /**
   * address(column) and knownAddress(column) give the URLs that take the column's files and digests. wish() says how the
   * next file is prepared: {headersOnly, never, digest(column)}. isReading() says whether more files are about to come.
   * settle(upload, state, reason) moves an upload on.
   */
  constructor({ token, workshop, address, knownAddress, wish, isReading, settle, changed }) {
    Object.assign(this, { token, workshop, address, knownAddress, wish, isReading, settle, changed });
    /** Why nothing is sent: "", or "paused" by the user, or a sentence. */
    this.stopped = "";
    /** When the next attempt is made after the server did not answer: a time in ms, or 0. */
    this.again = 0;
    this.trouble = "";
  }

  /** Adds one upload. */
  add(upload) {
    this.settle(upload, "waiting");
    this.#waiting.push(upload);
    this.look();
  }

  /** Looks in a moment what can be sent: by then more files may have come. */
  look() {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => {
      this.#isGathering = false;
      this.#go();
    }, GATHERING_MS);
  }

  /** Resolves when few enough files wait for more to be read from a folder. */
  async room() {
    if (this.#waiting.length - this.#next >= MOST_WAITING) await new Promise((done) => this.#room.push(done));
  }

  /** Stops what runs and keeps everything for later. */
  pause(reason = "paused") {
    this.stopped = reason;
    clearTimeout(this.#timer);
    this.again = 0;
    for (const batch of this.#running) batch.stop();
    this.changed();
  }

  /** Goes on after a pause, or at once where the next attempt is still to come. */
  resume() {
    this.stopped = "";
    clearTimeout(this.#timer);
    this.again = 0;
    this.#go();
    this.changed();
  }

  /** Stops what runs and forgets what waits, of one column or of all. */
  cancel(column) {
    const mine = (upload) => column === undefined || upload.column === column;
    const drop = (uploads) => {
      for (const upload of uploads.filter(mine)) this.settle(upload, "cancelled");
      return uploads.filter((upload) => !mine(upload));
    };
    this.#waiting = drop(this.#waiting.slice(this.#next));
    this.#next = 0;
    this.#letIn();
    this.#ready = drop(this.#unready(this.#ready));
    for (const upload of this.#ready) this.#readyBytes += upload.content?.size ?? 0;
    this.#due = this.#due.filter((batch) => drop(batch.uploads).length);
    for (const upload of this.#preparing.keys()) if (mine(upload)) this.#preparing.set(upload, "cancelled");
    for (const batch of this.#running) {
      if (!mine(batch.uploads[0])) continue;
      batch.isCancelled = true;
      batch.stop();
    }
    if (!this.#isBusy) Object.assign(this, { stopped: "", again: 0, trouble: "" });
    this.#go();
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
      this.#go();
    }
  }

  get #isBusy() {
    return this.#next < this.#waiting.length || this.#preparing.size + this.#ready.length + this.#due.length + this.#running.size > 0;
  }

  #go() {
    if (this.stopped) return;
    this.#feed();
    while (!this.#held && !this.again && this.#running.size < REQUESTS_AT_ONCE) {
      const batch = this.#due.shift() ?? this.#gather();
      if (!batch) break;
      this.#send(batch);
    }
  }

  #feed() {
    while (!this.stopped && this.#next < this.#waiting.length && this.#hasRoom) this.#prepare(this.#take());
  }

  get #hasRoom() {
    const isLight = this.#ready.length < MOST_READY && this.#readyBytes < MOST_READY_BYTES;
    return isLight && this.#preparing.size < this.workshop.places;
  }

  #take() {
    const upload = this.#waiting[this.#next];
    this.#next += 1;
    if (this.#next >= 1000) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    this.#letIn();
    return upload;
  }

  #letIn() {
    for (const done of this.#room.splice(0)) done();
  }

  async #prepare(upload) {
    const wish = this.wish();
    const digest = wish.digest(upload.column);
    if (!wish.headersOnly && !digest) return this.#store(upload, { content: null, sha256: "" });
    this.settle(upload, "preparing");
    this.#preparing.set(upload, "");
    const prepared = await this.workshop.prepare(upload.file, { headersOnly: wish.headersOnly, digest });
    const isCancelled = this.#preparing.get(upload) === "cancelled";
    this.#preparing.delete(upload);
    if (isCancelled) this.settle(upload, "cancelled");
    else if (prepared.unreadable) this.settle(upload, "failed", unreadable(prepared.unreadable));
    else if (wish.never && prepared.whole && !prepared.whole.isWithoutPixels) this.settle(upload, "left", `Left out. ${prepared.whole.reason}`);
    else this.#store(upload, prepared);
    this.#feed();
    this.look();
    return this.changed();
  }

  #store(upload, { content, sha256 }) {
    upload.content = content && new Blob([content]);
    upload.sha256 = sha256;
    this.settle(upload, "ready");
    this.#ready.push(upload);
    this.#readyBytes += content?.byteLength ?? 0;
  }

  /** The next batch; none where a fuller one can be had by waiting for files that are being read or prepared. */
  #gather() {
    const first = this.#ready[0];
    if (!first) return null;
    let bytes = 0;
    let end = 0;
    while (end < this.#ready.length && end < FILES_A_REQUEST) {
      const upload = this.#ready[end];
      if (upload.column !== first.column || (end && bytes + bytesToSend(upload) > BYTES_A_REQUEST)) break;
      bytes += bytesToSend(upload);
      end += 1;
    }
    const isFull = end < this.#ready.length || end === FILES_A_REQUEST;
    if (!isFull && this.#running.size && (this.#preparing.size || this.isReading())) return null;
    return new Batch(this.#unready(this.#ready.splice(0, end)));
  }

  #unready(uploads) {
    for (const upload of uploads) this.#readyBytes -= upload.content?.size ?? 0;
    return uploads;
  }

  async #send(batch) {
    this.#running.add(batch);
    for (const upload of batch.uploads) this.settle(upload, "sending");
    this.changed();
    let failure = null;
    try {
      await batch.send(this, () => this.changed());
    } catch (error) {
      failure = error;
    }
    this.#running.delete(batch);
    this.#conclude(batch, failure);
    if (!this.#running.size) for (const done of this.#idle.splice(0)) done();
    this.#go();
    this.changed();
  }

  #conclude(batch, failure) {
    if (!failure) this.#recover();
    else if (batch.isCancelled) for (const upload of batch.uploads) this.settle(upload, "cancelled");
    else if (failure instanceof Refused) this.#refuse(batch, failure);
    else if (failure instanceof Passing) this.#stall(batch, failure);
    else throw failure;
  }

  #refuse(batch, failure) {
    if (failure.keeps) this.#keep(batch);
    else for (const upload of batch.uploads) this.settle(upload, "failed", failure.message);
    if (failure.stops && this.#isBusy) this.pause(failure.message);
  }

  #recover() {
    this.#stalls = 0;
    this.trouble = "";
  }

  #keep(batch) {
    for (const upload of batch.uploads) this.settle(upload, "ready");
    this.#due.push(batch);
  }

  #stall(batch, failure) {
    batch.errors += failure.isAnswer ? 1 : 0;
    if (batch.errors >= ATTEMPTS_AT_ERRORS) {
      for (const upload of batch.uploads) this.settle(upload, "failed", failure.message);
      return;
    }
    this.#keep(batch);
    if (!failure.isStopped) this.#wait(failure.message);
  }

  /** One wait for all batches: who cannot reach the server for one cannot for another. */
  #wait(reason) {
    this.trouble = reason;
    if (this.again || this.stopped) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#stalls) * (0.75 + Math.random() / 2);
    this.#stalls += 1;
    this.again = Date.now() + pause;
    this.#timer = setTimeout(() => {
      this.again = 0;
      this.#go();
      this.changed();
    }, pause);
  }
}

function unreadable(name) {
  return `The browser could not read it (${name}): it was moved, changed, or may not be opened.`;
}
