// @ts-check
/** Asks "Delete this post?" and takes the post away everywhere on the page. */

import { articlesOf } from "../lib/counts.js";
import { question } from "../lib/dialog.js";
import { post, RequestError } from "../lib/fetch.js";
import { removeArticle } from "../lib/posts.js";
import { showToast } from "../lib/toast.js";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", async (event) => {
    const article = form.closest("[data-post]");
    const address = event.submitter?.getAttribute("formaction") ?? "";
    const postId = article?.getAttribute("data-post");
    if (!article || !postId || !address.endsWith("/delete")) {
      return;
    }
    event.preventDefault();
    form.closest("details")?.removeAttribute("open");
    const isSure = await question({
      title: "Delete this post?",
      text: "It disappears everywhere, and that can't be undone.",
      yes: "Delete",
      no: "Keep it",
    });
    if (isSure) {
      await remove(postId, article.hasAttribute("data-live-post"));
    }
  });
}

/**
 * @param {string} postId
 * @param {boolean} isPage the post is the subject of this page
 */
async function remove(postId, isPage) {
  try {
    await post(`/posts/${postId}/delete`);
  } catch (error) {
    // Gone already is as good as deleted.
    if (!(error instanceof RequestError) || error.status !== 404) {
      showToast({
        text: "The post couldn't be deleted.",
        isError: true,
        traceId: error instanceof RequestError ? error.traceId : "",
        act: { word: "Try again", run: () => remove(postId, isPage) },
      });
      return;
    }
  }
  if (isPage) {
    location.assign("/?notice=post-deleted");
    return;
  }
  for (const article of articlesOf(postId)) {
    removeArticle(article);
  }
  showToast({ text: "Post deleted" });
}
