// @ts-check
/** "Hide this post" and "Show less like this" out of a post's menu, and back again from the toast. */

import { articlesOf } from "../lib/counts.js";
import { post, RequestError } from "../lib/fetch.js";
import { keepingPlace } from "../lib/swap.js";
import { showToast } from "../lib/toast.js";

/**
 * @typedef {object} Wish
 * @property {string} back verb that takes it back
 * @property {string} words in the menu, while it can be asked for
 * @property {string} done
 * @property {string} feeds lists in which the post is not shown after it; empty: it comes back
 */

/** @type {Record<string, Wish>} */
const WISHES = {
  hide: {
    back: "unhide",
    words: "Hide this post",
    done: "You won't see that post in your feeds",
    feeds: '[data-feed="for-you"], [data-feed="following"]',
  },
  unhide: { back: "hide", words: "Show this post again", done: "Back in your feeds", feeds: "" },
  less: {
    back: "unless",
    words: "Show less like this",
    done: "You'll see less like that",
    feeds: '[data-feed="for-you"]',
  },
  unless: { back: "less", words: "Show this kind again", done: "Taken back", feeds: "" },
};

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    const [, postId, verb] =
      /\/posts\/(\d+)\/(\w+)$/.exec(event.submitter?.getAttribute("formaction") ?? "") ?? [];
    if (WISHES[verb]) {
      event.preventDefault();
      form.closest("details")?.removeAttribute("open");
      wish(postId, verb);
    }
  });
}

/**
 * Show it at once, ask the server, and go back when it refuses.
 * @param {string} postId
 * @param {string} verb
 * @param {boolean} [isUndo] by the button of the toast
 */
async function wish(postId, verb, isUndo = false) {
  const { back, done } = WISHES[verb];
  show(postId, verb);
  try {
    await post(`/posts/${postId}/${verb}`, undefined, { keepalive: true });
  } catch (error) {
    show(postId, back);
    const isRefusal = error instanceof RequestError;
    showToast({
      text: isRefusal ? error.message : "That didn't go through.",
      isError: true,
      traceId: isRefusal ? error.traceId : "",
      act: { word: "Try again", run: () => wish(postId, verb, isUndo) },
    });
    return;
  }
  showToast({
    text: done,
    act: isUndo ? undefined : { word: "Undo", run: () => wish(postId, back, true) },
  });
}

/**
 * The page as it is after the wish: articles gone or back, and menus that offer the opposite.
 * @param {string} postId
 * @param {string} verb
 */
function show(postId, verb) {
  const { back, feeds } = WISHES[verb];
  const articles = articlesOf(postId);
  const concerned = articles.filter((article) => article.closest(feeds || WISHES[back].feeds));
  const leaving = concerned.find((article) => article.contains(document.activeElement));
  keepingPlace(() => {
    for (const article of concerned) {
      article.hidden = feeds !== "";
    }
  }, leaving ?? null);
  for (const article of articles) {
    for (const button of article.querySelectorAll(`[formaction="/posts/${postId}/${verb}"]`)) {
      button.setAttribute("formaction", `/posts/${postId}/${back}`);
      button.lastChild?.replaceWith(WISHES[back].words);
    }
  }
}
