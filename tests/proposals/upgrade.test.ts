import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { config, useConfig } from '../../server/platform/config.ts'
import { logTo } from '../../server/platform/logger.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { store } from '../../server/platform/stored-files.ts'
import { Proposal, Submission } from '../../server/proposals/proposals.model.ts'
import { readProposal, readSealedText } from '../../server/proposals/proposals.read.service.ts'
import { listReceived } from '../../server/proposals/proposals.received.service.ts'
import { sealedText, sha256 } from '../../server/proposals/proposals.sealed.service.ts'
import { upgradeProposals } from '../../server/proposals/proposals.upgrade.service.ts'
import { newId } from '../../shared/platform/ids.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { dumpOfDatabase } from './dump.ts'
import { anAnswerableChallenge, openWith, readUndeclared } from './proposals.factory.ts'

useDatabase()
readUndeclared()
afterEach(releaseClock)

const supplier = actor('supplier', 'supplier')

/** A proposal as it was stored in plain form, submitted once with a file. */
async function aPlainProposal(challengeId: string) {
  const [proposalId, fileId, at] = [newId(), newId(), now()]
  const bytes = Buffer.from('PLAIN-file,1\n')
  await store(fileId, Readable.from([bytes]))
  const hash = createHash('sha256').update(bytes).digest('hex')
  const content = {
    summary: 'PLAIN-summary',
    outcomes: [{ outcomeId: 'fewer-falls', how: 'PLAIN-how' }],
    approach: 'PLAIN-approach',
    trl: 7,
    pilotPlan: 'PLAIN-plan',
    pilotPricePence: 4_995_000,
    scalePricePence: null,
    team: 'PLAIN-team',
    files: [{ id: fileId, name: 'PLAIN-name.csv', type: 'text/csv', size: bytes.length, sha256: hash }],
  }
  const ids = { challengeId, supplierId: 'supplier' }
  await Proposal.collection.insertOne({
    _id: proposalId,
    ...ids,
    supplierName: 'PLAIN-name',
    status: 'submitted',
    draft: content,
    revision: 4,
    savedAt: at,
    createdAt: at,
    version: 1,
    submittedRevision: 4,
  } as never)
  const hashed = sha256(sealedText({ ...ids, version: 1 }, content))
  await Submission.collection.insertOne({
    _id: newId(),
    proposalId,
    ...ids,
    version: 1,
    status: 'live',
    content,
    byUserId: 'u',
    reference: `FH-${newId()}`,
    receivedAt: at,
    sha256: hashed,
  } as never)
  return { proposalId, hashed }
}

it('encrypts what was plain, under the receipts that their suppliers hold, and again changes nothing', async () => {
  const challenge = await anAnswerableChallenge()
  const { proposalId, hashed } = await aPlainProposal(challenge._id)
  expect(await dumpOfDatabase()).toContain('PLAIN-')
  expect(await upgradeProposals()).toBe(1)
  expect(await dumpOfDatabase()).not.toContain('PLAIN-')
  expect(await upgradeProposals()).toBe(0)

  const own = await readProposal(supplier, proposalId)
  expect(own.draft).toMatchObject({ summary: 'PLAIN-summary', files: [{ name: 'PLAIN-name.csv' }] })
  expect(own.hasUnsubmittedChanges).toBe(false)
  expect(own.receipts[0]?.sha256).toBe(hashed)
  expect(sha256(await readSealedText(supplier, proposalId, 1))).toBe(hashed)

  const buyer = actor('authority', challenge.authorityId)
  freezeClock(new Date((challenge.timetable.respondBy?.getTime() ?? 0) + opensAfterMs))
  await openWith(challenge, buyer)
  const { received } = await listReceived(buyer, challenge._id)
  expect(received?.[0]?.content.approach).toBe('PLAIN-approach')
})

it('leaves alone, and names, what is not what its receipt says', async () => {
  const { _id } = await anAnswerableChallenge()
  const { proposalId } = await aPlainProposal(_id)
  await Submission.collection.updateOne({ proposalId } as never, { $set: { 'content.team': 'Others' } })
  const { _id: otherId } = await anAnswerableChallenge()
  const { proposalId: other } = await aPlainProposal(otherId)
  let logged = ''
  logTo({ write: (line) => void (logged += line) })
  useConfig({ ...config(), logLevel: 'error' })
  expect(await upgradeProposals()).toBe(1)
  logTo()
  expect(logged).toContain('is not what its receipt says')
  expect(logged).toContain(proposalId)
  expect((await readProposal(supplier, other)).draft.summary).toBe('PLAIN-summary')
  await Promise.all([Proposal, Submission].map((model) => model.collection.deleteMany({})))
})
