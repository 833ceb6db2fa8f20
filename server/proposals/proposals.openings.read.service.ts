import type { Actor } from '../../shared/platform/actor.ts'
import { brokerage, vacant } from '../../shared/proposals/opening.ts'
import { mayExtend } from '../challenges/index.ts'
import { findPeople } from '../identity/index.ts'
import { membersOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import type { OpeningCheck, OpeningRecord } from './proposals.keys.model.ts'
import { holderOf, openingPolicy } from './proposals.openings.policy.ts'
import { loadOpening, openingFacts } from './proposals.openings.service.ts'

/** Somebody who has a share of the key. */
export interface PresentedHolder {
  holder: string
  /** Empty for the brokers together, and for somebody whose account is gone. */
  name: string
  isBrokerage: boolean
  /** No officer has this share yet. */
  isVacant: boolean
  /** When they came to open; null while they have not. */
  cameAt: Date | null
  /** Who came, where the holder is more than one. */
  cameBy: string
  /** The reader may give this share to somebody else. */
  mayHandOver: boolean
}

/** The opening of a challenge as its buyers and the brokers see it: never a number, never a name of a supplier. */
export interface PresentedOpening {
  challengeId: string
  title: string
  respondBy: Date | null
  /** From then on it can be opened. */
  opensFrom: Date | null
  openedAt: Date | null
  holders: PresentedHolder[]
  /** Officers to whom a share can be given. */
  officers: { id: string; name: string }[]
  /** The reader has a share, and has not come yet. */
  isAwaited: boolean
  mayOpen: boolean
  /** The deadline may be extended for everybody, after a failure of this service. */
  mayExtend: boolean
  /** How far it is with comparing everything with what was sealed; null until that began. Only for its buyers. */
  check: CheckLook | null
}

/** A check as its readers see it. */
export type CheckLook = Pick<OpeningCheck, 'total' | 'done' | 'broken' | 'endedAt'>

/** How the opening of a challenge stands. @throws AppError not-found to anybody but its buyers and brokers */
export async function readOpening(actor: Actor, challengeId: string): Promise<PresentedOpening> {
  const { challenge, opening } = await loadOpening(actor, challengeId)
  const facts = openingFacts(challenge, opening, now())
  const holder = holderOf(actor, facts)
  const hasCome = opening.acts.some(({ userId }) => userId === actor.userId)
  const isAwaited = holder !== '' && !facts.isOpened && !facts.came.includes(holder) && !hasCome
  return {
    challengeId,
    title: challenge.title,
    respondBy: challenge.timetable.respondBy,
    opensFrom: facts.opensFrom,
    openedAt: opening.openedAt,
    holders: await holdersOf(opening, (from) => openingPolicy.handOver(actor, facts, from)),
    officers: await officersWithout(challenge.authorityId, facts.officers),
    isAwaited,
    mayExtend: opening.acts.length === 0 && mayExtend(actor, challenge),
    mayOpen: isAwaited && openingPolicy.open(actor, facts, now()),
    check: openingPolicy.seeCheck(actor, facts) ? asLook(opening) : null,
  }
}

const asLook = ({ check }: OpeningRecord): CheckLook | null =>
  check && { total: check.total, done: check.done, broken: check.broken, endedAt: check.endedAt }

async function holdersOf(
  { shares, acts }: OpeningRecord,
  mayHandOver: (holder: string) => boolean,
): Promise<PresentedHolder[]> {
  const people = await findPeople([
    ...shares.map(({ holder }) => holder),
    ...acts.map(({ userId }) => userId),
  ])
  const nameOf = (id: string): string => people.get(id)?.name ?? ''
  return shares.map(({ holder }) => {
    const act = acts.find((one) => one.holder === holder)
    return {
      holder,
      name: nameOf(holder),
      isBrokerage: holder === brokerage,
      isVacant: holder === vacant,
      cameAt: act?.at ?? null,
      cameBy: act ? nameOf(act.userId) : '',
      mayHandOver: mayHandOver(holder),
    }
  })
}

async function officersWithout(
  authorityId: string,
  holders: string[],
): Promise<{ id: string; name: string }[]> {
  const acting = (await membersOf(authorityId)).filter(
    ({ userId, role }) => role !== 'viewer' && !holders.includes(userId),
  )
  const people = await findPeople(acting.map(({ userId }) => userId))
  return acting
    .map(({ userId }) => ({ id: userId, name: people.get(userId)?.name ?? '' }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}
