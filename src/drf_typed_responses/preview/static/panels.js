// The panels beside the documentation: findings, changes, and the tabs that open them.

const LEVELS = { error: "Error", warning: "Warning", info: "Note" };

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value || value === 0) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== "" && child != null));
  return made;
}

export function place(where) {
  if (!where?.place) return "";
  if (!where.link) return element("code", { class: "place" }, where.place);
  return element("a", { class: "place", href: where.link, title: "Open in the editor" }, where.place);
}

// A long path wraps after a slash, not in the middle of a word.
export function breakable(path) {
  return path.split("/").flatMap((piece, index) => (index ? ["/", element("wbr"), piece] : [piece]));
}

function listed(findings) {
  return element("ol", { class: "findings" }, ...findings.map(item));
}

function item(finding) {
  const lead = element(
    "p",
    { class: "lead" },
    element("span", { class: "level" }, LEVELS[finding.level] ?? finding.level),
    element("code", { class: "id" }, finding.id)
  );
  const others = (finding.operations ?? []).filter((name) => name !== finding.operation);
  return element(
    "li",
    { "data-level": finding.level, "data-id": finding.id },
    lead,
    finding.operation ? element("p", { class: "operation" }, ...breakable(finding.operation)) : "",
    finding.path ? element("p", { class: "path" }, element("code", {}, finding.path)) : "",
    element("p", { class: "message" }, finding.message),
    sides(finding),
    finding.hint ? element("p", { class: "hint" }, finding.hint) : "",
    others.length ? element("p", { class: "hint" }, `Also in: ${others.join(", ")}`) : "",
    finding.place ? element("p", {}, place(finding)) : ""
  );
}

function sides(change) {
  const named = [["was", change.base], ["is", change.revised], ["for example", change.value]];
  const rows = named
    .filter(([, text]) => text)
    .flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, element("code", {}, cut(text)))]);
  return rows.length ? element("dl", { class: "sides" }, ...rows) : "";
}

function cut(text) {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function badge(tab, number, kind) {
  const mark = document.querySelector(`#tab-${tab} b`);
  mark.textContent = number;
  mark.dataset.kind = kind;
}

export function showFailure(failure) {
  const box = document.getElementById("failure");
  box.hidden = !failure;
  if (!failure) return;
  const kept = document.querySelector("iframe") ? "Below is the last document that was built." : "";
  const text = element("p", {}, failure.message);
  const hints = [failure.hint, kept].filter(Boolean).join(" ");
  box.replaceChildren(text, failure.place ? element("p", {}, place(failure)) : "", element("p", { class: "hint" }, hints));
}

export function showFindings(state) {
  const { findings } = state;
  const panel = document.getElementById("panel-findings");
  const worst = findings.some((each) => each.level === "error") ? "error" : "warning";
  badge("findings", findings.length, findings.length ? worst : "none");
  const none = state.documentVersion ? "Nothing is wrong with the document." : "Nothing is built yet.";
  const body = findings.length ? listed(findings) : element("p", { class: "empty" }, none);
  panel.replaceChildren(element("h2", {}, "Findings"), body);
}

export function showChanges(state) {
  const { changes, base, baseProblem } = state;
  const panel = document.getElementById("panel-changes");
  const breaking = changes.filter((each) => each.level === "error");
  badge("changes", base ? changes.length : "", breaking.length ? "error" : "none");
  const heading = element("h2", {}, "Changes");
  panel.replaceChildren(heading, ...changesBody(state, breaking, base, baseProblem));
}

function changesBody(state, breaking, base, problem) {
  if (problem) return [element("p", { class: "problem" }, `No comparison: ${problem}`)];
  if (!base) {
    const setting = element("code", {}, 'TYPED_RESPONSES["BASE"]');
    const value = element("code", {}, '"git:main"');
    const text = element("p", { class: "empty" }, "Name what the working tree is compared with: set ", setting, ", for example to ", value, ".");
    return [text];
  }
  const against = element("p", { class: "against" }, "Against ", element("code", {}, base));
  if (!state.changes.length) return [against, element("p", { class: "empty" }, "Nothing changes.")];
  const other = state.changes.filter((each) => each.level !== "error");
  const parts = [against];
  if (breaking.length) parts.push(element("h3", { class: "breaking" }, counted(breaking.length, "breaking change")), listed(breaking));
  if (other.length) parts.push(element("h3", {}, counted(other.length, "other change")), listed(other));
  return parts;
}

// Tabs. Source: WAI-ARIA Authoring Practices, "Tabs Pattern"; a second press closes the panel.
export function startTabs() {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tabs, tab.getAttribute("aria-selected") === "true" ? null : tab));
    tab.addEventListener("keydown", (event) => move(tabs, tab, event));
  }
  const close = () => {
    const open = tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
    choose(tabs, null);
    open?.focus();
  };
  document.getElementById("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.getElementById("side").hidden) close();
  });
}

function move(tabs, tab, event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.indexOf(tab), End: -1 - tabs.indexOf(tab) };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = tabs.at((tabs.indexOf(tab) + steps[event.key]) % tabs.length);
  for (const each of tabs) each.tabIndex = each === next ? 0 : -1;
  next.focus();
  if (!document.getElementById("side").hidden) choose(tabs, next);
}

function choose(tabs, chosen) {
  document.getElementById("side").hidden = chosen === null;
  for (const tab of tabs) {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    if (chosen) tab.tabIndex = isChosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
  }
}
