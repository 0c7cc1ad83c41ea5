/* Numbers as people read them. */

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
const LATEST_MS = 10_000;

export const number = (value) => value.toLocaleString("en");

export const files = (count) => `${number(count)} ${count === 1 ? "file" : "files"}`;

export function size(bytes) {
  const whole = Math.round(bytes);
  if (whole < KIB) return `${whole} bytes`;
  if (whole < MIB) return `${(whole / KIB).toFixed(1)} KiB`;
  return whole < GIB ? `${decimal(whole / MIB)} MiB` : `${decimal(whole / GIB)} GiB`;
}

export function duration(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${decimal(seconds / 3600)} h`;
}

const decimal = (value) => value.toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** How fast something grows, by its latest seconds: a pause or a slow beginning is soon forgotten. */
export class Meter {
  #samples = [];

  note(value, now = performance.now()) {
    this.#samples.push([now, value]);
    while (this.#samples.length > 2 && now - this.#samples[0][0] > LATEST_MS) this.#samples.shift();
  }

  /** Per second; 0 where nothing can be said yet. */
  get rate() {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    return last && last[0] - first[0] > 500 ? Math.max(0, (last[1] - first[1]) / ((last[0] - first[0]) / 1000)) : 0;
  }

  forget() {
    this.#samples = [];
  }
}
