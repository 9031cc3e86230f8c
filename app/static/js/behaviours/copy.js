// @ts-check
/** Copies the text of `data-copy`: a trace id, or the address of a profile. */

import { copy, showCopied } from "../lib/share.js";
import { showToast } from "../lib/toast.js";

/**
 * @param {HTMLElement} element
 */
export function connect(element) {
  element.hidden = false;
  element.addEventListener("click", async (event) => {
    event.preventDefault();
    const text = element.dataset.copy ?? "";
    try {
      await copy(text.startsWith("/") ? new URL(text, location.href).href : text);
      showCopied(element, "Copied");
    } catch {
      showToast({ text: "That couldn't be copied.", isError: true });
    }
  });
}
