/**
 * Bytes as the database gives them, which is not always as a Buffer. Where somebody took them out of a record, or put
 * something else there, they are none: then whoever reads them finds that they open nothing.
 */
export function asBuffer(bytes: unknown): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes
  const inner = (bytes as { buffer?: unknown } | null | undefined)?.buffer
  return inner instanceof Uint8Array || inner instanceof ArrayBuffer
    ? Buffer.from(inner as Uint8Array)
    : Buffer.alloc(0)
}
