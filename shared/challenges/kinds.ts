/** What happens after the responses: first small, then everywhere; or only listening to the market. */
export const stageNames = {
  engagement: 'Early engagement',
  prototype: 'Prototype',
  pilot: 'Pilot',
  scale: 'Scale-up',
} as const
export type Stage = keyof typeof stageNames
export const stages = Object.keys(stageNames) as [Stage, ...Stage[]]

/** Why a notice on the central digital platform is not named, where the law or its regulations allow that. */
export const noticeExceptions = {
  'not-notifiable': {
    label: 'The contract is too small to be notifiable',
    source: 'Procurement Act 2023 s.87(4)',
  },
  'chosen-suppliers': {
    label: 'Only suppliers chosen beforehand are invited to respond',
    source: 'Procurement Act 2023 s.87(2)',
  },
  'platform-down': {
    label: 'The central digital platform could not be reached, or didn’t confirm in time',
    source: 'Procurement Regulations 2024 reg 5(5) to (10)',
  },
  'reasons-later': {
    label: 'The tender notice will give the reasons for having no engagement notice',
    source: 'Procurement Act 2023 s.17(1)',
  },
  'not-regulated': {
    label: 'The Act doesn’t regulate this contract: an exempted contract, or other law applies',
    source: 'Procurement Act 2023 s.3 and Schedule 2',
  },
} as const satisfies Record<string, { label: string; source: string }>
export type NoticeException = keyof typeof noticeExceptions
export const noticeExceptionNames = Object.keys(noticeExceptions) as [NoticeException, ...NoticeException[]]

/** What a sort of challenge is made of; the gates on its way are in `gates.ts`. */
export interface KindFacts {
  label: string
  /** How it is run, in words that name no regime of the Act: what it is called where the Act does not regulate it. */
  runAs: string
  /** What it leads to, in a line, for whoever chooses. */
  hint: string
  /** Above the thresholds the whole Act applies; below, its Part 6. */
  regime: 'before-procurement' | 'below-threshold' | 'above-threshold'
  stages: readonly Stage[]
  /** The sections of the task list that must be complete before it goes to the brokers. */
  sections: readonly string[]
  /** Responses are judged: it has criteria whose weights add up to 100. */
  isJudged: boolean
  /** The notice that comes first on the central digital platform. */
  notice: 'UK2' | 'UK4' | 'UK5'
  exceptions: readonly NoticeException[]
}

const written = [
  'problem',
  'outcomes',
  'context',
  'users',
  'budget',
  'timetable',
  'category',
  'judging',
  'contact',
] as const
const withFile = [...written, 'on-file'] as const

/** What a challenge leads to. A kind is data: a new one is a row here and a row of gates. */
export const challengeKinds = {
  engagement: {
    label: 'Early engagement',
    runAs: 'Early engagement',
    hint: 'You listen to the market before you decide what to buy. Nobody is judged.',
    regime: 'before-procurement',
    stages: ['engagement'],
    sections: written,
    isJudged: false,
    notice: 'UK2',
    exceptions: ['reasons-later', 'platform-down', 'not-regulated'],
  },
  'below-threshold': {
    label: 'Below-threshold competition',
    runAs: 'Open competition',
    hint: 'The whole contract, pilot and scale-up together, stays below the threshold.',
    regime: 'below-threshold',
    stages: ['pilot', 'scale'],
    sections: withFile,
    isJudged: true,
    notice: 'UK4',
    exceptions: ['not-notifiable', 'chosen-suppliers', 'platform-down', 'not-regulated'],
  },
  open: {
    label: 'Open procedure',
    runAs: 'Open competition',
    hint: 'Above the threshold, in one round: anybody can submit a tender.',
    regime: 'above-threshold',
    stages: ['pilot', 'scale'],
    sections: withFile,
    isJudged: true,
    notice: 'UK4',
    exceptions: ['platform-down', 'not-regulated'],
  },
  'competitive-flexible': {
    label: 'Competitive flexible procedure',
    runAs: 'Competition in rounds',
    hint: 'Above the threshold, in rounds that you design: prototypes, pilots, dialogue.',
    regime: 'above-threshold',
    stages: ['prototype', 'pilot', 'scale'],
    sections: withFile,
    isJudged: true,
    notice: 'UK4',
    exceptions: ['platform-down', 'not-regulated'],
  },
  'prototype-direct-award': {
    label: 'Direct award for a prototype',
    runAs: 'Direct award',
    hint: 'One supplier develops a prototype at your request, without a competition.',
    regime: 'above-threshold',
    stages: ['prototype'],
    sections: withFile,
    isJudged: false,
    notice: 'UK5',
    exceptions: ['platform-down', 'not-regulated'],
  },
} as const satisfies Record<string, KindFacts>
export type ChallengeKind = keyof typeof challengeKinds
export const challengeKindNames = Object.keys(challengeKinds) as [ChallengeKind, ...ChallengeKind[]]

/** The facts of a kind, as every kind has them. */
export const kindFacts = (kind: ChallengeKind): KindFacts => challengeKinds[kind]

/** What a challenge is called by: where the Act does not regulate the contract, no regime of the Act is claimed. */
export const kindLabel = (kind: ChallengeKind, exception: NoticeException | '' = ''): string =>
  exception === 'not-regulated' && kind !== 'engagement'
    ? `${challengeKinds[kind].runAs}, not regulated by the Act`
    : challengeKinds[kind].label
