/** All of a byte stream as UTF-8 text; `undefined`, and no further reading, when it is over `maxBytes`. */
export async function readText(
  bytes: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('expected a stream of bytes');
    chunks.push(chunk);
    total += chunk.length;
    if (total > maxBytes) return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
