import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'
import { type EvidenceState, State } from './evidence.model.ts'

const _id = 'evidence'

/** One more with each update after which more or something else is counted. */
export const kindOfFacts = 2

const none: EvidenceState = {
  _id,
  revision: '',
  begun: 0,
  build: 0,
  builtAt: null,
  awards: 0,
  from: null,
  to: null,
  unplaced: 0,
  rebuiltAt: null,
  kind: 0,
}

/** How the figures stand now. */
export const evidenceState = async (): Promise<EvidenceState> =>
  (await State.findById(_id).lean<EvidenceState>()) ?? none

/** Says that some figure changed, once it is kept: whoever keeps what was reckoned, reckons it again. */
export async function tellChanged(): Promise<void> {
  await State.updateOne({ _id }, { $set: { revision: newId() } }, { upsert: true })
}

/** The number of a building of the baseline that begins: who begins later, read later. */
export async function beginBuild(): Promise<number> {
  const state = await State.findOneAndUpdate(
    { _id },
    { $inc: { begun: 1 } },
    { upsert: true, returnDocument: 'after' },
  ).lean<EvidenceState>()
  return (state as EvidenceState).begun
}

/**
 * Makes a finished building the one that is read.
 * @returns the one before, which some page may still be reading; null if one that began later is read already
 */
export async function useBuild(
  build: number,
  facts: Pick<EvidenceState, 'builtAt' | 'awards' | 'from' | 'to' | 'unplaced'>,
): Promise<number | null> {
  const before = await State.findOneAndUpdate(
    { _id, build: mongoose.trusted({ $lt: build }) },
    { $set: { build, ...facts, revision: newId() } },
    { returnDocument: 'before' },
  ).lean<EvidenceState>()
  return before?.build ?? null
}

/** Notes that everything was counted anew. */
export async function noteRebuilt(rebuiltAt: Date): Promise<void> {
  await State.updateOne(
    { _id },
    { $set: { rebuiltAt, revision: newId(), kind: kindOfFacts } },
    { upsert: true },
  )
}
