import { listOpenChallenges } from '../../server/challenges/index.ts'
import { type SupplierForRanking, supplierForRanking } from '../../server/organisations/index.ts'
import {
  challengesFor,
  type PreparedChallenge,
  prepareChallenge,
} from '../../shared/matching/challenges-for.ts'
import { explainer } from '../../shared/matching/explaining.ts'
import {
  type ChallengesForSupplier,
  challengesForSupplier,
  gainsForSupplier,
} from '../../shared/matching/home.questions.ts'
import { additionsFor, type Gain, gainsOf, type ScoreWith } from '../../shared/matching/profile-gains.ts'
import { answers, type QuestionHandler } from '../platform/handlers.ts'
import { directory, names } from './directory.ts'
import { asChallengeToRank } from './matching.jobs.ts'
import { asSupplierToRank } from './supplier-directory.ts'

/** The challenges read last, by id and version. */
let prepared = new Map<string, PreparedChallenge>()

/** Every open challenge, each read once for as long as it stays as it is. */
async function openChallenges(): Promise<PreparedChallenge[]> {
  const current = (await listOpenChallenges()).map((challenge): [string, PreparedChallenge] => {
    const key = `${challenge._id} ${challenge.version}`
    return [key, prepared.get(key) ?? prepareChallenge(challenge._id, asChallengeToRank(challenge))]
  })
  prepared = new Map(current)
  return [...prepared.values()]
}

/** The supplier as it is stored now, put into the index: it may just have changed its profile. Null if unknown. */
async function freshSupplier(supplierId: string): Promise<SupplierForRanking | null> {
  if (directory.index.size() === 0) await directory.refresh()
  const supplier = await supplierForRanking(supplierId)
  if (supplier) directory.index.put(asSupplierToRank(supplier))
  return supplier
}

async function rankFor(supplierId: string): Promise<ChallengesForSupplier> {
  const challenges = await openChallenges()
  const supplier = await freshSupplier(supplierId)
  if (!supplier) return { isRanked: false, saysNothing: true, challenges: [] }
  const scores = challengesFor(directory.index, supplierId, challenges)
  const byId = new Map(challenges.map((one) => [one.id, one.challenge]))
  const { profile, awards } = supplier
  const ofProfile = [profile.whatWeDo, ...profile.capabilities, ...profile.cpv, ...profile.accreditations]
  return {
    isRanked: true,
    saysNothing: ofProfile.every((said) => said === '') && awards.length + profile.caseStudies.length === 0,
    challenges: scores.flatMap((one) => {
      const challenge = byId.get(one.challengeId)
      return challenge ? [{ ...one, reasons: explainer(directory.index, challenge, names)(supplierId) }] : []
    }),
  }
}

/** The words that a supplier shares with open challenges, those of most challenges first. */
function sharedWords(supplierId: string, challenges: PreparedChallenge[]): string[] {
  const counts = new Map<string, number>()
  for (const { challenge } of challenges) {
    for (const reason of explainer(directory.index, challenge, names)(supplierId)) {
      if (reason.kind !== 'shares-terms') continue
      for (const term of reason.terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
}

/** Nothing awaits between the trial and the return of the true profile: nobody else meets the invented one. */
function gainsFor(supplier: SupplierForRanking, challenges: PreparedChallenge[]): Gain[] {
  const { id, profile, awards } = supplier
  const work = { cpv: awards.flatMap(({ cpv }) => cpv), words: sharedWords(id, challenges) }
  const scoreWith: ScoreWith = (changed) => {
    directory.index.put(asSupplierToRank({ ...supplier, profile: changed }))
    const scores = challengesFor(directory.index, id, challenges)
    return new Map(scores.map(({ challengeId, score }) => [challengeId, score]))
  }
  const wanted = challenges.map(({ challenge }) => challenge)
  try {
    return gainsOf(profile, additionsFor(profile, work, wanted), scoreWith).map((gain) => ({
      ...gain,
      label: labelOf(gain),
    }))
  } finally {
    directory.index.put(asSupplierToRank(supplier))
  }
}

function labelOf({ kind, code }: Pick<Gain, 'kind' | 'code'>): string {
  if (kind === 'categories') return names.category(code)
  return kind === 'regions' ? names.region(code) : ''
}

/** What the supplier's home asks. */
export const homeQuestions: QuestionHandler[] = [
  answers(challengesForSupplier, ({ supplierId }) => rankFor(supplierId)),
  answers(gainsForSupplier, async ({ supplierId }) => {
    const challenges = await openChallenges()
    const supplier = await freshSupplier(supplierId)
    return { gains: supplier ? gainsFor(supplier, challenges) : [] }
  }),
]
