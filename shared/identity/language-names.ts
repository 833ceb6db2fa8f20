import type { Language } from '../platform/language.ts'

/** What each language is called, for `t()`. */
export const languageNames: Record<Language, string> = { en: 'English', cy: 'Welsh' }
