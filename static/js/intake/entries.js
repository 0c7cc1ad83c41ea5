/* Files out of what was dropped or chosen, folders followed to their ends. */

/** The dropped things; must be called while the drop event is still being handled. */
export function droppedEntries(transfer) {
  return [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    .filter(Boolean);
}

/** Every file under the entries, as {file, path}, while the folders are still being read. */
export async function* filesUnder(entries) {
  const waiting = [...entries];
  while (waiting.length) {
    const entry = waiting.shift();
    if (entry instanceof File) {
      yield { file: entry, path: entry.webkitRelativePath || entry.name };
    } else if (entry.isFile) {
      yield await fileOf(entry);
    } else if (entry.isDirectory) {
      waiting.push(...(await children(entry)));
    }
  }
}

async function fileOf(entry) {
  const path = entry.fullPath.replace(/^\//, "");
  try {
    return { file: await new Promise((done, failed) => entry.file(done, failed)), path };
  } catch (error) {
    return { file: null, path, reason: `The browser could not open it (${error.name}): rename it, or put it into a ZIP.` };
  }
}

async function children(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    // A call gives at most 100 entries; an empty answer is the end.
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    found.push(...some);
  }
}
