// The form that calls an operation of the served project, and what the contract says of the answer.
import { breakable, element, place } from "./panels.js";

const token = document.querySelector('meta[name="preview-token"]').content;
const api = document.querySelector('meta[name="preview-api"]').content;
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
const WORDS = {
  valid: "The answer keeps the contract",
  additive: "The answer has attributes that are not documented",
  broken: "The answer breaks the contract",
  unchecked: "The answer was not checked",
};

export function startTrying(panel) {
  const select = element("select", { id: "try-operation" });
  const fields = element("div", { id: "try-fields" });
  const credentials = element("input", { id: "try-authorization", autocomplete: "off", spellcheck: "false", placeholder: "Token …" });
  const send = element("button", { type: "submit", class: "send" }, "Send");
  const answer = element("div", { id: "try-answer", role: "status" });
  const form = element(
    "form",
    {},
    labelled("Operation", select),
    labelled("Authorization", credentials),
    fields,
    send
  );
  const without = element("p", { class: "empty" }, "Start ", element("code", {}, "apidocs watch --api http://127.0.0.1:8000"), " with the address where the project is served, and call it from here.");
  const target = element("p", { class: "against" }, "Calls ", element("code", {}, api));
  panel.append(element("h2", {}, "Try it"), ...(api ? [target, form, answer] : [without]));
  let openapi = null;
  let sources = {};
  const kept = new Map(); // what was typed, by the name of the field

  const redraw = () => {
    for (const field of fields.querySelectorAll("[name]")) kept.set(field.name, field.value);
    fields.replaceChildren(...inputs(openapi, select.value, kept), source(sources[select.value]));
  };
  select.addEventListener("change", () => {
    answer.replaceChildren();
    redraw();
  });
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
    use(document_, places) {
      openapi = document_;
      sources = places;
      const before = select.value;
      select.replaceChildren(...groups(openapi));
      if ([...select.options].some((option) => option.value === before)) select.value = before;
      redraw();
    },
  };
}

function labelled(text, input, hint = "") {
  const label = element("label", {}, element("span", {}, text), input);
  if (hint) label.append(element("small", {}, hint));
  return label;
}

function source(where) {
  return where?.place ? element("p", { class: "written" }, "Written in ", place(where)) : "";
}

function groups(openapi) {
  const byTag = new Map();
  for (const [path, entry] of Object.entries(openapi.paths ?? {})) {
    for (const method of METHODS.filter((name) => entry[name])) {
      const operation = entry[method];
      const name = `${method.toUpperCase()} ${path}`;
      const option = element("option", { value: name }, `${method.toUpperCase()}  ${operation.summary ?? path}`);
      const tag = operation.tags?.[0] ?? "Operations";
      byTag.set(tag, [...(byTag.get(tag) ?? []), option]);
    }
  }
  return [...byTag].map(([tag, options]) => element("optgroup", { label: tag }, ...options));
}

function inputs(openapi, name, kept) {
  const [method, path] = name.split(" ");
  const entry = openapi?.paths?.[path];
  if (!entry) return [];
  const operation = entry[method.toLowerCase()];
  const parameters = [...(entry.parameters ?? []), ...(operation.parameters ?? [])].map((each) => resolved(openapi, each));
  const fields = parameters.filter((each) => ["path", "query", "header"].includes(each.in)).map((each) => parameter(openapi, each, kept));
  const body = jsonOf(resolved(openapi, operation.requestBody ?? {}).content);
  if (body) fields.push(bodyField(openapi, body, name, kept));
  return [element("p", { class: "target" }, element("code", {}, ...breakable(`${method} ${path}`))), ...fields];
}

function parameter(openapi, { name, in: where, required, description, schema = {}, example }, kept) {
  const id = `${where}:${name}`;
  const value = kept.get(id) ?? example ?? schema.default ?? "";
  const choices = resolved(openapi, schema).enum;
  const input = choices
    ? element("select", { name: id }, element("option", { value: "" }, ""), ...choices.map((each) => element("option", { value: each }, String(each))))
    : element("input", { name: id, value: String(value), required: where === "path" || required, autocomplete: "off", spellcheck: "false" });
  if (choices) input.value = String(value);
  return labelled(required ? name : `${name} (optional)`, input, description);
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

function resolved(openapi, value) {
  for (let depth = 0; value?.$ref && depth < 10; depth += 1) {
    value = value.$ref.slice(2).split("/").reduce((at, key) => at?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], openapi) ?? {};
  }
  return value;
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

async function call(operation, fields, authorization) {
  const form = { operation, path: {}, query: [], headers: {}, body: "" };
  if (authorization) form.headers.Authorization = authorization;
  for (const { name, value } of fields.querySelectorAll("[name]")) {
    const [where, key] = [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
    if (where === "path") form.path[key] = value;
    else if (where === "query" && value) form.query.push([key, value]);
    else if (where === "header" && value) form.headers[key] = value;
    else if (where === "body") form.body = value;
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
  const verdict = element("div", { class: "verdict", "data-verdict": answer.verdict }, element("p", {}, element("b", {}, WORDS[answer.verdict])), answer.why ? element("p", {}, answer.why) : "", ...mistakes(answer));
  return [head, verdict, answer.body ? element("pre", { tabindex: "0", "aria-label": "Body" }, pretty(answer.body)) : ""];
}

function mistakes({ mistakes: found, more }) {
  if (!found.length) return [];
  const items = found.map((each) => element("li", {}, element("span", {}, each.message), place(each)));
  return [element("ul", {}, ...items), more ? element("p", {}, `And ${more} more.`) : ""];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
