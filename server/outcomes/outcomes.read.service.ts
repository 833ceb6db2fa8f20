import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { now } from '../platform/clock.ts'
import { revisionOf } from '../platform/unseen-changes.ts'
import { type Done, Pilot, type PilotRecord } from './outcomes.model.ts'
import { loadPilot, type Piloted } from './outcomes.pilots.service.ts'
import { pilotPolicy, pilotSideOf } from './outcomes.policy.ts'
import { measuredOf } from './outcomes.results.service.ts'
import {
  decisionShown,
  milestoneShown,
  planShown,
  readingShown,
  resultsShown,
  termsShown,
} from './outcomes.shown.ts'
import { leadsOn, waysOf } from './outcomes.ways.ts'

/** Which person did it is for their own side; the other side reads which side it was. */
function withoutPerson<Version extends Done>({ byUserId: _, ...told }: Version): Omit<Version, 'byUserId'> {
  return told
}

const presentVersion = (version: PilotRecord['milestones'][number]['earlier'][number]) => ({
  ...withoutPerson(version),
  said: version.said && { on: version.said.on, words: version.said.words, at: version.said.at },
})

/** What an actor may do in a pilot now. */
const mayOf = (actor: Actor, { standing }: Piloted) => ({
  plan: pilotPolicy.plan(actor, standing),
  lead: pilotPolicy.lead(actor, standing),
  conclude: pilotPolicy.conclude(actor, standing),
  sayReached: pilotPolicy.sayReached(actor, standing),
  recordReading: pilotPolicy.recordReading(actor, standing),
  setTerms: pilotPolicy.lead(actor, standing) || pilotPolicy.sayReached(actor, standing),
})

/** A pilot as its two sides see it. @throws AppError not-found to everybody else */
export async function readPilot(actor: Actor, challengeId: string, submissionId: string) {
  const piloted = await loadPilot(actor, challengeId, submissionId)
  const { challenge, contract, pilot: document, standing } = piloted
  const pilot = document?.toObject() ?? null
  const readings = pilot?.readings ?? []
  const ways = waysOf(piloted)
  return {
    challenge: { id: challengeId, title: challenge.title, authorityName: challenge.authorityName },
    submissionId,
    side: pilotSideOf(actor),
    contract: {
      title: contract.title,
      reference: contract.reference,
      supplierName: contract.supplier.name,
      signedOn: contract.signedOn,
      startsOn: contract.startsOn,
      endsOn: contract.endsOn,
    },
    plan: pilot && {
      ...withoutPerson(pilot.plan),
      changes: pilot.earlierPlans.length,
    },
    today: dayOf(now()),
    outcomes: measuredOf(challenge, contract.startsOn, (id) =>
      readings.filter(({ outcomeId }) => outcomeId === id),
    ).map((outcome) => ({
      ...outcome,
      measuring: pilot?.plan.measuring[outcome.id] ?? null,
      readings: readings
        .filter(({ outcomeId }) => outcomeId === outcome.id)
        .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
        .map((reading) => ({
          ...withoutPerson(reading),
          isBefore: reading.on < contract.startsOn,
          earlier: reading.earlier.map(withoutPerson),
          revision: revisionOf(readingShown(reading)),
          may: { correct: pilotPolicy.correctReading(actor, standing, reading.side) },
        })),
    })),
    milestones: (pilot?.milestones ?? [])
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
      .map(({ id, earlier, ...milestone }) => ({
        ...presentVersion(milestone),
        id,
        earlier: earlier.map(presentVersion),
        revision: revisionOf(milestoneShown(milestone)),
      })),
    results: pilot?.results && {
      number: pilot.results.number,
      worked: pilot.results.worked,
      didNotWork: pilot.results.didNotWork,
      publishedAt: pilot.results.at,
    },
    decision: pilot?.decision ? withoutPerson(pilot.decision) : null,
    ways,
    revisions: {
      plan: revisionOf(planShown(challenge.outcomes, pilot?.plan ?? null)),
      results: revisionOf(
        resultsShown({
          outcomes: measuredOf(challenge, contract.startsOn, (id) =>
            readings.filter(({ outcomeId }) => outcomeId === id),
          ),
          milestones: pilot?.milestones ?? [],
          results: pilot?.results ?? null,
        }),
      ),
      decision: revisionOf(decisionShown(pilot?.decision ?? null)),
      terms: revisionOf(termsShown(pilot?.terms?.[pilotSideOf(actor)] ?? null)),
    },
    may: { ...mayOf(actor, piloted), askToScaleUp: pilotPolicy.lead(actor, standing) && leadsOn(ways) },
  }
}

export type ReadPilot = Awaited<ReturnType<typeof readPilot>>

/** The title of a milestone, for those who are told of it; empty for one that is not there. */
export async function milestoneTitle(pilotId: string, milestoneId: string): Promise<string> {
  const pilot = await Pilot.findById(pilotId, { milestones: 1 }).lean<PilotRecord>()
  return pilot?.milestones.find(({ id }) => id === milestoneId)?.title ?? ''
}

/** The ids of a pilot's milestones, in the order in which they were added. */
export async function milestoneIds(place: { challengeId: string; submissionId: string }): Promise<string[]> {
  const pilot = await Pilot.findOne(place, { milestones: 1 }).lean<PilotRecord>()
  return (pilot?.milestones ?? []).map(({ id }) => id)
}

/** A day that comes near in a pilot. */
export interface PilotDeadline {
  what: 'milestone' | 'end'
  challengeId: string
  pilotId: string
  supplierId: string
  milestoneId: string
  milestone: string
  on: string
}

/** Every milestone that is still planned, and the end of every pilot, from a day on, of challenges that are not withdrawn. */
export async function listPilotDeadlines(from: string): Promise<PilotDeadline[]> {
  const pilots = await Pilot.find().lean<PilotRecord[]>()
  const challenges = await findChallenges(pilots.map(({ challengeId }) => challengeId))
  const running = pilots.filter(({ challengeId }) => {
    const challenge = challenges.get(challengeId)
    return challenge !== undefined && challenge.status !== 'withdrawn'
  })
  const each = running.map(async ({ _id: pilotId, challengeId, submissionId, supplierId, milestones }) => {
    const contracts = (await awardOnRecord(challengeId))?.contracts ?? []
    const endsOn = contracts.find((one) => one.submissionId === submissionId)?.endsOn
    const of = { challengeId, pilotId, supplierId }
    const due = milestones
      .filter(({ state, said }) => state === 'planned' && said === null)
      .map(({ id, title, dueOn }) => ({
        ...of,
        what: 'milestone' as const,
        milestoneId: id,
        milestone: title,
        on: dueOn,
      }))
    const end = { ...of, what: 'end' as const, milestoneId: '', milestone: '', on: endsOn ?? '' }
    return [...due, ...(endsOn ? [end] : [])].filter(({ on }) => on >= from)
  })
  return (await Promise.all(each)).flat()
}
