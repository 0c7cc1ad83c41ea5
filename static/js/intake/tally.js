/* What is known about the uploads of one column: numbers for all, names only for the few worth showing. */

const SHOWN_FAILED = 20;
const SHOWN_SENDING = 3;
const ENDED = new Set(["done", "known", "failed"]);

export class Tally {
  constructor() {
    this.uploads = [];
    this.reading = 0;
  }

  count(...states) {
    return this.uploads.reduce((sum, upload) => sum + states.includes(upload.state), 0);
  }

  get busy() {
    return this.reading > 0 || this.count("waiting", "sending") > 0;
  }

  get bytes() {
    return this.uploads.reduce((sum, upload) => sum + (upload.state === "cancelled" ? 0 : (upload.file?.size ?? 0)), 0);
  }

  get bytesSent() {
    const sent = (upload) => (ENDED.has(upload.state) ? (upload.file?.size ?? 0) : upload.sent);
    return this.uploads.reduce((sum, upload) => sum + sent(upload), 0);
  }

  get bytesStored() {
    return this.uploads.reduce((sum, upload) => sum + (upload.state === "done" ? upload.file.size : 0), 0);
  }

  get failed() {
    return this.uploads.filter((upload) => upload.state === "failed");
  }

  /** The few uploads that the page names: those that failed, then those on their way. */
  get shown() {
    const sending = [];
    for (const upload of this.uploads) {
      if (upload.state === "sending" && sending.push(upload) === SHOWN_SENDING) break;
    }
    return [...this.failed.slice(0, SHOWN_FAILED), ...sending];
  }

  get unnamed() {
    return Math.max(0, this.count("failed") - SHOWN_FAILED);
  }

  /** Forgets what is stored: the server's own count has it. */
  settle() {
    this.uploads = this.uploads.filter((upload) => !["done", "known", "cancelled"].includes(upload.state));
  }
}
