// @ts-check
/** Names while typing `@`: the script of the list itself is fetched when the first `@` is typed. */

/**
 * @param {HTMLTextAreaElement} box
 */
export function connect(box) {
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  let isComposing = false;
  box.addEventListener("compositionstart", () => {
    isComposing = true;
  });
  box.addEventListener("compositionend", () => {
    isComposing = false;
  });
  const start = async (/** @type {Event} */ event) => {
    if (!box.value.includes("@") || /** @type {InputEvent} */ (event).isComposing) {
      return;
    }
    box.removeEventListener("input", start);
    box.removeEventListener("compositionend", start);
    const { MentionList } = await import("../lib/mention_list.js");
    // An input method may have begun to write while the script was on its way.
    new MentionList(box).start(isComposing);
  };
  box.addEventListener("input", start);
  // What an input method wrote counts once it is written.
  box.addEventListener("compositionend", start);
}
