// @ts-check
/** Shows the password that is being typed. */

/**
 * @param {HTMLElement} box
 */
export function connect(box) {
  const input = box.querySelector("input");
  const button = box.querySelector("button");
  if (!input || !button) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  });
}
