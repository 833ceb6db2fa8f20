import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { daysUntil, formatDate, formatDateTime, formatTime } from '../../shared/platform/dates.ts'
import { currentLanguage, localeOf } from '../../shared/platform/language.ts'
import { formatPence } from '../../shared/platform/money.ts'
import type { Translate } from './translations.ts'

type Moment = Date | string | number | null | undefined

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What a filter was given as a date; null if it is none, so that a template shows nothing, not "Invalid Date". */
function asDate(value: Moment): Date | null {
  if (value === null || value === undefined || value === '') return null
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? null : at
}

const dated =
  (show: (at: Date) => string) =>
  (value: Moment): string => {
    const at = asDate(value)
    return at ? show(at) : ''
  }

/** How long is left, in the unit that people would use: `12 days`, `5 hours`, `40 minutes`, `Closed`. */
export function timeLeft(then: Date, now: Date, t: Translate): string {
  const left = then.getTime() - now.getTime()
  if (left <= 0) return t('Closed')
  if (left >= day) return t('{count} days', { count: Math.max(1, daysUntil(then, now)) })
  if (left >= hour) return t('{count} hours', { count: Math.floor(left / hour) })
  return t('{count} minutes', { count: Math.max(1, Math.floor(left / minute)) })
}

/** How long ago, for logs of what was said: `just now`, `5 minutes ago`, `today, 10:42am`, then the date and time. */
export function timeAgo(then: Date, now: Date, t: Translate): string {
  const gone = now.getTime() - then.getTime()
  if (gone < minute) return t('just now')
  if (gone < hour) return t('{count} minutes ago', { count: Math.floor(gone / minute) })
  const days = -daysUntil(then, now)
  if (days === 0) return t('today, {time}', { time: formatTime(then) })
  if (days === 1) return t('yesterday, {time}', { time: formatTime(then) })
  return formatDateTime(then)
}

/** True for an instant still to come within three days: the moment for the colour of urgency. */
export function isSoon(value: Moment, now: Date): boolean {
  const at = asDate(value)
  return at !== null && at > now && at.getTime() - now.getTime() <= 3 * day + hour
}

const markdownIt = new MarkdownIt({ html: false, linkify: true, typographer: false })

/** People's Markdown as HTML that may be trusted: no markup of their own, headings below the page's. */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(markdownIt.render(text), {
    allowedTags: [
      'p',
      'br',
      'strong',
      'em',
      'ul',
      'ol',
      'li',
      'a',
      'h3',
      'h4',
      'blockquote',
      'code',
      'pre',
      'hr',
    ],
    allowedAttributes: {
      a: ['href', 'class', 'rel'],
      ul: ['class'],
      ol: ['class'],
      p: ['class'],
      h3: ['class'],
      h4: ['class'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      a: sanitizeHtml.simpleTransform('a', { class: 'govuk-link', rel: 'nofollow ugc noopener' }),
      ul: sanitizeHtml.simpleTransform('ul', { class: 'govuk-list govuk-list--bullet' }),
      ol: sanitizeHtml.simpleTransform('ol', { class: 'govuk-list govuk-list--number' }),
      p: sanitizeHtml.simpleTransform('p', { class: 'govuk-body' }),
      h1: sanitizeHtml.simpleTransform('h3', { class: 'govuk-heading-m' }),
      h2: sanitizeHtml.simpleTransform('h3', { class: 'govuk-heading-m' }),
      h3: sanitizeHtml.simpleTransform('h4', { class: 'govuk-heading-s' }),
    },
  })
}

/** `a, b and c` */
export function listWords(items: readonly unknown[], t: Translate): string {
  const words = items.map(String)
  const last = words.pop() ?? ''
  return words.length === 0 ? last : t('{most} and {last}', { most: words.join(', '), last })
}

/** `1.2 MB`, for downloads. */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The filters of every template; docs/look.md tells what each shows. */
export function filters(t: Translate): Record<string, (...input: never[]) => unknown> {
  return {
    date: dated(formatDate),
    time: dated(formatTime),
    dateTime: dated(formatDateTime),
    isoTime: dated((at) => at.toISOString()),
    deadline: (value: Moment, now: Date) => dated((at) => timeLeft(at, now, t))(value),
    ago: (value: Moment, now: Date) => dated((at) => timeAgo(at, now, t))(value),
    pence: (pence: number | null | undefined) =>
      typeof pence === 'number' ? formatPence(pence) : t('not published'),
    number: (value: number) => new Intl.NumberFormat(localeOf(currentLanguage())).format(value),
    percent: (share: number) => `${Math.round(share * 100)}%`,
    bytes: formatBytes,
    list: (items: readonly unknown[] | null | undefined) => listWords(items ?? [], t),
    markdown: (text: string | null | undefined) => renderMarkdown(text ?? ''),
  }
}
