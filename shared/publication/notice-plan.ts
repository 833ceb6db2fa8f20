import type { ChallengeStatus } from '../challenges/challenge.ts'
import type { ChallengeKind } from '../challenges/kinds.ts'

/** When in the life of a procurement a notice is due. */
type Moment = 'before' | 'award' | 'life' | 'given-up'

/** A notice of a kind of challenge, by its id in the data of the law. */
interface PlannedNotice {
  notice: string
  moment: Moment
  need: 'must' | 'case' | 'may'
  /** The one that comes first on the central digital platform, and whose number the challenge keeps. */
  isFirst?: true
}

const early: PlannedNotice[] = [
  { notice: 'uk1', moment: 'before', need: 'case' },
  { notice: 'uk2', moment: 'before', need: 'case' },
  { notice: 'uk3', moment: 'before', need: 'may' },
]
const later = (details: string): PlannedNotice[] => [
  { notice: 'uk6', moment: 'award', need: 'must' },
  { notice: details, moment: 'award', need: 'must' },
  { notice: 'uk9-kpi', moment: 'life', need: 'case' },
  { notice: 'uk9-breach', moment: 'life', need: 'case' },
  { notice: 'uk10', moment: 'life', need: 'case' },
  { notice: 'uk11', moment: 'life', need: 'must' },
  { notice: 'uk12', moment: 'given-up', need: 'case' },
]
const first = (notice: string, need: PlannedNotice['need'] = 'must'): PlannedNotice => ({
  notice,
  moment: 'before',
  need,
  isFirst: true,
})

/** Which notices each kind of challenge comes to, in order (procurement.md §5). */
export const noticePlans: Record<ChallengeKind, PlannedNotice[]> = {
  engagement: [
    { notice: 'uk1', moment: 'before', need: 'case' },
    first('uk2'),
    { notice: 'uk3', moment: 'before', need: 'may' },
  ],
  'below-threshold': [first('uk4-below', 'case'), { notice: 'uk7-below', moment: 'award', need: 'case' }],
  open: [...early, first('uk4-open'), ...later('uk7-above')],
  'competitive-flexible': [...early, first('uk4-flexible'), ...later('uk7-above')],
  'prototype-direct-award': [
    { notice: 'uk1', moment: 'before', need: 'case' },
    first('uk5'),
    ...later('uk7-direct'),
  ],
}

/** `now`: due at this stage; `later`: may come; `filed`: its number is on record; `over`: its time has passed. */
export type NoticeTurn = 'now' | 'later' | 'filed' | 'over'

export interface DueNotice extends PlannedNotice {
  turn: NoticeTurn
}

/** What a decision on notices needs to know of a challenge. */
export interface StageOfChallenge {
  kind: ChallengeKind
  /** The one at this instant. */
  status: ChallengeStatus
  isPublished: boolean
  hasNotice: boolean
  /** False for an exempted contract, and where other law applies. */
  isRegulated: boolean
  /** Notices whose numbers were recorded with the award: `uk6`, `uk7-above`. */
  filed?: readonly string[]
  /** It ended without an award. */
  isEnded?: boolean
}

const turnOrder: NoticeTurn[] = ['now', 'filed', 'later', 'over']

/** The notices of a challenge with whose turn it is at this stage: those due first, those that are over last. */
export const noticesDue = (challenge: StageOfChallenge): DueNotice[] =>
  noticePlans[challenge.kind]
    .map((planned) => ({
      ...planned,
      need: needOf(planned, challenge),
      turn: turnOf(planned, challenge),
    }))
    .sort((a, b) => turnOrder.indexOf(a.turn) - turnOrder.indexOf(b.turn))

function needOf(
  { moment, need }: PlannedNotice,
  { isRegulated, status, isEnded = false }: StageOfChallenge,
): PlannedNotice['need'] {
  // The Act asks for no notice of what it doesn't regulate; whoever wants to may publish one.
  if (!isRegulated) return 'may'
  return moment === 'given-up' && (status === 'withdrawn' || isEnded) ? 'must' : need
}

function turnOf(
  { notice, moment, isFirst }: PlannedNotice,
  { status, isPublished, hasNotice, filed = [], isEnded = false }: StageOfChallenge,
): NoticeTurn {
  const isWithdrawn = status === 'withdrawn' || isEnded
  if (filed.includes(notice)) return 'filed'
  if (isFirst && hasNotice) return 'filed'
  switch (moment) {
    case 'before':
      return isWithdrawn || isPublished ? 'over' : 'now'
    case 'award':
      return isWithdrawn ? 'over' : status === 'closed' ? 'now' : 'later'
    case 'life':
      return isWithdrawn ? 'over' : 'later'
    case 'given-up':
      // Nothing has to be ended that had not begun on the central digital platform.
      return !isWithdrawn ? 'later' : isPublished || hasNotice ? 'now' : 'over'
  }
}
