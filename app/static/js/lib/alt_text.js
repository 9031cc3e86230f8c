// @ts-check
/** The dialog in which a picture gets its description. */

import { openDialog } from "./dialog.js";
import { ask, RequestError } from "./fetch.js";
import { fromTemplate } from "./swap.js";
import { SORRY } from "./words.js";

/**
 * @param {{id: string, alt: string, preview: Element | null}} media
 * @returns {Promise<string | null>} what was saved; null: nothing
 */
export function describe({ id, alt, preview }) {
  const dialog = fromTemplate("alt-template");
  if (!(dialog instanceof HTMLDialogElement)) {
    return Promise.resolve(null);
  }
  const box = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("[data-alt-words]"));
  const problem = /** @type {HTMLElement} */ (dialog.querySelector("[data-alt-problem]"));
  if (preview) {
    dialog.querySelector("[data-alt-picture]")?.append(preview.cloneNode());
  }
  box.value = alt;
  return new Promise((resolve) => {
    /** @type {string | null} */
    let saved = null;
    const save = async () => {
      problem.textContent = "";
      try {
        const response = await ask(`/api/media/${encodeURIComponent(id)}`, {
          method: "PATCH",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ alt: box.value }),
        });
        saved = (await response.json()).alt;
        dialog.close();
      } catch (error) {
        problem.textContent = error instanceof RequestError ? (error.fields.alt ?? error.message) : SORRY;
      }
    };
    dialog.querySelector("[data-alt-save]")?.addEventListener("click", save);
    dialog.querySelector("[data-alt-cancel]")?.addEventListener("click", () => dialog.close());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save();
      }
    });
    dialog.addEventListener("close", (event) => {
      event.stopPropagation();
      resolve(saved);
    });
    openDialog(dialog);
    box.focus();
  });
}
