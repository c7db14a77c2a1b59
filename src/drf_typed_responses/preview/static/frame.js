// Draws the document inside the frame, then tells the page around it. A new document gets a new
// frame: Redoc cannot be taken down, and two of them in one window would both follow the scroll.
"use strict";
{
  const version = new URLSearchParams(location.search).get("v");
  const tell = (problem) =>
    parent.postMessage({ drawn: version, problem: problem ? String(problem) : "" }, location.origin);
  const options = {
    hideDownloadButtons: true,
    hideDownloadButton: true,
    expandResponses: "200,201,202",
    requiredPropsFirst: false,
    nativeScrollbars: true,
    theme: {
      typography: {
        fontSize: "15px",
        fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
        headings: {
          fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
          fontWeight: "600",
        },
        code: { fontFamily: "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace" },
      },
      sidebar: { width: "230px" },
      spacing: { sectionVertical: 16, sectionHorizontal: 28 },
    },
  };
  const draw = async () => {
    const answer = await fetch(`/openapi.json?v=${version}`);
    const document_ = await answer.json();
    const place = document.getElementById("documentation");
    if (window.Redoc) {
      await new Promise((done, failed) =>
        window.Redoc.init(document_, options, place, (error) => (error ? failed(error) : done()))
      );
    } else {
      window.Plain.draw(document_, place);
    }
  };
  draw().then(() => tell(""), tell);
}
