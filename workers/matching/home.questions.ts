import { listOpenChallenges } from '../../server/challenges/index.ts'
import { liveModel } from '../../server/matching/index.ts'
import { type SupplierForRanking, suppliersForRanking } from '../../server/organisations/index.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { challengesFor, placeAlone, type PreparedChallenge } from '../../shared/matching/challenges-for.ts'
import { placeExplainer } from '../../shared/matching/explaining.ts'
import {
  type ChallengesForSupplier,
  challengesForSupplier,
  gainsForSupplier,
} from '../../shared/matching/home.questions.ts'
import { placeMissing, withoutRanks } from '../../shared/matching/missing.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { prepareQuery } from '../../shared/matching/prepared-query.ts'
import { additionsFor, type Gain, gainsOf, type ScoreWith } from '../../shared/matching/profile-gains.ts'
import type { Place } from '../../shared/matching/supplier-index.ts'
import { saysNothing } from '../../shared/organisations/supplier-profile.ts'
import { answers, type QuestionHandler } from '../platform/handlers.ts'
import { directory } from './directory.ts'
import { asChallengeToRank, asSupplierToRank, measuredReasons, names } from './to-rank.ts'

interface Open extends PreparedChallenge {
  challenge: ChallengeToRank
}

/** The challenges read last, by id, version and the books that they were read with. */
let prepared = new Map<string, Open>()

/** Every open challenge, each read once for as long as it and what the index knows by number stay as they are. */
async function openChallenges(): Promise<Open[]> {
  const index = directory.index()
  const all = (await listOpenChallenges()).map((record) => ({ record, challenge: asChallengeToRank(record) }))
  // What is asked for has a number, so that no addition to a profile brings a new one.
  for (const { challenge } of all) {
    for (const code of challenge.cpv) index.books.codes.numberOf(code)
    for (const region of challenge.regions) index.books.regions.numberOf(region.slice(0, 3))
  }
  const { codes, regions, buyers, terms } = index.books
  // A word that nobody knew is not looked for: when a fiftieth more are known, challenges are read anew.
  const vocabulary = Math.round(Math.log(terms.size() + 1) * 50)
  const state = `${codes.size()} ${regions.size()} ${buyers.size()} ${vocabulary}`
  const current = all.map(({ record: { _id, version }, challenge }): [string, Open] => {
    const key = `${_id} ${version} ${state}`
    return [key, prepared.get(key) ?? { id: _id, challenge, query: prepareQuery(index, challenge) }]
  })
  prepared = new Map(current)
  return [...prepared.values()]
}

/** A supplier as it is stored now, since it may just have changed its profile, with the challenges; null if unknown. */
async function meet(supplierId: string) {
  await directory.whenFilled()
  const [supplier] = await suppliersForRanking([supplierId])
  if (!supplier) return null
  // Words that it has just written are known to nobody yet.
  if (directory.index().version(supplierId) !== supplier.version) await directory.refresh()
  const place = placeAlone(directory.index(), asSupplierToRank(supplier))
  const { weights } = await liveModel()
  return { supplier, place, weights, challenges: await openChallenges() }
}

async function rankFor(supplierId: string): Promise<ChallengesForSupplier> {
  const met = await meet(supplierId)
  if (!met) return { isRanked: false, saysNothing: true, challenges: [] }
  const { supplier, place, weights, challenges } = met
  const byId = new Map(challenges.map((one) => [one.id, one]))
  return {
    isRanked: true,
    saysNothing: saysNothing(supplier.profile, supplier.awards.length),
    challenges: challengesFor(place, challenges, weights).flatMap((one) => {
      const asked = byId.get(one.challengeId)
      if (!asked) return []
      const { query, challenge } = asked
      const scored = placeExplainer(directory.index(), query, names, weights)(place)
      const reasons = [...scored, ...measuredReasons(challenge, supplier, scored)]
      const missing = withoutRanks(placeMissing(directory.index(), query, names, [], weights)(place))
      return [{ ...one, weights, reasons, missing }]
    }),
  }
}

/** The words that a supplier shares with open challenges, those of most challenges first. */
function sharedWords(place: Place, challenges: Open[], weights: Parts): string[] {
  const counts = new Map<string, number>()
  for (const { query } of challenges) {
    for (const reason of placeExplainer(directory.index(), query, names, weights)(place)) {
      if (reason.kind !== 'shares-terms') continue
      for (const term of reason.terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
}

interface Met {
  supplier: SupplierForRanking
  place: Place
  weights: Parts
  challenges: Open[]
}

function gainsFor({ supplier, place, weights, challenges }: Met): Gain[] {
  const { profile, awards } = supplier
  const work = { cpv: awards.flatMap(({ cpv }) => cpv), words: sharedWords(place, challenges, weights) }
  const scoreWith: ScoreWith = (changed) => {
    const invented = placeAlone(directory.index(), asSupplierToRank({ ...supplier, profile: changed }))
    const scores = challengesFor(invented, challenges, weights)
    return new Map(scores.map(({ challengeId, score }) => [challengeId, score]))
  }
  const wanted = challenges.map(({ challenge }) => challenge)
  return gainsOf(profile, additionsFor(profile, work, wanted), scoreWith).map((gain) => ({
    ...gain,
    label: labelOf(gain),
  }))
}

function labelOf({ kind, code }: Pick<Gain, 'kind' | 'code'>): string {
  if (kind === 'categories') return names.category(code)
  return kind === 'regions' ? names.region(code) : ''
}

/** What the supplier's home asks. */
export const homeQuestions: QuestionHandler[] = [
  answers(challengesForSupplier, ({ supplierId }) => rankFor(supplierId)),
  answers(gainsForSupplier, async ({ supplierId }) => {
    const met = await meet(supplierId)
    return { gains: met ? gainsFor(met) : [] }
  }),
]
