// @ts-check
/** Mute and block out of a post's menu, and back again from the toast. */

import { post, RequestError } from "../lib/fetch.js";
import { keepingPlace } from "../lib/swap.js";
import { showToast } from "../lib/toast.js";

/** @type {Record<string, {back: string, done: string, undone: string, word: string}>} */
const ACTS = {
  mute: { back: "unmute", done: "Muted", undone: "Unmuted", word: "Unmute" },
  unmute: { back: "mute", done: "Unmuted", undone: "Muted", word: "Mute" },
  block: { back: "unblock", done: "Blocked", undone: "Unblocked", word: "Unblock" },
  unblock: { back: "block", done: "Unblocked", undone: "Blocked", word: "Block" },
};

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const [, userId, verb] = /\/users\/(\d+)\/(\w+)$/.exec(button?.getAttribute("formaction") ?? "") ?? [];
    const list = form.closest('[data-list="posts"]');
    const act = ACTS[verb];
    if (!button || !act || !list) {
      // On a profile or in the settings the whole page changes: let it load.
      return;
    }
    event.preventDefault();
    form.closest("details")?.removeAttribute("open");
    try {
      await post(`/users/${userId}/${verb}`);
    } catch (error) {
      showRefusal(error);
      return;
    }
    const name = button.textContent?.match(/@\S+/)?.[0] ?? "";
    const gone = verb === "mute" || verb === "block" ? postsOf(list, userId) : [];
    keepingPlace(() => hide(gone, true));
    showToast({
      text: `${act.done} ${name}`.trim(),
      act: {
        word: "Undo",
        run: () =>
          post(`/users/${userId}/${act.back}`).then(() => {
            keepingPlace(() => hide(gone, false));
            showToast({ text: `${act.undone} ${name}`.trim() });
          }, showRefusal),
      },
    });
  });
}

/**
 * @param {Element} list
 * @param {string} userId
 */
function postsOf(list, userId) {
  return [...list.querySelectorAll("[data-post]")].filter((article) =>
    article.querySelector(`[formaction^="/users/${userId}/"]`),
  );
}

/**
 * @param {Element[]} articles
 * @param {boolean} isHidden
 */
function hide(articles, isHidden) {
  for (const article of articles) {
    article.toggleAttribute("hidden", isHidden);
  }
}

/** @param {unknown} error */
function showRefusal(error) {
  if (error instanceof Error) {
    const traceId = error instanceof RequestError ? error.traceId : "";
    showToast({ text: error.message, isError: true, traceId });
  }
}
