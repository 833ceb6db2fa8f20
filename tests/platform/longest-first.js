import Sequencer from '@jest/test-sequencer'

// What takes longest begins first, also on a machine that has never run the tests: else the run waits for the
// last long file with one core idle. The first journey loads the demonstration, and all others wait for it to have
// done so: what takes long and needs none of it goes before them.
const longFirst = [
  /journeys\/main-job/,
  /platform\/start\.test/,
  /audit\/outbox|proposals\/canary/,
  /journeys\//,
  /\.browser\.test/,
  /official/,
  /\.pages\.test|identity\/|matching\.worker/,
]

/** @param {{ path: string }} test */
const rank = ({ path }) => {
  const found = longFirst.findIndex((pattern) => pattern.test(path))
  return found < 0 ? longFirst.length : found
}

/** Jest asks for a class here. */
export default class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    return tests.toSorted((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))
  }
}
