import { newestChallenges } from '../../server/challenges/index.ts'
import { askPrivately } from '../../server/clarifications/index.ts'
import { actorOf } from './organisations.ts'

const asker = 'farah.siddiqui@damson-sensing.example'
const privateQuestion = {
  text: 'Our sensor has a battery chemistry that we have not made public. Would a ten-year battery count towards the outcome on visits?',
  confidential: 'The chemistry is in a patent application that is published next spring.',
}

/**
 * Shows the ways in which questions go besides asking and answering: one with confidential parts waits for a
 * broker.
 */
export async function fillRoom(): Promise<void> {
  const damp = (await newestChallenges(20)).find(({ title }) => /damp and mould/i.test(title))
  if (damp) await askPrivately(await actorOf(asker), damp._id, privateQuestion)
}
