// The second judge: what swagger-client makes of the same arguments, and the parts that Node's `fetch` reads in a body of parts.
// It prints one request a line, and judges nothing.
//
//     node second.mjs DOCUMENT.json CASES.jsonl REQUESTS.jsonl

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The package is where the command has put it, not beside this file.
const { default: SwaggerClient } = await import(
  pathToFileURL(createRequire(`${process.cwd()}/`).resolve("swagger-client"))
);

const [document, cases, requests] = process.argv.slice(2);
const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean);
const spec = JSON.parse(readFileSync(document, "utf8"));
const names = new Map();
for (const path of Object.keys(spec.paths ?? {})) {
  const item = spec.paths[path];
  for (const method of ["get", "put", "post", "delete", "options", "head", "patch", "trace"]) {
    if (item[method]) {
      item[method].operationId = `operation${names.size}`;
      names.set(`${method.toUpperCase()} ${path}`, [path, method, item[method].operationId]);
    }
  }
}

// What a reference stands for. What is inside schemas has no bearing on how a value is written, so it is not followed.
const follow = (node) => {
  for (let steps = 0; typeof node?.$ref === "string" && steps < 50; steps += 1) {
    const names = node.$ref.split("/").slice(1);
    node = names.reduce((at, name) => at?.[decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~")], spec);
  }
  return node;
};
const typed = (node) => (node?.schema ? { ...node, schema: follow(node.schema) } : node);
const parametersOf = (node) => (node.parameters ?? []).map((one) => typed(follow(one)));
const bodyOf = ({ requestBody }) => {
  const body = follow(requestBody);
  const content = Object.entries(body?.content ?? {}).map(([name, one]) => [name, typed(follow(one))]);
  return body && { ...body, content: Object.fromEntries(content) };
};

const request = ({ operation, arguments: values, body, none }) => {
  if (none !== undefined || !names.has(operation)) return {};
  const [path, method, operationId] = names.get(operation);
  const item = spec.paths[path];
  // A parameter of the path item counts unless the operation has it as well.
  const own = parametersOf(item[method]);
  const isOwn = (one) => own.some((other) => other.name === one.name && other.in === one.in);
  const parameters = [...own, ...parametersOf(item).filter((one) => !isOwn(one))];
  const whole = { ...item[method], parameters, requestBody: bodyOf(item[method]), security: [] };
  const plain = { ...spec, security: [], paths: { [path]: { [method]: whole } } };
  const made = SwaggerClient.buildRequest({
    spec: plain,
    operationId,
    server: spec.servers[0].url,
    parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replace(" ", "."), value])),
    requestBody: body?.value,
    requestContentType: body?.media_type,
  });
  const text = typeof made.body === "string" ? made.body : made.body === undefined ? undefined : JSON.stringify(made.body);
  return { url: made.url, method: made.method, headers: made.headers, body: text };
};

// Name and content (in base64) of each part of a form; nothing for other bodies.
const partsOf = async ({ headers, body }) => {
  const contentType = (headers ?? []).find(([name]) => name === "content-type")?.[1] ?? "";
  if (!contentType.startsWith("multipart/form-data")) return {};
  const form = await new Response(Buffer.from(body, "base64"), { headers: { "content-type": contentType } }).formData();
  const parts = [...form].map(async ([name, value]) => {
    const content = typeof value === "string" ? value : await value.arrayBuffer();
    return [name, Buffer.from(content).toString("base64")];
  });
  return { parts: await Promise.all(parts) };
};

const made = lines(requests);
for (const [index, line] of lines(cases).entries()) {
  const attempt = async (what) => {
    try {
      return await what();
    } catch (error) {
      return { error: String(error.message ?? error).split("\n")[0] };
    }
  };
  const theirs = await attempt(() => request(JSON.parse(line)));
  const { parts, error } = await attempt(() => partsOf(JSON.parse(made[index])));
  console.log(JSON.stringify({ ...theirs, parts, unreadable: error }));
}
