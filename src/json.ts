export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads untrusted JSON text as an object. `undefined` when it is not JSON or not an object: the
 * caller knows what was expected and says so; this never echoes the text. A `__proto__` key is
 * dropped, so that no later spread or assign can meet it.
 */
export function readJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text, (key, inner) =>
      key === '__proto__' ? undefined : inner,
    );
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string at `key`; `undefined` when it is absent, empty or anything else. */
export function readString(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
