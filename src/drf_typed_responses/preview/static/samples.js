// The values with which the form of an operation begins: those that the document gives first.
import { resolved } from "./openapi.js";

const DEEPEST = 5;
// Values that the formats of the document accept.
const FORMATS = {
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  time: "12:00:00",
  email: "ada@example.org",
  uri: "https://example.org/",
  uuid: "c0ffee00-0000-4000-8000-000000000000",
};

// The first value of a body: its sample, or one made from its schema and the samples of the responses.
export function firstBody(openapi, media, operation) {
  const written = media.example ?? Object.values(media.examples ?? {})[0]?.value;
  return written !== undefined ? written : made(openapi, media.schema ?? {}, "", known(openapi, operation), 0);
}

// The documented value of a parameter; undefined if there is none.
export function firstValue(openapi, { example, examples = {}, schema = {} }) {
  const given = resolved(openapi, schema);
  return example ?? resolved(openapi, Object.values(examples)[0])?.value ?? stated(given) ?? resolved(openapi, given.items)?.enum?.[0];
}

function stated(schema) {
  return schema.example ?? schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.find((each) => each !== null);
}

// The values of attributes by name in the samples of the successful responses.
function known(openapi, operation) {
  const values = new Map();
  const learn = (value) => {
    if (Array.isArray(value)) return learn(value[0]);
    if (value === null || typeof value !== "object") return;
    for (const [name, each] of Object.entries(value)) if (!values.has(name)) values.set(name, each);
  };
  for (const [status, given] of Object.entries(operation.responses ?? {})) {
    if (!status.startsWith("2")) continue;
    for (const { example, examples = {} } of Object.values(resolved(openapi, given).content ?? {})) {
      learn(example ?? resolved(openapi, Object.values(examples)[0])?.value);
    }
  }
  return values;
}

function made(openapi, given, name, samples, depth) {
  const schema = resolved(openapi, given);
  if (depth > DEEPEST) return null;
  const value = stated(schema);
  if (value !== undefined) return value;
  const sample = samples.get(name);
  if (sample !== undefined && isOf(typeOf(schema), sample)) return sample;
  const arms = schema.allOf ?? schema.anyOf ?? schema.oneOf;
  if (arms) return made(openapi, arms[0], name, samples, depth + 1);
  if (schema.properties) return attributes(openapi, schema, samples, depth);
  if (schema.items && schema.minItems) return [made(openapi, schema.items, name, samples, depth + 1)];
  return { string: text(schema, name), integer: schema.minimum ?? 1, number: schema.minimum ?? 1, boolean: true, array: [], object: {} }[typeOf(schema)] ?? null;
}

// The required attributes, and those for which the document has a value.
function attributes(openapi, { properties, required = [] }, samples, depth) {
  const sent = Object.entries(properties).filter(([name, each]) => {
    const schema = resolved(openapi, each);
    if (each.readOnly || schema.readOnly) return false;
    const sample = samples.get(name);
    return required.includes(name) || stated(schema) !== undefined || (sample !== undefined && isOf(typeOf(schema), sample));
  });
  return Object.fromEntries(sent.map(([name, each]) => [name, made(openapi, each, name, samples, depth + 1)]));
}

function text(schema, name) {
  return FORMATS[schema.format] ?? (name || "text").padEnd(schema.minLength ?? 0, "x").slice(0, schema.maxLength);
}

function typeOf(schema) {
  return Array.isArray(schema.type) ? schema.type.find((each) => each !== "null") : schema.type;
}

function isOf(type, value) {
  if (Array.isArray(value)) return type === "array";
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}
