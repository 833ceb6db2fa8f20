/** A file whose faults its tests have to find. */
export interface Target {
  file: string
  /** From the root of the project. */
  tests: string[]
}

/** What must not be wrong: sealing, deadlines and openings, ranking, the record. */
export const targets: Target[] = [
  {
    file: 'server/proposals/envelope.ts',
    tests: ['tests/proposals/envelope-format.test.ts', 'tests/proposals/envelope.test.ts'],
  },
  { file: 'server/proposals/padding.ts', tests: ['tests/proposals/padding.test.ts'] },
  {
    file: 'server/proposals/sealing.ts',
    tests: [
      'tests/proposals/sealing.test.ts',
      'tests/proposals/proposals.service.test.ts',
      'tests/proposals/openings.test.ts',
    ],
  },
  { file: 'server/proposals/opening-key.ts', tests: ['tests/proposals/opening-key.test.ts'] },
  {
    file: 'server/proposals/proposals.openings.policy.ts',
    tests: ['tests/proposals/openings.policy.test.ts'],
  },
  { file: 'server/proposals/proposals.policy.ts', tests: ['tests/proposals/proposals.policy.test.ts'] },
  {
    file: 'server/proposals/proposals.openings.service.ts',
    tests: ['tests/proposals/holders.test.ts', 'tests/proposals/openings.test.ts'],
  },
  {
    file: 'server/proposals/proposals.submit.service.ts',
    tests: [
      'tests/proposals/submitting.test.ts',
      'tests/proposals/proposals.service.test.ts',
      'tests/proposals/deadline-race.test.ts',
    ],
  },
  { file: 'shared/challenges/effective-status.ts', tests: ['tests/challenges/effective-status.test.ts'] },
  {
    file: 'shared/evaluation/fraction.ts',
    tests: ['tests/evaluation/fraction.test.ts', 'tests/evaluation/ranking.test.ts'],
  },
  {
    file: 'shared/evaluation/ranking.ts',
    tests: ['tests/evaluation/ranking-rules.test.ts', 'tests/evaluation/ranking.test.ts'],
  },
  { file: 'shared/evaluation/price-formula.ts', tests: ['tests/evaluation/prices.test.ts'] },
  { file: 'shared/evaluation/low-price.ts', tests: ['tests/evaluation/prices.test.ts'] },
  {
    file: 'shared/evaluation/robustness.ts',
    tests: ['tests/evaluation/robustness.test.ts', 'tests/evaluation/ranking.test.ts'],
  },
  { file: 'shared/audit/chain.ts', tests: ['tests/audit/chain.test.ts'] },
]
