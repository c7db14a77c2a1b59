// Draws a document with Redoc, or plainly without it.
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
    spacing: { sectionVertical: 16, sectionHorizontal: 20 },
  },
};

export async function drawDocument(openapi) {
  const place = document.getElementById("documentation");
  if (!window.Redoc) return drawPlain(openapi, place);
  return new Promise((done, failed) =>
    window.Redoc.init(openapi, OPTIONS, place, (error) => (error ? failed(error) : done()))
  );
}
