// The body of a request in the form: JSON in a text area, or a field for each attribute of a form.
import { element, labelled } from "./dom.js";
import { resolved } from "./openapi.js";
import { firstBody } from "./samples.js";
import { base64 } from "./security.js";

const FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"];

// The fields of the body of an operation, with the values of `kept` by their names.
export function bodyFields(openapi, { name, operation }, kept) {
  const content = resolved(openapi, operation.requestBody ?? {}).content ?? {};
  const form = FORMS.map((type) => content[type]).find(Boolean);
  const json = content[Object.keys(content).find((type) => type.includes("json"))];
  if (form && (!json || attributesOf(openapi, form).some((each) => each.isFile))) {
    const first = firstBody(openapi, form, operation) ?? {};
    return attributesOf(openapi, form).map((each) => field(each, first[each.name], kept));
  }
  if (!json) return [];
  const id = `body:${name}`;
  const area = element("textarea", { name: id, rows: 8, spellcheck: "false" });
  area.value = kept.get(id) ?? JSON.stringify(firstBody(openapi, json, operation), null, 2);
  return [labelled("Body", area)];
}

// The values of a field as the form sends them: texts, and files with their content.
export async function sentValues(field) {
  if (field.type !== "file") return field.value === "" ? [] : [field.value];
  return Promise.all(
    [...field.files].map(async (file) => ({
      name: file.name,
      type: file.type || "application/octet-stream",
      content: base64(new Uint8Array(await file.arrayBuffer())),
    }))
  );
}

function attributesOf(openapi, { schema = {} }) {
  const { properties = {}, required = [] } = resolved(openapi, schema);
  return Object.entries(properties)
    .map(([name, each]) => ({ name, schema: resolved(openapi, each), isNeeded: required.includes(name) }))
    .filter((each) => !each.schema.readOnly)
    .map((each) => ({ ...each, isFile: isFile(each.schema) || isFile(resolved(openapi, each.schema.items ?? {})) }));
}

function isFile(schema) {
  return schema.format === "binary" || schema.contentMediaType !== undefined;
}

function field({ name, schema, isNeeded, isFile }, first, kept) {
  const id = `field:${name}`;
  const label = isNeeded ? name : `${name} (optional)`;
  if (isFile) return labelled(label, element("input", { name: id, type: "file", multiple: schema.type === "array", required: isNeeded }), schema.description);
  const value = kept.get(id) ?? (typeof first === "string" ? first : first === undefined ? "" : JSON.stringify(first));
  return labelled(label, element("input", { name: id, value, required: isNeeded, autocomplete: "off", spellcheck: "false" }), schema.description);
}
