import mongoose from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Organisation } from '../organisations/index.ts'
import { Introduction, type IntroductionSide } from './matching.introduction.model.ts'

const { trusted } = mongoose

/** Whom to write to or to call. */
export interface IntroductionContact {
  name: string
  email: string
  phone: string
}

/**
 * The contact that a side gives: a supplier the one of its profile, the authority the one that the challenge names.
 * As it is now: nothing of it is kept with the introduction. Whoever shows it asks the policy first.
 */
export function contactOf(
  { organisationId }: Pick<IntroductionSide, 'organisationId'>,
  challenge: Pick<ChallengeRecord, 'authorityId' | 'contact'>,
  organisation: Organisation | null,
): IntroductionContact {
  if (organisationId === challenge.authorityId) {
    const { name, email } = challenge.contact
    return { name, email, phone: '' }
  }
  return organisation?.supplier?.contact ?? { name: '', email: '', phone: '' }
}

/** True if these two were introduced to each other and both said yes, over whichever challenge. */
export const haveMet = async (one: string, other: string): Promise<boolean> =>
  (await Introduction.exists({
    status: 'made',
    'sides.organisationId': trusted({ $all: [one, other] }),
  })) !== null

/** True if there is a way to reach it. */
export const hasContact = ({ email, phone }: IntroductionContact): boolean => email !== '' || phone !== ''
