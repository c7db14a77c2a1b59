// The documented security schemes as fields of the form, and the headers and parameters they send.
import { element, labelled } from "./dom.js";
import { resolved } from "./openapi.js";

// Without a documented scheme, the whole header Authorization is one field.
const ANY = { type: "apiKey", in: "header", name: "Authorization" };
const HINTS = { basic: "name:password", bearer: "Sent as Bearer and this token." };

// The fields of an operation, with the values of `kept` by their names.
export function securityFields(openapi, operation, kept) {
  return Object.entries(schemesOf(openapi, operation)).map(([name, scheme]) => {
    const id = `security:${name}`;
    const field = element("input", { name: id, value: kept.get(id) ?? "", autocomplete: "off", spellcheck: "false" });
    return labelled(name, field, scheme.description ?? HINTS[kindOf(scheme)] ?? `Sent as ${scheme.in} ${scheme.name}.`);
  });
}

// Adds what the filled fields send to a form.
export function authorize(form, openapi, operation, valueOf) {
  for (const [name, scheme] of Object.entries(schemesOf(openapi, operation))) {
    const value = valueOf(`security:${name}`);
    if (!value) continue;
    if (kindOf(scheme) === "basic") form.headers.Authorization = `Basic ${base64(new TextEncoder().encode(value))}`;
    else if (kindOf(scheme) === "bearer") form.headers.Authorization = `Bearer ${value}`;
    else if (scheme.in === "query") form.query.push([scheme.name, value]);
    else if (scheme.in === "cookie") addCookie(form, scheme.name, value);
    else form.headers[scheme.name] = value;
  }
}

export function addCookie(form, name, value) {
  const others = form.headers.Cookie ? `${form.headers.Cookie}; ` : "";
  form.headers.Cookie = `${others}${name}=${value}`;
}

export function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function schemesOf(openapi, operation) {
  const schemes = openapi.components?.securitySchemes ?? {};
  if (!Object.keys(schemes).length) return { Authorization: ANY };
  const names = (operation.security ?? openapi.security ?? []).flatMap((each) => Object.keys(each));
  return Object.fromEntries([...new Set(names)].map((name) => [name, resolved(openapi, schemes[name]) ?? ANY]));
}

function kindOf({ type, scheme = "" }) {
  if (type === "http") return scheme.toLowerCase() === "basic" ? "basic" : "bearer";
  return type === "apiKey" ? "key" : "bearer";
}
