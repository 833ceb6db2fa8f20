/** The languages that the site speaks: English everywhere, Welsh where it has been translated whole. */
export const languages = ['en', 'cy'] as const
export type Language = (typeof languages)[number]

let source: () => Language = () => 'en'

/** The language of the work at hand: of the request that is answered, or of the e-mail that is written. */
export const currentLanguage = (): Language => source()

/** Says where the language of the work at hand is known from; English where nobody said. */
export function readLanguageFrom(given: () => Language): void {
  source = given
}

/** The language of that name; null for anything else. */
export const languageNamed = (name: unknown): Language | null =>
  languages.find((language) => language === name) ?? null

/** For numbers and lists of words. */
export const localeOf = (language: Language): string => (language === 'cy' ? 'cy-GB' : 'en-GB')
