import { codeNames } from '../organisations/index.ts'
import { askedAnswer, askedStages, usualStage } from '../../shared/challenges/asked.ts'
import type { ChallengeRecord, ChallengeStatus, ReturnComment } from '../../shared/challenges/challenge.ts'
import { kindLabel, noticeExceptions, type Stage, stageNames, stages } from '../../shared/challenges/kinds.ts'
import { onFileRows } from '../../shared/challenges/on-file.ts'
import { nextStep } from '../../shared/challenges/effective-status.ts'
import { labelOf } from '../../shared/challenges/life-cycle.ts'
import { socialValueShare } from '../../shared/challenges/social-value.ts'
import { measureText, nowText, vatNames, wantedText } from '../../shared/challenges/readable.ts'
import { groupedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { comparedPriceWords } from '../../shared/challenges/whole-life.ts'
import { divisionOf } from '../../shared/organisations/category-tree.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { translator } from '../platform/translations.ts'
import { presentDemand, takingPart } from './challenges.demand.presenter.ts'
import { challengePolicy, isPublic } from './challenges.policy.ts'
import { standingOf } from './challenges.service.ts'

const t = translator()

/** The colour of the tag that says where a challenge stands. */
const statusColours: Record<ChallengeStatus, string> = {
  draft: 'grey',
  submitted: 'amber',
  returned: 'clay',
  open: '',
  'clarifications-closed': '',
  closed: 'grey',
  withdrawn: 'clay',
}

/** What the actor may do with a challenge at this instant. */
export function mayDo(actor: Actor, challenge: ChallengeRecord, at: Date = now()) {
  const standing = standingOf(challenge, at)
  const take = (action: Parameters<typeof challengePolicy.take>[0]) =>
    challengePolicy.take(action, actor, standing)
  return {
    edit: take('edit'),
    submit: take('submit'),
    publish: take('publish'),
    return: take('return'),
    amend: take('amend'),
    withdraw: take('withdraw') && !challenge.conclusion,
    copy: challengePolicy.copy(actor, standing),
    follow: challengePolicy.follow(actor, standing),
    seeComments: challengePolicy.seeComments(actor, standing),
    invite: challengePolicy.invite(actor, standing),
    uninvite: challengePolicy.uninvite(actor, standing),
    approve: challengePolicy.decide(actor, standing, 'approve'),
    decline: challengePolicy.decide(actor, standing, 'decline'),
    join: challengePolicy.decide(actor, standing, 'join'),
    shareNeed: challengePolicy.shareNeed(actor, standing),
    seePlan: challengePolicy.seePlan(actor, standing),
    plan: challengePolicy.plan(actor, standing),
  }
}

/** `Prototype, then pilot` */
const stagesWords = (planned: readonly Stage[]): string =>
  stages
    .filter((stage) => planned.includes(stage))
    .map((stage) => t(stageNames[stage]))
    .reduce(
      (first, next) => (first ? t('{first}, then {next}', { first, next: next.toLowerCase() }) : next),
      '',
    )

const nextActions = () => ({ ask: t('to ask a question'), respond: t('to respond') }) as const

/** One challenge in a list, as the row of look.md wants it: what is next to happen first. */
export function presentRow(challenge: ChallengeRecord, at: Date = now()) {
  const { status } = standingOf(challenge, at)
  const step = nextStep(challenge, at)
  const isComing = (step.what === 'ask' || step.what === 'respond') && step.at !== null
  const divisions = [...new Set(challenge.cpv.map(divisionOf))]
  const stage = stagesWords(challenge.stages)
  const social = socialValueShare(challenge.criteria)
  return {
    href: `/challenges/${challenge._id}`,
    id: challenge._id,
    title: challenge.title || t('Without a title'),
    authority: challenge.authorityName,
    others: takingPart(challenge).length,
    summary: challenge.summary,
    next: isComing ? { at: step.at, action: nextActions()[step.what as 'ask' | 'respond'] } : null,
    state: t(labelOf(challenge, status)),
    status,
    pilotPence: challenge.budget.pilotPence,
    scalePence: challenge.budget.scalePence,
    category: divisions[0] ? codeNames.category(divisions[0]) : '',
    place: placeOf(challenge.regions),
    tags: [
      ...(stage ? [{ text: stage, colour: challenge.kind === 'engagement' ? 'amber' : '' }] : []),
      ...(social > 0 ? [{ text: t('Social value {percent}%', { percent: social }), colour: 'grey' }] : []),
    ],
    socialValuePercent: social,
  }
}

/** `Blackpool`, or the first of several regions and how many more. */
function placeOf(regions: string[]): string {
  const [first, ...others] = regions.map(codeNames.region)
  if (first === undefined) return ''
  return others.length === 0 ? first : t('{place} and {count} more', { place: first, count: others.length })
}

/** A challenge as its page shows it to this actor. */
export function presentChallenge(challenge: ChallengeRecord, actor: Actor, at: Date = now()) {
  const standing = standingOf(challenge, at)
  const may = mayDo(actor, challenge, at)
  const { budget, timetable } = challenge
  return {
    ...presentRow(challenge, at),
    authorityId: challenge.authorityId,
    isPublic: isPublic(standing),
    isOpen: ['open', 'clarifications-closed'].includes(standing.status),
    statusLabel: t(labelOf(challenge, standing.status)),
    statusColour: statusColours[standing.status],
    kind: t(kindLabel(challenge.kind, challenge.noNoticeException)),
    stages: stagesWords(challenge.stages),
    problem: challenge.problem,
    whoHasIt: challenge.whoHasIt,
    users: challenge.users,
    context: challenge.context,
    constraints: challenge.constraints,
    dataAvailable: challenge.dataAvailable,
    asks: challenge.asks,
    outcomes: challenge.outcomes.map((outcome) => ({
      id: outcome.id,
      title: outcome.title,
      measure: measureText(outcome),
      now: outcome.baseline,
      wanted: outcome.target,
      unit: outcome.unit.startsWith('%') ? '%' : outcome.unit,
      nowWords: nowText(outcome),
      wantedWords: wantedText(outcome),
    })),
    askedStage: askedStages[challenge.askedStage ?? usualStage].label,
    criteria: groupedCriteria(
      challenge.criteria.map((criterion) => ({ ...criterion, asked: askedAnswer(criterion) })),
      (row) => row,
    ),
    wholeLifeWords: challenge.wholeLifeYears ? comparedPriceWords(challenge.wholeLifeYears) : '',
    budget,
    vat: t(vatNames[budget.vat]),
    timetable,
    categories: challenge.cpv.map((code) => ({ code, label: codeNames.category(code) })),
    regions: challenge.regions.map((code) => ({ code, label: codeNames.region(code) })),
    contact: challenge.contact,
    attachments: challenge.attachments,
    version: challenge.version,
    publishedAt: challenge.publishedAt,
    updatedAt: challenge.updatedAt,
    submittedAt: challenge.submittedAt,
    withdrawnAt: challenge.withdrawnAt,
    withdrawnReason: challenge.withdrawnReason,
    conclusion: standing.status === 'closed' ? (challenge.conclusion ?? null) : null,
    notice: challenge.findATender
      ? {
          id: challenge.findATender.noticeId,
          ocid: challenge.findATender.ocid,
          href: `https://www.find-tender.service.gov.uk/Notice/${challenge.findATender.noticeId}`,
        }
      : null,
    noNoticeGround: challenge.noNoticeException ? noticeExceptions[challenge.noNoticeException].label : '',
    noNoticeReason: challenge.noNoticeReason,
    schedule: challenge.schedule,
    assessmentMethod: challenge.assessmentMethod,
    shortReason: challenge.shortTime.reason,
    onFile: onFileRows(challenge).map(([, label, text]) => ({ label: t(label), text })),
    comments: may.seeComments ? currentComments(challenge) : [],
    ...presentDemand(challenge, actor),
    isExample: challenge.isExample,
    may,
  }
}

/** The comments of the last return; earlier rounds stay on record. */
export const currentComments = ({ returnComments, returnedAt }: ChallengeRecord): ReturnComment[] =>
  returnComments.filter(({ at }) => at.getTime() === returnedAt?.getTime())
