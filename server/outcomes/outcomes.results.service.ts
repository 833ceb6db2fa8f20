import { chartOf } from '../../shared/outcomes/chart.ts'
import { resultsPublished } from '../../shared/outcomes/outcomes.events.ts'
import type { PublishResultsInput } from '../../shared/outcomes/outcomes.schema.ts'
import {
  aroundStart,
  latestOf,
  type ReadingValue,
  shareOfWay,
  standingOf,
} from '../../shared/outcomes/pilot.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { type Challenge, getVisibleChallenge } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { countAdoptions } from './outcomes.adoption.read.service.ts'
import { tellIfOutdated } from './outcomes.case-study.outdated.ts'
import { caseStudiesInLibrary } from './outcomes.case-study.listed.ts'
import { Adoption } from './outcomes.adoption.model.ts'
import { Pilot, type PilotRecord, type PublishedResults } from './outcomes.model.ts'
import { allowConclusion, changePilot, doneBy, eventOf, startsOf } from './outcomes.pilots.service.ts'
import { resultsShown } from './outcomes.shown.ts'

const byDay = (a: { on: string }, b: { on: string }): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)

/** The figures of a pilot as everybody may read them. */
function figuresOf({ readings, milestones }: PilotRecord): Pick<PublishedResults, 'readings' | 'milestones'> {
  const byOutcome: PublishedResults['readings'] = {}
  for (const { outcomeId, on, value, source, method = '', confidence = 'not-said' } of readings.toSorted(
    byDay,
  ))
    (byOutcome[outcomeId] ??= []).push({ on, value, source, method, confidence })
  const count = (state: string) => milestones.filter((one) => one.state === state).length
  return {
    readings: byOutcome,
    milestones: { reached: count('reached'), missed: count('missed'), planned: count('planned') },
  }
}

/**
 * Publishes the results of a pilot for everybody, with the figures as they stand; later publications correct it, and
 * those before are kept. Followers are told of the first. Nobody publishes words or figures that they never saw.
 * @throws AppError not-found, forbidden, conflict before it starts, while nothing was measured or where something changed
 *   meanwhile, invalid naming the field
 */
export async function publishResults(
  actor: Actor,
  place: { challengeId: string; submissionId: string },
  { revision, ...input }: PublishResultsInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { challenge, pilot, contract, session } = changing
    allowConclusion(actor, changing)
    const before = pilot.results
    refuseUnseen(resultsNow(challenge, contract.startsOn, pilot.toObject()), revision)
    const why = 'Say what changed since the results were published'
    if (before && input.because === '') throw new AppError('invalid', why, { because: why })
    if (aroundStart(pilot.readings, contract).since.length === 0)
      throw new AppError('conflict', 'Nothing was measured since the pilot started: record a reading first.')
    const number = (before?.number ?? 0) + 1
    const because = before ? input.because : ''
    const results = { ...input, because, ...figuresOf(pilot.toObject()), ...doneBy(actor), number }
    pilot.set({ results, earlierResults: before ? [...pilot.earlierResults, before] : [] })
    await record(session, actor, resultsPublished, { ...eventOf(pilot), number })
    await tellIfOutdated(session, actor, changing)
  })
}

/** A reading as everybody may read it; method and confidence are missing from what was recorded before they were asked for. */
type PublicReading = Pick<ReadingValue, 'on' | 'value' | 'source'> &
  Partial<Pick<ReadingValue, 'method' | 'confidence'>>

/**
 * Each outcome of a challenge as it was promised, with what was measured of it. What was measured before the contract
 * started checks the figure of before and is no result.
 */
export const measuredOf = (
  { outcomes }: Pick<Challenge, 'outcomes'>,
  startsOn: string,
  readingsOf: (outcomeId: string) => PublicReading[],
) =>
  outcomes.map((outcome) => {
    const { id, title, measure, unit, baseline, target, direction } = outcome
    const readings = readingsOf(id).toSorted(byDay)
    const { before, since } = aroundStart(readings, { startsOn })
    const latest = latestOf(since) ?? null
    const checked = latestOf(before) ?? null
    return {
      id,
      title,
      measure,
      unit,
      baseline,
      target,
      direction,
      /** The figure of before as it was checked last, before the pilot. */
      checked: checked && { on: checked.on, value: checked.value },
      latest: latest && { on: latest.on, value: latest.value },
      standing: latest ? standingOf(outcome, latest.value) : ('unknown' as const),
      share: latest ? shareOfWay(outcome, latest.value) : null,
      chart: chartOf(outcome, since),
      readings: readings.map((one) => ({ ...one, isBefore: one.on < startsOn })),
    }
  })

/** What results say and would say now, to be compared with what somebody saw. */
const resultsNow = (challenge: Challenge, startsOn: string, { readings, milestones, results }: PilotRecord) =>
  resultsShown({
    outcomes: measuredOf(challenge, startsOn, (id) => readings.filter(({ outcomeId }) => outcomeId === id)),
    milestones,
    results,
  })

/** True if results of this challenge are public. */
export const hasResults = async (challengeId: string): Promise<boolean> =>
  (await publishedOf(challengeId)).length > 0

const publishedOf = async (challengeId: string) =>
  (await Pilot.find({ challengeId }).lean<PilotRecord[]>()).flatMap(({ results, ...pilot }) =>
    results ? [{ ...pilot, results }] : [],
  )

/** What came of the pilots of a challenge whose results are public; of none, all are 0. */
export interface CountedOutcomes {
  pilots: number
  /** Outcomes, each once for each of these pilots. */
  promised: number
  measured: number
  reached: number
  /** How many other authorities adopted one of them. */
  adoptedBy: number
}

/** Counts what came of the pilots of a challenge, from what is public alone. */
export async function countOutcomes(
  challenge: Pick<Challenge, '_id' | 'outcomes'>,
): Promise<CountedOutcomes> {
  const [published, starts] = await Promise.all([publishedOf(challenge._id), startsOf(challenge._id)])
  const outcomes = published.flatMap(({ submissionId, results }) =>
    measuredOf(challenge, starts.get(submissionId) ?? '', (id) => results.readings[id] ?? []),
  )
  const adopters = await Adoption.distinct('authorityId', { challengeId: challenge._id, status: 'adopted' })
  return {
    pilots: published.length,
    promised: outcomes.length,
    measured: outcomes.filter(({ latest }) => latest !== null).length,
    reached: outcomes.filter(({ standing }) => standing === 'reached').length,
    adoptedBy: adopters.length,
  }
}

/** What everybody may know of a decision: who decided is for the buyer's side. */
const publicDecision = ({ decision }: Pick<PilotRecord, 'decision'>) =>
  decision
    ? {
        what: decision.what,
        way: decision.way,
        why: decision.why,
        because: decision.because,
        at: decision.at,
      }
    : null

/** What everybody may read of the pilots of a challenge. @throws AppError not-found before anything is published */
export async function readPublicResults(actor: Actor, challengeId: string) {
  const challenge = await getVisibleChallenge(actor, challengeId)
  const published = await publishedOf(challengeId)
  if (published.length === 0) throw notFound('Results')
  const pilotIds = published.map(({ _id }) => _id)
  const [award, adoptions, caseStudies] = await Promise.all([
    awardOnRecord(challengeId),
    countAdoptions(pilotIds),
    caseStudiesInLibrary(pilotIds),
  ])
  const contracts = award?.contracts ?? []
  return {
    challenge: {
      id: challengeId,
      title: challenge.title,
      authorityId: challenge.authorityId,
      authorityName: challenge.authorityName,
    },
    pilots: published.map(({ submissionId, results, ...pilot }) => {
      const contract = contracts.find((one) => one.submissionId === submissionId)
      return {
        submissionId,
        supplierId: contract?.supplier.id ?? '',
        supplierName: contract?.supplier.name ?? '',
        startsOn: contract?.startsOn ?? '',
        endsOn: contract?.endsOn ?? '',
        publishedAt: results.at,
        number: results.number,
        because: results.because,
        worked: results.worked,
        didNotWork: results.didNotWork,
        milestones: results.milestones,
        decision: publicDecision(pilot),
        adoptions: adoptions.get(pilot._id) ?? 0,
        caseStudy: caseStudies.get(pilot._id) ?? null,
        outcomes: measuredOf(challenge, contract?.startsOn ?? '', (id) => results.readings[id] ?? []),
      }
    }),
  }
}
