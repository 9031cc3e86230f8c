// @ts-check
/** One file on its way to the server. XMLHttpRequest, because `fetch` does not tell how much has been sent. */

import { OFFLINE, SORRY } from "./words.js";

/** An upload that failed; with `canRetry` another try may succeed. */
export class UploadError extends Error {
  /**
   * @param {string} message
   * @param {boolean} canRetry
   */
  constructor(message, canRetry) {
    super(message);
    this.canRetry = canRetry;
  }
}

/**
 * @param {File} file
 * @param {(percent: number) => void} report
 * @returns {{answer: Promise<{id: string, state: string}>, cancel: () => void}}
 */
export function sendFile(file, report) {
  const request = new XMLHttpRequest();
  const fields = new FormData();
  fields.append("file", file);
  const answer = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        report(Math.min(99, Math.floor((100 * event.loaded) / event.total)));
      }
    });
    request.addEventListener("load", () => {
      const body = request.response ?? {};
      if (request.status === 201 && body.id) {
        report(100);
        resolve(body);
      } else {
        console.warn(`Skein: upload refused, ${request.status}, trace id ${body.trace_id ?? "unknown"}`);
        reject(new UploadError(body.message ?? SORRY, request.status >= 500 || request.status === 429));
      }
    });
    request.addEventListener("error", () =>
      reject(new UploadError(navigator.onLine ? SORRY : OFFLINE, true)),
    );
    request.addEventListener("abort", () => reject(new UploadError("", true)));
  });
  request.open("POST", "/api/media");
  request.responseType = "json";
  request.send(fields);
  return { answer, cancel: () => request.abort() };
}
