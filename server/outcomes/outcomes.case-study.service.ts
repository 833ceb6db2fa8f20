import type { ClientSession, HydratedDocument } from 'mongoose'
import {
  type AgreeCaseStudyInput,
  belongsToLibrary,
  type CaseStudyContent,
  type CaseStudyInput,
  caseStudyState,
  isInLibrary,
} from '../../shared/outcomes/case-study.ts'
import { saysTheSame } from '../../shared/outcomes/case-study-merge.ts'
import {
  caseStudyChangeAsked,
  caseStudyPublished,
  caseStudySent,
  caseStudyWithdrawn,
} from '../../shared/outcomes/outcomes.evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { dropMeasuredPilot } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { unseen } from '../platform/unseen-changes.ts'
import { archiveFromRoom, takenBackSince } from '../resources/index.ts'
import { CaseStudy, type CaseStudyRecord } from './outcomes.case-study.model.ts'
import { caseStudyPolicy, type CaseStudyStanding } from './outcomes.case-study.policy.ts'
import { draftFromRecord, putIntoLibrary } from './outcomes.case-study.library.ts'
import { basisOf, recordSince } from './outcomes.case-study.record.ts'
import {
  allowConclusion,
  evidenceOf,
  loadPlanned,
  type Planned,
  whoLeads,
} from './outcomes.pilots.service.ts'
import { pilotSideOf } from './outcomes.policy.ts'

// Each tells the people of the other side.
const perOrganisation = limit('case-studies', 20, 60 * 60)
/** More would fill the record, and then neither side could take its words back any more. */
export const mostVersions = 100

/** Which contract's pilot. */
export interface CaseStudyPlace {
  challengeId: string
  submissionId: string
}

/** The case study of a pilot as the rules see it for one actor. */
export interface LoadedCaseStudy {
  piloted: Planned
  study: HydratedDocument<CaseStudyRecord> | null
  standing: CaseStudyStanding
}

/** @throws AppError not-found to everybody but the two sides of the pilot */
export async function loadCaseStudy(
  actor: Actor,
  { challengeId, submissionId }: CaseStudyPlace,
  session: ClientSession | null = null,
): Promise<LoadedCaseStudy> {
  const piloted = await loadPlanned(actor, challengeId, submissionId)
  const study = await CaseStudy.findOne({ pilotId: piloted.pilot._id }).session(session)
  if (study) await noteTakenOut(study, session)
  return {
    piloted,
    study,
    standing: {
      ...piloted.standing,
      state: study && caseStudyState(study),
      hasResults: piloted.pilot.results !== null,
      wasSent: Boolean(study?.sent),
      isPublic: study !== null && isInLibrary(study),
      isOurs: study !== null && belongsToLibrary(study),
    },
  }
}

/** What a broker took out before that was noted here counts as taken out all the same. */
async function noteTakenOut(
  study: HydratedDocument<CaseStudyRecord>,
  session: ClientSession | null,
): Promise<void> {
  const { published, takenOut } = study
  if (!published || takenOut || !isInLibrary(study)) return
  const at = await takenBackSince(published.resourceId, session)
  if (at) study.set({ takenOut: { number: published.number, at, byUserId: '' } })
}

/** A case study under change. @throws AppError not-found before there is one, or to those who may not read it */
async function changeCaseStudy(
  actor: Actor,
  place: CaseStudyPlace,
  work: (
    loaded: LoadedCaseStudy & { study: HydratedDocument<CaseStudyRecord>; session: ClientSession },
  ) => Promise<void>,
): Promise<void> {
  const changed = transaction(async (session) => {
    const { study, ...loaded } = await loadCaseStudy(actor, place, session)
    if (!study || !caseStudyPolicy.read(actor, loaded.standing)) throw notFound('Case study')
    await work({ ...loaded, study, session })
    await study.save({ session })
  })
  await refuseDuplicate(changed, unseen)
}

const latestOf = ({ versions }: CaseStudyRecord) => versions.at(-1)?.number ?? 0

/** @throws AppError conflict where the version that somebody means is not the latest any more */
function checkNumber(study: CaseStudyRecord, number: number): void {
  if (number !== latestOf(study))
    throw new AppError(
      'conflict',
      'There is a newer version. Read it first: both sides agree to the same one.',
    )
}

const act = (actor: Actor, number: number) => ({ number, at: now(), byUserId: actor.userId })

/** Begins the case study of a pilot from what is on record. @throws AppError not-found, forbidden, conflict before the pilot starts and before results are public, or twice */
export async function beginCaseStudy(actor: Actor, place: CaseStudyPlace): Promise<void> {
  const begun = transaction(async (session) => {
    const { piloted, study, standing } = await loadCaseStudy(actor, place, session)
    allowConclusion(actor, piloted)
    if (!standing.hasResults && caseStudyPolicy.write(actor, { ...standing, hasResults: true }))
      throw new AppError('conflict', 'Publish the results first: the case study leads to them.')
    allow(caseStudyPolicy.write(actor, standing), whoLeads)
    if (study) throw new AppError('conflict', 'There is one already: change that one.')
    const { _id: pilotId, supplierId } = piloted.pilot
    const content = await draftFromRecord(piloted)
    const version = { ...content, ...act(actor, 1), basis: content }
    await new CaseStudy({ ...place, pilotId, supplierId, versions: [version] }).save({ session })
  })
  await refuseDuplicate(begun, 'Somebody else has just begun it. Reload the page.')
}

/**
 * Writes a new version. Whatever was agreed was agreed of another one: both sides are asked again.
 * @throws AppError not-found, forbidden, too-many, conflict where somebody else wrote one meanwhile, or nothing was changed
 */
export async function writeCaseStudy(
  actor: Actor,
  place: CaseStudyPlace,
  { number, recordKey, ...content }: CaseStudyInput,
): Promise<void> {
  await changeCaseStudy(actor, place, async ({ study, standing, piloted }) => {
    allow(caseStudyPolicy.write(actor, standing), whoLeads)
    if (number !== latestOf(study)) throw new AppError('conflict', unseen)
    const { versions } = study.toObject()
    if (versions.length >= mostVersions)
      throw new AppError('too-many', `A case study has at most ${mostVersions} versions.`)
    const before = versions.at(-1)
    const since = await recordSince(piloted, { versions }, number)
    // Only who saw what the record says now has taken account of it.
    if (recordKey && recordKey !== since.key) throw new AppError('conflict', changedMeanwhile)
    const isSame = before !== undefined && saysTheSame(before, content)
    if (isSame && (recordKey === '' || since.isUpToDate))
      throw new AppError('conflict', 'Nothing was changed.')
    const basis = recordKey ? since.recorded : basisOf(versions, number)
    study.set({ versions: [...versions, { ...content, ...act(actor, number + 1), basis }] })
  })
}

const changedMeanwhile =
  'Decision, reviews or readings changed after you opened this page. Read below what changed.'

/**
 * Nobody agrees to words that the record has left behind without having seen what it says now.
 * @throws AppError conflict
 */
async function checkRecord(
  { piloted, study }: { piloted: Planned; study: HydratedDocument<CaseStudyRecord> },
  { number, recordKey }: AgreeCaseStudyInput,
): Promise<void> {
  const since = await recordSince(piloted, study.toObject(), number)
  if (!since.isUpToDate && recordKey !== since.key) throw new AppError('conflict', changedMeanwhile)
}

/** Agrees for the buyer to the latest version: the supplier is asked. @throws AppError not-found, forbidden, conflict */
export async function sendCaseStudy(
  actor: Actor,
  place: CaseStudyPlace,
  input: AgreeCaseStudyInput,
): Promise<void> {
  const { number } = input
  await changeCaseStudy(actor, place, async ({ study, standing, piloted, session }) => {
    allow(caseStudyPolicy.write(actor, standing), whoLeads)
    checkNumber(study, number)
    if (!caseStudyPolicy.send(actor, standing))
      throw new AppError('conflict', 'You agreed to this version already: the supplier has it.')
    await checkRecord({ piloted, study }, input)
    await perOrganisation.consume(actor.organisation?.id ?? '')
    const { sent, earlierSent = [] } = study.toObject()
    study.set({ sent: act(actor, number), earlierSent: sent ? [...earlierSent, sent] : earlierSent })
    await record(session, actor, caseStudySent, { ...evidenceOf(piloted), caseStudyId: study._id, number })
  })
}

/** Whatever the supplier answers is of the version that the buyer agreed to. @throws AppError forbidden, conflict */
function mayAnswer(actor: Actor, standing: CaseStudyStanding, study: CaseStudyRecord, number: number): void {
  allow(
    caseStudyPolicy.answer(actor, { ...standing, state: 'with-supplier' }),
    'Members of the supplier who may change something answer this',
  )
  checkNumber(study, number)
  if (!caseStudyPolicy.answer(actor, standing))
    throw new AppError('conflict', 'There is nothing to answer: it is answered, or the buyer changes it.')
}

/** Asks for the supplier that something be changed, with the reason. @throws AppError not-found, forbidden, conflict */
export async function askForChange(
  actor: Actor,
  place: CaseStudyPlace,
  { number, words }: { number: number; words: string },
): Promise<void> {
  await changeCaseStudy(actor, place, async ({ study, standing, piloted, session }) => {
    mayAnswer(actor, standing, study, number)
    await perOrganisation.consume(actor.organisation?.id ?? '')
    study.set({ changeAsked: { ...act(actor, number), words } })
    const event = { ...evidenceOf(piloted), caseStudyId: study._id, number }
    await record(session, actor, caseStudyChangeAsked, event)
  })
}

/** Agrees for the supplier to the version that the buyer agreed to: it goes into the library. @throws AppError not-found, forbidden, conflict */
export async function agreeToCaseStudy(
  actor: Actor,
  place: CaseStudyPlace,
  input: AgreeCaseStudyInput,
): Promise<void> {
  const { number } = input
  await changeCaseStudy(actor, place, async ({ study, standing, piloted, session }) => {
    mayAnswer(actor, standing, study, number)
    await checkRecord({ piloted, study }, input)
    const content = study.versions.at(-1) as CaseStudyContent
    const { resourceId, slug } = await putIntoLibrary(session, actor, { piloted, study, content })
    const done = act(actor, number)
    study.set({ agreed: done, published: { ...done, resourceId, slug }, takenOut: null, withdrawn: null })
    const event = { ...evidenceOf(piloted), caseStudyId: study._id, number }
    await record(session, actor, caseStudyPublished, { ...event, resourceId })
  })
}

/** Takes a case study out of the library for one side. @throws AppError not-found, forbidden, conflict where it is not there */
export async function withdrawCaseStudy(actor: Actor, place: CaseStudyPlace, because: string): Promise<void> {
  await changeCaseStudy(actor, place, async ({ study, standing, piloted, session }) => {
    allow(
      caseStudyPolicy.withdraw(actor, { ...standing, isOurs: true }),
      'Whoever leads for the buyer, or acts for the supplier, does this',
    )
    const { published } = study
    if (!published || !standing.isOurs) throw new AppError('conflict', 'It is not in the library.')
    const side = pilotSideOf(actor)
    study.set({ withdrawn: { ...act(actor, latestOf(study)), side, because } })
    const { resourceId } = published
    await archiveFromRoom(session, actor, resourceId)
    await dropMeasuredPilot(session, actor, study.supplierId, study._id)
    const event = { ...evidenceOf(piloted), caseStudyId: study._id, number: published.number }
    await record(session, actor, caseStudyWithdrawn, { ...event, resourceId, side })
  })
}
