import type { OrganisationKind } from '../platform/actor.ts'
import type { Audience } from './audiences.ts'
import type { EmailChoice } from './channels.ts'

/** One sort of notice: which event causes it, for whom it is, what it says. */
export interface NoticeKind {
  /** Never renamed: notices and preferences keep it. */
  name: string
  /** The name of the event that causes it; of two kinds for one event, a person gets the first. */
  event: string
  to: readonly Audience[]
  /** The only side that can ever get it, where the audiences leave that open. */
  side?: OrganisationKind
  /** What it is about, where people choose what they want to hear of. */
  label: string
  /** Sentences for `t()`; what stands in braces is filled in, and nothing else is kept of the cause. */
  title: string
  body: string
  /** Where it leads, as a path; ids are filled in. */
  link: string
  /** What people get who have not chosen. */
  email: EmailChoice
  /** About the person's own account: can't be turned off. */
  isSecurity?: true
  /** Its e-mail carries the entry of a live session for the reader's calendar. */
  hasCalendar?: true
  /** Only for persons: not everybody of the organisation may read it, or it names who asked, met or declined. */
  isDiscreet?: true
  /** A receipt: whoever did it is told as well. */
  isReceipt?: true
  /**
   * Whom it reaches even though they muted the challenge: everybody, or whoever's firm works on a proposal. Only for
   * what the law or a deadline of their own demands: all who propose are told the same (Procurement Act 2023 s.12(2)).
   */
  evenMuted?: 'everybody' | 'proposers'
}

/** Whom a kind reaches even where they muted the challenge; receipts and what concerns the account, everybody. */
export const reachesMuted = ({ evenMuted, isReceipt, isSecurity }: NoticeKind): NoticeKind['evenMuted'] =>
  isReceipt || isSecurity ? 'everybody' : evenMuted

const ofWholeOrganisations: ReadonlySet<Audience> = new Set<Audience>([
  'brokers',
  'authority',
  'concerned',
  'introduced',
  'supplier',
  'submitters',
  'organisation',
])

/** True for what every member of an organisation may read: its shared mailboxes and webhooks may be told as well. */
export const isForOrganisations = ({ to, isDiscreet, isSecurity }: NoticeKind): boolean =>
  !isDiscreet && !isSecurity && to.every((audience) => ofWholeOrganisations.has(audience))

/** The names in braces in a kind's texts and link. */
export function placeholdersOf({ title, body, link }: Pick<NoticeKind, 'title' | 'body' | 'link'>): string[] {
  return [...new Set(`${title} ${body} ${link}`.match(/\{\w+\}/g) ?? [])].map((name) => name.slice(1, -1))
}

/** Fills ids into a link, each made harmless. */
export function fillLink(link: string, facts: Record<string, string>): string {
  return link.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(facts[name] ?? ''))
}
