import type { DecisionRecord, FeedbackRecord } from './evaluation.award.model.ts'
import type { AssessmentSummary, SummaryCriterion, WinnersPart } from '../../shared/evaluation/feedback.ts'
import {
  checkSummaries,
  type CheckedSummary,
  type CheckedText,
  type FeedbackFinding,
} from '../../shared/evaluation/feedback-check.ts'
import { levelAt, levelsOf, scales } from '../../shared/evaluation/scale.ts'
import { formulaNames, pricedCriterion, tieRuleTitles } from '../../shared/evaluation/settings.ts'
import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { comparedPriceWords } from '../../shared/challenges/whole-life.ts'
import { contentOf } from '../../shared/challenges/challenge.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { amountsIn } from '../../shared/proposals/whole-life.ts'
import { findOrganisations } from '../organisations/index.ts'
import { agreementsOf, standingAgreements } from './evaluation.consensus.service.ts'
import type { OpenedProposal } from './evaluation.proposals.ts'
import type { ReadRanking } from './evaluation.ranking.service.ts'
import { type Evaluated, scaleOf } from './evaluation.service.ts'

/** Everything that the summaries of a challenge are made from. */
export interface SummarySource {
  evaluated: Evaluated
  decision: Pick<DecisionRecord, 'winners'>
  feedback: readonly FeedbackRecord[]
  ranking: ReadRanking['ranking']
  proposals: readonly OpenedProposal[]
}

const isWinner = ({ winners }: SummarySource['decision'], submissionId: string): boolean =>
  winners.some((one) => one.submissionId === submissionId)

const sayings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sayings) : []
}

/** Every text that a supplier wrote in a proposal. */
function wordsOf({
  summary,
  outcomes,
  criteria = [],
  approach,
  pilotPlan,
  team,
  members = [],
}: ProposalContent) {
  const answers = [...outcomes.map(({ how }) => how), ...criteria.map(({ answer }) => answer)]
  return [summary, ...answers, approach, pilotPlan, team, ...members.map(({ role }) => role)].join('\n')
}

/** What stands in the way of sending the summaries. */
export async function findingsOf(source: SummarySource): Promise<FeedbackFinding[]> {
  const { evaluated, proposals, feedback } = source
  const agreed = standingAgreements(await agreementsOf(evaluated.challenge._id))
  const { most } = scaleOf(evaluated)
  const checked = proposals.flatMap((proposal): CheckedSummary[] => {
    const own = feedback.find(({ submissionId }) => submissionId === proposal.submissionId)
    if (!own) return []
    const { members = [] } = proposal.content
    const others = members.filter(({ part }) => part !== 'lead')
    return [
      {
        submissionId: proposal.submissionId,
        supplierName: proposal.supplierName,
        texts: textsOf(source, own),
        scores: Object.fromEntries(
          own.texts.map(({ criterionId }) => [
            criterionId,
            { points: agreed.get(`${proposal.submissionId} ${criterionId}`)?.points ?? null, most },
          ]),
        ),
        memberNames: others.map(({ name }) => name),
        proposal: wordsOf(proposal.content),
        pricesPence: amountsIn(proposal.content, evaluated.challenge.wholeLifeYears ?? null),
        keptBecause: own.keptBecause,
        keptFor: own.keptFor ?? [],
      },
    ]
  })
  return checkSummaries(checked, sayings(contentOf(evaluated.challenge)).join('\n'))
}

function textsOf({ decision }: SummarySource, own: FeedbackRecord): CheckedText[] {
  const isFirst = isWinner(decision, own.submissionId)
  return [
    ...own.texts.flatMap(({ criterionId, explanation, better, forOthers }): CheckedText[] => [
      { field: `explanations.${criterionId}`, kind: 'explanation', criterionId, text: explanation },
      { field: `better.${criterionId}`, kind: 'better', criterionId, text: better },
      ...(isFirst
        ? [
            {
              field: `forOthers.${criterionId}`,
              kind: 'for-others' as const,
              criterionId,
              text: forOthers,
            },
          ]
        : []),
    ]),
    { field: 'furtherReasons', kind: 'further', criterionId: '', text: own.furtherReasons },
  ]
}

/** The assessment summary of each proposal, by submission: all that is sent, as it stands at that instant. */
export async function summariesOf(source: SummarySource): Promise<Map<string, AssessmentSummary>> {
  const { evaluated, decision, feedback, ranking, proposals } = source
  const agreed = standingAgreements(await agreementsOf(evaluated.challenge._id))
  const suppliers = await findOrganisations(proposals.map(({ supplierId }) => supplierId))
  const criteriaOf = (submissionId: string, which: 'explanation' | 'forOthers') =>
    criteriaWith(source, agreed, submissionId, which)
  const totalOf = (submissionId: string) =>
    ranking.find((one) => one.submissionId === submissionId)?.total ?? '0'
  const winners = decision.winners.map(
    ({ submissionId, supplierName }): WinnersPart => ({
      supplierName,
      total: totalOf(submissionId),
      criteria: criteriaOf(submissionId, 'forOthers'),
    }),
  )
  const summaries = feedback.map((own): [string, AssessmentSummary] => {
    const isFirst = isWinner(decision, own.submissionId)
    const profile = suppliers.get(own.supplierId)
    const betterOf = new Map(own.texts.map(({ criterionId, better }) => [criterionId, better]))
    return [
      own.submissionId,
      {
        supplier: {
          name: profile?.name ?? '',
          email: profile?.supplier?.contact.email ?? '',
          address: '',
          identifiers: identifiersOf(profile?.supplier ?? null),
        },
        authorityName: evaluated.challenge.authorityName,
        challengeTitle: evaluated.challenge.title,
        result: winners.length === 0 ? 'no-award' : isFirst ? 'successful' : 'unsuccessful',
        methodology: methodologyOf(evaluated),
        criteria: criteriaOf(own.submissionId, 'explanation').map((one) => ({
          ...one,
          better: betterOf.get(one.criterionId) ?? '',
        })),
        total: totalOf(own.submissionId),
        furtherReasons: own.furtherReasons,
        winners: isFirst ? [] : winners,
      },
    ]
  })
  return new Map(summaries)
}

function identifiersOf(
  profile: { companyNumber: string | null; identifiers: { scheme: string; id: string }[] } | null,
): string[] {
  const company = profile?.companyNumber ? [`GB-COH ${profile.companyNumber}`] : []
  return [
    ...new Set([...company, ...(profile?.identifiers ?? []).map(({ scheme, id }) => `${scheme} ${id}`)]),
  ]
}

function criteriaWith(
  { evaluated, feedback, ranking }: SummarySource,
  agreed: ReturnType<typeof standingAgreements>,
  submissionId: string,
  which: 'explanation' | 'forOthers',
): SummaryCriterion[] {
  const { challenge, settings } = evaluated
  const texts = feedback.find((one) => one.submissionId === submissionId)?.texts ?? []
  const parts = ranking.find((one) => one.submissionId === submissionId)?.parts ?? []
  return parts.map(({ criterionId, title, weight, earned, group }) => {
    const isPriced = criterionId === pricedCriterion(settings.price)
    const points = agreed.get(`${submissionId} ${criterionId}`)?.points ?? 0
    return {
      criterionId,
      title,
      ...(group && { group }),
      description: challenge.criteria.find(({ id }) => id === criterionId)?.description ?? '',
      weight,
      by: isPriced ? 'price' : 'people',
      points: isPriced ? null : points,
      most: isPriced ? null : scaleOf(evaluated).most,
      level: isPriced ? '' : (levelAt(settings, points)?.title ?? ''),
      earned,
      explanation: texts.find((one) => one.criterionId === criterionId)?.[which] ?? '',
    }
  })
}

function methodologyOf({ challenge, settings }: Evaluated): AssessmentSummary['methodology'] {
  const titles = new Map(namedCriteria(challenge.criteria).map(({ id, name }) => [id, name]))
  const isPriced = settings.price.formula !== 'none'
  const compared = isPriced ? [comparedPriceWords(challenge.wholeLifeYears)] : []
  const { title, meaning } = formulaNames[settings.price.formula]
  return {
    scale: scales[settings.scale].title,
    levels: levelsOf(settings).map((level) => ({ ...level })),
    price: [`${title}.`, meaning, ...compared].join(' '),
    minimums: Object.entries(settings.minimums).map(
      ([id, points]) => `${points} for ${titles.get(id) ?? ''}; with fewer a proposal is not ranked`,
    ),
    tieRule: tieRuleTitles[settings.tieRule],
    method: challenge.assessmentMethod,
  }
}
