// @ts-check
/**
 * A composer that is open while the focus is in it closes when a press elsewhere has ended, not when it begins: what is
 * pressed would move away between the two, and the press be lost.
 */

const OPEN = 'form[data-behaviour~="composer"]:focus-within';

/** Start for the whole page. */
export function connectPage() {
  document.addEventListener("mousedown", hold, true);
  for (const end of ["mouseup", "dragend"]) {
    // After the click that follows at once.
    document.addEventListener(end, () => setTimeout(letGo), true);
  }
}

/** Before the press moves the focus. */
function hold() {
  document.querySelector(OPEN)?.toggleAttribute("data-held", true);
}

function letGo() {
  for (const form of document.querySelectorAll("[data-held]")) {
    form.removeAttribute("data-held");
  }
}
