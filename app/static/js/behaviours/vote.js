// @ts-check
/** A vote in a poll: the results come without leaving the page. */

import { post, RequestError } from "../lib/fetch.js";
import { swapParts } from "../lib/part_swap.js";
import { parse } from "../lib/swap.js";
import { showToast } from "../lib/toast.js";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    vote(form, submitter);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 */
async function vote(form, button) {
  const postId = form.closest("[data-post]")?.getAttribute("data-post");
  const fields = new FormData(form, button);
  if (!postId || form.hasAttribute("data-sending")) {
    return;
  }
  if (!fields.has("choices")) {
    showToast({ text: "Pick one of the choices.", isError: true });
    return;
  }
  form.toggleAttribute("data-sending", true);
  try {
    const response = await post(form.action, fields);
    const holder = document.createElement("div");
    holder.append(...parse(await response.text()));
    form.reset();
    button?.blur();
    swapParts(postId, holder);
  } catch (error) {
    const isRefusal = error instanceof RequestError;
    showToast({
      text: isRefusal ? error.message : "Your vote didn't go through.",
      isError: true,
      traceId: isRefusal ? error.traceId : "",
    });
  } finally {
    form.toggleAttribute("data-sending", false);
  }
}
