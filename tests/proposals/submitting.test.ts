import mongoose from 'mongoose'
import { newestEvents } from '../../server/audit/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { ensureOpening } from '../../server/proposals/proposals.openings.service.ts'
import { readProposal } from '../../server/proposals/proposals.read.service.ts'
import { submitProposal, withdrawProposal } from '../../server/proposals/proposals.submit.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { actor, everybody } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { aCompleteDraft, anAnswerableChallenge, aSubmittedProposal, openWith } from './proposals.factory.ts'

useDatabase()

const { supplier, supplierViewer } = everybody
const colleague = actor('supplier', 'supplier', 'admin')

let challenge: ChallengeRecord
const deadline = () => challenge.timetable.respondBy as Date
beforeEach(async () => {
  challenge = await anAnswerableChallenge()
  await ensureOpening(challenge)
})
afterEach(releaseClock)

/** Has something happen after the next transaction was asked for, and before it reads. */
function beforeNextTransaction(meanwhile: () => Promise<unknown>): void {
  const { connection } = mongoose
  const begin = connection.transaction.bind(connection)
  connection.transaction = (async (...all: Parameters<typeof begin>) => {
    connection.transaction = begin
    await meanwhile()
    return begin(...all)
  }) as typeof begin
}

/** Has something happen inside the next transaction that keeps a submission, after it read and before it writes. */
function beforeNextReplacing(meanwhile: () => Promise<unknown>): void {
  const updateMany = Submission.updateMany.bind(Submission)
  Submission.updateMany = ((...all: Parameters<typeof updateMany>) => {
    Submission.updateMany = updateMany
    return meanwhile().then(() => updateMany(...all))
  }) as unknown as typeof updateMany
}

const kept = (proposalId: string) => Submission.find({ proposalId }).sort({ version: 1 }).lean()
const statuses = async (proposalId: string) => (await kept(proposalId)).map(({ status }) => status)

describe('submitting what stands already', () => {
  it('gives its receipt again, and leaves one submission and one event', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    const first = await submitProposal(supplier, id, revision)
    expect(await submitProposal(colleague, id, revision)).toEqual(first)
    expect(await statuses(id)).toEqual(['live'])
    const events = await newestEvents('proposal.submitted', 1000)
    expect(events.filter(({ subject }) => subject.id === id)).toHaveLength(1)
  })

  it('gives the same receipt to two whose requests cross, wherever they meet', async () => {
    for (const meet of [beforeNextTransaction, beforeNextReplacing]) {
      const who = actor('supplier', meet.name)
      const { id, revision } = await aCompleteDraft(who, challenge._id)
      const receipts: unknown[] = []
      meet(async () => receipts.push(await submitProposal(who, id, revision)))
      receipts.push(await submitProposal(who, id, revision))
      expect(receipts[1]).toEqual(receipts[0])
      expect(await statuses(id)).toEqual(['live'])
    }
  })
})

it('seals anew, as the next version, what a colleague submitted and took back meanwhile', async () => {
  const { id, revision } = await aCompleteDraft(supplier, challenge._id)
  beforeNextTransaction(async () => {
    await submitProposal(colleague, id, revision)
    await withdrawProposal(colleague, id)
  })
  expect(await submitProposal(supplier, id, revision)).toMatchObject({ version: 2 })
  expect(await statuses(id)).toEqual(['withdrawn', 'live'])
})

it('does not send again, unseen, what a colleague took back after it was checked', async () => {
  const { id, revision } = await aSubmittedProposal(supplier, challenge._id)
  await withdrawProposal(colleague, id)
  await expect(submitProposal(supplier, id, revision, 'submitted')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('was withdrawn after you checked it'),
  })
  expect(await statuses(id)).toEqual(['withdrawn'])
  await submitProposal(supplier, id, revision, 'withdrawn')
  expect(await statuses(id)).toEqual(['withdrawn', 'live'])
})

it('says in the receipt when it came and until when it could have', async () => {
  const { id, revision } = await aCompleteDraft(supplier, challenge._id)
  freezeClock(new Date(deadline().getTime() - 60_000))
  expect(await submitProposal(supplier, id, revision)).toMatchObject({
    receivedAt: now().toISOString(),
    deadline: deadline().toISOString(),
  })
})

describe('who may', () => {
  it('submit: not an organisation that no broker has confirmed; its draft is kept', async () => {
    const { id, revision } = await aCompleteDraft(everybody.unconfirmed, challenge._id)
    await expect(submitProposal(everybody.unconfirmed, id, revision)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('confirm your organisation'),
    })
    expect((await readProposal(everybody.unconfirmed, id)).draft.team).toBe('CANARY-team')
    expect(await kept(id)).toEqual([])
  })

  it('submit and take back: not a viewer', async () => {
    const { id, revision } = await aSubmittedProposal(supplier, challenge._id)
    await expect(submitProposal(supplierViewer, id, revision)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(withdrawProposal(supplierViewer, id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await statuses(id)).toEqual(['live'])
  })
})

describe('a request that came in time and is done after the opening', () => {
  const opened = async () => {
    freezeClock(new Date(deadline().getTime() + opensAfterMs))
    await openWith(challenge, actor('authority', challenge.authorityId))
  }
  const late = { code: 'too-late', message: expect.stringContaining('were opened before') }

  it('leaves no submission that nobody opened', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    freezeClock(deadline())
    beforeNextTransaction(opened)
    await expect(submitProposal(supplier, id, revision)).rejects.toMatchObject(late)
    expect(await kept(id)).toEqual([])
  })

  it('takes back nothing that was opened', async () => {
    const { id } = await aSubmittedProposal(supplier, challenge._id)
    freezeClock(deadline())
    beforeNextTransaction(opened)
    await expect(withdrawProposal(supplier, id)).rejects.toMatchObject(late)
    expect(await statuses(id)).toEqual(['live'])
  })
})
