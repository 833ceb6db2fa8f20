import { isAboveThreshold } from '../../shared/evaluation/award.ts'
import { evaluationExclusionsChecked } from '../../shared/evaluation/award.events.ts'
import { type ExclusionAnswer, exclusionProgress } from '../../shared/evaluation/exclusions.ts'
import type { ExclusionsInput } from '../../shared/evaluation/exclusions.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { law } from '../coaching/index.ts'
import { findPeople } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { type Awarding, changeAwarding, loadAwarding } from './evaluation.decision.service.ts'
import { ExclusionSheet, type ExclusionSheetRecord } from './evaluation.exclusions.model.ts'
import { exclusionSheetsOf, groundsToday, standingSheets } from './evaluation.exclusions.read.service.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { facts } from './evaluation.service.ts'

async function loadChecked(actor: Actor, challengeId: string): Promise<Awarding> {
  const awarding = await loadAwarding(actor, challengeId)
  if (!awardPolicy.readExclusions(actor, awarding.standing)) throw notFound('Checks')
  return awarding
}

/** Every proposal with how far its checklist is. @throws AppError not-found to whoever may neither fill it in nor see the ranking */
export async function listExclusions(actor: Actor, challengeId: string) {
  const { challenge, standing } = await loadChecked(actor, challengeId)
  const [proposals, sheets] = await Promise.all([openedProposals(challenge), exclusionSheetsOf(challengeId)])
  const last = standingSheets(sheets)
  const grounds = groundsToday()
  return {
    challenge: facts(challenge),
    isAbove: isAboveThreshold(challenge),
    proposals: proposals.map(({ submissionId, supplierName, reference }) => {
      const sheet = last.get(submissionId) ?? null
      return {
        submissionId,
        supplierName,
        reference,
        outcome: sheet?.outcome ?? '',
        savedAt: sheet?.at ?? null,
        ...exclusionProgress(grounds, sheet),
      }
    }),
    may: { check: awardPolicy.checkExclusions(actor, standing) },
  }
}

/** Who gave each answer that stands, and when: of the savings since which it is as it is. */
function answeredBy(sheets: readonly ExclusionSheetRecord[]): Map<string, { at: Date; byUserId: string }> {
  const since = new Map<string, { at: Date; byUserId: string }>()
  let before = new Map<string, ExclusionAnswer>()
  for (const { answers, at, byUserId } of sheets) {
    for (const one of answers) {
      const known = before.get(one.groundId)
      if (known?.finding !== one.finding || known.note !== one.note) since.set(one.groundId, { at, byUserId })
    }
    before = new Map(answers.map((one) => [one.groundId, one]))
  }
  return since
}

/** The checklist of one proposal, each ground with what was found, by whom and when. @throws AppError not-found */
export async function readExclusions(actor: Actor, challengeId: string, submissionId: string) {
  const { challenge, standing } = await loadChecked(actor, challengeId)
  const proposal = (await openedProposals(challenge)).find((one) => one.submissionId === submissionId)
  if (!proposal) throw notFound('Proposal')
  const sheets = (await exclusionSheetsOf(challengeId)).filter((one) => one.submissionId === submissionId)
  const sheet = sheets.at(-1) ?? null
  const people = await findPeople([...new Set(sheets.map(({ byUserId }) => byUserId))])
  const since = answeredBy(sheets)
  const answers = new Map(sheet?.answers.map((one) => [one.groundId, one]))
  const grounds = groundsToday()
  return {
    challenge: facts(challenge),
    isAbove: isAboveThreshold(challenge),
    proposal: { submissionId, supplierName: proposal.supplierName, supplierId: proposal.supplierId },
    grounds: grounds.map((ground) => {
      const given = since.get(ground.id)
      return {
        ...ground,
        sourceTitle: law().sources.find(({ id }) => id === ground.source)?.title ?? '',
        finding: answers.get(ground.id)?.finding ?? null,
        answerNote: answers.get(ground.id)?.note ?? '',
        answeredAt: answers.has(ground.id) ? (given?.at ?? null) : null,
        answeredBy: answers.has(ground.id) && given ? (people.get(given.byUserId)?.name ?? '') : '',
      }
    }),
    outcome: sheet?.outcome ?? '',
    outcomeWords: sheet?.outcomeWords ?? '',
    savedAt: sheet?.at ?? null,
    revision: sheet?.number ?? 0,
    progress: exclusionProgress(grounds, sheet),
    may: { check: awardPolicy.checkExclusions(actor, standing) },
  }
}

/**
 * Saves a checklist, complete or not; the one before stays on record. A proposal that is disregarded has no rank from
 * then on.
 * @throws AppError not-found, forbidden once the feedback is out, invalid, conflict if it was saved elsewhere in between
 */
export async function saveExclusions(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  { answers, outcome, outcomeWords, revision }: ExclusionsInput,
): Promise<{ revision: number }> {
  const known = new Set(groundsToday().map(({ id }) => id))
  return changeAwarding(actor, challengeId, async ({ challenge, decision, standing }, session) => {
    if (!awardPolicy.readExclusions(actor, standing)) throw notFound('Checks')
    allow(
      awardPolicy.checkExclusions(actor, standing),
      'Somebody who acts for a buyer, has declared and did not score does this, until the feedback is out',
    )
    if (answers.some(({ groundId }) => !known.has(groundId)))
      throw new AppError('invalid', 'Name grounds of the checklist only', {
        findings: 'Name grounds of the checklist only',
      })
    const proposals = await openedProposals(challenge)
    if (proposals.every((one) => one.submissionId !== submissionId)) throw notFound('Proposal')
    const number = await ExclusionSheet.countDocuments({ challengeId, submissionId }).session(session)
    if (number !== revision)
      throw new AppError('conflict', 'Somebody else has saved these checks in between. Look at them again.')
    const sheet = { challengeId, submissionId, number: number + 1, answers, outcome, outcomeWords }
    await ExclusionSheet.create([{ ...sheet, at: now(), byUserId: actor.userId }], { session })
    // Whoever sends the feedback at the same moment writes the same record: one of the two begins again.
    decision?.markModified('decidedAt')
    await decision?.save({ session })
    await record(session, actor, evaluationExclusionsChecked, {
      challengeId,
      submissionId,
      number: number + 1,
    })
    return { revision: number + 1 }
  })
}
