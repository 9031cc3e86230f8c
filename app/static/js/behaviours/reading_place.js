// @ts-check
/** Following goes on where this person stopped, on this device or another: the link there, and noting the place. */

import { ask } from "../lib/fetch.js";

const ADDRESS = "/api/timeline/marker";
/** So long somebody has to stay at a place before it is noted. */
const REST_MS = 2_000;
/** Below this many pixels nobody has begun to read on. */
const BEGUN_PX = 200;

/**
 * @param {HTMLElement} link to the noted place; hidden until there is one below what stands here
 */
export function connect(link) {
  const list = document.querySelector('main [data-feed="following"]');
  if (!(list instanceof HTMLElement) || !list.querySelector("[data-entry]")) {
    return;
  }
  offer(link, list).catch(() => {});
  notePlaces(list);
}

/**
 * @param {HTMLElement} link
 * @param {HTMLElement} list
 */
async function offer(link, list) {
  const response = await ask(ADDRESS);
  const { last_read_id: lastRead } = await response.json();
  const first = list.querySelector("[data-entry]")?.getAttribute("data-entry");
  // Ids are larger than numbers of this language.
  link.hidden = !lastRead || !first || BigInt(lastRead) >= BigInt(first);
}

/** @param {HTMLElement} list */
function notePlaces(list) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let noted = "";
  const note = () => {
    clearTimeout(timer);
    const entry = window.scrollY > BEGUN_PX ? entryInView(list) : "";
    if (entry && entry !== noted) {
      noted = entry;
      const body = JSON.stringify({ last_read_id: entry });
      const headers = { "Content-Type": "application/json" };
      ask(ADDRESS, { method: "PUT", body, headers, keepalive: true }).catch(() => {});
    }
  };
  window.addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, REST_MS);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      note();
    }
  });
}

/**
 * The first entry that is not above the window.
 * @param {HTMLElement} list
 */
function entryInView(list) {
  for (const article of list.querySelectorAll("[data-entry]")) {
    if (article.getBoundingClientRect().bottom > 0) {
      return article.getAttribute("data-entry") ?? "";
    }
  }
  return "";
}
