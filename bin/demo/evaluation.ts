import { findChallenge } from '../../server/challenges/index.ts'
import {
  agreeScore,
  answerFeedbackQuestion,
  askAboutFeedback,
  beginScoring,
  chooseSettings,
  decide,
  declareInterests,
  enterContract,
  finishConsensus,
  groundsToday,
  invite,
  publishAward,
  readRanking,
  releaseFeedback,
  rateFeedback,
  saveExclusions,
  saveScore,
  submitScores,
} from '../../server/evaluation/index.ts'
import { now } from '../../server/platform/clock.ts'
import { comeToOpen, openedProposals } from '../../server/proposals/index.ts'
import { withoutVat } from '../../shared/challenges/vat.ts'
import { addMonths, dayOf } from '../../shared/coaching/law/periods.ts'
import { contractSchema, decideSchema, publishAwardSchema } from '../../shared/evaluation/award.schema.ts'
import { scoreSchema } from '../../shared/evaluation/evaluation.schema.ts'
import { usualSettings } from '../../shared/evaluation/settings.ts'
import type { RelativeTime } from './demo-files.ts'
import { type DemoEvaluation, demoEvaluations } from './evaluation-files.ts'
import { actorOf } from './organisations.ts'
import { addAfterPilot } from './after-pilot.ts'
import { addPilot } from './pilot.ts'

/** Puts what happens at a time into the history. */
type On = (inDays: number, at: string, happen: () => Promise<void>) => void

interface Told {
  challengeId: () => string
  organiser: string
  broker: string
  supplierEmail: (key: string) => string
}

/** The evaluation of a challenge of the demonstration; undefined for one that nobody evaluated. */
export const evaluationOf = (slug: string): DemoEvaluation | undefined =>
  demoEvaluations().find(({ challenge }) => challenge === slug)

/** From the settings to the contract, if the standstill is over by then: by the people of the panel, each step. */
export function addEvaluation(evaluation: DemoEvaluation, told: Told, on: On): void {
  const at = ({ inDays, at: hour }: RelativeTime, happen: () => Promise<void>) => on(inDays, hour, happen)
  const { moderator } = evaluation
  on(evaluation.settledInDays, '14:00', () => settle(told))
  at(evaluation.opened, () => openAndBegin(evaluation, told))
  at(evaluation.scored, () => score(evaluation, told))
  at(evaluation.agreed, () => agree(evaluation, told))
  at(evaluation.released, async () => {
    const actor = await actorOf(moderator)
    const { winner } = await readRanking(actor, told.challengeId())
    await checkExclusions(evaluation, told, winner?.submissionId ?? '')
    const choice = decideSchema.parse({ outcome: 'award', winners: [winner?.submissionId] })
    await decide(actor, told.challengeId(), choice)
    await releaseFeedback(actor, told.challengeId())
  })
  let endsOn: string | null = null
  at(evaluation.awarded, async () => {
    endsOn = await award(evaluation, told)
  })
  addRating(evaluation, told, on)
  at(evaluation.signed, async () => {
    if (endsOn !== null && dayOf(now()) > endsOn) await sign(evaluation, told)
  })
  addPilot(evaluation, told, at)
  if (evaluation.after) addAfterPilot(evaluation, evaluation.after, told, at)
}

async function settle({ challengeId, organiser }: Told): Promise<void> {
  const criteria = (await findChallenge(challengeId()))?.criteria ?? []
  const criterionId = criteria.find(({ title }) => title === 'Price')?.id ?? ''
  const price = { formula: 'lowest-proportion', criterionId } as const
  const levels = [
    {
      points: 4,
      title: '',
      meaning: 'All of it is answered, with evidence from homes in use; little is left open.',
    },
    {
      points: 5,
      title: '',
      meaning:
        'All of it is answered, with evidence from homes in use, and whoever moves in can see that it is so.',
    },
  ]
  await chooseSettings(await actorOf(organiser), challengeId(), { ...usualSettings, levels, price })
}

async function openAndBegin({ moderator, evaluators }: DemoEvaluation, told: Told): Promise<void> {
  const id = told.challengeId()
  const organiser = await actorOf(told.organiser)
  await comeToOpen(organiser, id)
  await comeToOpen(await actorOf(told.broker), id)
  await invite(organiser, id, (await actorOf(moderator)).userId, 'moderator')
  for (const email of evaluators) await invite(organiser, id, (await actorOf(email)).userId, 'evaluator')
  for (const email of [told.organiser, moderator, ...evaluators])
    await declareInterests(await actorOf(email), id, { interest: 'none', what: '', suppliers: '' })
  await beginScoring(organiser, id)
}

/** What was opened, each with what the panel made of it. */
async function judgedOf({ proposals }: DemoEvaluation, { challengeId, supplierEmail }: Told) {
  const opened = (await openedProposals(challengeId())).proposals
  const criteria = (await findChallenge(challengeId()))?.criteria ?? []
  const each = proposals.map(async ({ supplier, scores }) => {
    const supplierId = (await actorOf(supplierEmail(supplier))).organisation?.id
    const proposal = opened.find((one) => one.supplierId === supplierId)
    return scores.map((given, index) => ({
      ...given,
      submissionId: proposal?.id ?? '',
      criterionId: criteria[index]?.id ?? '',
    }))
  })
  return (await Promise.all(each)).flat()
}

async function score(evaluation: DemoEvaluation, told: Told): Promise<void> {
  const judged = await judgedOf(evaluation, told)
  for (const [turn, email] of evaluation.evaluators.entries()) {
    const actor = await actorOf(email)
    for (const { submissionId, criterionId, given, reason: reasons, evidence } of judged) {
      const quoted = evidence && `“${evidence}”`
      const input = scoreSchema.parse({ points: given[turn], reasons, evidence: quoted })
      await saveScore(actor, told.challengeId(), submissionId, criterionId, input)
    }
    await submitScores(actor, told.challengeId())
  }
}

async function agree(evaluation: DemoEvaluation, told: Told): Promise<void> {
  const actor = await actorOf(evaluation.moderator)
  for (const { submissionId, criterionId, agreed: points, reason } of await judgedOf(evaluation, told))
    await agreeScore(actor, told.challengeId(), submissionId, criterionId, { points, reason, number: 0 })
  await finishConsensus(actor, told.challengeId())
}

/** Every ground looked at, one of them not, as whoever leads would leave it. */
async function checkExclusions(
  { moderator, notChecked }: DemoEvaluation,
  { challengeId }: Told,
  submissionId: string,
): Promise<void> {
  const answers = groundsToday().map(({ id: groundId }) =>
    groundId === notChecked.ground
      ? { groundId, finding: 'not-checked' as const, note: notChecked.why }
      : { groundId, finding: 'none' as const, note: '' },
  )
  const sheet = { answers, outcome: '' as const, outcomeWords: '', revision: 0 }
  await saveExclusions(await actorOf(moderator), challengeId(), submissionId, sheet)
}

/** The submission that is first, with its price. */
async function first({ moderator }: DemoEvaluation, { challengeId }: Told) {
  const { ranking } = await readRanking(await actorOf(moderator), challengeId())
  const challenge = await findChallenge(challengeId())
  const grossPence = ranking[0]?.pricePence ?? 0
  const netPence = challenge ? (withoutVat(grossPence, challenge.budget) ?? grossPence) : grossPence
  return { submissionId: ranking[0]?.submissionId ?? '', grossPence, netPence }
}

async function award(evaluation: DemoEvaluation, told: Told): Promise<string | null> {
  const { submissionId, grossPence, netPence } = await first(evaluation, told)
  const input = publishAwardSchema.parse({
    publishedOn: dayOf(now()),
    standstill: 'voluntary',
    standstillReason: evaluation.standstillReason,
    values: { [submissionId]: { grossPence, netPence } },
  })
  const { endsOn } = await publishAward(await actorOf(evaluation.moderator), told.challengeId(), input)
  return endsOn
}

async function sign(evaluation: DemoEvaluation, told: Told): Promise<void> {
  const { submissionId, grossPence, netPence } = await first(evaluation, told)
  const challenge = await findChallenge(told.challengeId())
  const startsOn = dayOf(challenge?.timetable.pilotStart ?? now())
  const input = contractSchema.parse({
    ...evaluation.contract,
    signedOn: dayOf(now()),
    startsOn,
    endsOn: addMonths(startsOn, challenge?.timetable.pilotMonths ?? 0),
    grossPence,
    netPence,
  })
  await enterContract(await actorOf(evaluation.moderator), told.challengeId(), submissionId, input)
}

function addRating(evaluation: DemoEvaluation, told: Told, on: On): void {
  const { supplier, inDays, how, words, question, answeredInDays, answer } = evaluation.rating
  const proposalOf = async () => {
    const actor = await actorOf(told.supplierEmail(supplier))
    const { proposals } = await openedProposals(told.challengeId())
    const proposal = proposals.find(({ supplierId }) => supplierId === actor.organisation?.id)
    return { actor, proposalId: proposal?.proposalId ?? '', submissionId: proposal?.id ?? '' }
  }
  on(inDays, '16:10', async () => {
    const { actor, proposalId } = await proposalOf()
    await rateFeedback(actor, proposalId, { how, words })
    await askAboutFeedback(actor, proposalId, question)
  })
  on(answeredInDays, '09:40', async () => {
    const { submissionId } = await proposalOf()
    await answerFeedbackQuestion(
      await actorOf(evaluation.moderator),
      told.challengeId(),
      submissionId,
      answer,
    )
  })
}
