// Draws the document of a static copy, which stands beside the folder of this module.
import { drawDocument } from "./documentation.js";

const place = document.getElementById("documentation");
try {
  await drawDocument(await (await fetch(new URL("../openapi.json", import.meta.url))).json());
} catch (problem) {
  place.textContent = `The documentation cannot be drawn: ${problem}`;
}
