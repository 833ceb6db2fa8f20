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
