// The form that calls an operation of the served project, and the check of the response.
import { element, operation, place, prose, refill } from "./dom.js";
import { byTag, operations, resolved } from "./openapi.js";

const token = document.querySelector('meta[name="preview-token"]').content;
const api = document.querySelector('meta[name="preview-api"]').content;
const WORDS = {
  valid: "The answer keeps the contract",
  additive: "The answer has more than is documented",
  breaking: "The answer breaks the contract",
  unchecked: "The answer was not checked",
};

export function startTrying(panel) {
  const select = element("select", { id: "try-operation" });
  const fields = element("div", { id: "try-fields" });
  const credentials = element("input", {
    id: "try-authorization",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Token …",
  });
  const send = element("button", { type: "submit", class: "send" }, "Send");
  const answer = element("div", { id: "try-answer", role: "status" });
  const form = element("form", {}, labelled("Operation", select), fields, labelled("Authorization", credentials), send);
  panel.append(element("h2", {}, "Try it"), ...(api ? [form, answer] : [howToServe()]));
  let openapi = null;
  let listed = [];
  let sources = {};
  const kept = new Map(); // the typed values by the names of the fields

  const redraw = () => {
    for (const field of fields.querySelectorAll("[name]")) kept.set(field.name, field.value);
    const chosen = listed.find(({ name }) => name === select.value);
    refill(fields, ...(chosen ? inputs(openapi, chosen, sources[chosen.name], kept) : []));
  };
  const choose = () => {
    answer.replaceChildren();
    redraw();
  };
  select.addEventListener("change", choose);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    try {
      answer.replaceChildren(...shown(await call(select.value, fields, credentials.value)));
    } catch (error) {
      answer.replaceChildren(element("p", { class: "problem" }, String(error)));
    } finally {
      send.disabled = false;
    }
  });
  return {
    // Sets the operations of a document.
    use(document_, places) {
      const before = select.value;
      [openapi, listed, sources] = [document_, operations(document_), places];
      select.replaceChildren(...options(listed));
      if (listed.some(({ name }) => name === before)) select.value = before;
      redraw();
    },
    // Selects the operation being read, by the id of its section.
    show(section = "") {
      const read = listed.find(({ id }) => section.split("operation/")[1] === id);
      if (!read || read.name === select.value) return;
      select.value = read.name;
      choose();
    },
  };
}

function howToServe() {
  const command = element("code", {}, "apidocs watch --api http://127.0.0.1:8000");
  return element("p", { class: "empty" }, "Start ", command, " with the address where the project is served, and call it from here.");
}

function labelled(text, input, hint = "") {
  const label = element("label", {}, element("span", {}, text), input);
  if (hint) label.append(element("small", {}, hint));
  return label;
}

function options(listed) {
  return [...byTag(listed)].map(([tag, each]) =>
    element("optgroup", { label: tag }, ...each.map(({ name, method, title }) => element("option", { value: name }, `${method}  ${title}`)))
  );
}

function inputs(openapi, { name, parameters, operation: given }, source, kept) {
  const needed = (each) => each.in === "path" || each.required;
  const asked = parameters.filter((each) => ["path", "query", "header"].includes(each.in));
  const fields = [...asked.filter(needed), ...asked.filter((each) => !needed(each))].map((each) => parameter(openapi, each, kept));
  const body = jsonOf(resolved(openapi, given.requestBody ?? {}).content);
  if (body) fields.push(bodyField(openapi, body, name, kept));
  const target = element("p", { class: "target" }, operation(name), element("br"), "at ", element("code", {}, api));
  return [target, source?.place ? element("p", { class: "written" }, "Written in ", place(source)) : "", ...fields];
}

function parameter(openapi, { name, in: where, required, description, schema = {}, example }, kept) {
  const id = `${where}:${name}`;
  const value = kept.get(id) ?? example ?? schema.default ?? "";
  const choices = resolved(openapi, schema).enum;
  const input = choices
    ? element("select", { name: id }, element("option", { value: "" }, ""), ...choices.map((each) => element("option", { value: each }, String(each))))
    : element("input", { name: id, value: String(value), required: where === "path" || required, autocomplete: "off", spellcheck: "false" });
  if (choices) input.value = String(value);
  return labelled(where === "path" || required ? name : `${name} (optional)`, input, description);
}

function bodyField(openapi, media, name, kept) {
  const id = `body:${name}`;
  const area = element("textarea", { name: id, rows: 8, spellcheck: "false" });
  area.value = kept.get(id) ?? JSON.stringify(sample(openapi, media), null, 2);
  return labelled("Body", area);
}

function jsonOf(content = {}) {
  return content[Object.keys(content).find((type) => type.includes("json"))];
}

function sample(openapi, media) {
  const written = media.example ?? Object.values(media.examples ?? {})[0]?.value;
  return written ?? filled(openapi, media.schema ?? {}, 0);
}

function filled(openapi, given, depth) {
  const schema = resolved(openapi, given);
  if (depth > 5) return null;
  if ("example" in schema) return schema.example;
  if ("default" in schema) return schema.default;
  if (schema.enum) return schema.enum[0];
  const arms = schema.allOf ?? schema.anyOf ?? schema.oneOf;
  if (arms) return filled(openapi, arms[0], depth + 1);
  if (schema.properties) {
    const needed = Object.entries(schema.properties).filter(([, each]) => !each.readOnly);
    return Object.fromEntries(needed.map(([key, each]) => [key, filled(openapi, each, depth + 1)]));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return { string: "", integer: 0, number: 0, boolean: false, array: [], object: {} }[type] ?? null;
}

async function call(name, fields, authorization) {
  const form = { operation: name, path: {}, query: [], headers: {}, body: "" };
  if (authorization) form.headers.Authorization = authorization;
  for (const field of fields.querySelectorAll("[name]")) {
    const [where, key] = [field.name.slice(0, field.name.indexOf(":")), field.name.slice(field.name.indexOf(":") + 1)];
    if (where === "path") form.path[key] = field.value;
    else if (where === "query" && field.value) form.query.push([key, field.value]);
    else if (where === "header" && field.value) form.headers[key] = field.value;
    else if (where === "body") form.body = field.value;
  }
  const answer = await fetch("/try", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Preview-Token": token },
    body: JSON.stringify(form),
  });
  return answer.ok ? answer.json() : { problem: await answer.text() };
}

function shown(answer) {
  if (answer.problem) return [element("p", { class: "problem" }, answer.problem)];
  const head = element("p", { class: "answered" }, element("b", {}, `${answer.status} ${answer.reason}`), ` in ${answer.milliseconds} ms`);
  const verdict = element(
    "div",
    { class: "verdict", "data-verdict": answer.verdict },
    element("p", {}, element("b", {}, WORDS[answer.verdict])),
    answer.why ? element("p", {}, answer.why) : "",
    ...violations(answer)
  );
  return [head, verdict, answer.body ? element("pre", { tabindex: "0", "aria-label": "Body" }, pretty(answer.body)) : ""];
}

function violations({ violations: found, more }) {
  if (!found.length) return [];
  const items = found.map((each) => element("li", {}, element("p", {}, ...prose(each.message)), place(each)));
  return [element("ul", {}, ...items), more ? element("p", {}, `And ${more} more.`) : ""];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
