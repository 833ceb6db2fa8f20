import { paperNames, type PaperStage, paperStages } from '../../shared/outcomes/papers.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { questionsOf } from '../../shared/proposals/form.ts'
import { unreadyParts, wordsIn } from '../../shared/proposals/form-checks.ts'
import { AppError } from '../platform/errors.ts'
import { paperPolicy } from './outcomes.papers.policy.ts'
import { draftOf, type LoadedPaper, loadPaper, type PaperPlace } from './outcomes.papers.service.ts'
import { openPaperVersion } from './outcomes.papers.store.ts'
import { readPilot } from './outcomes.read.service.ts'

/** Every version for those who may read them, the newest first. */
async function versionsOf(actor: Actor, { paper, standing }: LoadedPaper) {
  if (!paperPolicy.read(actor, standing)) return []
  const isReport = paper.stage === 'pilot-report'
  // Of a scale-up proposal what was replaced counts no more, and is read by its supplier alone.
  const readable =
    isReport || paperPolicy.readDraft(actor, standing) ? paper.versions : paper.versions.slice(-1)
  const opened = await Promise.all(
    readable.map(async (version) => ({
      number: version.number,
      at: version.at,
      ...(await openPaperVersion(paper._id, version)),
    })),
  )
  return opened.reverse()
}

/** What the supplier has written and not submitted; null to the buyer. */
async function ownDraft(actor: Actor, loaded: LoadedPaper) {
  const { paper, form, standing } = loaded
  if (!paperPolicy.readDraft(actor, standing)) return null
  const content = await draftOf(loaded)
  return {
    content,
    revision: paper.revision,
    savedAt: paper.savedAt,
    missing: unreadyParts(content, form),
    isUnsubmitted:
      paper.revision > 0 && !(standing.isSubmitted && paper.versions.at(-1)?.revision === paper.revision),
  }
}

/** A report or a scale-up proposal as one of the two sides of its pilot sees it, with what is known of the pilot. @throws AppError not-found to everybody else */
export async function readPaper(actor: Actor, place: PaperPlace) {
  const loaded = await loadPaper(actor, place)
  const { paper, form, standing } = loaded
  const { challenge, contract, outcomes, milestones } = await readPilot(
    actor,
    place.challengeId,
    place.submissionId,
  )
  const { invitation, answer } = paper
  const versions = await versionsOf(actor, loaded)
  return {
    challenge,
    submissionId: place.submissionId,
    stage: place.stage,
    name: paperNames[place.stage],
    contract,
    outcomes,
    milestones: milestones.map(({ title, state, on }) => ({ title, state, on })),
    form,
    questions: questionsOf(form),
    invitation: invitation && { way: invitation.way, respondBy: invitation.respondBy, at: invitation.at },
    isOver: standing.isOver,
    versions,
    draft: await ownDraft(actor, loaded),
    answer: answer && { goesOn: answer.goesOn, words: answer.words, at: answer.at },
    may: {
      write: paperPolicy.write(actor, standing),
      withdraw: paperPolicy.withdraw(actor, standing),
      answer: paperPolicy.answer(actor, standing),
      readDraft: paperPolicy.readDraft(actor, standing),
    },
  }
}

export type ReadPaper = Awaited<ReturnType<typeof readPaper>>

/** What a content says to each question, as pages and programs show it: words, or the figure. */
export const answersOf = (
  content: ReadPaper['versions'][number]['content'],
  { form, questions }: Pick<ReadPaper, 'form' | 'questions'>,
) =>
  questions.map((question) => ({
    ...question,
    text: wordsIn(content, form, question),
    figure:
      question.part === 'trl' ? content.trl : question.part === 'scalePrice' ? content.scalePricePence : null,
  }))

/** How far each paper of a pilot is, for its page; what the actor may not know of is left out. */
export async function listPapers(actor: Actor, place: Omit<PaperPlace, 'stage'>) {
  const found = await Promise.all(paperStages.map((stage) => stateOf(actor, { ...place, stage })))
  return found.filter((one) => one !== null)
}

async function stateOf(
  actor: Actor,
  place: PaperPlace,
): Promise<{
  stage: PaperStage
  name: string
  state: 'none' | 'sealed' | 'submitted' | 'answered'
  at: Date | null
  respondBy: Date | null
} | null> {
  try {
    const { paper, standing } = await loadPaper(actor, place)
    const isRead = paperPolicy.read(actor, standing)
    const isSealed =
      !isRead && standing.isInvited && !standing.isOver && !paperPolicy.readDraft(actor, standing)
    return {
      stage: place.stage,
      name: paperNames[place.stage],
      state: standing.isAnswered ? 'answered' : isRead ? 'submitted' : isSealed ? 'sealed' : 'none',
      at: isRead ? (paper.versions.at(-1)?.at ?? null) : null,
      respondBy: paper.invitation?.respondBy ?? null,
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
