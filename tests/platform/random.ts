/** Chance that the same seed brings about again. */
export interface Random {
  /** From 0 to less than 1. */
  next: () => number
  pick: <Item>(list: readonly Item[]) => Item
  /** Chance of its own for one part, so that what another part draws does not move it. */
  fork: (number: number) => Random
}

/** Mulberry32: small, and good enough to invent firms and to choose who is killed next. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    pick: (list) => {
      if (list.length === 0) throw new Error('Nothing to pick from')
      return list[Math.floor(next() * list.length)] as (typeof list)[number]
    },
    fork: (number) => randomFrom(Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(number + 1, 40_503)),
  }
}
