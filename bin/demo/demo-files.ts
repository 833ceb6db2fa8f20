import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../../server/platform/paths.ts'
import { answersSchema } from '../../shared/coaching/routes/answers.schema.ts'
import { routeIds } from '../../shared/coaching/routes/route-names.ts'
import { spendBandNames } from '../../shared/challenges/scale.ts'
import { roles } from '../../shared/platform/actor.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'

/** A day counted from the day of the seed, at a time in London. */
export const relativeTime = z.object({
  inDays: z.int(),
  at: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .default('09:00'),
})
export type RelativeTime = z.output<typeof relativeTime>

const person = z.object({
  email: z.email().endsWith('.example'),
  name: z.string(),
  organisation: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('authority'), code: z.string() }),
    z.object({ kind: z.literal('supplier'), key: z.string() }),
    z.object({ kind: z.literal('brokerage') }),
  ]),
  role: z.enum(roles),
  /** One line for whoever chooses whom to sign in as. */
  what: z.string(),
  /** Named when the demonstration starts; the others are on the sign-in page only. */
  featured: z.boolean(),
})
export type DemoPerson = z.output<typeof person>

const supplier = z.object({
  key: z.string(),
  name: z.string().endsWith('(example)'),
  profile: z.record(z.string(), z.unknown()).transform((profile) => profile as Partial<SupplierProfile>),
})
export type DemoSupplier = z.output<typeof supplier>

const question = z.object({
  supplier: z.string(),
  askedInDays: z.int(),
  text: z.string(),
  answeredInDays: z.int().optional(),
  answer: z.string().optional(),
})

const proposal = z.object({
  supplier: z.string(),
  status: z.enum(['draft', 'submitted']),
  submittedInDays: z.int().optional(),
  summary: z.string(),
  outcomes: z.array(z.string()),
  /** To each criterion that is answered in words, in their order. */
  criteria: z.array(z.string()),
  approach: z.string(),
  trl: z.int(),
  pilotPlan: z.string(),
  price: z.object({ pilotPence: z.int(), scalePence: z.int() }),
  priceNotes: z.string(),
  team: z.string(),
  /** Whom the supplier asks to be its partners, and whether they have said yes and confirmed. */
  partners: z
    .array(z.object({ supplier: z.string(), role: z.string(), hasConfirmed: z.boolean() }))
    .default([]),
})
export type DemoProposal = z.output<typeof proposal>

const optionalTime = relativeTime.optional()

/** A challenge and its history; the words themselves are checked by the room that keeps them. */
const challenge = z.object({
  slug: z.string(),
  authority: z.string(),
  status: z.enum(['draft', 'submitted', 'returned', 'open', 'clarifications-closed', 'closed', 'withdrawn']),
  createdBy: z.string(),
  submittedInDays: z.int().optional(),
  publishedInDays: z.int().optional(),
  timetable: z.object({
    askBy: optionalTime,
    answerBy: optionalTime,
    respondBy: optionalTime,
    pilotStart: optionalTime,
    pilotMonths: z.int().optional(),
  }),
  findATender: z.object({ noticeId: z.string(), ocid: z.string() }).nullable(),
  noNoticeException: z.string().default(''),
  noNoticeReason: z.string(),
  /** When the conflicts assessment was prepared, if it was. */
  conflictsInDays: z.int().optional(),
  amendment: z
    .object({
      inDays: z.int(),
      by: z.string(),
      what: z.string(),
      why: z.string(),
      /** Whether it changed the terms, the notice published anew and what became of the deadline. */
      terms: z.record(z.string(), z.unknown()),
      before: z.record(z.string(), z.unknown()),
    })
    .optional(),
  returned: z
    .object({
      inDays: z.int(),
      by: z.string(),
      comments: z.array(z.object({ section: z.string(), text: z.string() })),
    })
    .optional(),
  withdrawn: z.object({ inDays: z.int(), by: z.string(), reason: z.string() }).optional(),
  /** The route that became its plan, with what the advisor was told, and who else works on it. */
  route: z.object({ id: z.enum(routeIds), answers: answersSchema, colleague: z.string() }).optional(),
  /** Of other authorities, who take part in it. */
  together: z.array(z.object({ by: z.string() })).default([]),
  /** Of other authorities, who say that they have the problem too. */
  sameProblem: z
    .array(
      z.object({
        by: z.string(),
        inDays: z.int(),
        volume: z.int().nullable(),
        note: z.string(),
        spend: z.enum(spendBandNames).default(''),
        /** After how many quarters it could buy. */
        buyInQuarters: z.int(),
        isNamed: z.boolean().default(true),
      }),
    )
    .default([]),
  questions: z.array(question),
  proposals: z.array(proposal).default([]),
})
const words = z.object({
  kind: z.unknown(),
  title: z.string(),
  summary: z.unknown(),
  problem: z.unknown(),
  whoHasIt: z.unknown(),
  demand: z.unknown().optional(),
  users: z.unknown(),
  outcomes: z.unknown(),
  context: z.unknown(),
  constraints: z.unknown(),
  dataAvailable: z.unknown(),
  budget: z.unknown(),
  stages: z.unknown(),
  cpv: z.unknown(),
  regions: z.unknown(),
  asks: z.unknown(),
  criteria: z.unknown(),
  wholeLifeYears: z.unknown().optional(),
  assessmentMethod: z.unknown().optional(),
  onFile: z.record(z.string(), z.unknown()).optional(),
  contact: z.unknown(),
})
export type DemoChallenge = z.output<typeof challenge> & { words: z.output<typeof words> }

const after = z.int()
const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('note'), after, text: z.string() }),
  z.object({ kind: z.literal('ask'), after, supplier: z.string(), text: z.string() }),
  z.object({ kind: z.literal('vote'), after, supplier: z.string(), question: z.int() }),
  z.object({ kind: z.literal('answer'), after, question: z.int(), text: z.string() }),
  z.object({ kind: z.literal('later'), after, question: z.int() }),
  z.object({
    kind: z.literal('poll'),
    after,
    question: z.string(),
    options: z.array(z.string()),
    /** By supplier, which of the options it chose, from 0 on. */
    choices: z.record(z.string(), z.int()),
  }),
])

/** A live session of a challenge; `after` counts minutes from its start, `question` those asked, from 0 on. */
const session = z.object({
  challenge: z.string(),
  announcedInDays: z.int(),
  start: relativeTime,
  minutes: z.int(),
  agenda: z.array(z.string()),
  howToTakePart: z.string(),
  said: z.array(said).default([]),
  /** Minutes after its start; absent for one to come. */
  closedAfter: z.int().optional(),
})
export type DemoSession = z.output<typeof session>

const partnerLine = relativeTime.extend({
  challenge: z.string(),
  supplier: z.string(),
  brings: z.string(),
  looksFor: z.string(),
})

/** What a file of the demonstration holds. */
export function read(name: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, 'data/demo', `${name}.json`), 'utf8'))
}

/** The invented people, those of the longest list first. */
export const demoPeople = (): DemoPerson[] => z.array(person).parse(read('people'))

/** The invented firms. */
export const demoSuppliers = (): DemoSupplier[] => z.array(supplier).parse(read('suppliers'))

/** The invented challenges of real authorities. */
export const demoChallenges = (): DemoChallenge[] =>
  z
    .array(z.unknown())
    .parse(read('challenges'))
    .map((one) => ({ ...challenge.parse(one), words: words.parse(one) }))

/** The live sessions of invented challenges. */
export const demoSessions = (): DemoSession[] => z.array(session).parse(read('sessions'))

/** Who looks for partners for which challenge. */
export const demoPartnerLines = () => z.array(partnerLine).parse(read('partner-lines'))

/** What the library starts with, checked by its own room: the resources of IPEC's page, answers to objections, guides, a template, our courses. */
export const firstResources = (): unknown =>
  ['resources', 'objections', 'guides', 'templates', 'courses'].flatMap(read)
