// Follows the builds: shows their state, and draws a new document in a new frame at the same place.
import { counted, element } from "./dom.js";
import { showChanges, showFailure, showFindings } from "./findings.js";
import { goTo, goToOperation, openedIn, placeIn, reopen } from "./reader.js";
import { operations } from "./openapi.js";
import { startTabs } from "./tabs.js";
import { startTrying } from "./trying.js";

const main = document.getElementById("documentation");
const status = document.getElementById("status");
const trying = startTrying(document.getElementById("panel-trying"));
let state = null;
let listed = []; // the operations of the document
let run = null;
let shown = null; // the visible frame
let coming = null; // the frame that is being drawn
let spare = null; // the frame that loads Redoc while a build runs

const tabs = startTabs((change) => {
  // The text being read keeps its place when the width of the column changes.
  const place = shown && placeIn(shown.contentWindow);
  const opened = change();
  if (place) settle(shown, place);
  if (opened === "tab-trying") trying.show(place?.id);
});
listen();

function listen() {
  const events = new EventSource("/events");
  events.onmessage = (event) => take(JSON.parse(event.data));
  events.onerror = () => setStatus("lost", "Not connected: is `apidocs watch` running?");
}

function take(next) {
  // Each run of the command has its own token for calls.
  if (run !== null && run !== next.run) return location.reload();
  run = next.run;
  const documentIsNew = state?.documentVersion !== next.documentVersion;
  state = next;
  showStatus();
  if (state.building) prepare();
  showFailure(state.failure);
  showFindings(state);
  showChanges(state);
  if (documentIsNew && state.documentVersion) redraw(state.documentVersion);
  else if (!state.documentVersion && state.failure) noDocument();
}

function showStatus() {
  if (state.building) return setStatus("building", "Building…");
  if (state.failure) return setStatus("failed", `Not built at ${state.builtAt}`);
  const built = `${counted(state.counts.operations ?? 0, "operation")}, built at ${state.builtAt} in ${state.seconds} s`;
  const [kind, verdict] = judged(state.findings);
  setStatus(kind, verdict ? `${verdict}: would not be published. ${built}` : built);
}

// `apidocs build` writes nothing while the document has errors or warnings.
function judged(findings) {
  const number = (level) => findings.filter((each) => each.level === level).length;
  const levels = ["error", "warning"].filter(number);
  return [levels[0] ?? "ready", levels.map((level) => counted(number(level), level)).join(", ")];
}

function setStatus(kind, text) {
  status.dataset.kind = kind;
  if (status.textContent !== text) status.textContent = text;
}

function noDocument() {
  const waiting = document.getElementById("waiting");
  if (waiting) waiting.textContent = "There is no document yet: correct the error above, and save.";
}

function prepare() {
  if (spare) return;
  spare = element("iframe", { title: "The documentation as readers see it", src: "/frame", class: "coming" });
  main.append(spare);
}

async function redraw(version) {
  coming?.remove();
  prepare();
  [coming, spare] = [spare, null];
  coming.dataset.version = version;
  if (coming.dataset.ready) draw(coming);
  const openapi = await (await fetch(`/openapi.json?v=${version}`)).json();
  const title = openapi.info?.title || "API documentation";
  document.title = `${title}, live`;
  document.getElementById("title").textContent = title;
  listed = operations(openapi);
  trying.use(openapi, state.sources);
}

function draw(frame) {
  frame.contentWindow.postMessage({ draw: frame.dataset.version }, location.origin);
}

// The operation of a finding or a change, in the documentation.
document.getElementById("side").addEventListener("click", (event) => {
  const name = event.target.closest("a[data-operation]")?.dataset.operation;
  if (!name) return;
  event.preventDefault();
  const found = listed.find((each) => each.name === name);
  if (!found || !shown) return;
  if (getComputedStyle(shown).visibility === "hidden") tabs.close(); // the panel covers it
  goToOperation(shown.contentWindow, found.id);
  shown.focus();
});

window.addEventListener("message", ({ origin, source, data }) => {
  const frame = [coming, spare].find((each) => each?.contentWindow === source);
  if (origin !== location.origin || !frame) return;
  if (data.ready) {
    frame.dataset.ready = "true";
    if (frame === coming) draw(coming);
    return;
  }
  if (data.problem) setStatus("failed", `Not drawn: ${data.problem}`);
  swap(frame);
});

// Replaces the old frame by the new one, with the same parts open and the same scroll position.
async function swap(frame) {
  if (shown) await reopen(frame.contentWindow, openedIn(shown.contentWindow));
  if (frame !== coming) return; // a newer frame is being drawn
  const old = shown;
  const hadFocus = old !== null && document.activeElement === old;
  [shown, coming] = [coming, null];
  document.getElementById("waiting")?.remove();
  if (old) settle(shown, placeIn(old.contentWindow));
  shown.className = "";
  shown.dataset.drawn = "true";
  old?.remove();
  if (hadFocus) shown.focus();
}

// Redoc changes the layout for a moment after it reports that it is done. If the reader has scrolled
// meanwhile, the position stays.
function settle(frame, place) {
  const view = frame.contentWindow;
  goTo(view, place);
  let set = view.scrollY;
  for (const wait of [60, 200]) {
    setTimeout(() => {
      if (frame !== shown || Math.abs(view.scrollY - set) >= 2) return;
      goTo(view, place);
      set = view.scrollY;
    }, wait);
  }
}
