/* A worker: reads files, so that the page stays quick. One message, {id, file, headersOnly, digest}, one answer. */

import { NothingToLeaveOut, Unsure, excerpt, sha256 } from "./excerpt.js";

/* Browsers digest whole buffers only, and a page has no room for many large ones: larger files are sent unasked. */
const MOST_DIGESTED = 32 * 1024 * 1024;

self.addEventListener("message", async ({ data }) => {
  try {
    const answer = await prepared(data);
    self.postMessage({ id: data.id, ...answer }, answer.content ? [answer.content] : []);
  } catch (error) {
    self.postMessage({ id: data.id, unreadable: error.name });
  }
});

/** {content, sha256, whole}: the excerpt, or null and why the file goes whole; the digest of what is to be sent. */
async function prepared({ file, headersOnly, digest }) {
  const { content, whole } = headersOnly ? await cut(file) : { content: null, whole: null };
  if (!digest || (!content && file.size > MOST_DIGESTED)) return { content, whole, sha256: "" };
  return { content, whole, sha256: await sha256(content ?? (await file.arrayBuffer())) };
}

async function cut(file) {
  try {
    return { content: await excerpt(file), whole: null };
  } catch (error) {
    if (!(error instanceof Unsure)) throw error;
    return { content: null, whole: { reason: error.message, isWithoutPixels: error instanceof NothingToLeaveOut } };
  }
}
