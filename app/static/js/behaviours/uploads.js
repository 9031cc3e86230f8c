// @ts-check
/** Pictures and video of a composer: picked, dropped or pasted. What uploads them is loaded with the first file. */

/** @typedef {{add: (files: File[]) => void}} Uploads */

const DROP_CLASS = "drop-here";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  /** @type {Promise<Uploads> | undefined} */
  let uploads;
  const load = () => {
    uploads ??= import("../lib/uploads.js").then((module) => new module.Uploads(form));
    return uploads;
  };
  if (form.querySelector("[data-upload-kept]")) {
    load();
  }
  /** @param {Iterable<File>} files */
  const add = (files) => {
    const list = [...files];
    if (list.length > 0) {
      load().then((there) => there.add(list));
    }
  };

  for (const input of form.querySelectorAll("input[data-upload-input]")) {
    input.addEventListener("change", () => {
      if (input instanceof HTMLInputElement && input.files) {
        add(input.files);
        // The script sends them; the form would send them again.
        input.value = "";
      }
    });
  }
  form.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    // Copied from a text processor there is text as well, and that is meant.
    if (files && files.length > 0 && !event.clipboardData?.types.includes("text/plain")) {
      event.preventDefault();
      add(files);
    }
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      form.classList.add(DROP_CLASS);
    }
  });
  form.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) {
      form.classList.remove(DROP_CLASS);
    }
  });
  form.addEventListener("drop", (event) => {
    form.classList.remove(DROP_CLASS);
    if (event.dataTransfer && event.dataTransfer.files.length > 0) {
      event.preventDefault();
      add(event.dataTransfer.files);
    }
  });
}
