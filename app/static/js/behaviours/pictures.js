// @ts-check
/** Pictures of a post: a press opens the viewer, which is loaded then. Without it the link opens the file. */

/**
 * @param {HTMLElement} group
 */
export function connect(group) {
  group.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-picture]") : null;
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!(link instanceof HTMLAnchorElement) || !isPlain || !document.getElementById("viewer-template")) {
      return;
    }
    event.preventDefault();
    import("../lib/viewer.js").then(
      (viewer) => viewer.openViewer(group, link),
      () => location.assign(link.href),
    );
  });
}
