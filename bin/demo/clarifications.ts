import { newestChallenges } from '../../server/challenges/index.ts'
import { askPrivately, askQuestion, changeSettings, vote } from '../../server/clarifications/index.ts'
import { actorOf } from './organisations.ts'

const asker = 'farah.siddiqui@damson-sensing.example'
const officer = 'amina.rahman@blackburn-with-darwen.example'
const wanting = ['peter.clegg@warmwall.example', 'ifeoma.okafor@quayside-maps.example']
const shownQuestion = 'Will landlords be asked to let us in, or is that for the supplier to arrange?'
const privateQuestion = {
  text: 'Our sensor has a battery chemistry that we have not made public. Would a ten-year battery count towards the outcome on visits?',
  confidential: 'The chemistry is in a patent application that is published next spring.',
}

/**
 * Shows the ways in which questions go besides asking and answering: one that others want to know too, and
 * one with confidential parts that waits for a broker.
 */
export async function fillRoom(): Promise<void> {
  const damp = (await newestChallenges(20)).find(({ title }) => /damp and mould/i.test(title))
  if (!damp) return
  await changeSettings(await actorOf(officer), damp._id, { display: 'at-once', signOff: false })
  const shown = await askQuestion(await actorOf(asker), damp._id, shownQuestion)
  for (const supplier of wanting) await vote(await actorOf(supplier), shown.id, true)
  await askPrivately(await actorOf(asker), damp._id, privateQuestion)
}
