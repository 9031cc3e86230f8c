// @ts-check
/** Modal dialogs: focus goes in, Escape works, focus comes back. */

import { fromTemplate } from "./swap.js";

/**
 * Show a dialog over the page; it leaves the page when it closes.
 * @param {HTMLDialogElement} dialog
 * @param {Element | null} [opener] gets the focus back; by default what has it now
 */
export function openDialog(dialog, opener = document.activeElement) {
  document.body.append(dialog);
  dialog.showModal();
  dialog.addEventListener("close", () => {
    dialog.remove();
    const menu = opener?.closest("details:not([open])");
    const target = menu ? menu.querySelector("summary") : opener;
    if (target instanceof HTMLElement && target.isConnected) {
      target.focus({ preventScroll: true });
    }
  });
}

/**
 * Ask something before it is done.
 * @param {{title: string, text?: string, yes: string, no: string}} words
 * @returns {Promise<boolean | null>} null: closed without an answer
 */
export function question({ title, text = "", yes, no }) {
  const dialog = fromTemplate("confirm-template");
  if (!(dialog instanceof HTMLDialogElement)) {
    return Promise.resolve(window.confirm(title));
  }
  /** @type {[string, string][]} */
  const places = [
    ["[data-confirm-title]", title],
    ["[data-confirm-text]", text],
    ["[data-confirm-yes]", yes],
    ["[data-confirm-no]", no],
  ];
  for (const [selector, words] of places) {
    const place = dialog.querySelector(selector);
    if (place instanceof HTMLElement) {
      place.textContent = words;
      place.hidden = words === "";
    }
  }
  return new Promise((resolve) => {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) {
        dialog.close();
      }
    });
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? true : dialog.returnValue === "no" ? false : null);
    });
    openDialog(dialog);
  });
}
