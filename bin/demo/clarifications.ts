import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newestChallenges } from '../../server/challenges/index.ts'
import {
  askPrivately,
  askQuestion,
  askSignOff,
  attachToDraft,
  changeSettings,
  correctAnswer,
  readLog,
  setTopics,
  vote,
} from '../../server/clarifications/index.ts'
import { makeCalendar, muteChallenge } from '../../server/notifications/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { actorOf } from './organisations.ts'

const asker = 'farah.siddiqui@damson-sensing.example'
const officer = 'amina.rahman@blackburn-with-darwen.example'
const wanting = ['peter.clegg@warmwall.example', 'ifeoma.okafor@quayside-maps.example']
const shownQuestion = 'Will landlords be asked to let us in, or is that for the supplier to arrange?'
const privateQuestion = {
  text: 'Our sensor has a battery chemistry that we have not made public. Would a ten-year battery count towards the outcome on visits?',
  confidential: 'The chemistry is in a patent application that is published next spring.',
}
const correction = {
  text: 'Simple repairs may be part of the pilot if the landlord agrees in writing and the cost is in your price, up to £400 a home. Please say how you would show that the repair, and not the weather, made the difference. The table says what repairs cost us last year.',
  why: 'Several firms need a limit to price by. It is the same for everybody.',
}
const repairs = 'repair,homes,usual cost in pounds\nfan,42,180\ngutter,31,240\nvent,57,95\n'

/**
 * Shows the ways in which questions go besides asking and answering: one that others want to know too, one with
 * confidential parts that waits for a broker, a corrected answer with a file, and one that waits for a sign-off.
 */
export async function fillRoom(): Promise<void> {
  const newest = await newestChallenges(20)
  const damp = newest.find(({ title }) => /damp and mould/i.test(title))
  if (damp) await fillDamp(damp)
  const rural = newest.find(({ authorityName }) => authorityName.startsWith('Monmouthshire'))
  if (rural) await askForSignOff(rural)
  await keepQuiet(newest.find(({ title }) => /without a driveway|driveway/i.test(title)))
}

async function fillDamp(damp: ChallengeRecord): Promise<void> {
  const leading = await actorOf(officer)
  await changeSettings(leading, damp._id, { display: 'at-once', signOff: false })
  const shown = await askQuestion(await actorOf(asker), damp._id, shownQuestion, undefined, 'constraints')
  for (const supplier of wanting) await vote(await actorOf(supplier), shown.id, true)
  await askPrivately(await actorOf(asker), damp._id, privateQuestion)
  const { answered, waiting } = await readLog(leading, damp._id)
  await setTopics(leading, shown.id, { part: 'constraints', tags: ['access to homes'] })
  for (const { id, text } of waiting)
    if (text.includes('broadband'))
      await setTopics(leading, id, { part: 'dataAvailable', tags: ['connections'] })
  for (const { id, text } of answered) {
    if (!text.includes('repairs')) continue
    const part = damp.outcomes[0] ? `outcomes.${damp.outcomes[0].id}` : ''
    await setTopics(leading, id, { part, tags: ['repairs', 'money'] })
    await correctWithFile(id)
  }
}

async function correctWithFile(questionId: string): Promise<void> {
  const leading = await actorOf(officer)
  const folder = await mkdtemp(join(tmpdir(), 'foothold-demo-'))
  try {
    const path = join(folder, 'repairs')
    await writeFile(path, repairs)
    const { size } = await stat(path)
    const file = { originalname: 'repairs-last-year.csv', path, size } as Express.Multer.File
    const fileIds = (await attachToDraft(leading, questionId, [file])).map(({ id }) => id)
    await correctAnswer(leading, questionId, { ...correction, fileIds })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Carys wrote an answer; Rhys, as whom people sign in, finds it to sign off. */
async function askForSignOff(rural: ChallengeRecord): Promise<void> {
  const writer = await actorOf('carys.jenkins@monmouthshire.example')
  await changeSettings(writer, rural._id, { display: 'with-answer', signOff: true })
  const [question] = (await readLog(writer, rural._id)).waiting
  if (!question) return
  const text = 'Yes: each surgery has a social prescriber who may, once the patient has agreed in writing.'
  await askSignOff(writer, question.id, { text, why: '' })
}

/** A supplier that wants to hear no more of one challenge, and has the dates of the others in a calendar. */
async function keepQuiet(muted: ChallengeRecord | undefined): Promise<void> {
  const supplier = await actorOf(asker)
  if (muted) await muteChallenge(supplier, muted._id)
  await makeCalendar(supplier)
}
