// @ts-check
/** A video that is not ready yet: asks for it now and then, and takes its place when it can be played. */

import { ask, readHtml } from "./fetch.js";
import { announceInserted, parse } from "./swap.js";

const FIRST_MS = 3_000;
const LONGEST_MS = 30_000;

/**
 * @param {HTMLElement} group
 */
export function waitFor(group) {
  const id = group.querySelector("[data-media]")?.getAttribute("data-media") ?? "";
  const article = group.closest("article[data-url]");
  const url = article?.getAttribute("data-url");
  if (!id || !url) {
    return;
  }
  let pause = FIRST_MS;
  const look = async () => {
    if (!group.isConnected) {
      return;
    }
    try {
      if (document.visibilityState === "visible" && (await isDone(id))) {
        await replace(group, id, url);
        return;
      }
    } catch {
      // Offline, or gone: later, or never.
    }
    pause = Math.min(LONGEST_MS, pause * 1.5);
    setTimeout(look, pause);
  };
  setTimeout(look, pause);
}

/** @param {string} id */
async function isDone(id) {
  const response = await ask(`/api/media/${encodeURIComponent(id)}`);
  return (await response.json()).state !== "processing";
}

/**
 * The same place of the post's own page.
 * @param {HTMLElement} group
 * @param {string} id
 * @param {string} url
 */
async function replace(group, id, url) {
  const page = new DOMParser().parseFromString(await readHtml(url), "text/html");
  const fresh = page.querySelector(`[data-media="${CSS.escape(id)}"]`)?.parentElement;
  const [element] = fresh ? parse(fresh.outerHTML) : [];
  if (element) {
    group.replaceWith(element);
    announceInserted([element]);
  }
}
