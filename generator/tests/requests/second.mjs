// The second judge: what swagger-client makes of the same arguments. It prints one request a line, and judges nothing.
//
//     node second.mjs DOCUMENT.json CASES.jsonl

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The package is where the command has put it, not beside this file.
const { default: SwaggerClient } = await import(
  pathToFileURL(createRequire(`${process.cwd()}/`).resolve("swagger-client"))
);

const [document, cases] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(document, "utf8"));
const names = new Map();
for (const [path, item] of Object.entries(spec.paths ?? {})) {
  for (const method of ["get", "put", "post", "delete", "options", "head", "patch", "trace"]) {
    if (item?.[method]) {
      item[method].operationId = `operation${names.size}`;
      names.set(`${method.toUpperCase()} ${path}`, [path, method, item[method].operationId]);
    }
  }
}

const resolved = new Map();
const resolve = async (key) => {
  const [path] = names.get(key);
  if (!resolved.has(path)) {
    const { spec: item } = await SwaggerClient.resolveSubtree(spec, ["paths", path], { skipNormalization: true });
    resolved.set(path, item);
  }
  return resolved.get(path);
};

const request = async ({ operation, arguments: values, body, none }) => {
  if (none !== undefined || !names.has(operation)) return {};
  const [path, method, operationId] = names.get(operation);
  const item = await resolve(operation);
  // A parameter of the path item counts unless the operation has it as well.
  const own = item[method].parameters ?? [];
  const isOwn = (one) => own.some((other) => other.name === one.name && other.in === one.in);
  const parameters = [...own, ...(item.parameters ?? []).filter((one) => !isOwn(one))];
  const plain = { ...spec, security: [], paths: { [path]: { [method]: { ...item[method], parameters, security: [] } } } };
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

for (const line of readFileSync(cases, "utf8").split("\n").filter(Boolean)) {
  let made;
  try {
    made = await request(JSON.parse(line));
  } catch (error) {
    made = { error: String(error.message ?? error).split("\n")[0] };
  }
  console.log(JSON.stringify(made));
}
