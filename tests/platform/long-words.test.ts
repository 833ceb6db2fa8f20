import { z } from 'zod'
import { inLanguage } from '../../server/platform/language.ts'
import { fieldErrors, formState } from '../../server/platform/page.ts'
import { translator } from '../../server/platform/translations.ts'
import { languages } from '../../shared/platform/language.ts'

const length = 60_000
// Unmended each takes ten times as long.
const briefMs = 2000
// What places to fill and patterns of messages are looked for by.
const signs = ['{', '{-', ', after a', ' must be ', '$t(', '"']
const each = languages.flatMap((language) => signs.map((sign) => [language, sign] as const))

const msOf = (work: () => void): number => {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

describe('somebody’s words in a message', () => {
  it.each(each)('take no time as the name of a field: %s, %s', (language, sign) => {
    const name = sign.repeat(length / sign.length)
    const { error } = z.strictObject({}).safeParse({ [name]: 'x' })
    const show = () => inLanguage(language, () => formState({}, fieldErrors(error as z.ZodError)))
    expect(msOf(show)).toBeLessThan(briefMs)
    const [message = ''] = Object.values(fieldErrors(error as z.ZodError))
    expect(message).toMatch(/^.{1,60} is not a field of this form$/)
  })

  it.each(each)('take no time in any other: %s, %s', (language, sign) => {
    const words = `“${sign.repeat(length / sign.length)}” is not a file we can take`
    expect(msOf(() => translator(language)(words))).toBeLessThan(briefMs)
  })
})
