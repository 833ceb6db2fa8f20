import type { ClientSession } from 'mongoose'
import type { CaseStudyContent } from '../../shared/outcomes/case-study.ts'
import { draftCaseStudy, measuredWords } from '../../shared/outcomes/case-study-draft.ts'
import { decisionNames } from '../../shared/outcomes/decision.ts'
import { aroundStart } from '../../shared/outcomes/pilot.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type ResourceRoute, sectorsOf } from '../../shared/resources/facets.ts'
import { codeNames, keepMeasuredPilot } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { publishFromRoom } from '../resources/index.ts'
import type { CaseStudyRecord } from './outcomes.case-study.model.ts'
import type { PilotRecord, PublishedResults } from './outcomes.model.ts'
import type { Piloted, Planned } from './outcomes.pilots.service.ts'
import { waysOf } from './outcomes.ways.ts'
import { latestReviews } from './outcomes.reviews.latest.ts'

/** What was measured since the pilot started, as published: nothing that the two sides keep between them gets into a case study by itself. */
const outcomesOf = (
  {
    challenge,
    contract,
    pilot,
  }: Pick<Piloted, 'challenge' | 'contract'> & { pilot: Pick<PilotRecord, 'plan'> },
  { readings }: PublishedResults,
) =>
  challenge.outcomes.map((outcome) => ({
    ...outcome,
    how: pilot.plan.measuring[outcome.id]?.how ?? '',
    readings: aroundStart(readings[outcome.id] ?? [], contract).since,
  }))

/** The first words of a pilot's case study, from challenge, plan, published readings, reviews and decision. */
export async function draftFromRecord(
  piloted: Planned,
  session: ClientSession | null = null,
): Promise<CaseStudyContent> {
  const { challenge, contract, pilot } = piloted
  const { results, decision } = pilot.toObject()
  if (!results) throw new Error('A case study is drafted once results are public')
  const { buyer, supplier } = await latestReviews(pilot._id, session)
  const way = waysOf(piloted).find(({ id }) => id === decision?.way)?.title ?? ''
  return draftCaseStudy({
    challenge,
    supplierName: contract.supplier.name,
    startsOn: contract.startsOn,
    endsOn: contract.endsOn,
    grossPence: contract.grossPence,
    outcomes: outcomesOf(piloted, results),
    milestones: results.milestones,
    worked: results.worked,
    didNotWork: results.didNotWork,
    buyer: buyer && {
      ...buyer,
      ratings: challenge.outcomes.flatMap(({ id, title }) => {
        const rating = buyer.ratings[id]?.rating
        return rating ? [{ title, rating }] : []
      }),
    },
    supplierView: supplier?.view ?? '',
    decision: decision && { name: decisionNames[decision.what], way, why: decision.why },
  })
}

/** True where something was measured or corrected since the results were published: a case study knows only of those. */
export function hasUnpublished({ pilot }: Planned): boolean {
  const { results, readings } = pilot.toObject()
  if (!results) return false
  const published = Object.values(results.readings).flat().length
  return published !== readings.length || readings.some(({ at }) => at > results.at)
}

// Of the kinds of procedure only these are told apart in the library without guessing.
const routesOf: Record<string, ResourceRoute[]> = {
  open: ['open'],
  'below-threshold': ['below-threshold'],
  'competitive-flexible': ['staged-pilots'],
  'prototype-direct-award': ['prototype-direct-award'],
}

// What the Act says of each kind of procedure, where the library tells it apart.
const actSectionsOf: Record<string, string[]> = {
  open: ['20'],
  'below-threshold': ['85', '87'],
  'competitive-flexible': ['20'],
  'prototype-direct-award': ['41', 'Schedule 5'],
}

/**
 * Puts an agreed version into the library, and tells matching of it as evidence for its supplier. Once for a pilot: a
 * later version takes the place of the one before, at the same address.
 */
export async function putIntoLibrary(
  session: ClientSession,
  actor: Actor,
  { piloted, study, content }: { piloted: Planned; study: CaseStudyRecord; content: CaseStudyContent },
): Promise<{ resourceId: string; slug: string }> {
  const { challenge, contract, pilot } = piloted
  const { title, summary, body } = content
  const [region = ''] = challenge.regions
  const placed = await publishFromRoom(session, actor, study.published?.resourceId ?? null, {
    title,
    summary,
    body,
    publisher: challenge.authorityName,
    publishedOn: now().toISOString().slice(0, 10),
    topics: ['measured pilots'],
    place: region && codeNames.region(region),
    routes: routesOf[challenge.kind] ?? [],
    categories: [...challenge.cpv].slice(0, 10),
    sectors: sectorsOf(challenge.cpv),
    // What was measured is what a scale-up is decided by.
    gates: ['3'],
    procurementActSections: actSectionsOf[challenge.kind] ?? [],
    fairness: challenge.isExample
      ? 'This is a demonstration: the pilot, its figures and its people are invented.'
      : '',
    from: { challengeId: challenge._id, submissionId: contract.submissionId },
  })
  const facts = { challenge, contract, pilot: pilot.toObject() }
  await keepAsEvidence(session, actor, facts, { id: study._id, summary, slug: placed.slug })
  return { resourceId: placed.id, slug: placed.slug }
}

/** Tells matching of a case study that is in the library, as evidence for its supplier. */
export async function keepAsEvidence(
  session: ClientSession,
  actor: Actor,
  { challenge, contract, pilot }: Pick<Piloted, 'challenge' | 'contract'> & { pilot: PilotRecord },
  { id, summary, slug }: { id: string; summary: string; slug: string },
): Promise<void> {
  const { results } = pilot
  const measured = results ? outcomesOf({ challenge, contract, pilot }, results).map(measuredWords) : []
  await keepMeasuredPilot(session, actor, {
    _id: id,
    supplierId: pilot.supplierId,
    buyer: challenge.authorityName,
    title: challenge.title,
    text: summary,
    measured: measured.filter(Boolean).join('; '),
    slug,
    cpv: [...challenge.cpv],
    regions: [...challenge.regions],
    valuePence: contract.grossPence,
    on: now(),
  })
}
