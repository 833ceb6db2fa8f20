import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { missingParts } from '../../shared/challenges/completeness.ts'
import { readableFields } from '../../shared/challenges/readable.ts'
import { groupedCriteria, namedCriteria, weightsInLine } from '../../shared/challenges/sub-criteria.ts'
import { formOf, questionsOf } from '../../shared/proposals/form.ts'
import { awardCriteriaOf } from '../../shared/publication/release-parts.ts'
import { aChallengeContent } from './challenges.factory.ts'

const row = (title: string, weight: string, partOf?: string) => ({
  title,
  weight,
  ...(partOf === undefined ? {} : { partOf }),
})
const criteria =
  challengeFieldsSchema.parse({
    criteria: [
      row('Evidence', '25', 'Quality'),
      row('Price', '40', ''),
      row('Team', '20', '  quality '),
      row('Risk', '15'),
    ],
  }).criteria ?? []

describe('sub-criteria', () => {
  it('stand side by side once they are saved, under the name as it was first spelled', () => {
    expect(criteria.map(({ title, partOf }) => [title, partOf])).toEqual([
      ['Evidence', 'Quality'],
      ['Team', 'Quality'],
      ['Price', undefined],
      ['Risk', undefined],
    ])
    // What no row says is not kept: challenges from before look as they did.
    expect(criteria.map((one) => 'partOf' in one)).toEqual([true, true, false, false])
  })

  it('make a criterion of which the weight is their sum', () => {
    const groups = groupedCriteria(criteria, (one) => one)
    expect(
      groups.map(({ title, weight, isDivided, rows }) => [title, weight, isDivided, rows.length]),
    ).toEqual([
      ['Quality', 45, true, 2],
      ['Price', 40, false, 1],
      ['Risk', 15, false, 1],
    ])
    expect(weightsInLine(criteria)).toEqual([
      'Quality: 45% (Evidence 25%, Team 20%)',
      'Price: 40%',
      'Risk: 15%',
    ])
    expect(namedCriteria(criteria)[1]).toMatchObject({
      name: 'Quality: Team',
      group: { title: 'Quality', weight: 45 },
    })
  })

  it('are of one criterion where its names look the same, however they were typed or pasted', () => {
    const names = ['Qualité of care', 'Qualite\u0301 of care', 'Quali\u00ADté of\u00A0care']
    const rows = names.map((partOf, index) => ({ title: String(index), weight: 10, partOf }))
    expect(groupedCriteria(rows, (one) => one).map(({ weight }) => weight)).toEqual([30])
  })

  it('may be named alike in two criteria, but no row may be named as one that is divided', () => {
    const fieldsOf = (list: typeof criteria) =>
      missingParts(aChallengeContent({ criteria: list })).map(({ field }) => field)
    expect(fieldsOf(criteria)).toEqual([])
    expect(
      fieldsOf(criteria.map((one) => (one.title === 'Risk' ? { ...one, title: 'QUALITY' } : one))),
    ).toEqual(['criteria.3.title'])
  })

  it('are refused where the name is too long', () => {
    const { error } = challengeFieldsSchema.safeParse({ criteria: [row('A', '1', 'x'.repeat(121))] })
    expect(error?.issues[0]?.path).toEqual(['criteria', 0, 'partOf'])
  })

  it('are a term that versions compare, that suppliers are asked by and that open data name', () => {
    const content = aChallengeContent({ criteria })
    const names = { category: String, region: String }
    const said = (given: typeof content) =>
      readableFields(given, names).find(({ label }) => label === 'Criterion 1')?.text
    expect(said(content)).toContain('Sub-criterion of “Quality”')
    const { partOf: _, ...alone } = criteria[0]!
    expect(said({ ...content, criteria: [alone, ...criteria.slice(1)] })).not.toContain('Sub-criterion')
    const asked = questionsOf(formOf(content)).filter(({ part }) => part === 'criteria')
    expect(asked.map(({ title, partOf }) => [title, partOf?.title, partOf?.weight])).toEqual([
      ['Evidence', 'Quality', 45],
      ['Team', 'Quality', 45],
      ['Risk', undefined, undefined],
    ])
    expect(JSON.stringify(awardCriteriaOf(content))).toContain('"name":"Quality: Team"')
    const typesOf = (given: typeof content) =>
      JSON.stringify(awardCriteriaOf(given)).match(/"(?:price|cost)"/g)
    expect([typesOf(content), typesOf({ ...content, wholeLifeYears: 5 })]).toEqual([['"price"'], ['"cost"']])
  })
})
