// The response of the served project, and the check of it.
import { counted, element, place, prose } from "./dom.js";
import { drawnJson } from "./json.js";

const WORDS = {
  valid: "The answer keeps the contract",
  additive: "The answer has more than is documented",
  breaking: "The answer breaks the contract",
  unchecked: "The answer was not checked",
};

export function drawnAnswer(answer) {
  if (answer.problem) return [element("p", { class: "problem" }, answer.problem)];
  const head = element("p", { class: "answered" }, element("b", {}, `${answer.status} ${answer.reason}`), ` in ${answer.milliseconds} ms`);
  const verdict = element(
    "div",
    { class: "verdict", "data-verdict": answer.verdict },
    element("p", {}, element("b", {}, WORDS[answer.verdict])),
    answer.why ? element("p", {}, answer.why) : "",
    ...violations(answer)
  );
  return [head, verdict, headers(answer.headers), answer.body ? body(answer.body) : ""];
}

function violations({ violations: found, more }) {
  if (!found.length) return [];
  const items = found.map((each) => element("li", {}, element("p", {}, ...prose(each.message)), place(each)));
  return [element("ul", {}, ...items), more ? element("p", {}, `And ${more} more.`) : ""];
}

function headers(lines) {
  const rows = lines.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, element("code", {}, value))]);
  return element("details", { class: "headers" }, element("summary", {}, counted(lines.length, "response header")), element("dl", {}, ...rows));
}

function body(text) {
  const drawn = drawnJson(text);
  drawn.setAttribute("aria-label", "Body");
  return drawn;
}
