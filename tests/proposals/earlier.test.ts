import { listOwnProposals, saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import { copyEarlier, earlierAnswers } from '../../server/proposals/proposals.earlier.service.ts'
import { Proposal } from '../../server/proposals/proposals.model.ts'
import { type EarlierAnswer, likeness, offersFor } from '../../shared/proposals/earlier-answers.ts'
import type { Question } from '../../shared/proposals/form.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { anAnswerableChallenge, completeDraft } from './proposals.factory.ts'

useDatabase()

const supplier = actor('supplier', 'supplier')
const rival = actor('supplier', 'rival')
const criterion = (id: string, title: string) => ({ id, title, description: '', weight: 50 })

describe('likeness of titles', () => {
  it.each([
    ['Likelihood of reaching the outcomes', 'Reaching the outcome', 0.6, 1],
    ['Fit for tenants', 'Fit with tenants’ homes', 0.6, 0.9],
    ['Social value', 'Pilot plan', 0, 0],
    ['Reached outcome', 'REACHING the outcomes', 1, 1],
    ['', '', 0, 0],
  ])('of “%s” and “%s” is from %s…', (one, other, least, most) => {
    expect(likeness(one, other)).toBeGreaterThanOrEqual(least)
    expect(likeness(one, other)).toBeLessThanOrEqual(most)
    expect(likeness(other, one)).toBe(likeness(one, other))
  })
})

describe('what is offered for a question', () => {
  const question: Question = {
    field: 'criteria.0.answer',
    part: 'criteria',
    title: 'Value for residents',
    guidance: '',
    weight: 50,
    partOf: null,
    words: 500,
    isMandatory: true,
  }
  const answer = (id: string, facts: Partial<EarlierAnswer>): EarlierAnswer => ({
    id,
    part: 'criteria',
    title: 'Value for residents',
    text: id,
    challenge: 'Damp',
    at: new Date('2026-01-01'),
    ...facts,
  })

  it('is of its kind, the likest and newest first, each text once, and at most five', () => {
    const offered = offersFor(question, [
      answer('other kind', { part: 'team' }),
      answer('unlike', { title: 'Safety' }),
      answer('less like', { title: 'Value' }),
      answer('older', {}),
      answer('newer', { at: new Date('2026-06-01') }),
      answer('same text', { text: 'newer', at: new Date('2025-01-01') }),
      answer('empty', { text: ' ' }),
    ])
    expect(offered.map(({ id }) => id)).toEqual(['newer', 'older', 'less like'])
    const many = Array.from({ length: 9 }, (_, index) => answer(`a${index}`, {}))
    expect(offersFor(question, many)).toHaveLength(5)
  })
})

describe('a supplier’s own earlier answers', () => {
  it('come from its other proposals and nobody else’s, and are copied behind what was typed', async () => {
    const first = await anAnswerableChallenge({ criteria: [criterion('one', 'Value for residents')] })
    const second = await anAnswerableChallenge({
      title: 'Falls',
      criteria: [criterion('other', 'Value for our residents'), criterion('price', 'Price')],
    })
    for (const who of [supplier, rival]) {
      const { id } = await startProposal(who, first._id)
      const answers = [{ criterionId: 'one', answer: `Written by ${who.organisation?.id}` }]
      await saveDraft(who, id, completeDraft(0, { criteria: answers }))
    }
    const { id } = await startProposal(supplier, second._id)
    const offers = await earlierAnswers(supplier, id)
    expect(Object.keys(offers).toSorted()).toEqual([
      'approach',
      'criteria.0.answer',
      'outcomes.0.how',
      'pilotPlan',
      'summary',
      'team',
    ])
    const [offer] = offers['criteria.0.answer'] ?? []
    expect(offer).toMatchObject({ text: 'Written by supplier', challenge: first.title })
    await expect(earlierAnswers(rival, id)).rejects.toMatchObject({ code: 'not-found' })

    const typed = completeDraft(0, { criteria: [{ criterionId: 'other', answer: 'Typed. ' }] })
    const use = `criteria.0.answer|${offer?.id}`
    const { input } = await copyEarlier(supplier, id, typed, use)
    expect(input.criteria).toEqual([{ criterionId: 'other', answer: 'Typed.\n\nWritten by supplier' }])
    const wrong = copyEarlier(supplier, id, typed, `team|${offer?.id}`)
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' })
  })

  it('leaves out a draft that somebody changed in the database', async () => {
    const [own] = await listOwnProposals(supplier)
    const others = await Proposal.find({ supplierId: 'supplier' }).lean()
    const broken = others.find(({ _id }) => _id !== own?.id)
    await Proposal.updateOne({ _id: broken?._id ?? '' }, { $set: { 'draft.envelope': Buffer.alloc(4200) } })
    expect(await earlierAnswers(supplier, own?.id ?? '')).toEqual({})
  })
})
