import { type ChallengeKind, challengeKindNames, kindFacts } from '../challenges/kinds.ts'
import type { ChallengeFact } from './facts.ts'
import type { FigureId } from './figures.ts'
import { type Procedure, procedureNames, procedures } from './procedures.ts'

/** What the drawings are called that have such lines. */
export const drawings = {
  route: 'Which routes challenges take',
  proposals: 'How many proposals a challenge gets',
  price: 'How much the price weighs',
  outcomes: 'What became of the outcomes',
  procedure: 'How contracts on public record were bought',
} as const
export type DrawingInLines = keyof typeof drawings

/** A line of a drawing whose records are a part of those of its figure: how many of each challenge are counted in it. */
export interface LineHere {
  figure: FigureId
  label: string
  countOf: (fact: ChallengeFact) => number
}

/** The same of awards on public record. */
export interface LineOfRecord {
  figure: FigureId
  label: string
  procedure: Procedure
}

export type Line = LineHere | LineOfRecord

type Named<Of> = [string, Of][]

const where =
  (belongs: (fact: ChallengeFact) => boolean) =>
  (fact: ChallengeFact): number =>
    belongs(fact) ? 1 : 0

const ofRoutes: Named<LineHere> = challengeKindNames.map((kind: ChallengeKind) => [
  `route-${kind}`,
  { figure: 'challenges', label: kindFacts(kind).label, countOf: where((fact) => fact.kind === kind) },
])

const proposalSteps: [string, string, (value: number) => boolean][] = [
  ...[0, 1, 2, 3, 4].map((number): (typeof proposalSteps)[number] => [
    String(number),
    number === 0 ? 'None' : String(number),
    (value) => value === number,
  ]),
  ['5-to-9', '5 to 9', (value) => value >= 5 && value < 10],
  ['10', '10 or more', (value) => value >= 10],
]
const ofProposals: Named<LineHere> = proposalSteps.map(([id, label, belongs]) => [
  `proposals-${id}`,
  {
    figure: 'proposals',
    label,
    countOf: where(({ proposals }) => proposals !== null && belongs(proposals)),
  },
])

const ofPrices: Named<LineHere> = [0, 20, 40, 60, 80].map((from) => [
  `price-${from}`,
  {
    figure: 'price',
    label: from === 80 ? '80% to 100%' : `${from}% to ${from + 19}%`,
    countOf: where(
      ({ priceShare }) => priceShare !== null && Math.min(80, Math.floor(priceShare / 20) * 20) === from,
    ),
  },
])

const ofOutcomes: Named<LineHere> = [
  ['outcomes', { figure: 'reached', label: '', countOf: ({ promised }) => promised }],
  ['outcomes-reached', { figure: 'reached', label: 'Reached the target', countOf: ({ reached }) => reached }],
  [
    'outcomes-missed',
    {
      figure: 'reached',
      label: 'Measured, not reached',
      countOf: ({ measured, reached }) => measured - reached,
    },
  ],
  [
    'outcomes-unmeasured',
    {
      figure: 'reached',
      label: 'Not measured',
      countOf: ({ promised, measured }) => promised - measured,
    },
  ],
]

const ofProcedures: Named<LineOfRecord> = procedures.map((procedure) => [
  `procedure-${procedure}`,
  { figure: 'awards', label: procedureNames[procedure], procedure },
])

const linesHere = new Map([...ofRoutes, ...ofProposals, ...ofPrices, ...ofOutcomes])
const lines = new Map<string, Line>([...linesHere, ...ofProcedures])

/** What an address may name a line by. */
export const lineIds = [...lines.keys()] as [string, ...string[]]

/** What the drawing of a line is called; each line is named after it. */
export const drawingOf = (id: string): string => drawings[id.split('-')[0] as DrawingInLines] ?? ''

/** A line by its name in an address. */
export const findLine = (id: string): Line | undefined => lines.get(id)

/** The lines of a drawing, with their names. */
export const linesOf = (drawing: DrawingInLines): [string, LineHere][] =>
  [...linesHere].filter(([id]) => id.startsWith(`${drawing}-`))

/** How many challenges, or how many things of theirs, a line counts. */
export const countIn = ({ countOf }: LineHere, facts: readonly ChallengeFact[]): number =>
  facts.reduce((sum, fact) => sum + countOf(fact), 0)
