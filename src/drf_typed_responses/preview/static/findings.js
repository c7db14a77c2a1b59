// The panels of findings and changes, and the line with the reason why there is no document.
import { counted, element, operationLink, place, prose, refill } from "./dom.js";
import { differences, drawnJson, leadsTo } from "./json.js";

const FINDINGS = { error: "Error", warning: "Warning", info: "Note" };
const CHANGES = { error: "Breaking", warning: "Warning", info: "Compatible" };

export function showFailure(failure) {
  const box = document.getElementById("failure");
  box.hidden = !failure;
  if (!failure) return;
  const message = failure.message.charAt(0).toUpperCase() + failure.message.slice(1);
  const kept = document.querySelector("iframe[data-drawn]") ? "Below is the last document that was built." : "";
  box.replaceChildren(
    element("p", { class: "message" }, ...prose(message)),
    failure.place ? element("p", {}, place(failure)) : "",
    failure.excerpt ? element("pre", { class: "excerpt", tabindex: "0" }, failure.excerpt) : "",
    element("p", { class: "hint" }, [failure.hint, kept].filter(Boolean).join(" "))
  );
}

export function showFindings({ findings, documentVersion }) {
  const worst = findings.some((each) => each.level === "error") ? "error" : "warning";
  badge("findings", findings.length, findings.length ? worst : "none");
  const none = documentVersion ? "The document has no findings." : "Nothing is built yet.";
  const body = findings.length ? listed(findings, FINDINGS) : [element("p", { class: "empty" }, none)];
  fill("findings", element("h2", {}, "Findings"), ...body);
}

export function showChanges(state) {
  const breaking = state.changes.filter((each) => each.level === "error");
  const others = state.changes.filter((each) => each.level !== "error");
  badge("changes", state.base ? breaking.length || others.length : "", breaking.length ? "error" : "none");
  fill("changes", element("h2", {}, "Changes"), ...changes(state, breaking, others));
}

function changes({ base, baseProblem }, breaking, others) {
  if (baseProblem) return [element("p", { class: "problem" }, `No comparison: ${baseProblem}`)];
  if (!base) {
    const text = 'Choose the base of the comparison: set `TYPED_RESPONSES["BASE"]`, for example to `"git:main"`.';
    return [element("p", { class: "empty" }, ...prose(text))];
  }
  const against = element("p", { class: "empty" }, "Changes in the working tree for clients of ", element("code", {}, base));
  if (!breaking.length && !others.length) return [against, element("p", { class: "empty" }, "Nothing.")];
  return [
    against,
    ...(breaking.length ? [element("h3", { class: "breaking" }, counted(breaking.length, "breaking change")), ...listed(breaking, CHANGES)] : []),
    ...(others.length ? [element("h3", {}, counted(others.length, "other change")), ...listed(others, CHANGES)] : []),
  ];
}

// One card for all findings of a rule, with their common text once.
function listed(findings, levels) {
  const byRule = new Map();
  for (const finding of findings) {
    const rule = `${finding.level} ${finding.id}`;
    byRule.set(rule, [...(byRule.get(rule) ?? []), finding]);
  }
  return [...byRule.values()].map((each) => card(each, levels));
}

function card(findings, levels) {
  const [{ level, id }] = findings;
  const hint = shared(findings, "hint");
  const where = shared(findings, "place") && findings[0];
  return element(
    "article",
    { class: "card", "data-level": level, "data-id": id },
    element(
      "p",
      { class: "rule" },
      element("b", {}, levels[level] ?? level),
      element("code", {}, id),
      findings.length > 1 ? element("span", { class: "count" }, String(findings.length)) : ""
    ),
    element("ol", {}, ...findings.map((finding) => item(finding, { hint, where }))),
    hint ? element("p", { class: "hint" }, ...prose(hint)) : "",
    where ? element("p", {}, place(where)) : ""
  );
}

function shared(findings, key) {
  const [first] = findings;
  return findings.every((each) => each[key] === first[key]) ? first[key] : "";
}

function item(finding, said) {
  const others = (finding.operations ?? []).filter((name) => name !== finding.operation);
  return element(
    "li",
    {},
    finding.operation ? element("p", {}, operationLink(finding.operation)) : "",
    finding.path ? element("p", { class: "path" }, finding.path) : "",
    element("p", { class: "message" }, ...prose(finding.message)),
    also(others),
    sides(finding),
    said.hint ? "" : element("p", { class: "hint" }, ...prose(finding.hint ?? "")),
    said.where ? "" : element("p", {}, place(finding))
  );
}

function also(operations) {
  if (!operations.length) return "";
  const items = operations.map((name) => element("li", {}, operationLink(name)));
  const summary = element("summary", {}, `Also in ${counted(operations.length, "other operation")}`);
  return element("details", {}, summary, element("ul", {}, ...items));
}

// Both sides with the places that differ marked, and the value that shows the change.
function sides(change) {
  const { base = "", revised = "", value = "", steps = [] } = change;
  const differ = differences(base, revised);
  const rows = [["was", base, differ], ["is", revised, differ], ["for example", value, leadsTo(value, steps)]]
    .filter(([, text]) => text)
    .flatMap(([name, text, isMarked]) => [element("dt", {}, name), element("dd", {}, drawnJson(text, isMarked))]);
  return rows.length ? element("details", {}, element("summary", {}, "Before and after"), element("dl", {}, ...rows)) : "";
}

// Equal content is not replaced, so that the reader's selection in it stays.
function fill(name, ...children) {
  const panel = document.getElementById(`panel-${name}`);
  const content = element("div", {}, ...children);
  const html = content.innerHTML;
  if (panel.dataset.html === html) return;
  panel.dataset.html = html;
  refill(panel, content);
}

function badge(tab, number, kind) {
  const mark = document.querySelector(`#tab-${tab} b`);
  mark.textContent = number;
  mark.dataset.kind = kind;
}
