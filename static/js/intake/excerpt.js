/* A file without its pixel data: what a browser sends where only headers are wanted.
 *
 * The parser is strict. Where a file is not plainly what PS3.10 describes it gives up, and says why; it repairs nothing and
 * guesses nothing. The bytes of an excerpt are described in validator/engine/header/excerpt.py. */

const MAGIC = "DICMEXC1";
const MOST_KEPT = 16 * 1024 * 1024;
const WINDOW = 64 * 1024;
const WHOLE = 4 * 1024 * 1024;
const PART = 4 * 1024 * 1024;
const UNDEFINED = 0xffffffff;
const DEEPEST = 64;
const MOST_ELEMENTS = 300_000;

const SHORT_VRS = new Set("AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split(" "));
const LONG_VRS = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = 0x7fe00010;
const FLOAT_PIXELS = new Set([0x7fe00008, 0x7fe00009]);
const FIRST_TAG = 0x00030000;
const LAST_TAG = 0xfffdffff;

/* Transfer syntaxes (PS3.5 annex A) whose outside is known here. Deflated, big endian and JPIP ones are not. */
const ROOT = "1.2.840.10008.1.2";
const IMPLICIT = ROOT;
const EXPLICIT = `${ROOT}.1`;
const FRAME_SYNTAXES = "50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 70 80 81 90 91 92 93 110 111 112 201 202 203";
const VIDEO_SYNTAXES = "100 101 102 103 104 105 106 107 108";
const ENCAPSULATED = new Set([
  `${ROOT}.1.98`,
  `${ROOT}.5`,
  `${ROOT}.8.1`,
  ...`${FRAME_SYNTAXES} ${VIDEO_SYNTAXES}`.split(" ").map((number) => `${ROOT}.4.${number}`),
  ...VIDEO_SYNTAXES.split(" ").map((number) => `${ROOT}.4.${number}.1`),
]);
const DEFLATED = new Set([`${ROOT}.1.99`, `${ROOT}.4.95`, `${ROOT}.4.205`]);
const BIG_ENDIAN = `${ROOT}.2`;

/* What of the Image Pixel Module says how long native pixel data are (PS3.3 C.7.6.3). */
const SAMPLES = 0x00280002;
const PHOTOMETRIC = 0x00280004;
const FRAMES = 0x00280008;
const ROWS = 0x00280010;
const COLUMNS = 0x00280011;
const ALLOCATED = 0x00280100;
const DESCRIBING = new Set([SAMPLES, PHOTOMETRIC, FRAMES, ROWS, COLUMNS, ALLOCATED]);
const SHARED_CHROMA = new Set(["YBR_FULL_422", "YBR_PARTIAL_422"]);
const LONGEST_DESCRIBING = 64;

/** Why no excerpt is made of a file: a sentence. */
export class Unsure extends Error {}

/** Like Unsure, of a file that is sound and has no pixel data to leave out. */
export class NothingToLeaveOut extends Unsure {}

/** Whether excerpts can be made here: browsers give digests to secure contexts only. */
export const canExcerpt = () => globalThis.isSecureContext && Boolean(globalThis.crypto?.subtle);

/** The excerpt of a File or Blob, as an ArrayBuffer. Throws Unsure, and what reading the file throws. */
export async function excerpt(file) {
  const bytes = new Bytes(file);
  const layout = await new Parser(bytes).layout();
  const missing = layout.gaps.reduce((sum, [, length]) => sum + length, 0);
  if (!missing) throw new NothingToLeaveOut("It has no pixel data to leave out.");
  if (file.size - missing > MOST_KEPT) throw new Unsure("Its header is larger than an excerpt may be.");
  const pixels = await digestPixels(bytes, layout);
  return pack(bytes, layout.gaps, pixels);
}

async function pack(bytes, gaps, pixels) {
  const head = new TextEncoder().encode(JSON.stringify({ size: bytes.size, gaps, pixels }));
  const kept = bytes.joined(between(gaps, bytes.size));
  const start = MAGIC.length + 4 + head.length;
  const packed = new Uint8Array(start + kept.size);
  packed.set(new TextEncoder().encode(MAGIC));
  new DataView(packed.buffer).setUint32(MAGIC.length, head.length, true);
  packed.set(head, MAGIC.length + 4);
  packed.set(new Uint8Array(await kept.read(0, kept.size)), start);
  return packed.buffer;
}

/** The stretches of a file that gaps leave. */
function between(gaps, size) {
  const stretches = [];
  let at = 0;
  for (const [offset, length] of [...gaps, [size, 0]]) {
    if (offset > at) stretches.push([at, offset - at]);
    at = offset + length;
  }
  return stretches;
}

/* -- reading */

/** A file's bytes by offset: a small file is read at once, of a large one only windows. */
class Bytes {
  #file;
  #isWhole = false;
  #at = 0;
  #view = new DataView(new ArrayBuffer(0));

  constructor(file) {
    this.#file = file;
    this.size = file.size;
  }

  /** Makes bytes readable by the methods below; throws Unsure where the file does not have them. */
  async need(at, length) {
    if (at + length > this.size) throw damaged(at, "the file ends too early");
    if (at >= this.#at && at + length <= this.#at + this.#view.byteLength) return;
    this.#isWhole = this.size <= WHOLE;
    const [start, end] = this.#isWhole ? [0, this.size] : [at, Math.min(this.size, at + Math.max(length, WINDOW))];
    const content = await this.#file.slice(start, end).arrayBuffer();
    this.#view = new DataView(checked(content, end - start));
    this.#at = start;
  }

  uint16(at) {
    return this.#view.getUint16(at - this.#at, true);
  }

  uint32(at) {
    return this.#view.getUint32(at - this.#at, true);
  }

  tag(at) {
    return this.uint16(at) * 0x10000 + this.uint16(at + 2);
  }

  text(at, length) {
    return String.fromCharCode(...new Uint8Array(this.#view.buffer, at - this.#at, length));
  }

  /** Stretches [offset, length] one behind the other: {size, read(start, end)}, which gives a buffer. */
  joined(stretches) {
    const size = stretches.reduce((sum, [, length]) => sum + length, 0);
    if (this.#isWhole) {
      const bytes = new Uint8Array(size);
      let filled = 0;
      for (const [at, length] of stretches) {
        bytes.set(new Uint8Array(this.#view.buffer, at, length), filled);
        filled += length;
      }
      return { size, read: async (start, end) => bytes.buffer.slice(start, end) };
    }
    const blob = new Blob(stretches.map(([at, length]) => this.#file.slice(at, at + length)));
    return { size, read: async (start, end) => checked(await blob.slice(start, end).arrayBuffer(), end - start) };
  }
}

function checked(content, length) {
  if (content.byteLength !== length) throw new Unsure("It became shorter while it was read.");
  return content;
}

/** Walks over a file once: where the pixel data are, and what is said of them. */
class Parser {
  #bytes;
  #at = 0;
  #explicit = true;
  #elements = 0;

  constructor(bytes) {
    this.#bytes = bytes;
    this.gaps = [];
    this.isEncapsulated = false;
    this.described = new Map();
  }

  async layout() {
    await this.#readMeta();
    let last = FIRST_TAG - 1;
    let pixels = 0;
    while (this.#at < this.#bytes.size) {
      const head = await this.#readHead(this.#explicit);
      if (head.tag <= last) throw damaged(head.at, "its elements are not in order");
      if (head.tag > LAST_TAG) throw damaged(head.at, "a delimiter stands outside a sequence");
      last = head.tag;
      if (head.tag === PIXEL_DATA || FLOAT_PIXELS.has(head.tag)) {
        pixels += 1;
        await this.#passPixels(head);
      } else {
        await this.#passElement(head);
      }
    }
    if (!pixels) throw new NothingToLeaveOut("It has no pixel data to leave out.");
    if (pixels > 1) throw new Unsure("It has pixel data more than once.");
    return this;
  }

  async #readMeta() {
    const bytes = this.#bytes;
    if (bytes.size < 144) throw new Unsure("It is no DICOM file with a preamble.");
    await bytes.need(0, 144);
    if (bytes.text(128, 4) !== "DICM") throw new Unsure("It is no DICOM file with a preamble.");
    this.#at = 132;
    let syntax;
    let last = 0x0001ffff;
    let end = null;
    while (this.#at + 8 <= bytes.size) {
      await bytes.need(this.#at, 2);
      if (bytes.uint16(this.#at) !== 2) break;
      const head = await this.#readHead(true);
      if (head.tag <= last || head.length === UNDEFINED || head.vr === "SQ") throw damaged(head.at, "its File Meta Information is not in order");
      last = head.tag;
      await bytes.need(head.start, Math.min(head.length, WINDOW));
      if (head.tag === 0x00020000 && head.length === 4) end = head.start + 4 + bytes.uint32(head.start);
      if (head.tag === 0x00020010 && head.length <= LONGEST_DESCRIBING) syntax = bytes.text(head.start, head.length).replace(/[\0 ]+$/, "");
      this.#at = head.start + head.length;
    }
    if (end !== null && end !== this.#at) throw damaged(132, "the length of its File Meta Information is wrong");
    this.#explicit = syntax !== IMPLICIT;
    this.isEncapsulated = ENCAPSULATED.has(syntax);
    if (syntax === undefined) throw new Unsure("It does not say its transfer syntax.");
    if (DEFLATED.has(syntax)) throw new Unsure("Its data set is deflated.");
    if (syntax === BIG_ENDIAN) throw new Unsure("It is written in big endian.");
    if (![IMPLICIT, EXPLICIT].includes(syntax) && !this.isEncapsulated) throw new Unsure("Its transfer syntax is not known here.");
  }

  /** The head of the element here; its value must fit into the file. */
  async #readHead(explicit) {
    this.#count();
    const at = this.#at;
    const bytes = this.#bytes;
    await bytes.need(at, 8);
    const tag = bytes.tag(at);
    if (!explicit || tag >= ITEM) return this.#checked({ at, tag, vr: "", length: bytes.uint32(at + 4), start: at + 8 });
    const vr = bytes.text(at + 4, 2);
    if (SHORT_VRS.has(vr)) return this.#checked({ at, tag, vr, length: bytes.uint16(at + 6), start: at + 8 });
    if (!LONG_VRS.has(vr)) throw damaged(at, "no value representation stands here");
    await bytes.need(at, 12);
    if (bytes.uint16(at + 6)) throw damaged(at, "the reserved bytes of its length are in use");
    return this.#checked({ at, tag, vr, length: bytes.uint32(at + 8), start: at + 12 });
  }

  #checked(head) {
    if (head.length === UNDEFINED) return head;
    if (head.length % 2) throw damaged(head.at, "a length is odd");
    if (head.start + head.length > this.#bytes.size) throw damaged(head.at, "a value reaches past the end");
    return head;
  }

  #count() {
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS) throw new Unsure("It has more elements than are read here.");
  }

  async #passElement(head) {
    if (head.length === UNDEFINED) return this.#passSequence(head);
    if (DESCRIBING.has(head.tag)) {
      if (head.length > LONGEST_DESCRIBING) throw damaged(head.at, "a value is longer than it can be");
      await this.#bytes.need(head.start, head.length);
      this.described.set(head.tag, this.#bytes.text(head.start, head.length));
    }
    this.#at = head.start + head.length;
  }

  async #passPixels(head) {
    const isFragmented = head.length === UNDEFINED;
    if (isFragmented !== this.isEncapsulated) throw damaged(head.at, "its pixel data are not as its transfer syntax says");
    if (!isFragmented) {
      if (head.length) this.gaps.push([head.start, head.length]);
      this.#at = head.start + head.length;
      return;
    }
    if (head.tag !== PIXEL_DATA || !["OB", "OW"].includes(head.vr)) throw damaged(head.at, "its pixel data are not as its transfer syntax says");
    const items = await this.#passFragments(head);
    this.gaps.push(...items.slice(1).filter(([, length]) => length));
  }

  /** The values of all items of encapsulated pixel data, the Basic Offset Table first (PS3.5 A.4). */
  async #passFragments(head) {
    const items = [];
    this.#at = head.start;
    for (;;) {
      const item = await this.#readHead(false);
      if (item.tag === SEQUENCE_END && item.length === 0) {
        this.#at = item.start;
        return items;
      }
      if (item.tag !== ITEM || item.length === UNDEFINED) throw damaged(item.at, "a fragment must start here");
      items.push([item.start, item.length]);
      this.#at = item.start + item.length;
    }
  }

  /** Goes over an element of undefined length, to whatever depth, and behind its delimiter (PS3.5 7.5). */
  async #passSequence(head) {
    const open = [this.#opened(head, this.#explicit)];
    this.#at = head.start;
    while (open.length) {
      if (open.length > 2 * DEEPEST) throw new Unsure("Its sequences are nested too deep.");
      const container = open[open.length - 1];
      const inner = await this.#readHead(container.explicit);
      this.#at = inner.start;
      if (container.isSequence) {
        if (inner.tag === SEQUENCE_END && inner.length === 0) open.pop();
        else if (inner.tag !== ITEM) throw damaged(inner.at, "an item must start here");
        else if (inner.length === UNDEFINED) open.push({ isSequence: false, explicit: container.explicit, last: -1 });
        else this.#at = inner.start + inner.length;
      } else if (inner.tag === ITEM_END && inner.length === 0) {
        open.pop();
      } else {
        if (inner.tag <= container.last || inner.tag > LAST_TAG) throw damaged(inner.at, "the elements of an item are not in order");
        container.last = inner.tag;
        if (inner.length !== UNDEFINED) this.#at = inner.start + inner.length;
        else if (inner.tag === PIXEL_DATA && ["OB", "OW"].includes(inner.vr)) await this.#passFragments(inner);
        else open.push(this.#opened(inner, container.explicit));
      }
    }
  }

  /** A sequence whose VR is not known has its items in Implicit VR Little Endian (PS3.5 6.2.2). */
  #opened(head, explicit) {
    if (explicit && !["SQ", "UN"].includes(head.vr)) throw damaged(head.at, "a value of this kind needs a length");
    if (!explicit && head.tag === PIXEL_DATA) throw damaged(head.at, "pixel data in an item need a length");
    return { isSequence: true, explicit: explicit && head.vr === "SQ" };
  }
}

const damaged = (at, what) => new Unsure(`It seems damaged at byte ${at}: ${what}.`);

/* -- the digest of the pixel data */

async function digestPixels(bytes, layout) {
  const content = bytes.joined(layout.gaps);
  const isPadded = !layout.isEncapsulated && nativeLength(layout.described) + 1 === content.size;
  const size = isPadded ? content.size - 1 : content.size;
  const digests = [];
  let isBlank = !layout.isEncapsulated;
  let first;
  for (let at = 0; at < size; at += PART) {
    const part = new Uint8Array(await content.read(at, Math.min(size, at + PART)));
    first ??= part[0];
    isBlank &&= part.every((byte) => byte === first);
    digests.push(...new Uint8Array(await crypto.subtle.digest("SHA-256", part)));
  }
  const whole = await sha256(new Uint8Array(digests));
  return (layout.isEncapsulated ? "e" : isBlank ? "b" : "n") + whole.slice(0, 32);
}

/** Bytes of native pixel data without the pad byte; NaN where it is not said (validator/engine/pixels/description.py). */
function nativeLength(described) {
  const word = (tag) => {
    const value = described.get(tag) ?? "";
    return value.length < 2 ? NaN : value.charCodeAt(0) + 256 * value.charCodeAt(1);
  };
  const photometric = (described.get(PHOTOMETRIC) ?? "").replace(/^[ \0]+|[ \0]+$/g, "");
  const samples = word(SAMPLES) === 3 && SHARED_CHROMA.has(photometric) ? 2 : word(SAMPLES);
  const bits = word(ROWS) * word(COLUMNS) * samples * word(ALLOCATED) * frames(described.get(FRAMES) ?? "");
  return bits > 0 ? Math.floor((bits + 7) / 8) : NaN;
}

function frames(value) {
  const text = value.replace(/^[ \0]+|[ \0]+$/g, "");
  if (!text) return 1;
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN;
}

/** SHA-256 of a buffer, in hexadecimal. */
export async function sha256(buffer) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
