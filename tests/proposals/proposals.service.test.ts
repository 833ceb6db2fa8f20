import { createHash } from 'node:crypto'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { readProposal, readSealedText } from '../../server/proposals/proposals.read.service.ts'
import { listReceived, readReceived } from '../../server/proposals/proposals.received.service.ts'
import { listOwnProposals, saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { submitProposal, withdrawProposal } from '../../server/proposals/proposals.submit.service.ts'
import { EventRecord } from '../../server/audit/audit.model.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { actor, everybody, type Who } from '../platform/actors.ts'
import { beforeMaking } from '../platform/in-between.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/app.ts'
import {
  aCompleteDraft,
  anAnswerableChallenge,
  aSubmittedProposal,
  completeDraft,
  openWith,
  readUndeclared,
} from './proposals.factory.ts'

const supplier = actor('supplier', 'supplier')
const colleague = actor('supplier', 'supplier', 'admin')

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)
const respondBy = () => challenge.timetable.respondBy as Date
const afterDeadline = () => new Date(respondBy().getTime() + 1)
const whenOpenable = () => new Date(respondBy().getTime() + opensAfterMs)

beforeAll(() => startTestDatabase())
readUndeclared()
afterAll(stopTestDatabase)
beforeEach(async () => {
  challenge = await anAnswerableChallenge()
})
afterEach(releaseClock)

describe('drafting', () => {
  it('gives a supplier one proposal for a challenge, however often it starts', async () => {
    const first = await startProposal(supplier, challenge._id)
    const second = await startProposal(colleague, challenge._id)
    expect(second).toEqual({ id: first.id, isNew: false })
  })

  it('keeps what is incomplete, and says what is missing', async () => {
    const { id } = await startProposal(supplier, challenge._id)
    await saveDraft(supplier, id, completeDraft(0, { approach: '', pilotPrice: '' }))
    const { draft, missing } = await readProposal(supplier, id)
    expect(draft.summary).toContain('CANARY')
    expect(Object.keys(missing)).toEqual(['approach', 'pilotPrice'])
  })

  it('tells two colleagues that they type over each other, and keeps what was saved first', async () => {
    const { id } = await startProposal(supplier, challenge._id)
    await saveDraft(supplier, id, completeDraft(0, { team: 'first' }))
    await expect(saveDraft(colleague, id, completeDraft(0, { team: 'second' }))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await readProposal(supplier, id)).draft.team).toBe('first')
  })

  it.each(Object.keys(everybody).filter((who) => !who.startsWith('supplier')) as Who[])(
    'does not exist for %s',
    async (who) => {
      const { id } = await aSubmittedProposal(supplier, challenge._id)
      await expect(readProposal(everybody[who], id)).rejects.toMatchObject({ code: 'not-found' })
      await expect(saveDraft(everybody[who], id, completeDraft(1))).rejects.toMatchObject({
        code: 'not-found',
      })
      await expect(submitProposal(everybody[who], id, 1)).rejects.toMatchObject({ code: 'not-found' })
      await expect(withdrawProposal(everybody[who], id)).rejects.toMatchObject({ code: 'not-found' })
    },
  )
})

describe('submitting', () => {
  it('gives a receipt whose SHA-256 anybody can make again from the download', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    const receipt = await submitProposal(supplier, id, revision)
    const text = await readSealedText(supplier, id, 1)
    expect(createHash('sha256').update(text).digest('hex')).toBe(receipt.sha256)
    expect(receipt.reference).toMatch(/^FH-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(text).toContain('CANARY-approach')
  })

  it('refuses an incomplete draft, naming each part', async () => {
    const { id } = await startProposal(supplier, challenge._id)
    await expect(submitProposal(supplier, id, 0)).rejects.toMatchObject({
      code: 'invalid',
      fields: expect.objectContaining({
        summary: 'Write a summary',
        'outcomes.0.how': expect.stringContaining('Fewer falls'),
      }),
    })
  })

  it('keeps an answer that is too long, seals none, and says by how many words', async () => {
    const answer = { need: 'mandatory' as const, words: 20, guidance: '' }
    const criteria = [{ id: 'impact', title: 'Impact', description: '', weight: 100, answer }]
    const { _id } = await anAnswerableChallenge({ criteria })
    const { id } = await startProposal(supplier, _id)
    const long = (many: number) => [{ criterionId: 'impact', answer: 'well-known '.repeat(many) }]
    const { revision } = await saveDraft(supplier, id, completeDraft(0, { criteria: long(21) }))
    await expect(submitProposal(supplier, id, revision)).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'criteria.0.answer': 'Shorten “Impact” by 1 word: it may have 20' },
    })
    expect((await readProposal(supplier, id)).draft.criteria).toEqual(long(21))
    const { revision: next } = await saveDraft(supplier, id, completeDraft(1, { criteria: long(20) }))
    const { parts } = await submitProposal(supplier, id, next)
    expect(parts.map(({ part }) => part)).toContain('criteria')
    expect(await readSealedText(supplier, id, 1)).toContain('"criterionId":"impact"')
  })

  it('refuses an answer to a question that the form does not have', async () => {
    const { id } = await startProposal(supplier, challenge._id)
    const draft = completeDraft(0, { criteria: [{ criterionId: 'none', answer: 'x' }] })
    await expect(saveDraft(supplier, id, draft)).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'criteria.0.criterionId': expect.stringContaining('no such criterion') },
    })
    expect(await saveDraft(supplier, id, draft, 'left out')).toMatchObject({ revision: 1 })
  })

  it('refuses a draft that moved on since it was checked', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    await saveDraft(colleague, id, completeDraft(revision, { team: 'changed' }))
    await expect(submitProposal(supplier, id, revision)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('replaces what was submitted before, and keeps its receipt', async () => {
    const { id, revision } = await aSubmittedProposal(supplier, challenge._id)
    const { revision: next } = await saveDraft(supplier, id, completeDraft(revision, { team: 'better' }))
    await submitProposal(supplier, id, next)
    const { receipts } = await readProposal(supplier, id)
    expect(receipts.map(({ version, status }) => [version, status])).toEqual([
      [2, 'live'],
      [1, 'replaced'],
    ])
  })

  it('gives the same receipt again for what stands already, also to a colleague', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    const receipt = await submitProposal(supplier, id, revision)
    expect(await submitProposal(colleague, id, revision)).toEqual(receipt)
    expect(await Submission.countDocuments({ proposalId: id })).toBe(1)
  })

  it('is the next version where a colleague submitted and withdrew in the same moment', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    beforeMaking(Submission, async () => {
      await submitProposal(colleague, id, revision)
      await withdrawProposal(colleague, id)
    })
    expect(await submitProposal(supplier, id, revision)).toMatchObject({ version: 2 })
    const { receipts } = await readProposal(supplier, id)
    expect(receipts.map(({ version, status }) => [version, status])).toEqual([
      [2, 'live'],
      [1, 'withdrawn'],
    ])
  })

  it('takes a proposal back, and again after that', async () => {
    const { id, revision } = await aSubmittedProposal(supplier, challenge._id)
    await withdrawProposal(supplier, id)
    await expect(withdrawProposal(supplier, id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await Submission.countDocuments({ challengeId: challenge._id, status: 'live' })).toBe(0)
    await submitProposal(supplier, id, revision)
    expect(await Submission.countDocuments({ challengeId: challenge._id, status: 'live' })).toBe(1)
  })
})

describe('the deadline', () => {
  it('takes everything at its very instant and nothing one millisecond later', async () => {
    const { id, revision } = await aCompleteDraft(supplier, challenge._id)
    freezeClock(respondBy())
    await submitProposal(supplier, id, revision)
    freezeClock(afterDeadline())
    const late = { code: 'too-late', message: expect.stringContaining(afterDeadline().toISOString()) }
    await expect(submitProposal(supplier, id, revision)).rejects.toMatchObject(late)
    await expect(withdrawProposal(supplier, id)).rejects.toMatchObject(late)
    await expect(saveDraft(supplier, id, completeDraft(revision))).rejects.toMatchObject(late)
    await expect(startProposal(actor('supplier', 'latecomer'), challenge._id)).rejects.toMatchObject(late)
  })

  it('holds for fifty who submit at once: each is in or out, none half', async () => {
    const firms = Array.from({ length: 50 }, (_, index) => actor('supplier', `firm-${index}`))
    const drafts = await Promise.all(firms.map((firm) => aCompleteDraft(firm, challenge._id)))
    freezeClock(respondBy())
    const tries = firms.flatMap((firm, index) => {
      const { id, revision } = drafts[index] as { id: string; revision: number }
      // Each tries twice at the same moment: both get the one receipt, or one is told of the conflict.
      return [submitProposal(firm, id, revision), submitProposal(firm, id, revision)]
    })
    const outcomes = await Promise.allSettled(tries)
    const live = await Submission.find({ challengeId: challenge._id, status: 'live' }).lean()
    expect(new Set(live.map(({ supplierId }) => supplierId)).size).toBe(50)
    expect(live).toHaveLength(50)
    const receipts = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.reference] : []))
    expect(await Submission.countDocuments({ challengeId: challenge._id })).toBe(new Set(receipts).size)
  })
})

describe('sealing', () => {
  it('tells the authority nothing, not even a number, until the deadline, and everything after it', async () => {
    await aSubmittedProposal(supplier, challenge._id)
    freezeClock(respondBy())
    expect((await listReceived(buyer(), challenge._id)).received).toBeNull()
    freezeClock(afterDeadline())
    expect((await listReceived(buyer(), challenge._id)).received).toBeNull()
    freezeClock(whenOpenable())
    await openWith(challenge, buyer())
    const { received } = await listReceived(buyer(), challenge._id)
    expect(received).toHaveLength(1)
    const one = await readReceived(buyer(), received?.[0]?.id ?? '')
    expect(one.received.content.approach).toBe('CANARY-approach')
  })

  it('shows drafts and withdrawn proposals to nobody after the deadline', async () => {
    await aCompleteDraft(actor('supplier', 'drafter'), challenge._id)
    const taken = await aSubmittedProposal(supplier, challenge._id)
    await withdrawProposal(supplier, taken.id)
    freezeClock(whenOpenable())
    await openWith(challenge, buyer())
    expect((await listReceived(buyer(), challenge._id)).received).toEqual([])
  })

  it('is kept from brokers and other authorities at all times', async () => {
    await aSubmittedProposal(supplier, challenge._id)
    freezeClock(whenOpenable())
    await openWith(challenge, buyer())
    for (const who of ['broker', 'otherCouncil', 'otherSupplier'] as const) {
      await expect(listReceived(everybody[who], challenge._id)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('leaves no word of a proposal in the events, and none of them in the challenge’s history', async () => {
    await aSubmittedProposal(supplier, challenge._id)
    const events = await EventRecord.find({}).lean()
    expect(JSON.stringify(events)).not.toContain('CANARY')
    expect(
      events.filter(({ subject, name }) => name.startsWith('proposal.') && subject.kind !== 'proposal'),
    ).toEqual([])
  })
})

describe('the list of one’s own', () => {
  it('says where each stands and what was changed since', async () => {
    const { id, revision } = await aSubmittedProposal(supplier, challenge._id)
    await saveDraft(supplier, id, completeDraft(revision, { team: 'changed' }))
    const own = (await listOwnProposals(supplier)).find((one) => one.id === id)
    expect(own).toMatchObject({
      status: 'submitted',
      hasUnsubmittedChanges: true,
      challengeTitle: challenge.title,
    })
    expect(await listOwnProposals(buyer())).toEqual([])
  })
})
