// Draws the document in the frame when the page asks for it, and tells the page when it is done. A
// new document gets a new frame: Redoc cannot be removed, and two instances in one window would
// both follow the scroll.
import { drawDocument } from "./documentation.js";

async function draw(version) {
  return drawDocument(await (await fetch(`/openapi.json?v=${version}`)).json());
}

function tell(said) {
  parent.postMessage(said, location.origin);
}

// A link to another site opens in a new tab, because the frame may not show other sites.
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[href]");
  if (!link || link.href.split("#")[0] === location.href.split("#")[0]) return;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}, true);

window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== parent) return;
  draw(data.draw).then(
    () => tell({ problem: "" }),
    (problem) => tell({ problem: String(problem) })
  );
});
tell({ ready: true });
