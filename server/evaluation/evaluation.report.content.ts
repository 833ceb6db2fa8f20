import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { isAboveThreshold, noAwardReasons, standstillNames } from '../../shared/evaluation/award.ts'
import { exclusionOutcomeNames, exclusionProgress, findingNames } from '../../shared/evaluation/exclusions.ts'
import { panelRoleNames, rulingNames } from '../../shared/evaluation/panel.ts'
import { levelAt } from '../../shared/evaluation/scale.ts'
import { pricedCriterion } from '../../shared/evaluation/settings.ts'
import { findPeople } from '../identity/index.ts'
import { config } from '../platform/config.ts'
import { openedProposals, openingForRecord } from '../proposals/index.ts'
import { Decision, type DecisionRecord } from './evaluation.award.model.ts'
import { agreementsOf, standingAgreements } from './evaluation.consensus.service.ts'
import { exclusionSheetsOf, groundsToday, standingSheets } from './evaluation.exclusions.read.service.ts'
import type { Declaration, PanelMember } from './evaluation.model.ts'
import { presentSettings } from './evaluation.presenter.ts'
import { questionsIn } from './evaluation.questions.store.ts'
import { type Ranked, rankingOf } from './evaluation.ranking.service.ts'
import { facts } from './evaluation.service.ts'
import { exclusionGrounds } from './exclusions.data.ts'

/** Everything that the report of an evaluation says, ready to be set. */
export type EvaluationReport = Awaited<ReturnType<typeof reportOf>>

/**
 * What is on record about an evaluation, for its printed report.
 * @param tellsInterests false leaves out what somebody's interest is and why it was decided so: that is for those who
 *   may take the whole record
 */
export async function reportOf(ranked: Ranked, tellsInterests: boolean) {
  const { challenge, evaluation, settings } = ranked
  const challengeId = challenge._id
  const [ranking, opening, { unreadable }, decision] = await Promise.all([
    rankingOf(ranked),
    openingForRecord(challengeId),
    openedProposals(challengeId),
    Decision.findById(challengeId).lean<DecisionRecord>(),
  ])
  const rulers = evaluation.panel.flatMap(({ declarations }) => declarations.map(({ ruledBy }) => ruledBy))
  const people = await findPeople([...rulers, decision?.decidedBy ?? ''].filter(Boolean))
  const nameOf = (userId: string): string => people.get(userId)?.name ?? ''
  return {
    title: challenge.title,
    authority: challenge.authorityName,
    url: `${config().publicUrl}/challenges/${challengeId}/evaluation`,
    isAbove: isAboveThreshold(challenge),
    method: challenge.assessmentMethod,
    criteria: namedCriteria(challenge.criteria).map(({ id, name, group, description, weight }) => ({
      title: name,
      group,
      description,
      weight: weight ?? 0,
      isPriced: id === pricedCriterion(settings.price),
    })),
    settings: presentSettings(facts(challenge), settings),
    settingsAt: evaluation.settingsAt,
    panel: evaluation.toObject().panel.map((member) => reportedMember(member, tellsInterests, nameOf)),
    opening,
    unreadable,
    exclusions: await reportedExclusions(challengeId, ranking),
    ranking,
    proposals: await reportedProposals(ranked, ranking),
    decision: decision && reportedDecision(decision, nameOf(decision.decidedBy)),
  }
}

function reportedMember(member: PanelMember, tellsInterests: boolean, nameOf: (id: string) => string) {
  const { name, role, declarations, removedAt, removedReason } = member
  return {
    name,
    role: panelRoleNames[role],
    removed: removedAt && { at: removedAt, reason: removedReason },
    declarations: declarations.map((one) => reportedDeclaration(one, tellsInterests, nameOf)),
  }
}

function reportedDeclaration(one: Declaration, tellsInterests: boolean, nameOf: (id: string) => string) {
  const { at, hasInterest, ruling, ruledAt, ruledBy } = one
  return {
    at,
    hasInterest,
    words: tellsInterests && hasInterest ? `${one.what} (${one.suppliers})` : '',
    ruling: ruling && {
      title: rulingNames[ruling],
      words: tellsInterests ? one.rulingWords : '',
      at: ruledAt,
      by: nameOf(ruledBy),
    },
  }
}

/** Each assessed proposal with what was agreed of it, in the order of the ranking. */
async function reportedProposals(
  { challenge, settings }: Ranked,
  { ranking }: Awaited<ReturnType<typeof rankingOf>>,
) {
  const agreed = standingAgreements(await agreementsOf(challenge._id))
  const questions = await questionsIn({ challengeId: challenge._id })
  return ranking.map(
    ({ submissionId, reference, receivedAt, supplierName, rank, total, pricePence, parts }) => ({
      submissionId,
      reference,
      receivedAt,
      supplierName,
      rank,
      total,
      pricePence,
      questions: questions.filter((one) => one.submissionId === submissionId),
      criteria: parts.map(({ criterionId, title, weight, earned, group }) => {
        const known = agreed.get(`${submissionId} ${criterionId}`)
        const points = criterionId === pricedCriterion(settings.price) ? null : (known?.points ?? 0)
        return {
          title,
          group,
          weight,
          earned,
          points,
          level: points === null ? '' : (levelAt(settings, points)?.title ?? ''),
          reason: known?.reason ?? '',
        }
      }),
    }),
  )
}

/** How far the checks of exclusion grounds of each proposal are, with every answer that is not "none". */
async function reportedExclusions(challengeId: string, { ranking }: Awaited<ReturnType<typeof rankingOf>>) {
  const standing = standingSheets(await exclusionSheetsOf(challengeId))
  const people = await findPeople([...standing.values()].map(({ byUserId }) => byUserId))
  const titles = new Map(exclusionGrounds().map(({ id, title, section }) => [id, `${title} (${section})`]))
  return ranking.map(({ submissionId, supplierName }) => {
    const sheet = standing.get(submissionId) ?? null
    return {
      supplierName,
      ...exclusionProgress(groundsToday(), sheet),
      last: sheet && { at: sheet.at, by: people.get(sheet.byUserId)?.name ?? '' },
      answers: (sheet?.answers ?? [])
        .filter(({ finding }) => finding !== 'none')
        .map(({ groundId, finding, note }) => ({
          ground: titles.get(groundId) ?? groundId,
          finding: findingNames[finding],
          note,
        })),
      outcome: sheet?.outcome ? exclusionOutcomeNames[sheet.outcome] : '',
      outcomeWords: sheet?.outcomeWords ?? '',
    }
  })
}

function reportedDecision(decision: DecisionRecord, decidedBy: string) {
  const { winners, noAward, words, decidedAt, releasedAt, award, contracts, endedAt } = decision
  return {
    winners: winners.map(({ submissionId, supplierName }) => ({
      supplierName,
      value: award?.values[submissionId] ?? null,
      contract: contracts.find((one) => one.submissionId === submissionId) ?? null,
    })),
    noAward: noAward && { ...noAward, label: noAwardReasons[noAward.because].label },
    words,
    decidedAt,
    decidedBy,
    releasedAt,
    endedAt,
    award: award && {
      publishedOn: award.publishedOn,
      noticeId: award.noticeId,
      standstill: standstillNames[award.standstill],
      standstillReason: award.standstillReason,
      endsOn: award.endsOn,
    },
  }
}
