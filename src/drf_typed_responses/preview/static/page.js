// Follows the builds: shows their state, and a new document in a new frame at the old place.
import { showChanges, showFailure, showFindings, startTabs } from "./panels.js";
import { startTrying } from "./trying.js";

const main = document.getElementById("documentation");
const status = document.getElementById("status");
const trying = startTrying(document.getElementById("panel-trying"));
let state = null;
let run = null;
let shown = null; // the frame that is seen
let coming = null; // the frame that is being drawn
let openapi = null;

startTabs();
listen();

function listen() {
  const events = new EventSource("/events");
  events.onmessage = (event) => take(JSON.parse(event.data));
  events.onerror = () => setStatus("lost", "Not connected: is `apidocs watch` running?");
}

function take(next) {
  // Another run of the command has another token.
  if (run !== null && run !== next.run) return location.reload();
  run = next.run;
  const documentIsNew = !state || state.documentVersion !== next.documentVersion;
  state = next;
  showStatus();
  showFailure(state.failure);
  showFindings(state);
  showChanges(state);
  if (documentIsNew && state.documentVersion) redraw(state.documentVersion);
  else if (!state.documentVersion && state.failure) noDocument();
}

function showStatus() {
  if (state.building) return setStatus("building", "Building…");
  if (state.failure) return setStatus("failed", `Not built at ${state.builtAt}`);
  const count = state.counts.operations ?? 0;
  const operations = count === 1 ? "1 operation" : `${count} operations`;
  setStatus("ready", `${operations}, built at ${state.builtAt} in ${state.seconds} s`);
}

function setStatus(kind, text) {
  status.dataset.kind = kind;
  if (status.textContent !== text) status.textContent = text;
}

function noDocument() {
  const waiting = document.getElementById("waiting");
  if (waiting) waiting.textContent = "There is no document yet: mend what is said above, and save.";
}

async function redraw(version) {
  coming?.remove();
  const frame = document.createElement("iframe");
  frame.title = "The documentation as its readers see it";
  frame.src = `/frame?v=${version}`;
  frame.className = "coming";
  frame.dataset.version = version;
  coming = frame;
  main.append(frame);
  openapi = await (await fetch(`/openapi.json?v=${version}`)).json();
  const title = openapi.info?.title || "API documentation";
  document.title = `${title}, live`;
  document.getElementById("title").textContent = title;
  trying.use(openapi, state.sources);
}

window.addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.source !== coming?.contentWindow) return;
  if (event.data.problem) setStatus("failed", `Not drawn: ${event.data.problem}`);
  swap();
});

// The new frame takes the place of the old one, with the same section at the same height.
function swap() {
  const old = shown;
  const hadFocus = old !== null && document.activeElement === old;
  const place = old && placeIn(old.contentWindow);
  shown = coming;
  coming = null;
  document.getElementById("waiting")?.remove();
  if (place) {
    goTo(shown.contentWindow, place);
    // Redoc goes on arranging things for a moment after it says that it is done.
    for (const wait of [60, 200]) setTimeout(() => stay(place), wait);
  }
  shown.className = "";
  shown.dataset.drawn = "true";
  old?.remove();
  if (hadFocus) shown.focus();
}

const SECTIONS = "[data-section-id], [data-section]";

function placeIn(view) {
  const sections = [...view.document.querySelectorAll(SECTIONS)];
  const passed = sections.filter((section) => section.getBoundingClientRect().top <= 1);
  const section = passed.at(-1);
  if (!section || view.scrollY === 0) return { y: view.scrollY };
  const id = section.dataset.sectionId ?? section.dataset.section;
  return { id, top: section.getBoundingClientRect().top, y: view.scrollY };
}

function goTo(view, place) {
  const section = [...view.document.querySelectorAll(SECTIONS)].find(
    (each) => (each.dataset.sectionId ?? each.dataset.section) === place.id
  );
  const y = section ? view.scrollY + section.getBoundingClientRect().top - place.top : place.y;
  view.scrollTo({ top: y, behavior: "instant" });
  place.set = view.scrollY;
}

function stay(place) {
  const view = shown?.contentWindow;
  // A reader who has scrolled meanwhile is where they want to be.
  if (view && Math.abs(view.scrollY - place.set) < 2) goTo(view, place);
}
