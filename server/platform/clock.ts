let offset = 0
let frozenAt: number | undefined

/** The only clock of the server and the workers; deadlines are compared with it and nothing else. */
export function now(): Date {
  return new Date(frozenAt ?? Date.now() + offset)
}

/** For tests: the clock stands at this instant until `releaseClock`. */
export function freezeClock(at: Date): void {
  frozenAt = at.getTime()
}

/** For tests, and for the seed, which tells the demonstration's history as it went: the clock goes on from this instant. */
export function setClock(at: Date): void {
  frozenAt = undefined
  offset = at.getTime() - Date.now()
}

/** Back to the machine's time. */
export function releaseClock(): void {
  frozenAt = undefined
  offset = 0
}
