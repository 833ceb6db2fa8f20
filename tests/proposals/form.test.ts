import fc from 'fast-check'
import { askedAnswer } from '../../shared/challenges/asked.ts'
import { challengeFieldsSchema, sectionSchemas } from '../../shared/challenges/challenges.schema.ts'
import { countWords } from '../../shared/platform/count-words.ts'
import { formOf, questionsOf } from '../../shared/proposals/form.ts'
import { askedOnly, mergedDraft, unaskedParts, unreadyParts } from '../../shared/proposals/form-checks.ts'
import { emptyProposal, type ProposalContent } from '../../shared/proposals/proposal.ts'
import { draftSchema } from '../../shared/proposals/proposals.schema.ts'

const criterion = { id: 'impact', title: 'Impact', description: 'What changes', weight: 60 }
const outcome = {
  id: 'falls',
  title: 'Fewer falls',
  measure: 'Falls a year',
  unit: '',
  baseline: 33,
  target: 23,
  direction: 'lower' as const,
  source: '',
}
const need = (answer: object) => ({
  need: 'mandatory' as const,
  words: 20,
  guidance: 'With figures',
  ...answer,
})
const challenge = {
  outcomes: [outcome],
  criteria: [
    { ...criterion, answer: need({}) },
    { id: 'price', title: 'Price', description: '', weight: 40, answer: need({ need: '' }) },
  ],
}
const form = formOf(challenge)
const words = (many: number) => Array.from({ length: many }, (_, index) => `word${index}`).join(' ')
const typed = (changes: object = {}) =>
  draftSchema.parse({
    summary: 'Sensors',
    outcomes: [{ outcomeId: 'falls', how: 'By carpets' }],
    criteria: [{ criterionId: 'impact', answer: words(20) }],
    approach: 'Slowly',
    trl: 7,
    pilotPlan: 'Three months',
    pilotPrice: '50,000',
    team: 'We two',
    ...changes,
  })
const drafted = (changes: object = {}, asked = form): ProposalContent =>
  mergedDraft(emptyProposal(), typed(changes), asked)

describe('a word', () => {
  it.each([
    ['', 0],
    [' \n\t ', 0],
    ['well-known and/or £60,000', 3],
    ['one – two • three', 3],
    ['https://example.org/a?b=c d’être', 2],
    ['non breaking em dash', 4],
    ['über 防潮 42', 3],
    ['--- *** …', 0],
    ['two\u00a0words\u200bthree\u2800four\u3164five', 5],
    ['\u3164', 0],
  ])('of “%s” is counted: %i', (text, count) => expect(countWords(text)).toBe(count))

  it('is counted the same however the white space between is', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z-]{0,4}[a-z][a-z-]{0,4}$/)), (list) => {
        expect(countWords(list.join('\n\n '))).toBe(list.length)
      }),
    )
  })
})

describe('the form of a challenge', () => {
  it('asks about outcomes, then criteria with their weights, and nothing in words about the price', () => {
    const questions = questionsOf(form)
    expect(questions.map(({ field }) => field)).toEqual([
      'summary',
      'outcomes.0.how',
      'criteria.0.answer',
      'approach',
      'trl',
      'pilotPlan',
      'pilotPrice',
      'scalePrice',
      'team',
    ])
    expect(questions[2]).toMatchObject({ weight: 60, words: 20, isMandatory: true, guidance: 'With figures' })
  })

  it('is shorter at earlier stages, and a full proposal where the challenge says nothing', () => {
    expect(form.stage).toBe('full-proposal')
    const early = questionsOf(formOf({ ...challenge, askedStage: 'expression-of-interest' }))
    expect(early.map(({ part }) => part)).toEqual(['summary', 'criteria', 'trl', 'team'])
    const later = questionsOf(formOf(challenge, 'pilot-report'))
    expect(later.map(({ part }) => part)).toEqual(['summary', 'outcomes', 'approach', 'trl'])
  })

  it('lets a criterion from before there were questions be answered, and be left out', () => {
    const { criteria } = formOf({ ...challenge, criteria: [criterion] })
    expect(criteria[0]).toMatchObject({ words: 500, isMandatory: false })
    expect(askedAnswer({ title: 'Whole life cost' }).need).toBe('none')
  })
})

describe('what a buyer sets for a criterion', () => {
  const parse = (answer: object) =>
    challengeFieldsSchema.safeParse({ criteria: [{ title: 'Impact', weight: 100, answer }] })

  it('is the usual where nothing is said, and refused where it makes no sense', () => {
    const plain = challengeFieldsSchema.parse({ criteria: [{ title: 'Impact', weight: 100 }] })
    expect(plain.criteria?.[0]?.answer).toEqual({ need: '', words: null, guidance: '' })
    expect(parse({ words: '1,200' }).success).toBe(true)
    expect(parse({ words: '5' }).error?.issues[0]?.message).toBe(
      'The most words must be a whole number from 20 to 3000',
    )
    expect(parse({ need: 'perhaps' }).success).toBe(false)
  })

  it('stays a full proposal where a page sends no stage, and a program that says nothing changes nothing', () => {
    expect(sectionSchemas.judging.parse({ asks: '', assessmentMethod: '' }).askedStage).toBe('full-proposal')
    expect(challengeFieldsSchema.parse({ asks: 'Two pages' })).toEqual({ asks: 'Two pages' })
  })
})

describe('a draft', () => {
  it('is ready with every answer within its words', () => expect(unreadyParts(drafted(), form)).toEqual({}))

  it('says which answer is too long and by how much', () => {
    const long = drafted({ criteria: [{ criterionId: 'impact', answer: words(32) }], team: words(601) })
    expect(unreadyParts(long, form)).toEqual({
      'criteria.0.answer': 'Shorten “Impact” by 12 words: it may have 20',
      team: 'Shorten “Team” by 1 word: it may have 600',
    })
  })

  it('says which mandatory answers are missing, and lets the others be', () => {
    expect(unreadyParts(drafted({ criteria: [] }), form)).toEqual({ 'criteria.0.answer': 'Answer “Impact”' })
    const optional = formOf({
      ...challenge,
      criteria: [{ ...criterion, answer: need({ need: 'optional' }) }],
    })
    expect(unreadyParts(drafted({ criteria: [] }, optional), optional)).toEqual({})
  })

  it('from before criteria had questions misses them only where they are mandatory', () => {
    const { criteria: _, ...old } = drafted()
    expect(Object.keys(unreadyParts(old, form))).toEqual(['criteria.0.answer'])
    expect(unreadyParts(old, formOf({ ...challenge, criteria: [criterion] }))).toEqual({})
  })

  it('is told what it answers that nobody asks', () => {
    const input = typed({ criteria: [{ criterionId: 'other', answer: 'x' }] })
    expect(Object.keys(unaskedParts(input, form))).toEqual(['criteria.0.criterionId'])
    const early = formOf({ ...challenge, askedStage: 'expression-of-interest' })
    expect(Object.keys(unaskedParts(typed(), early))).toEqual([
      'outcomes.0.outcomeId',
      'approach',
      'pilotPlan',
      'pilotPrice',
    ])
  })

  it('keeps what an amendment took out of the form, and submits none of it', () => {
    const without = formOf({ outcomes: [], criteria: [], askedStage: 'expression-of-interest' })
    const kept = mergedDraft(
      drafted(),
      typed({ summary: 'New', outcomes: [], criteria: [], approach: '' }),
      without,
    )
    expect(kept).toMatchObject({ summary: 'New', approach: 'Slowly', pilotPricePence: 50_000_00 })
    expect(kept.criteria).toEqual([{ criterionId: 'impact', answer: words(20) }])
    expect(askedOnly(kept, without)).toMatchObject({
      summary: 'New',
      outcomes: [],
      criteria: [],
      approach: '',
      pilotPricePence: null,
      trl: 7,
    })
  })
})
