import mongoose from 'mongoose'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { attachFiles } from '../../server/proposals/proposals.files.service.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import { Submission, type SubmissionRecord } from '../../server/proposals/proposals.model.ts'
import { checkOpened, listUnchecked } from '../../server/proposals/proposals.openings.check.service.ts'
import { findOpening } from '../../server/proposals/proposals.openings.service.ts'
import { openAsSupplier, sealSubmission } from '../../server/proposals/proposals.sealed.service.ts'
import { readOpening } from '../../server/proposals/proposals.openings.read.service.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor, everybody } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { anUpload } from '../platform/uploaded.ts'
import { anAnswerableChallenge, completeDraft, openWith } from './proposals.factory.ts'

useDatabase()
afterEach(releaseClock)

const files = () => mongoose.connection.collection('files.chunks')

async function aProposalWithFile(name: string, challengeId: string): Promise<string> {
  const supplier = actor('supplier', name)
  const { id } = await startProposal(supplier, challengeId)
  const [file] = await attachFiles(supplier, id, [await anUpload(`${name}.txt`, `plan of ${name}`)])
  const { revision } = await saveDraft(supplier, id, completeDraft(1))
  await submitProposal(supplier, id, revision)
  return file?.id ?? ''
}

/** Puts other words in the place of what was submitted, sealed as well as the first. */
async function sealAnew(submission: SubmissionRecord): Promise<void> {
  const { content, receipt } = await openAsSupplier(submission)
  const { publicKey } = (await findOpening(submission.challengeId)) ?? {}
  if (!publicKey) throw new Error('There is no key')
  const other = { content: { ...content, team: 'Others' }, receipt }
  const sealed = await sealSubmission(submission, other, publicKey)
  await Submission.updateOne({ _id: submission._id }, { $set: sealed as never })
}

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)
const checkOf = async () => (await readOpening(buyer(), challenge._id)).check

async function opened(...names: string[]): Promise<string[]> {
  challenge = await anAnswerableChallenge()
  const ids: string[] = []
  for (const name of names) ids.push(await aProposalWithFile(name, challenge._id))
  freezeClock(new Date((challenge.timetable.respondBy as Date).getTime() + opensAfterMs))
  await openWith(challenge, buyer())
  return ids
}

describe('the check of what was opened', () => {
  it('opens everything once, says how far it is, and finds all of it as it was sealed', async () => {
    await opened('one', 'two', 'three')
    expect(await checkOf()).toBeNull()
    await checkOpened(challenge._id)
    expect(await checkOf()).toMatchObject({ total: 3, done: 3, broken: [], endedAt: expect.any(Date) })
    expect((await readOpening(everybody.broker, challenge._id)).check).toBeNull()
  })

  it('names those of which a file was changed or is gone, the words come from elsewhere, or are none', async () => {
    const [changed, gone] = await opened('one', 'two', 'three', 'four', 'five', 'six', 'seven')
    const inOrder = await Submission.find({ challengeId: challenge._id })
      .sort({ receivedAt: 1, _id: 1 })
      .lean()
    const bySupplier = (name: string) => inOrder.find(({ supplierId }) => supplierId === name)
    const [chunk] = await files()
      .find({ files_id: changed as never })
      .toArray()
    const data: unknown = chunk?.['data']
    if (!(data instanceof mongoose.mongo.Binary)) throw new Error('The file has no bytes')
    const bytes = Buffer.from(data.buffer)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await files().updateOne({ files_id: changed as never }, { $set: { data: bytes } })
    await mongoose.connection.collection('files.files').deleteOne({ _id: gone as never })
    const { envelope } = bySupplier('four') ?? {}
    await Submission.updateOne({ _id: String(bySupplier('three')?._id) }, { $set: { envelope } as never })
    // Taken out of the record, or something that is no bytes in its place.
    const places = [{ $unset: { envelope: '' } }, { $set: { openingKeyed: 'words' } }]
    for (const [index, name] of ['five', 'six'].entries())
      await Submission.collection.updateOne({ _id: bySupplier(name)?._id as never }, places[index] as never)
    // Whoever has every key can seal other words; the receipt in there still says what was submitted.
    await sealAnew(bySupplier('seven') as SubmissionRecord)
    await checkOpened(challenge._id)
    const broken = ['one', 'two', 'three', 'five', 'six', 'seven']
      .map((name) => bySupplier(name)?.reference)
      .toSorted()
    expect(await checkOf()).toMatchObject({ total: 7, done: 7, broken })
  })

  it('goes on where it broke off, and is asked for again when it stands still', async () => {
    await opened('one', 'two', 'three')
    expect(await listUnchecked()).toEqual([])
    freezeClock(new Date((challenge.timetable.respondBy as Date).getTime() + 10 * opensAfterMs))
    expect(await listUnchecked()).toEqual([{ challengeId: challenge._id, done: 0 }])
    const [first] = await Submission.find({ challengeId: challenge._id }).sort({ reference: 1 }).lean()
    const at = new Date((challenge.timetable.respondBy as Date).getTime())
    const check = { total: 3, done: 1, last: String(first?.reference), broken: ['SAID'], at, endedAt: null }
    await Opening.updateOne({ _id: challenge._id }, { $set: { check } })
    expect(await listUnchecked()).toEqual([{ challengeId: challenge._id, done: 1 }])
    await checkOpened(challenge._id)
    expect(await checkOf()).toMatchObject({ total: 3, done: 3, broken: ['SAID'] })
    expect(await listUnchecked()).toEqual([])
  })

  it('does nothing before the opening', async () => {
    challenge = await anAnswerableChallenge()
    await aProposalWithFile('one', challenge._id)
    await checkOpened(challenge._id)
    expect(await checkOf()).toBeNull()
  })
})
