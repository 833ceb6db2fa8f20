import fc from 'fast-check'
import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { missingParts } from '../../shared/challenges/completeness.ts'
import { comparedPriceWords } from '../../shared/challenges/whole-life.ts'
import { mostPence } from '../../shared/platform/money.ts'
import { formOf, questionsOf } from '../../shared/proposals/form.ts'
import { askedOnly, mergedDraft, unreadyParts } from '../../shared/proposals/form-checks.ts'
import { emptyProposal } from '../../shared/proposals/proposal.ts'
import { draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { comparedPence, wholeLifePence } from '../../shared/proposals/whole-life.ts'
import { aChallengeContent } from '../challenges/challenges.factory.ts'
import { partHashes, sealedText } from '../../server/proposals/proposals.sealed.service.ts'

const challenge = { outcomes: [], criteria: [] }
const form = formOf({ ...challenge, wholeLifeYears: 5 })
const typed = (changes: object = {}) =>
  draftSchema.parse({ pilotPrice: '30,000', setUp: '1,000.50', yearly: '20k', endOfLife: '0', ...changes })

describe('the whole-life cost', () => {
  it('is the sum of its parts, in whole pence', () => {
    const costs = { pilotPricePence: 3, setUpPence: 5, yearlyPence: 7, endOfLifePence: 11 }
    expect([1, 10].map((years) => wholeLifePence(costs, years))).toEqual([26, 89])
    const most = {
      pilotPricePence: mostPence,
      setUpPence: mostPence,
      yearlyPence: mostPence,
      endOfLifePence: 1,
    }
    expect(wholeLifePence(most, 10)).toBe(12 * mostPence + 1)
    const amount = fc.integer({ min: 0, max: mostPence })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 10 }), (one, yearly, years) => {
        const sum = wholeLifePence(
          { pilotPricePence: one, setUpPence: 0, yearlyPence: yearly, endOfLifePence: 0 },
          years,
        )
        expect(BigInt(sum ?? -1)).toBe(BigInt(one) + BigInt(yearly) * BigInt(years))
      }),
    )
  })

  it('is not known while one part is missing, and is the price of the pilot where a challenge compares that', () => {
    const costs = { pilotPricePence: 3, setUpPence: 5, yearlyPence: 7, endOfLifePence: 11 }
    for (const part of Object.keys(costs)) expect(comparedPence({ ...costs, [part]: null }, 5)).toBeNull()
    expect(comparedPence({ pilotPricePence: 3 }, 5)).toBeNull()
    expect(comparedPence(costs, null)).toBe(3)
  })

  it('is over one to ten years, and says what it leaves out', () => {
    const read = (wholeLifeYears: unknown) => challengeFieldsSchema.safeParse({ wholeLifeYears })
    expect(read('10').data).toEqual({ wholeLifeYears: 10 })
    expect(read('').data).toEqual({ wholeLifeYears: null })
    for (const wrong of ['0', '11', '2.5', 'x']) expect(read(wrong).success).toBe(false)
    // What a program leaves out stays as it is.
    expect(challengeFieldsSchema.parse({})).toEqual({})
    expect(comparedPriceWords(5)).toContain('Nothing is discounted')
  })
})

it('is compared where costs are asked for only', () => {
  const fieldsOf = (changes: object) =>
    missingParts(aChallengeContent({ wholeLifeYears: 5, ...changes })).map(({ field }) => field)
  expect(fieldsOf({})).toEqual([])
  expect(fieldsOf({ askedStage: 'concept' })).toEqual([])
  expect(fieldsOf({ askedStage: 'expression-of-interest' })).toEqual(['wholeLifeYears'])
})

describe('a proposal for a challenge that compares it', () => {
  it('is asked for three costs behind the price, as much as for the price', () => {
    const asked = questionsOf(form).map(({ field, isMandatory }) => `${field} ${isMandatory}`)
    expect(asked.slice(asked.indexOf('pilotPrice true'), asked.indexOf('scalePrice false'))).toEqual([
      'pilotPrice true',
      'setUp true',
      'yearly true',
      'endOfLife true',
    ])
    expect(formOf({ ...challenge, wholeLifeYears: 5 }, 'concept').parts.yearly?.isMandatory).toBe(false)
    expect(formOf({ ...challenge, wholeLifeYears: 5 }, 'expression-of-interest').wholeLifeYears).toBeNull()
    expect(formOf(challenge).parts).not.toHaveProperty('yearly')
  })

  it('wants each of them, and takes nothing for an answer', () => {
    const unready = (changes: object) =>
      Object.keys(unreadyParts(mergedDraft(emptyProposal(), typed(changes), form), form))
    expect(unready({ setUp: '' })).toContain('setUp')
    expect(unready({})).not.toEqual(expect.arrayContaining(['setUp']))
    expect(unready({})).not.toEqual(expect.arrayContaining(['endOfLife']))
  })

  it('has them sealed and in its receipt, and others look as they did', () => {
    const content = mergedDraft(emptyProposal(), typed(), form)
    const bound = { challengeId: 'c', supplierId: 's', version: 1 }
    expect(sealedText(bound, content)).toContain('"yearlyPence":2000000')
    expect(partHashes(content).map(({ part }) => part)).toContain('yearlyPence')
    const plain = askedOnly(content, formOf(challenge))
    expect(sealedText(bound, plain)).not.toContain('yearlyPence')
    expect(partHashes(emptyProposal()).map(({ part }) => part)).not.toContain('setUpPence')
  })
})
