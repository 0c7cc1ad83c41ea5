/* Progress: what the server says anew goes into the page piece by piece, so that nothing flickers, nothing that is open
   closes, and a screen reader hears only what changed. */

const KEPT = new Set(["open"]);

document.addEventListener("htmx:beforeSwap", (event) => {
  const shown = document.querySelector("#progress");
  const sent = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").querySelector("#progress");
  event.detail.shouldSwap = false;
  if (shown && sent) bring(shown, sent);
});

/** Make one element as another is, touching only what differs. */
function bring(shown, sent) {
  for (const { name } of [...shown.attributes]) if (!sent.hasAttribute(name) && !KEPT.has(name)) shown.removeAttribute(name);
  for (const { name, value } of sent.attributes) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  const [before, after] = [[...shown.childNodes], [...sent.childNodes]];
  after.forEach((node, at) => {
    const there = before[at];
    if (!there) shown.append(node);
    else if (there.nodeType !== node.nodeType || there.nodeName !== node.nodeName) there.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) bring(there, node);
    else if (there.data !== node.data) there.data = node.data;
  });
  for (const node of before.slice(after.length)) node.remove();
}
