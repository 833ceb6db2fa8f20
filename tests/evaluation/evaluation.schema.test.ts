import { levelsOf } from '../../shared/evaluation/scale.ts'
import { scoreSchema, settingsSchema } from '../../shared/evaluation/evaluation.schema.ts'

it('counts the end of a line once, as the page does, though a form sends two characters', () => {
  const lines = `${'x'.repeat(99)}\r\n`.repeat(30)
  expect(scoreSchema.safeParse({ reasons: lines.slice(0, -2) }).success).toBe(true)
  expect(scoreSchema.safeParse({ reasons: `${lines}x` }).success).toBe(false)
})

it.each(['abc', '1.5', '11', '-1'])('says what to enter for a level where %s was typed', (typed) => {
  const { error } = settingsSchema.safeParse({
    scale: 'nought-to-five',
    formula: 'none',
    tieRule: 'shared',
    minimums: { outcome: typed },
  })
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'Enter a level of the scale, like 2, or leave it empty',
  ])
  expect(scoreSchema.safeParse({ points: typed }).error?.issues[0]?.message).toBe('Choose a level')
})

describe('levels in the buyer’s own words', () => {
  const settings = { scale: 'nought-to-three', formula: 'none', tieRule: 'shared' }
  const read = (levels: object[]) => settingsSchema.safeParse({ ...settings, levels })
  const refused = (levels: object[]) => read(levels).error?.issues.map(({ path }) => path.join('.'))

  it('are kept where something is written, from none upwards, and ours stand for the rest', () => {
    const { data } = read([
      { scale: 'nought-to-three', points: '3', title: 'Shown', meaning: '' },
      { scale: 'nought-to-three', points: '2', title: '', meaning: ' ' },
      { scale: 'nought-to-five', points: '5', title: '', meaning: '' },
      { points: 1, meaning: 'Said\r\nonly' },
    ])
    expect(data?.levels).toEqual([
      { points: 1, title: '', meaning: 'Said\nonly' },
      { points: 3, title: 'Shown', meaning: '' },
    ])
    expect(levelsOf(data!).map(({ title }) => title)).toEqual([
      'Nothing to score',
      'In part',
      'In the main',
      'Shown',
    ])
    expect(read([]).data).not.toHaveProperty('levels')
  })

  it('are refused for a level or scale that is not chosen, twice, or too long', () => {
    expect(refused([{ points: 5, title: 'Excellent' }])).toEqual(['levels.0.points'])
    expect(refused([{ points: 'x', title: 'A' }])).toEqual(['levels.0.points'])
    expect(refused([{ scale: 'nought-to-five', points: 5, title: 'Best' }])).toEqual(['levels.0.title'])
    expect(
      refused([
        { points: 1, title: 'A' },
        { points: 1, title: 'B' },
      ]),
    ).toEqual(['levels.1.points'])
    expect(refused([{ points: 1, title: 'x'.repeat(61) }])).toEqual(['levels.0.title'])
    // One name for two levels, of ours too.
    const [first, second] = [
      { points: 1, title: 'Shown' },
      { points: 2, title: 'shown' },
    ]
    expect(refused([first, second])).toEqual(['levels.0.title'])
    expect(
      refused([
        { scale: 'nought-to-five', points: '4' },
        { points: 3, title: 'In part' },
      ]),
    ).toEqual(['levels.1.title'])
  })
})
