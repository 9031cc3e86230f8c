// @ts-check
/** Choosing in a list box while the focus stays in a text box (WAI-ARIA's combobox pattern). */

/**
 * Show which option is chosen, to the eye and to a screen reader.
 * @param {HTMLElement} box the text box
 * @param {Element[]} options each with an id
 * @param {number} index -1: none
 */
export function showChosen(box, options, index) {
  for (const [at, option] of options.entries()) {
    option.setAttribute("aria-selected", String(at === index));
  }
  const chosen = options[index];
  if (chosen) {
    box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}
