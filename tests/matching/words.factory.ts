import type { MatchRecord } from '../../server/matching/matching.model.ts'
import { type Parts, partWeights } from '../../shared/matching/parts.ts'

const parts: Parts = {
  text: 0.8,
  trackRecord: 0.55,
  related: 0.4,
  category: 0.65,
  recency: 0.9,
  buyers: 0.5,
  region: 1,
  value: 0.5,
  maturity: 0.5,
  evidence: 0.5,
}

/** A match with everything that a ranking says of it; its texts are people's, with what a page must not believe. */
export const aTellingMatch = {
  score: 0.72,
  parts,
  weights: partWeights,
  reasons: [
    { kind: 'shares-terms', amount: 0.21, terms: ['damp', 'mould', 'sensors'] },
    {
      kind: 'delivered-similar',
      amount: 0.1234,
      count: 2,
      buyers: ['Chorley'],
      title: 'Damp <sensors> in homes',
      projects: [
        { title: 'Damp <sensors> in homes', buyer: 'Chorley Council', year: 2024 },
        { title: 'Mould & retrofit', buyer: 'Wyre Council', year: null },
      ],
    },
    { kind: 'category', amount: 0.09, code: '44000000', label: 'Construction structures and materials' },
    { kind: 'region', amount: 0.002, tie: 'serves', code: 'TLD', label: 'North West' },
    { kind: 'new-to-buyer', buyer: 'Blackburn with Darwen' },
  ],
  missing: [
    {
      kind: 'category',
      gain: 0.031,
      rankThen: 12,
      code: '45262640',
      label: 'Environmental improvement works',
    },
    { kind: 'regions', gain: 0.003, rankThen: 40 },
  ],
  contexts: [
    {
      word: 'damp',
      inChallenge: { before: 'Tenants live with ', word: 'damp', after: '. We want sensors …' },
      inSupplier: { before: '… <i>we</i> find ', word: 'Damp', after: ' early' },
      source: 'Damp <sensors> in homes',
    },
    {
      word: 'mould',
      inChallenge: { before: 'sensors that find ', word: 'mould', after: ' early' },
      inSupplier: { before: 'Sensors that find damp and ', word: 'mould', after: ' in homes' },
      source: '',
    },
  ],
} satisfies Partial<MatchRecord>

/** What everybody is told of it, without ranks. */
export const itsWords = {
  why: [
    'shares: damp, mould, sensors (counts for 0.21)',
    'delivered 2 similar projects for Chorley (counts for 0.12)',
    'works in Construction structures and materials (counts for 0.09)',
    'serves North West (counts for less than 0.01)',
    'new to Blackburn with Darwen',
  ],
  evidence: ['“Damp <sensors> in homes”, Chorley Council, 2024', '“Mould & retrofit”, Wyre Council'],
  missing: [
    'With category 45262640 Environmental improvement works: the score would be 0.03 higher',
    'No region given; with one that covers this place: the score would be less than 0.01 higher',
  ],
}
