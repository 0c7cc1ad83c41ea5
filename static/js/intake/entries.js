/* Files out of what was dropped or chosen, folders followed to their ends. */

/** The dropped things; must be called while the drop event is still being handled. */
export function droppedEntries(transfer) {
  return [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile())
    .filter(Boolean);
}

/** Every file under the entries, as {file, path} or {path, reason}; a folder is read no further than is asked for. */
export async function* filesUnder(entries) {
  for await (const entry of entries) {
    if (entry instanceof File) yield { file: entry, path: entry.webkitRelativePath || entry.name };
    else if (entry.isFile) yield await fileOf(entry);
    else if (entry.isDirectory) yield* filesIn(entry);
  }
}

async function* filesIn(folder) {
  try {
    yield* filesUnder(children(folder));
  } catch (error) {
    yield { path: pathOf(folder), reason: `The browser could not read this folder (${error.name}): drop what is in it.` };
  }
}

async function fileOf(entry) {
  const path = pathOf(entry);
  try {
    return { file: await new Promise((done, failed) => entry.file(done, failed)), path };
  } catch (error) {
    return { path, reason: `The browser could not open it (${error.name}): rename it, or put it into a ZIP.` };
  }
}

async function* children(folder) {
  const reader = folder.createReader();
  for (;;) {
    // A call gives at most 100 entries; an empty answer is the end.
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    yield* some;
  }
}

const pathOf = (entry) => entry.fullPath.replace(/^\//, "");
