/* Whether whole files are sent, or their headers only: the switch of the page, remembered by the browser. */

import { canExcerpt } from "./excerpt.js";
import { size } from "./words.js";

const KEY = "dicomcheck.headers-only";
/* At 100 Mbit/s that takes a minute and a half: below it the question costs more than the answer saves. */
const LARGE = 1024 * 1024 * 1024;

export class Economy {
  #isAnswered = false;

  constructor() {
    this.isPossible = canExcerpt();
    const { headersOnly = false, never = false } = this.isPossible ? remembered() : {};
    this.headersOnly = headersOnly;
    /** Rather leave files out than send their pixel data. */
    this.never = never;
  }

  /** What a file's preparation needs to know. */
  get wish() {
    return { headersOnly: this.headersOnly, never: this.headersOnly && this.never };
  }

  /** Equips the controls of a page that was just drawn; changed() is called after each answer. */
  equip(page, changed) {
    const part = (name) => page.querySelector(`[data-${name}]`);
    const choose = (answer) => {
      Object.assign(this, answer);
      this.#isAnswered = true;
      remember(this);
      this.draw(page);
      changed();
    };
    part("headers-only").addEventListener("change", ({ target }) => choose({ headersOnly: target.checked }));
    part("never").addEventListener("change", ({ target }) => choose({ never: target.checked }));
    part("suggestion-yes").addEventListener("click", () => choose({ headersOnly: true }));
    part("suggestion-no").addEventListener("click", () => choose({ headersOnly: false }));
    this.draw(page);
  }

  draw(page, bytesToCome = 0) {
    const part = (name) => page.querySelector(`[data-${name}]`);
    part("headers-only").checked = this.headersOnly;
    part("headers-only").disabled = !this.isPossible;
    part("never").checked = this.never;
    part("never-line").hidden = !this.headersOnly;
    part("impossible").hidden = this.isPossible;
    const isSuggested = this.isPossible && !this.headersOnly && !this.#isAnswered && bytesToCome > LARGE;
    part("suggestion").hidden = !isSuggested;
    if (isSuggested) part("suggestion-size").textContent = size(bytesToCome);
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    // No storage, or not ours: then it is off, as at the first visit.
    return {};
  }
}

function remember({ headersOnly, never }) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ headersOnly, never }));
  } catch {
    // A browser that stores nothing forgets the answer with the page.
  }
}
