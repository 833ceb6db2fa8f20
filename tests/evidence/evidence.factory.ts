import type { ChallengeFact, FirmFacts } from '../../shared/evidence/facts.ts'

let count = 0

/** What is counted of a public challenge of which nothing is known yet. */
export function aFact(changes: Partial<ChallengeFact> = {}): ChallengeFact {
  count += 1
  return {
    challengeId: `challenge-${count}`,
    title: `Challenge ${count}`,
    authority: 'BBD',
    authorityName: 'Blackburn with Darwen Borough Council',
    region: 'TLD',
    divisions: ['45000000'],
    year: 2026,
    kind: 'below-threshold',
    isExample: false,
    isWithdrawn: false,
    publishedAt: new Date('2026-03-01T09:00:00Z'),
    openness: 80,
    priceShare: 30,
    proposals: null,
    proposers: null,
    end: null,
    daysFromDraft: null,
    daysFromNotice: null,
    contracts: [],
    assessed: 0,
    feedbackSent: 0,
    feedbackRated: 0,
    feedbackUseful: null,
    pilots: 0,
    promised: 0,
    measured: 0,
    reached: 0,
    adoptedBy: 0,
    ...changes,
  }
}

export const aFirmThat = (changes: Partial<FirmFacts> = {}): FirmFacts => ({
  sme: null,
  vcse: null,
  fresh: null,
  ...changes,
})
