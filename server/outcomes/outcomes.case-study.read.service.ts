import type { CaseStudyContent, CaseStudyState } from '../../shared/outcomes/case-study.ts'
import { takeOver } from '../../shared/outcomes/case-study-merge.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { allow, notFound } from '../platform/errors.ts'
import type { CaseStudyRecord, CaseStudyVersion } from './outcomes.case-study.model.ts'
import { caseStudyPolicy } from './outcomes.case-study.policy.ts'
import { type CaseStudyPlace, type LoadedCaseStudy, loadCaseStudy } from './outcomes.case-study.service.ts'
import { hasUnpublished } from './outcomes.case-study.library.ts'
import { basisOf, recordSince, type RecordSince, studyDifferences } from './outcomes.case-study.record.ts'
import { whoLeads } from './outcomes.pilots.service.ts'
import { pilotSideOf } from './outcomes.policy.ts'

const mayOf = (actor: Actor, { standing }: LoadedCaseStudy) => ({
  write: caseStudyPolicy.write(actor, standing),
  send: caseStudyPolicy.send(actor, standing),
  answer: caseStudyPolicy.answer(actor, standing),
  withdraw: caseStudyPolicy.withdraw(actor, standing),
})

/** Where the case study of a pilot stands, for the pilot's own page; null for somebody who may know of none. */
export async function caseStudyStanding(
  actor: Actor,
  place: CaseStudyPlace,
): Promise<{ state: CaseStudyState | null; mayBegin: boolean; mayRead: boolean; isUpToDate: boolean }> {
  const { piloted, study, standing } = await loadCaseStudy(actor, place)
  const mayRead = caseStudyPolicy.read(actor, standing)
  const record = study?.toObject()
  const version = record && mayRead ? shownTo(actor, record) : undefined
  const since = record && version && (await recordSince(piloted, record, version.number))
  return {
    isUpToDate: since?.isUpToDate ?? true,
    state: mayRead ? standing.state : null,
    mayBegin: standing.state === null && caseStudyPolicy.write(actor, standing),
    mayRead,
  }
}

const without = <Of extends { byUserId: string }>(one: Of | null): Omit<Of, 'byUserId'> | null => {
  if (!one) return null
  const { byUserId: _, ...told } = one
  return told
}

const wordsOf = ({ number, title, summary, body, at }: CaseStudyVersion) => ({
  number,
  title,
  summary,
  body,
  at,
})

/** What of it a side reads: the buyer the latest version, the supplier the one that the buyer agreed to last. */
const shownTo = (actor: Actor, { versions, sent }: CaseStudyRecord) =>
  pilotSideOf(actor) === 'buyer' ? versions.at(-1) : versions.find(({ number }) => number === sent?.number)

/**
 * The version that the reader's side knows: what it agreed to last, else what it saw first. Null where that is the one
 * that is open.
 */
function knownTo(actor: Actor, { versions, sent, earlierSent = [], agreed }: CaseStudyRecord, open: number) {
  const isBuyer = pilotSideOf(actor) === 'buyer'
  const first = isBuyer ? versions[0] : (earlierSent[0] ?? sent)
  const last = isBuyer ? sent : agreed
  const number = last?.number ?? first?.number ?? open
  const version = versions.find((one) => one.number === number)
  return version && number < open ? { version, isAgreed: last !== null } : null
}

/** What the open version says otherwise than the one that the reader's side knows; null where it knows the open one. */
function newsFor(actor: Actor, record: CaseStudyRecord, version: CaseStudyVersion) {
  const known = knownTo(actor, record, version.number)
  return (
    known && {
      since: known.version.number,
      isAgreed: known.isAgreed,
      differences: studyDifferences(known.version, version),
    }
  )
}

/** What changed on record since a version was written, as a page and a program are told. */
const presentSince = ({ key, isUpToDate, changes }: RecordSince) => ({ recordKey: key, isUpToDate, changes })

/** The case study of a pilot as one of its two sides sees it. @throws AppError not-found to everybody else */
export async function readCaseStudy(actor: Actor, place: CaseStudyPlace) {
  const loaded = await loadCaseStudy(actor, place)
  const { piloted, study, standing } = loaded
  const record = study?.toObject() ?? null
  const version = record && shownTo(actor, record)
  if (!record || !version || !caseStudyPolicy.read(actor, standing)) throw notFound('Case study')
  const isBuyer = pilotSideOf(actor) === 'buyer'
  const earlier = isBuyer ? record.versions.slice(0, -1) : []
  const since = await recordSince(piloted, record, version.number)
  return {
    challenge: { id: place.challengeId, title: piloted.challenge.title },
    submissionId: place.submissionId,
    supplierName: piloted.contract.supplier.name,
    authorityName: piloted.challenge.authorityName,
    state: standing.state as CaseStudyState,
    isPublic: standing.isPublic,
    isChanging: !isBuyer && record.versions.at(-1)?.number !== version.number,
    version: wordsOf(version),
    earlier: earlier.map(wordsOf).reverse(),
    news: newsFor(actor, record, version),
    record: { ...presentSince(since), hasUnpublished: hasUnpublished(piloted) },
    sent: without(record.sent),
    agreed: without(record.agreed),
    changeAsked: record.changeAsked?.number === version.number ? without(record.changeAsked) : null,
    published: without(record.published),
    takenOut: without(record.takenOut ?? null),
    withdrawn: without(record.withdrawn),
    may: mayOf(actor, loaded),
  }
}

/**
 * The latest version with what the record says now taken over, for its form: parts that somebody wrote by hand stay, and
 * are named. @throws AppError not-found, forbidden
 */
export async function takenOver(
  actor: Actor,
  place: CaseStudyPlace,
): Promise<{ content: CaseStudyContent; byHand: string[]; recordKey: string }> {
  const { piloted, study, standing } = await loadCaseStudy(actor, place)
  const versions = study?.toObject().versions ?? []
  const latest = versions.at(-1)
  if (!latest || !caseStudyPolicy.read(actor, standing)) throw notFound('Case study')
  allow(caseStudyPolicy.write(actor, standing), whoLeads)
  const { recorded, key } = await recordSince(piloted, { versions }, latest.number)
  return { ...takeOver(basisOf(versions, latest.number), latest, recorded), recordKey: key }
}
