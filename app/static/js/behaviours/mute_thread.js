// @ts-check
/** Muting a conversation out of a post's menu: its posts leave the feed, and come back from the toast. */

import { post, RequestError } from "../lib/fetch.js";
import { keepingPlace } from "../lib/swap.js";
import { showToast } from "../lib/toast.js";

const ADDRESS = /\/(un)?mute-thread$/;

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && ADDRESS.test(addressOf(button))) {
      event.preventDefault();
      form.closest("details")?.removeAttribute("open");
      send(button);
    }
  });
}

/** @param {HTMLElement} button */
const addressOf = (button) => button.getAttribute("formaction") ?? "";

/** @param {HTMLElement} button */
async function send(button) {
  const address = addressOf(button);
  const isMuting = !address.endsWith("/unmute-thread");
  try {
    await post(address);
  } catch (error) {
    const traceId = error instanceof RequestError ? error.traceId : "";
    showToast({ text: error instanceof Error ? error.message : "", isError: true, traceId });
    return;
  }
  show(button, isMuting);
  showToast({
    text: isMuting ? "Conversation muted" : "Conversation unmuted",
    act: isMuting ? { word: "Undo", run: () => send(button) } : undefined,
  });
}

/**
 * @param {HTMLElement} button
 * @param {boolean} isMuted
 */
function show(button, isMuted) {
  const verb = isMuted ? "/unmute-thread" : "/mute-thread";
  button.setAttribute("formaction", addressOf(button).replace(ADDRESS, verb));
  button.lastChild?.replaceWith(isMuted ? "Unmute this conversation" : "Mute this conversation");
  // In Following and For you it goes away; on its own page and on a profile it stays.
  const article = button.closest("[data-feed] article");
  if (article) {
    keepingPlace(() => article.toggleAttribute("hidden", isMuted), article);
  }
}
