/* What is known about the uploads of one column: numbers for all, names only for the few worth showing. */

const SHOWN_FAILED = 20;
const SHOWN_SENDING = 3;
/* done: sent. entered: not sent, since its bytes were here, under another name. known: it was here itself. left: left out. */
const HERE = ["done", "entered", "known"];
const GOING = ["waiting", "preparing", "ready", "sending"];

/** One file on its way: {column, file, path, state, reason, content, sha256}; content is sent in place of the file. */
export function newUpload(column, { file, path, reason }) {
  return { column, file, path, reason: reason ?? "", state: "", content: null, sha256: "", part: 0 };
}

export const bytesToSend = (upload) => upload.content?.size ?? upload.file?.size ?? 0;

export class Tally {
  #count = new Map();
  #live = new Set();

  constructor() {
    /** Drops whose folders are still being read. */
    this.reading = 0;
    /** Those that failed or were left out. */
    this.failed = [];
    this.begin();
    this.settle();
  }

  /** Starts the sums of a drop, when the one before is through. */
  begin() {
    /** Files that are here now, and those of them that were not sent. */
    this.ended = this.spared = 0;
    /** Of which only headers were sent. */
    this.excerpts = 0;
    /** Bytes of the files themselves: all that were taken, and those that need no more work. */
    this.bytes = this.bytesEnded = this.failed.reduce((sum, upload) => sum + (upload.file?.size ?? 0), 0);
    /** Bytes that were acknowledged. */
    this.bytesSent = 0;
  }

  /** Forgets what the server's own count, just drawn, has. */
  settle() {
    this.received = this.bytesStored = this.excerptsStored = 0;
  }

  /** Takes an upload from its state to the next one. */
  move(upload, state, reason = "") {
    const size = upload.file?.size ?? 0;
    if (upload.state) this.#add(upload.state, -1);
    else this.bytes += size;
    if (["failed", "left"].includes(upload.state)) this.#revive(upload, size);
    Object.assign(upload, { state, reason, part: 0 });
    this.#add(state, 1);
    if (state === "sending") this.#live.add(upload);
    else this.#live.delete(upload);
    if (state === "cancelled") this.bytes -= size;
    if (state === "failed" || state === "left") this.#fail(upload, size);
    if (HERE.includes(state)) this.#end(upload, size);
  }

  count(...states) {
    return states.reduce((sum, state) => sum + (this.#count.get(state) ?? 0), 0);
  }

  get busy() {
    return this.reading > 0 || this.count(...GOING) > 0;
  }

  get wanted() {
    return this.count(...GOING) + this.ended + this.failed.length;
  }

  /** Bytes of the files that need no more work, and of those on their way as far as they have come. */
  get bytesThrough() {
    return [...this.#live].reduce((sum, upload) => sum + upload.file.size * upload.part, this.bytesEnded);
  }

  /** Bytes that went over the network so far. */
  get bytesOut() {
    return [...this.#live].reduce((sum, upload) => sum + bytesToSend(upload) * upload.part, this.bytesSent);
  }

  /** The few uploads that the page names: those that failed, then those on their way. */
  get shown() {
    return [...this.failed.slice(0, SHOWN_FAILED), ...[...this.#live].slice(0, SHOWN_SENDING)];
  }

  get unnamed() {
    return Math.max(0, this.failed.length - SHOWN_FAILED);
  }

  #add(state, number) {
    this.#count.set(state, this.count(state) + number);
  }

  #revive(upload, size) {
    this.failed = this.failed.filter((other) => other !== upload);
    this.bytesEnded -= size;
  }

  #fail(upload, size) {
    this.failed.push(upload);
    this.bytesEnded += size;
  }

  #end(upload, size) {
    this.ended += 1;
    this.bytesEnded += size;
    if (upload.state === "done") {
      this.bytesSent += bytesToSend(upload);
      this.excerpts += upload.content ? 1 : 0;
    } else {
      this.spared += 1;
    }
    if (upload.state === "known") return;
    this.received += 1;
    this.bytesStored += bytesToSend(upload);
    this.excerptsStored += upload.content ? 1 : 0;
  }
}
