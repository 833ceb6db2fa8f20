import type { ClientSession } from 'mongoose'
import {
  contractNoticeDue,
  endOfStandstill,
  isAboveThreshold,
  leastStandstill,
  publicationFault,
  signingFault,
} from '../../shared/evaluation/award.ts'
import {
  evaluationAwardPublished,
  evaluationContractEntered,
  evaluationContractNoticeRecorded,
} from '../../shared/evaluation/award.events.ts'
import {
  type ContractInput,
  missingNotice,
  type NoticeInput,
  type PublishAwardInput,
} from '../../shared/evaluation/award.schema.ts'
import { findThreshold, inWords, reaches } from '../../shared/coaching/law/lookups.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { type Challenge, concludeChallenge } from '../challenges/index.ts'
import { law } from '../coaching/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import type { AwardPublication, ContractRecord, DecisionRecord } from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { type Awarding, changeAwarding } from './evaluation.decision.service.ts'

const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })
const whoActs = 'Somebody who acts for a buyer, has declared and did not score does this'

/** True for a value above one of the amounts at which more must be told. */
export const isAbove = (subject: 'kpis' | 'unsuccessful-names', pence: number, on: string): boolean => {
  const wanted = { subject, authority: 'sub-central', contract: 'services', jurisdiction: 'england' } as const
  const threshold = findThreshold(law(), wanted, on)
  return threshold !== null && reaches(pence, threshold)
}

type Checked = Pick<AwardPublication, 'publishedOn' | 'noticeId' | 'standstill' | 'workingDays' | 'endsOn'>

/** Everything that is missing or can't be, by field: nobody is told of one after the other. */
function publicationFaults(
  challenge: Challenge,
  { releasedAt, winners, award: before }: Pick<DecisionRecord, 'releasedAt' | 'winners' | 'award'>,
  input: PublishAwardInput,
): Record<string, string> {
  const isMandatory = isAboveThreshold(challenge)
  const { publishedOn, noticeId, standstill, standstillReason, values, correction } = input
  const found: Record<string, string> = {}
  const day = publicationFault(publishedOn, dayOf(releasedAt ?? now()), dayOf(now()))
  if (day) found['publishedOn'] = day
  if (isMandatory && noticeId === '') found['noticeId'] = missingNotice
  for (const { submissionId, supplierName } of winners)
    if (!values[submissionId])
      found[`values.${submissionId}.grossPence`] = `Enter the value of the contract with ${supplierName}`
  if (!isMandatory && standstill === 'mandatory')
    found['standstill'] = 'The Act wants no standstill here: choose a voluntary one, or none'
  if (!isMandatory && standstillReason === '')
    found['standstillReason'] = 'Say why you choose a standstill, or none'
  if (before && correction === '') found['correction'] = 'Say what was wrong with the record before'
  return found
}

/** Suppliers rely on a standstill that is public: a correction never ends it earlier. @throws AppError invalid naming the field */
function refuseShorter(before: AwardPublication | null, { publishedOn, standstill, endsOn }: Checked): void {
  if (!before?.endsOn || (endsOn !== null && endsOn >= before.endsOn)) return
  const field =
    standstill === 'none' ? 'standstill' : publishedOn < before.publishedOn ? 'publishedOn' : 'workingDays'
  throw invalid(
    field,
    `Everybody has read that the standstill lasts until the end of ${inWords(before.endsOn)}: it can’t end earlier`,
  )
}

/** What was typed, if the law allows it. @throws AppError invalid naming the field */
function checkedPublication(
  challenge: Challenge,
  decision: DecisionRecord,
  input: PublishAwardInput,
): Checked {
  const { publishedOn, noticeId, workingDays } = input
  const faults = publicationFaults(challenge, decision, input)
  const [first] = Object.values(faults)
  if (first) throw new AppError('invalid', first, faults)
  const standstill = isAboveThreshold(challenge) ? 'mandatory' : input.standstill
  if (standstill === 'none') return { publishedOn, noticeId, standstill, workingDays: 0, endsOn: null }
  try {
    const least = leastStandstill(law(), standstill, publishedOn)
    if (workingDays < least)
      throw invalid('workingDays', `A standstill has ${least} working days or more (s.51)`)
    const endsOn = endOfStandstill(law(), standstill, publishedOn, workingDays)
    return { publishedOn, noticeId, standstill, workingDays, endsOn }
  } catch (error) {
    if (error instanceof RangeError) throw invalid('publishedOn', error.message)
    throw error
  }
}

/**
 * Records that the award is public, and starts the clock of the standstill with that day; later records correct it
 * until a contract is entered into. From then on everybody reads the award.
 * @throws AppError not-found, forbidden, invalid naming the field
 */
export async function publishAward(
  actor: Actor,
  challengeId: string,
  input: PublishAwardInput,
): Promise<{ endsOn: string | null }> {
  return changeAwarding(actor, challengeId, async ({ challenge, decision, standing }, session) => {
    if (!decision?.releasedAt || !awardPolicy.read(actor, standing)) throw notFound('Award')
    allow(awardPolicy.publish(actor, standing), whoActs)
    const before = decision.award
    const checked = checkedPublication(challenge, decision, input)
    refuseShorter(before, checked)
    // A value for somebody who won nothing is left out.
    const won = new Set(decision.winners.map(({ submissionId }) => submissionId))
    const values = Object.fromEntries(Object.entries(input.values).filter(([id]) => won.has(id)))
    const at = now()
    const number = (before?.number ?? 0) + 1
    decision.set({
      award: {
        ...checked,
        number,
        standstillReason: input.standstillReason,
        values,
        recordedAt: at,
        recordedBy: actor.userId,
        correction: before ? input.correction : '',
      } satisfies AwardPublication,
      earlierAwards: before ? [...decision.earlierAwards, before] : [],
    })
    await decision.save({ session })
    await concludeChallenge(session, challengeId, 'awarded', at)
    await record(session, actor, evaluationAwardPublished, { challengeId, number })
    return { endsOn: checked.endsOn }
  })
}

/**
 * Records a contract that was entered into: never before the end of the standstill.
 * @throws AppError not-found, forbidden, invalid naming the field, conflict if it is recorded already
 */
export async function enterContract(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  input: ContractInput,
): Promise<void> {
  await changeAwarding(actor, challengeId, async (awarding, session) => {
    const { challenge, decision, standing } = awarding
    const winner = decision?.winners.find((one) => one.submissionId === submissionId)
    if (!decision || !winner || !awardPolicy.read(actor, standing)) throw notFound('Contract')
    if (decision.contracts.some((one) => one.submissionId === submissionId))
      throw new AppError('conflict', 'This contract is recorded already.')
    if (!decision.award)
      throw new AppError('conflict', 'Record the publication of the award first: no clock runs before.')
    allow(awardPolicy.enterContract(actor, standing), whoActs)
    const { publishedOn, endsOn } = decision.award
    const today = dayOf(now())
    if (endsOn !== null && today <= endsOn)
      throw new AppError('conflict', signingFault(today, publishedOn, endsOn, today) ?? '')
    const fault = signingFault(input.signedOn, publishedOn, endsOn, today)
    if (fault) throw invalid('signedOn', fault)
    checkIndicators(input, isAboveThreshold(challenge))
    const supplier = await findOrganisation(winner.supplierId)
    const contract: ContractRecord = {
      ...input,
      submissionId,
      supplier: {
        id: winner.supplierId,
        name: supplier?.name ?? winner.supplierName,
        isSme: supplier?.supplier?.isSme ?? null,
        isVcse: supplier?.supplier?.isVcse ?? null,
      },
      noticeDueOn: contractNoticeDue(law(), isAboveThreshold(challenge), input.signedOn).on,
      notice: null,
      recordedAt: now(),
      recordedBy: actor.userId,
    }
    decision.set({ contracts: [...decision.contracts, contract] })
    await decision.save({ session })
    await record(session, actor, evaluationContractEntered, { challengeId, submissionId })
  })
}

const leastIndicators = 3

/** Above £5 million the contract details notice has three indicators or more, or the reason for none (s.52). */
function checkIndicators(
  { grossPence, kpis, noKpisReason, signedOn }: ContractInput,
  isPublic: boolean,
): void {
  if (!isPublic || !isAbove('kpis', grossPence, signedOn)) return
  if (kpis.length < leastIndicators && noKpisReason === '')
    throw invalid(
      'kpis',
      `A contract of this value has ${leastIndicators} key performance indicators or more: write them, or why there are none (s.52)`,
    )
}

/** Records that the contract details notice (UK7) is published. @throws AppError not-found, forbidden, invalid */
export async function recordContractNotice(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  notice: NoticeInput,
): Promise<void> {
  await changeAwarding(actor, challengeId, async ({ decision, standing }, session) => {
    const contract = decision?.contracts.find((one) => one.submissionId === submissionId)
    if (!decision || !contract || !awardPolicy.read(actor, standing)) throw notFound('Contract')
    allow(awardPolicy.recordNotice(actor, standing), whoActs)
    checkNoticeDay(notice.publishedOn, contract.signedOn, 'The contract was signed on')
    const contracts = decision.contracts.map((one) =>
      one.submissionId === submissionId ? { ...one, notice } : one,
    )
    decision.set({ contracts })
    await settle(decision, session)
    await record(session, actor, evaluationContractNoticeRecorded, { challengeId, submissionId })
  })
}

/** @throws AppError invalid for a day to come, or one before what it tells of */
export function checkNoticeDay(publishedOn: string, from: string, words: string): void {
  if (publishedOn > dayOf(now()))
    throw invalid(
      'publishedOn',
      `${inWords(publishedOn)} is still to come: record the notice once it is published`,
    )
  if (publishedOn < from)
    throw invalid('publishedOn', `${words} ${inWords(from)}: enter that day or a later one`)
}

/** Keeps a decision, and that no clock of it runs any more where that is so. */
export async function settle(
  decision: NonNullable<Awarding['decision']>,
  session: ClientSession,
): Promise<void> {
  decision.set({ isSettled: isSettled(decision) })
  await decision.save({ session })
}

const isSettled = ({ endedAt, contracts, winners }: DecisionRecord): boolean =>
  endedAt !== null ||
  (winners.length > 0 &&
    contracts.length === winners.length &&
    contracts.every(({ notice }) => notice !== null))
