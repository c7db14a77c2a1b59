// Draws the document in the frame when the page asks for it, and tells the page when it is done. A
// new document gets a new frame: Redoc cannot be removed, and two instances in one window would
// both follow the scroll.
import { drawPlain } from "./plain.js";

const SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const MONO = "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace";
const OPTIONS = {
  hideDownloadButtons: true,
  hideDownloadButton: true,
  expandResponses: "200,201,202",
  nativeScrollbars: true,
  theme: {
    colors: { primary: { main: "#1d5fbf" } },
    typography: {
      fontSize: "15px",
      fontFamily: SANS,
      headings: { fontFamily: SANS, fontWeight: "600" },
      code: { fontFamily: MONO },
    },
    // A panel beside the documentation leaves room for the samples.
    breakpoints: { small: "50rem", medium: "54rem", large: "105rem" },
    sidebar: { width: "230px" },
    rightPanel: { backgroundColor: "#28303a" },
    codeBlock: { backgroundColor: "#1d232b" },
    spacing: { sectionVertical: 16, sectionHorizontal: 28 },
  },
};

async function draw(version) {
  const openapi = await (await fetch(`/openapi.json?v=${version}`)).json();
  const place = document.getElementById("documentation");
  if (!window.Redoc) return drawPlain(openapi, place);
  return new Promise((done, failed) =>
    window.Redoc.init(openapi, OPTIONS, place, (error) => (error ? failed(error) : done()))
  );
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
