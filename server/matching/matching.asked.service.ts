import { type Place, triedRows, tryWeights, whyNot } from '../../shared/matching/board.questions.ts'
import type { SharedContext } from '../../shared/matching/contexts.ts'
import type { Missing } from '../../shared/matching/missing.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { normaliseWeights } from '../../shared/matching/weights.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findOrganisation, findOrganisations, type Organisation } from '../organisations/index.ts'
import { ask } from '../platform/ask.ts'
import { allow, AppError, notFound } from '../platform/errors.ts'
import { matchPolicy } from './matching.policy.ts'
import { getRankedChallenge, isOpen } from './matching.service.ts'

/** A place in a ranking made for a question, with the firm's name. */
export type NamedPlace = Place & { name: string }

interface WhatIsSaid {
  reasons: Reason[]
  missing: Missing[]
  contexts: SharedContext[]
  /** Nothing is known of what it does. */
  saysNothing: boolean
}

/** Where a firm would come, and beside whom. */
export interface WhyNotAnswer {
  supplier: Organisation
  total: number
  /** By which it was ranked. */
  weights: Parts
  /** Null if the firm is not in the directory that is ranked, such as one that still waits to be confirmed. */
  firm: (NamedPlace & WhatIsSaid) | null
  first: NamedPlace | null
  atLine: NamedPlace | null
}

/** Who would come first under other weights. */
export interface TriedWeights {
  total: number
  /** As they were reckoned with; their sum is 1. */
  weights: Parts
  rows: (NamedPlace & { rankNow: number; movedBy: number })[]
}

/** @throws AppError not-found, forbidden, too-late once the challenge takes no more responses */
async function insistOnAsking(actor: Actor, challengeId: string): Promise<void> {
  const challenge = await getRankedChallenge(actor, challengeId)
  allow(matchPolicy.askIndex(actor, { isChallengeOpen: true }), 'Only the brokerage may ask this.')
  if (!isOpen(challenge)) {
    throw new AppError(
      'too-late',
      'This challenge takes no more responses: nobody is ranked for it any more.',
    )
  }
}

/**
 * Asks a worker why a firm of the directory is where it is for this challenge, ranked here and now.
 * @throws AppError not-found, forbidden, too-late; unavailable if no worker answers within half a second
 */
export async function askWhyNot(
  actor: Actor,
  challengeId: string,
  supplierId: string,
): Promise<WhyNotAnswer> {
  await insistOnAsking(actor, challengeId)
  const supplier = await findOrganisation(supplierId)
  if (supplier?.kind !== 'supplier') throw notFound('Supplier')
  const { total, weights, firm, first, atLine } = await ask(whyNot, { challengeId, supplierId })
  const others = await namesOf([first, atLine].flatMap((place) => place?.supplierId ?? []))
  const named = (place: Place | null) => place && { ...place, name: others(place.supplierId) }
  return {
    supplier,
    total,
    weights,
    firm: firm && { ...firm, name: supplier.name },
    first: named(first),
    atLine: named(atLine),
  }
}

/**
 * Asks a worker who would come first if the parts of the score weighed so; it changes nothing.
 * @param weights of any size; they are brought to the sum of 1
 * @throws AppError not-found, forbidden, too-late; invalid if all are zero; unavailable as above
 */
export async function askForWeights(
  actor: Actor,
  challengeId: string,
  weights: Parts,
): Promise<TriedWeights> {
  await insistOnAsking(actor, challengeId)
  const reckoned = normaliseWeights(weights)
  if (!reckoned) {
    throw new AppError('invalid', 'At least one part must weigh something.', {
      weights: 'Give at least one part a weight above zero',
    })
  }
  const { total, rows } = await ask(tryWeights, { challengeId, weights: reckoned })
  const name = await namesOf(rows.map(({ supplierId }) => supplierId))
  return {
    total,
    weights: reckoned,
    rows: rows.slice(0, triedRows).map((row) => ({ ...row, name: name(row.supplierId) })),
  }
}

async function namesOf(supplierIds: string[]): Promise<(supplierId: string) => string> {
  const found = await findOrganisations(supplierIds)
  return (supplierId) => found.get(supplierId)?.name ?? 'a firm that has left the directory'
}

/** An answer, or null where no worker gave one in time: the page shows everything else and says so. */
export async function answerOrNull<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  }
}
