import nunjucks from 'nunjucks'
import { currentLanguage } from '../../shared/platform/language.ts'
import { isInWelsh, patternOf, type Translate } from './translations.ts'

const { SafeString } = nunjucks.runtime
type Marked = InstanceType<typeof SafeString>

// Not in the types of nunjucks, which escapes what templates print with it.
const { escape } = nunjucks.lib as unknown as { escape: (text: string) => string }

const isWelsh = (): boolean => currentLanguage() === 'cy'

/** The attribute of an element with people's words, or with what is left in English, on a page in Welsh. */
export const inEnglish = (): Marked => new SafeString(isWelsh() ? ' lang="en"' : '')

/** The same words where no element holds them alone, escaped: marked, so that they are not spoken as Welsh (WCAG 3.1.2). */
export function asWritten(words: unknown): Marked {
  if (words instanceof SafeString) return words
  const text = escape(words === null || words === undefined ? '' : String(words))
  return new SafeString(isWelsh() && text !== '' ? `<span lang="en">${text}</span>` : text)
}

/** The translator for templates: a sentence may be filled with words that are marked, and is escaped around them. */
export function fillsMarked(
  t: Translate,
): (text: string, values?: Record<string, unknown>) => string | Marked {
  return (text, values) => {
    const marked: string[] = []
    const entries = Object.entries(values ?? {}).map(([name, value]) => {
      if (!(value instanceof SafeString)) return [name, value]
      // Nothing that anybody can write stands for itself here: the sentence is escaped before it is filled.
      return [name, `\u0000${marked.push(String(value)) - 1}\u0000`]
    })
    if (marked.length === 0) return t(text, values)
    const sentence = escape(t(text, Object.fromEntries(entries)))
    return new SafeString(
      sentence.replaceAll(/\u0000(\d+)\u0000/g, (_, place) => marked[Number(place)] ?? ''),
    )
  }
}

/** Words that are ours or somebody's, which nobody knows where they stand: said in Welsh if we can, else marked. */
export function saysOrMarks(t: Translate): (text: string) => string | Marked {
  const fill = fillsMarked(t)
  return function say(text: string): string | Marked {
    if (!isWelsh() || isInWelsh(text)) return t(text)
    const found = patternOf(text)
    if (!found) return asWritten(text)
    const values = Object.entries(found.values).map(([name, value]) => [
      name,
      /^[\d.,%]+$/.test(value) ? value : say(value),
    ])
    return fill(found.sentence, Object.fromEntries(values))
  }
}

interface Crumb {
  text: string
  href?: string
  /** Somebody's words, which stay in their language. */
  isAsWritten?: boolean
}

/** The trail above a page as its component takes it; what nobody has named yet is a link to be read all the same. */
export const crumbItemsIn = (t: Translate) => (crumbs: Crumb[]) =>
  crumbs.map(({ text, href, isAsWritten }) => {
    if (!text) return { href, text: t('Untitled') }
    return isAsWritten ? { href, html: asWritten(text) } : { href, text }
  })
