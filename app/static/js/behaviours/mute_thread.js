// @ts-check
/** Muting a conversation out of a post's menu: its posts leave the feed, and come back from the toast. */

import { post, RequestError } from "../lib/fetch.js";
import { keepingPlace } from "../lib/swap.js";
import { showToast } from "../lib/toast.js";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.closest("details")?.removeAttribute("open");
    send(form);
  });
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const isMuting = !form.action.endsWith("/unmute-thread");
  try {
    await post(form.action);
  } catch (error) {
    const traceId = error instanceof RequestError ? error.traceId : "";
    showToast({ text: error instanceof Error ? error.message : "", isError: true, traceId });
    return;
  }
  show(form, isMuting);
  showToast({
    text: isMuting ? "Conversation muted" : "Conversation unmuted",
    act: isMuting ? { word: "Undo", run: () => send(form) } : undefined,
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isMuted
 */
function show(form, isMuted) {
  form.action = form.action.replace(/\/(un)?mute-thread$/, isMuted ? "/unmute-thread" : "/mute-thread");
  const words = form.querySelector("[data-words]");
  if (words) {
    words.textContent = isMuted ? "Unmute this conversation" : "Mute this conversation";
  }
  // In Following and For you it goes away; on its own page and on a profile it stays.
  const article = form.closest("[data-feed] article");
  if (article) {
    keepingPlace(() => article.toggleAttribute("hidden", isMuted), article);
  }
}
