import { socialValueAdvice, socialValueRows } from '../../server/challenges/social-value.data.ts'
import { challengeFieldsSchema, mostCriteria } from '../../shared/challenges/challenges.schema.ts'
import { readableFields } from '../../shared/challenges/readable.ts'
import { holdingOn, socialValueShare } from '../../shared/challenges/social-value.ts'
import { awardCriteriaOf } from '../../shared/publication/release-parts.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aChallengeContent } from './challenges.factory.ts'
import { post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

describe('what may be asked as social value', () => {
  it('says where it stands and how sure we are, and holds from a day on', () => {
    const rows = socialValueRows()
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    for (const { source, note } of [...rows, ...socialValueAdvice()]) {
      expect(source).toMatch(/^https:\/\/www\.(gov\.uk|legislation\.gov\.uk)\//)
      expect(note).not.toBe('')
    }
    expect(holdingOn(rows, '2025-02-23')).toEqual([])
    expect(holdingOn(rows, '2026-11-26')).toHaveLength(rows.length)
    const central = (day: string) =>
      holdingOn(socialValueAdvice(), day).map(({ leastPercent }) => leastPercent)
    expect([central('2025-09-30'), central('2025-10-01')]).toEqual([[null], [null, 10]])
  })

  it('is marked on a criterion, and what is marked is counted', () => {
    const { criteria = [] } = challengeFieldsSchema.parse({
      criteria: [
        { title: 'Skills', weight: '10', isSocialValue: 'yes' },
        { title: 'Carbon', weight: 5, isSocialValue: true },
        { title: 'Outcome', weight: '85', isSocialValue: '' },
      ],
    })
    expect(criteria.map((one) => one.isSocialValue)).toEqual([true, true, undefined])
    expect(socialValueShare(criteria)).toBe(15)
    const wrong = challengeFieldsSchema.safeParse({ criteria: [{ title: 'A', isSocialValue: 'perhaps' }] })
    expect(wrong.error?.issues[0]?.path).toEqual(['criteria', 0, 'isSocialValue'])
    const content = aChallengeContent({ criteria })
    const words = readableFields(content, { category: String, region: String })
    expect(words.find(({ label }) => label === 'Criterion 1')?.text).toContain('Social value')
    expect(JSON.stringify(awardCriteriaOf(content))).toContain('"description":"Social value."')
  })
})

describe('the judging section', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  }, 60_000)
  afterAll(() => app.stop())

  it('adds a ready row without a script, and suppliers see what it counts', async () => {
    const { buyer } = await challengePeople(app)
    const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer missed bins' })
    const draft = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
    const page = `/challenges/${draft}/edit/judging`
    const typed = {
      asks: 'Two pages',
      assessmentMethod: '',
      criteria: [{ title: 'Outcome', weight: '90' }, {}],
    }
    const added = await post(buyer, page, page, { ...typed, action: 'add-social-skills' })
    expect(added.status).toBe(200)
    expect(added.text).toContain('value="Skills and training"')
    // The row in which nothing was typed made room for it.
    expect(added.text).toContain('name="criteria[1][isSocialValue]"')
    expect(added.text).not.toContain('name="criteria[2][title]"')
    expect(added.text).toContain('Nothing makes you score social value')
    const full = {
      ...typed,
      criteria: Array.from({ length: mostCriteria }, () => ({ title: 'x', weight: '1' })),
    }
    expect((await post(buyer, page, page, { ...full, action: 'stay' })).text).not.toContain('add-social')
    await post(buyer, page, page, {
      ...typed,
      criteria: [
        { title: 'Outcome', weight: '90' },
        { title: 'Skills', weight: '10', isSocialValue: 'yes' },
      ],
      action: 'next',
    })
    const shown = await buyer.get(`/challenges/${draft}`).expect(200)
    expect(shown.text).toContain('Social value counts 10% of the total')
    expect((await buyer.get(page)).text).toMatch(/isSocialValue\]" type="checkbox" value="yes" checked/)
  })
})
