import { AsyncLocalStorage } from 'node:async_hooks'
import { type Language, readLanguageFrom } from '../../shared/platform/language.ts'

const spoken = new AsyncLocalStorage<Language>()
readLanguageFrom(() => spoken.getStore() ?? 'en')

/** Does this work, and all that it waits for, in that language: its sentences, dates and numbers. */
export const inLanguage = <Result>(language: Language, work: () => Result): Result =>
  spoken.run(language, work)
