// @ts-check
/** Pulling a feed down at its top reads the page again, on touch devices. */

const ENOUGH = 90;

/** Start for the whole page. */
export function connectPage() {
  const isFeed =
    document.querySelector('main [data-list="posts"], main [data-list="notifications"]') !== null;
  if (!isFeed) {
    return;
  }
  let startY = -1;
  document.addEventListener(
    "touchstart",
    (event) => {
      const isFree =
        window.scrollY <= 0 && event.touches.length === 1 && !document.querySelector("dialog[open]");
      startY = isFree ? event.touches[0].clientY : -1;
    },
    { passive: true },
  );
  document.addEventListener(
    "touchend",
    (event) => {
      const pulled = event.changedTouches[0].clientY - startY;
      // Never throw away what somebody is writing.
      const isWriting = [...document.querySelectorAll("main textarea")].some(
        (box) =>
          box instanceof HTMLTextAreaElement && box.value.trim() !== "" && box === document.activeElement,
      );
      if (startY >= 0 && pulled > ENOUGH && window.scrollY <= 0 && !isWriting) {
        location.reload();
      }
      startY = -1;
    },
    { passive: true },
  );
}
