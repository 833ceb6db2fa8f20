import type { EvidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import { AppError } from '../platform/errors.ts'
import { refuseUnknown } from './evidence.choices.ts'
import type { EvidenceState } from './evidence.model.ts'
import { type Evidence, readEvidence } from './evidence.read.service.ts'
import { evidenceState } from './evidence.state.service.ts'

const againAfter = 60

/** True once everything was counted: before, figures would be zeros that nobody counted. */
export const isCounted = ({ rebuiltAt }: Pick<EvidenceState, 'rebuiltAt'>): boolean => rebuiltAt !== null

/** @throws AppError busy, before everything was counted for the first time */
export function refuseUncounted(state: EvidenceState): void {
  const words = 'The figures are being counted for the first time. Ask again in a minute.'
  if (!isCounted(state)) throw new AppError('busy', words, {}, againAfter)
}

/** What is said of a choice that makes sense, whether it was counted yet or not. @throws AppError not-found */
export async function readKnown(filter: EvidenceFilter): Promise<Evidence> {
  // First of all: whoever makes up codes would else have each reckoned, and drive out what others read.
  await refuseUnknown(await evidenceState(), filter)
  return readEvidence(filter)
}

/** The same for whoever can't be told to wait: programs, files. @throws AppError not-found, busy */
export async function readCounted(filter: EvidenceFilter): Promise<Evidence> {
  const read = await readKnown(filter)
  refuseUncounted(read.state)
  return read
}
