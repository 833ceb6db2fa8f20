import { emptyContent } from '../../shared/challenges/challenge.ts'
import { missingParts, sectionStates } from '../../shared/challenges/completeness.ts'
import { amendmentRefusals } from '../../shared/challenges/amendment.ts'
import { differences } from '../../server/challenges/differences.ts'
import { aChallengeContent, inDays } from './challenges.factory.ts'

const now = new Date()
const fieldsOf = (content: ReturnType<typeof aChallengeContent>) =>
  missingParts(content, now).map(({ field }) => field)

describe('what is missing before submission', () => {
  it('is nothing in a complete challenge, and something in every section but attachments of an empty one', () => {
    expect(missingParts(aChallengeContent(), now)).toEqual([])
    const sections = new Set(missingParts(emptyContent(), now).map(({ section }) => section))
    expect(sections.size).toBe(9)
    const states = sectionStates(emptyContent(), [{ section: 'on-file' }])
    expect(Object.values(states).filter((state) => state !== 'empty')).toEqual(['optional'])
  })

  it('names weights that do not add up, outcomes that go the wrong way, deadlines that have passed', () => {
    const content = aChallengeContent()
    const [first, second] = content.criteria
    expect(fieldsOf({ ...content, criteria: [{ ...first!, weight: 70 }, second!] })).toEqual([
      'criteria.0.weight',
    ])
    expect(fieldsOf({ ...content, outcomes: [{ ...content.outcomes[0]!, target: 40 }] })).toEqual([
      'outcomes.0.target',
    ])
    expect(fieldsOf({ ...content, timetable: { ...content.timetable, askBy: inDays(-1) } })).toEqual([
      'timetable.askBy',
    ])
  })

  it('is what a template asks in brackets, in every field, and its section is in progress', () => {
    const content = aChallengeContent({ users: '[Who], in [2023] and [how often]' })
    content.outcomes[0]!.title = 'Fewer [what happens]'
    const missing = missingParts(content, now)
    expect(missing).toEqual([
      {
        section: 'outcomes',
        field: 'outcomes.0.title',
        text: 'Put your own words in place of “[what happens]”',
      },
      { section: 'users', field: 'users', text: 'Put your own words in place of “[Who]” and “[how often]”' },
    ])
    expect(sectionStates(content, missing)).toMatchObject({
      users: 'started',
      outcomes: 'started',
      problem: 'complete',
    })
  })

  it('asks early engagement for neither criteria nor a pilot', () => {
    const engagement = aChallengeContent({ kind: 'engagement', stages: ['engagement'], criteria: [] })
    const noPilot = { ...engagement.timetable, pilotStart: null, pilotMonths: null }
    const budget = { pilotPence: null, pilots: null, scalePence: null, vat: '' as const }
    expect(fieldsOf({ ...engagement, timetable: noPilot, budget })).toEqual([])
    expect(fieldsOf({ ...engagement, stages: ['pilot'] })).toContain('stages')
  })
})

describe('an amendment', () => {
  const before = aChallengeContent()
  const moved = (changes: Partial<typeof before.timetable>) => ({
    ...before,
    timetable: { ...before.timetable, ...changes },
  })
  const respondBy = before.timetable.respondBy as Date

  it('moves a deadline later, never forward, and never once it has passed', () => {
    expect(amendmentRefusals(before, moved({ respondBy: inDays(30) }), now)).toEqual({})
    expect(amendmentRefusals(before, moved({ respondBy: inDays(20) }), now)).toHaveProperty([
      'timetable.respondBy',
    ])
    const atDeadline = amendmentRefusals(before, moved({ respondBy: inDays(30) }), respondBy)
    const late = amendmentRefusals(
      before,
      moved({ respondBy: inDays(30) }),
      new Date(respondBy.getTime() + 1),
    )
    expect(atDeadline).toEqual({})
    expect(late).toHaveProperty(['timetable.respondBy'])
  })
})

describe('differences between versions', () => {
  it('are told word by word, and whole where something is new or gone', () => {
    const before = aChallengeContent()
    const after = {
      ...before,
      summary: before.summary.replace('third', 'quarter'),
      budget: { ...before.budget, pilotPence: 75_000_00 },
      outcomes: [],
    }
    const found = differences(before, after)
    expect(found.map(({ label }) => label)).toEqual(['Summary', 'Money for each pilot', 'Outcome 1'])
    expect(found[0]?.parts).toContainEqual({ kind: 'removed', text: 'third' })
    expect(found[0]?.parts).toContainEqual({ kind: 'added', text: 'quarter' })
    expect(found[2]?.parts.map(({ kind }) => kind)).toEqual(['removed'])
    expect(differences(before, before)).toEqual([])
  })
})
