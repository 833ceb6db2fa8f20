import type { Notice, NoticeField } from '../coaching/law/law.ts'
import { type NoticePlace, type NoticeSource, noticeValue } from './notice-values.ts'

/** A field of a notice with what is known for it. */
export interface FilledField extends NoticeField {
  text: string
  /** What is still to be said; empty where the field is whole, or not needed here. */
  missing: string
  place: NoticePlace
}

/** A notice, filled as far as the challenge tells. */
export interface FilledNotice {
  notice: Notice
  fields: FilledField[]
  /** Those that lack something that this notice must say. */
  missing: FilledField[]
}

/** Fills a notice from a challenge. What is needed only in a certain case counts as missing nowhere. */
export function fillNotice(notice: Notice, source: NoticeSource): FilledNotice {
  const fields = notice.fields.map((field): FilledField => {
    const { text, open, place } = noticeValue(notice.id, field.id, source)
    const isOpen = field.required !== 'case' && (text === '' || open !== '')
    return { ...field, text, missing: isOpen ? (text === '' ? field.label : open) : '', place }
  })
  return { notice, fields, missing: fields.filter(({ missing }) => missing !== '') }
}

/** The case in which a field is needed, so that nobody takes it for a fact of this contract. */
export const onlyIf = (when: string): string =>
  when && `Only if ${when.charAt(0).toLowerCase()}${when.slice(1)}`

/** The notice as plain text, to copy into the form of the central digital platform. */
export function noticeText({ notice, fields }: FilledNotice): string {
  const said = fields.filter(({ required, text }) => required !== 'case' || text !== '')
  const inCase = fields.filter(({ required, text }) => required === 'case' && text === '')
  const parts = said.map(({ label, article, text, missing }) => {
    const open = missing ? `[to be added: ${missing}]` : ''
    return [`${label} (${article})`, text, open].filter(Boolean).join('\n')
  })
  const cases = inCase.map(({ label, article, when }) => `- ${label} (${article}): ${onlyIf(when)}`)
  return [
    `${notice.code} ${notice.title}`,
    ...parts,
    ...(cases.length > 0 ? [`Only where it is the case:\n${cases.join('\n')}`] : []),
  ].join('\n\n')
}
