import { formatDate } from '../platform/dates.ts'
import type { ChallengeContent, OnFile, Reservation, ShortenedGround } from './challenge.ts'
import { kindFacts } from './kinds.ts'

/** What each reservation is called on a page. */
export const reservationLabels: Record<Reservation, string> = {
  uk: 'Suppliers based in the UK',
  'local-area': 'Suppliers based in a local area',
  sme: 'Small and medium-sized firms',
  vcse: 'Voluntary, community and social enterprises',
}

/** What each ground for less time is called on a page. */
export const shortenedLabels: Record<ShortenedGround, string> = {
  '': 'No: the usual time',
  'planned-notice': 'A planned procurement notice (UK3) came 40 days to 12 months before',
  urgency: 'A state of urgency, which you did not cause and could not foresee',
}

type Row = [key: string, label: string, text: string]

/** Which parts are asked for: those of the kind, and whatever was said before the kind changed. */
export function onFileParts({ kind, onFile }: Pick<ChallengeContent, 'kind' | 'onFile'>) {
  const { regime, isJudged } = kindFacts(kind)
  return {
    lots: isJudged || onFile.lots.decision !== '',
    engagement: (isJudged && regime === 'above-threshold') || onFile.engagement.held !== '',
    reserved: regime === 'below-threshold' || onFile.reserved.for.length > 0,
    prototype: kind === 'prototype-direct-award' || onFile.prototypeGround !== '',
  }
}

/** What is on file for this kind, as plain text under labels. */
export function onFileRows({ kind, onFile }: ChallengeContent): Row[] {
  if (kindFacts(kind).regime === 'before-procurement') return []
  const parts = onFileParts({ kind, onFile })
  return [
    [
      'onFile.conflictsOn',
      'Conflicts assessment',
      onFile.conflictsOn ? `Prepared ${formatDate(onFile.conflictsOn)}` : '',
    ],
    ['onFile.smeBarriers', 'Barriers to small firms', onFile.smeBarriers],
    ...(parts.lots ? [['onFile.lots', 'Lots', lotsText(onFile)] as Row] : []),
    ...(parts.engagement ? [['onFile.engagement', 'Market engagement', engagementText(onFile)] as Row] : []),
    ...(parts.reserved ? [['onFile.reserved', 'Reserved for', reservedText(onFile)] as Row] : []),
    ...(parts.prototype
      ? [['onFile.prototypeGround', 'Why without a competition', onFile.prototypeGround] as Row]
      : []),
  ]
}

function lotsText({ lots }: OnFile): string {
  const decision = { '': '', lots: 'Divided into lots', 'one-contract': 'One contract' }[lots.decision]
  return [decision, lots.note].filter(Boolean).join('\n')
}

function engagementText({ engagement: { held, noticeId, reason } }: OnFile): string {
  if (held === '') return ''
  if (held === 'no') return 'None was held'
  return ['Held', noticeId && `notice ${noticeId}`, reason].filter(Boolean).join(', ')
}

/** `Suppliers based in the UK` or `Open to everybody`. */
export function reservedText({ reserved }: OnFile): string {
  if (reserved.for.length === 0) return 'Open to everybody'
  const whom = reserved.for.map((one) => reservationLabels[one]).join('; ')
  return reserved.areas ? `${whom}: ${reserved.areas}` : whom
}
