/** Nothing is stored smaller than this, in bytes, so that short drafts look alike. */
const smallest = 4096
/** How many bytes say how long the content is. */
export const lengthBytes = 8

/**
 * How long something of `length` bytes is made before it is encrypted, so that its size says little: at least 4 kB, and
 * above that one of few sizes, at most 12 % more than there is (Padmé: Nikitin and others, "Reducing Metadata Leakage
 * from Encrypted Files", PoPETs 2019).
 */
export function paddedLength(length: number): number {
  if (length <= smallest) return smallest
  const exponent = Math.floor(Math.log2(length))
  const kept = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - kept)
  return Math.ceil(length / step) * step
}

/** The length of the content, as it stands before it. */
export function lengthPrefix(length: number): Buffer {
  const prefix = Buffer.alloc(lengthBytes)
  prefix.writeBigUInt64BE(BigInt(length))
  return prefix
}
