const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * A letter for a supplier within one challenge, drawn at random from those that nobody has: the order in which
 * suppliers ask must not show. After 26, two letters; after 702, three.
 * @param random a number from 0 up to but not including 1
 */
export function drawLetter(taken: ReadonlySet<string>, random: () => number): string {
  for (let length = 1; ; length += 1) {
    const free = combinations(length).filter((name) => !taken.has(name))
    const drawn = free[Math.floor(random() * free.length)]
    if (drawn) return drawn
  }
}

function combinations(length: number): string[] {
  if (length === 1) return [...letters]
  return combinations(length - 1).flatMap((start) => [...letters].map((letter) => start + letter))
}
