// @ts-check
/** "Edit alt text" and "Suggest alt text" of a post's menu: its page, in a dialog. Without scripts the link leads to the page. */

import { openDialog } from "../lib/dialog.js";
import { post, RequestError, readHtml } from "../lib/fetch.js";
import { swapPictures } from "../lib/part_swap.js";
import { say } from "../lib/toast.js";
import { SORRY } from "../lib/words.js";

/**
 * @param {HTMLAnchorElement} link
 */
export function connect(link) {
  link.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      open(link).catch(() => location.assign(link.href));
    }
  });
}

/** @param {HTMLAnchorElement} link */
async function open(link) {
  const page = new DOMParser().parseFromString(await readHtml(link.href), "text/html");
  const section = page.querySelector("[data-alt-texts]");
  const form = section?.querySelector("form");
  if (!section || !form) {
    throw new Error("no form in the answer");
  }
  const dialog = document.createElement("dialog");
  dialog.className = "dialog dialog-alt";
  dialog.setAttribute("aria-label", "Alt text");
  dialog.append(document.adoptNode(section));
  const menu = link.closest("details");
  menu?.removeAttribute("open");
  openDialog(dialog, menu?.querySelector("summary") ?? link);
  dialog.querySelector("textarea")?.focus();
  dialog.querySelector("[data-alt-cancel]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, dialog);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLDialogElement} dialog
 */
async function save(form, dialog) {
  const problem = /** @type {HTMLElement} */ (form.querySelector("[data-alt-problem]"));
  problem.textContent = "";
  try {
    const answer = await post(form.action, new FormData(form));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    swapPictures(form.dataset.altPost ?? "", fresh);
    dialog.close();
    say(form.closest("[data-alt-texts]")?.getAttribute("data-alt-said") ?? "");
  } catch (error) {
    problem.textContent =
      error instanceof RequestError ? (Object.values(error.fields)[0] ?? error.message) : SORRY;
  }
}
