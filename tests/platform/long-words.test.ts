import { z } from 'zod'
import { inLanguage } from '../../server/platform/language.ts'
import { fieldErrors, formState } from '../../server/platform/page.ts'
import { translator } from '../../server/platform/translations.ts'
import { languages } from '../../shared/platform/language.ts'
import { leastProcessorMs } from './processor.ts'

const length = 60_000
const briefMs = 400
// What places to fill and patterns of messages are looked for by.
const signs = ['{', '{-', ', after a', ' must be ', '$t(', '"']
const each = languages.flatMap((language) => signs.map((sign) => [language, sign] as const))

describe('somebody’s words in a message', () => {
  it.each(each)('take no time as the name of a field: %s, %s', async (language, sign) => {
    const name = sign.repeat(length / sign.length)
    const { error } = z.strictObject({}).safeParse({ [name]: 'x' })
    const show = () => inLanguage(language, () => formState({}, fieldErrors(error as z.ZodError)))
    expect(await leastProcessorMs(show)).toBeLessThan(briefMs)
    const [message = ''] = Object.values(fieldErrors(error as z.ZodError))
    expect(message).toMatch(/^.{1,60} is not a field of this form$/)
  })

  it.each(each)('take no time in any other: %s, %s', async (language, sign) => {
    const words = `“${sign.repeat(length / sign.length)}” is not a file we can take`
    expect(await leastProcessorMs(() => translator(language)(words))).toBeLessThan(briefMs)
  })
})
