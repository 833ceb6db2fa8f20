import type { z } from 'zod'
import type { Actor } from '../../shared/platform/actor.ts'
import type { HandOverInput, handOverSchema } from '../../shared/proposals/opening.schema.ts'
import { openingShareHandedOver } from '../../shared/proposals/openings.events.ts'
import { record } from '../audit/index.ts'
import { askPassword } from '../identity/index.ts'
import { membersOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { handOverShare } from './opening-key.ts'
import { Opening } from './proposals.keys.model.ts'
import { openingPolicy } from './proposals.openings.policy.ts'
import { findOpening, loadOpening, openingFacts } from './proposals.openings.service.ts'

const onlyHolders =
  'Only its holder, or an administrator of the authority, can hand a share over, and only before it was used'

/**
 * Gives an officer's share of the key to another officer of the leading authority, who has it from then on in their
 * place.
 * @throws AppError not-found; forbidden; invalid for who is no officer or has a share already
 */
export async function handOver(
  actor: Actor,
  challengeId: string,
  { from, to }: HandOverInput,
): Promise<void> {
  const { challenge } = await loadOpening(actor, challengeId)
  const members = await membersOf(challenge.authorityId)
  const isOfficer = members.some(({ userId, role }) => userId === to && role !== 'viewer')
  await transaction(async (session) => {
    const opening = await findOpening(challengeId, session)
    if (!opening) throw new AppError('conflict', 'There is no key yet.')
    const facts = openingFacts(challenge, opening, now())
    allow(openingPolicy.handOver(actor, facts, from), onlyHolders)
    if (!isOfficer || facts.officers.includes(to)) {
      const words = 'Choose an officer of the authority who has no share yet'
      throw new AppError('invalid', words, { to: words })
    }
    const shares = await Promise.all(
      opening.shares.map(async (share) =>
        share.holder === from ? handOverShare(challengeId, share, to) : share,
      ),
    )
    await Opening.updateOne({ _id: challengeId }, { $set: { shares } }, { session })
    await record(session, actor, openingShareHandedOver, { challengeId, fromUserId: from, toUserId: to })
  })
}

/**
 * The same for somebody who gives their password again, as at an opening.
 * @throws AppError as `handOver`; invalid for a wrong password, too-many after ten in a quarter of an hour
 */
export async function handOverWith(
  actor: Actor,
  challengeId: string,
  { ownPassword, ...input }: z.output<typeof handOverSchema>,
): Promise<void> {
  const { challenge, opening } = await loadOpening(actor, challengeId)
  allow(openingPolicy.handOver(actor, openingFacts(challenge, opening, now()), input.from), onlyHolders)
  await askPassword(actor.userId, ownPassword, 'ownPassword')
  await handOver(actor, challengeId, input)
}
