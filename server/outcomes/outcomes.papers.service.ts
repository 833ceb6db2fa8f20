import type { ClientSession, HydratedDocument } from 'mongoose'
import { pilotReported, scaleUpSubmitted, scaleUpWithdrawn } from '../../shared/outcomes/outcomes.events.ts'
import type { PaperDraftInput, PaperStage, SubmitPaperInput } from '../../shared/outcomes/papers.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { formOf, type ProposalForm } from '../../shared/proposals/form.ts'
import { askedOnly, mergedDraft, unaskedParts, unreadyParts } from '../../shared/proposals/form-checks.ts'
import { emptyProposal, type ProposalContent } from '../../shared/proposals/proposal.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { unseen } from '../platform/unseen-changes.ts'
import { openedProposals } from '../proposals/index.ts'
import { Paper, type PaperRecord } from './outcomes.papers.model.ts'
import { paperPolicy, type PaperStanding } from './outcomes.papers.policy.ts'
import { openPaperDraft, sealPaperDraft, sealPaperVersion } from './outcomes.papers.store.ts'
import { eventOf, loadPilot, type Piloted } from './outcomes.pilots.service.ts'

// Each tells the people of the other side.
const perOrganisation = limit('pilot-papers', 20, 60 * 60)

/** Which paper of which contract's pilot. */
export interface PaperPlace {
  challengeId: string
  submissionId: string
  stage: PaperStage
}

/** A report or a scale-up proposal as the rules see it for one actor. */
export interface LoadedPaper {
  piloted: Piloted & { pilot: NonNullable<Piloted['pilot']> }
  paper: HydratedDocument<PaperRecord>
  form: ProposalForm
  standing: PaperStanding
}

/** A paper of a pilot, a new one that is not kept yet if there is none. @throws AppError not-found to everybody but those who may know of it */
export async function loadPaper(
  actor: Actor,
  { challengeId, submissionId, stage }: PaperPlace,
  session: ClientSession | null = null,
): Promise<LoadedPaper> {
  const piloted = await loadPilot(actor, challengeId, submissionId)
  const { pilot, challenge } = piloted
  if (!pilot) throw notFound('Pilot')
  const place = { challengeId, submissionId, stage }
  const paper =
    (await Paper.findOne(place).session(session)) ??
    new Paper({ ...place, pilotId: pilot._id, supplierId: pilot.supplierId })
  const { invitation, versions, withdrawnAt, answer } = paper
  const standing: PaperStanding = {
    ...piloted.standing,
    stage,
    isInvited: invitation !== null,
    isOver: invitation !== null && now() >= invitation.respondBy,
    isSubmitted: versions.length > 0 && withdrawnAt === null,
    isAnswered: answer !== null,
  }
  if (!paperPolicy.see(actor, standing)) throw notFound('Page')
  return { piloted: { ...piloted, pilot }, paper, form: formOf(challenge, stage), standing }
}

/**
 * What a draft says. A new one begins with what the supplier said in its proposal: of a report only how ready it was,
 * of a scale-up everything that its form asks for, too.
 */
export async function draftOf({ paper, form }: LoadedPaper): Promise<ProposalContent> {
  const kept = await openPaperDraft(paper)
  if (kept) return kept
  const { proposals } = await openedProposals(paper.challengeId)
  const proposed = proposals.find(({ id }) => id === paper.submissionId)?.content
  if (!proposed) return emptyProposal()
  if (paper.stage === 'pilot-report') return { ...emptyProposal(), trl: proposed.trl }
  const { members: _, ...content } = askedOnly(proposed, form)
  return { ...content, files: [] }
}

const tooLate = ({ paper: { invitation } }: LoadedPaper): AppError =>
  new AppError(
    'too-late',
    `The time was over ${invitation ? formatDateTime(invitation.respondBy) : ''}. What you submitted before stands.`,
  )

function mayWrite(actor: Actor, loaded: LoadedPaper): void {
  const { standing } = loaded
  if (!paperPolicy.readDraft(actor, standing)) throw notFound('Page')
  if (standing.isOver) throw tooLate(loaded)
  allow(
    paperPolicy.write(actor, standing),
    'Members of the supplier who may change something write this; viewers read it',
  )
}

/**
 * Saves what was typed, complete or not.
 * @param unasked what becomes of answers that the form does not ask for
 * @throws AppError not-found, forbidden, too-late, conflict, invalid for answers to unknown questions
 */
export async function savePaper(
  actor: Actor,
  place: PaperPlace,
  input: PaperDraftInput,
  unasked: 'refused' | 'left out' = 'refused',
): Promise<{ revision: number; savedAt: Date }> {
  const savedAt = now()
  const work = transaction(async (session) => {
    const loaded = await loadPaper(actor, place, session)
    const { paper, form } = loaded
    mayWrite(actor, loaded)
    if (input.revision !== paper.revision) throw new AppError('conflict', unseen)
    const wrong = unasked === 'refused' ? unaskedParts(input, form) : {}
    if (Object.keys(wrong).length > 0)
      throw new AppError('invalid', 'Some answers are to questions that nobody asked', wrong)
    const revision = paper.revision + 1
    const content = mergedDraft(await draftOf(loaded), input, form)
    paper.set({ draft: await sealPaperDraft(paper._id, revision, content), revision, savedAt })
    await paper.save({ session })
    return { revision, savedAt }
  })
  return refuseDuplicate(work, unseen)
}

/**
 * Submits the draft as it stands at `revision`; a report is corrected so, with the reason, and what stood before stays.
 * @throws AppError not-found, forbidden, too-late, too-many, conflict if the draft moved on or stands already, invalid
 *   naming what is missing or too long
 */
export async function submitPaper(
  actor: Actor,
  place: PaperPlace,
  { revision, because }: SubmitPaperInput,
): Promise<{ number: number }> {
  return transaction(async (session) => {
    const loaded = await loadPaper(actor, place, session)
    const { paper, form, piloted, standing } = loaded
    mayWrite(actor, loaded)
    if (paper.revision !== revision || revision === 0)
      throw new AppError(
        'conflict',
        'The draft was changed after you checked it. Check it again, then submit.',
      )
    const last = paper.versions.at(-1)
    if (standing.isSubmitted && last?.revision === revision)
      throw new AppError('conflict', 'This is what you submitted already: change something first.')
    const content = askedOnly(await draftOf(loaded), form)
    const unready = unreadyParts(content, form)
    const isCorrection = place.stage === 'pilot-report' && last !== undefined
    const why = 'Say why it is corrected: the buyer reads it'
    const wrong = { ...unready, ...(isCorrection && because === '' && { because: why }) }
    if (Object.keys(wrong).length > 0)
      throw new AppError('invalid', 'It is not ready: each part that is missing or too long is named', wrong)
    await perOrganisation.consume(paper.supplierId)
    const number = (last?.number ?? 0) + 1
    const sealed = await sealPaperVersion(paper._id, number, {
      content,
      because: isCorrection ? because : '',
    })
    const version = { number, sealed, revision, at: now(), byUserId: actor.userId }
    paper.set({ versions: [...paper.versions, version], withdrawnAt: null })
    await paper.save({ session })
    const event = place.stage === 'pilot-report' ? pilotReported : scaleUpSubmitted
    await record(session, actor, event, { ...eventOf(piloted.pilot), number })
    return { number }
  })
}

/** Takes a scale-up proposal back in its time; the draft stays. @throws AppError not-found, forbidden, too-late, conflict */
export async function withdrawPaper(actor: Actor, place: PaperPlace): Promise<void> {
  await transaction(async (session) => {
    const loaded = await loadPaper(actor, place, session)
    const { paper, piloted, standing } = loaded
    mayWrite(actor, loaded)
    if (!paperPolicy.withdraw(actor, standing))
      throw new AppError('conflict', 'There is nothing that can be taken back.')
    paper.set({ withdrawnAt: now() })
    await paper.save({ session })
    await record(session, actor, scaleUpWithdrawn, eventOf(piloted.pilot))
  })
}

/** A scale-up proposal that is asked for and whose time is not long over, for reminders. */
export interface ScaleUpDeadline {
  challengeId: string
  pilotId: string
  supplierId: string
  respondBy: Date
  isSubmitted: boolean
}

/** Every scale-up proposal that is asked for, its time to come or over since a day at most. */
export async function listScaleUps(): Promise<ScaleUpDeadline[]> {
  const papers = await Paper.find({ stage: 'scale-up' }).lean<PaperRecord[]>()
  const yesterday = new Date(now().getTime() - 24 * 60 * 60_000)
  return papers.flatMap(({ challengeId, pilotId, supplierId, invitation, versions, withdrawnAt }) =>
    invitation && invitation.respondBy > yesterday
      ? [
          {
            challengeId,
            pilotId,
            supplierId,
            respondBy: invitation.respondBy,
            isSubmitted: versions.length > 0 && withdrawnAt === null,
          },
        ]
      : [],
  )
}
