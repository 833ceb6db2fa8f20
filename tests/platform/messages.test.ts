import { z } from 'zod'
import { speakPlainly } from '../../shared/platform/messages.ts'

beforeAll(() => speakPlainly())

const said = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message

describe('what a schema without words of its own says', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['a text too long', z.string().max(3), 'four', 'Use 3 characters or fewer'],
    ['a text that is empty', z.string().min(1), '', 'This is needed'],
    ['nothing', z.string(), undefined, 'This is needed'],
    ['a number too small', z.number().min(1), 0, 'The least is 1'],
    ['a number too big', z.number().max(9), 10, 'The most is 9'],
    ['another kind', z.number(), 'one', 'This must be a number'],
    ['a kind that begins with a vowel', z.strictObject({}), 1, 'This must be an object'],
    ['a choice that is none', z.enum(['a', 'b']), 'c', 'Choose one of: a, b'],
    ['no address', z.email(), 'nobody', 'Enter an e-mail address like name@example.org'],
    ['a field too many', z.strictObject({}), { role: 'admin' }, 'Not known here: role'],
  ])('%s', (_name, schema, value, message) => {
    expect(said(schema, value)).toBe(message)
  })

  it('leaves a schema its own words', () => {
    expect(said(z.string().max(3, 'Three letters, please'), 'four')).toBe('Three letters, please')
  })
})
