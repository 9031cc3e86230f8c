// @ts-check
/** Gives a post's address away: by the system's sheet on touch devices, else by the clipboard. */

import { showCount } from "./counts.js";
import { post } from "./fetch.js";
import { showToast } from "./toast.js";

const CHECK_MS = 2_000;

/**
 * @param {HTMLElement} button
 * @param {string} postId
 */
export async function share(button, postId) {
  const path = button.closest("[data-url]")?.getAttribute("data-url") ?? location.pathname;
  const url = new URL(path, location.href).href;
  try {
    if ("share" in navigator && window.matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ url });
    } else {
      await copy(url);
      showCopied(button, "Link copied");
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      return;
    }
    showToast({ text: "The link couldn't be copied.", isError: true });
    return;
  }
  // Only counted, so a failure is nobody's business.
  post(`/posts/${postId}/share`, undefined, { keepalive: true }).then(
    async (response) => showCount(postId, "shares", (await response.json()).shares_count),
    () => {},
  );
}

/**
 * Put text on the clipboard.
 * @param {string} text
 */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Pages without TLS have no clipboard object.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden-text";
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }
  if (!isDone) {
    throw new Error("the browser did not copy");
  }
}

/**
 * A check mark for a while, and a toast.
 * @param {HTMLElement} button
 * @param {string} words
 */
export function showCopied(button, words) {
  button.dataset.copied = "";
  showToast({ text: words });
  setTimeout(() => delete button.dataset.copied, CHECK_MS);
}
