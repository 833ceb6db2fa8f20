import { AppError } from './errors.ts'

const againAfter = 30

/** Does what it is handed one after the other: what fails holds up nothing that comes after it. */
function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}

/**
 * Does work that anybody can ask for one after the other. It throws AppError busy while as many as `most` wait, with
 * these words; never for work that is always taken.
 */
export function oneOfFew(
  most: number,
  words: string,
): <Result>(work: () => Promise<Result>, isAlwaysTaken?: boolean) => Promise<Result> {
  const inTurn = oneAtATime()
  let waiting = 0
  return (work, isAlwaysTaken = false) => {
    if (waiting >= most && !isAlwaysTaken) throw new AppError('busy', words, {}, againAfter)
    waiting += 1
    return inTurn(work).finally(() => (waiting -= 1))
  }
}
