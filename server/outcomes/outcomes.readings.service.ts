import { dayOf } from '../../shared/coaching/law/periods.ts'
import { readingRecorded } from '../../shared/outcomes/outcomes.events.ts'
import type { CorrectReadingInput, ReadingInput } from '../../shared/outcomes/outcomes.schema.ts'
import { happenedFault, mostReadings, valueFault } from '../../shared/outcomes/pilot.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import type { PilotRecord, Reading } from './outcomes.model.ts'
import { readingShown } from './outcomes.shown.ts'
import { type Changing, changePilot, doneBy, eventOf } from './outcomes.pilots.service.ts'
import { pilotPolicy } from './outcomes.policy.ts'

interface PilotPlace {
  challengeId: string
  submissionId: string
}

const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })

/** @throws AppError not-found */
export function readingOf({ readings }: Pick<PilotRecord, 'readings'>, id: string): Reading {
  const found = readings.find((one) => one.id === id)
  if (!found) throw notFound('Reading')
  return found
}

function check({ contract, challenge }: Changing, outcomeId: string, { on, value }: ReadingInput): void {
  const outcome = challenge.outcomes.find(({ id }) => id === outcomeId)
  const dayFault = happenedFault(on, contract, dayOf(now()))
  const figureFault = outcome ? valueFault(outcome, value) : null
  const errors = { ...(dayFault ? { on: dayFault } : {}), ...(figureFault ? { value: figureFault } : {}) }
  const [first] = Object.values(errors)
  if (first) throw new AppError('invalid', first, errors)
}

/** Records what was measured of one outcome. @returns its id @throws AppError not-found, forbidden, too-many, invalid naming the field */
export async function recordReading(
  actor: Actor,
  { outcomeId, ...place }: PilotPlace & { outcomeId: string },
  input: ReadingInput,
): Promise<{ id: string }> {
  const { because: _, ...value } = input
  return changePilot(actor, place, async (changing) => {
    const { challenge, pilot, standing, session } = changing
    allow(pilotPolicy.recordReading(actor, standing), 'Viewers read what was measured and record nothing')
    if (!challenge.outcomes.some(({ id }) => id === outcomeId)) throw notFound('Outcome')
    check(changing, outcomeId, input)
    if (pilot.readings.length >= mostReadings)
      throw new AppError('too-many', `A pilot has at most ${mostReadings} readings.`)
    const id = newId()
    const made: Reading = { id, outcomeId, ...value, because: '', ...doneBy(actor), earlier: [] }
    pilot.set({ readings: [...pilot.readings, made] })
    const event = { ...eventOf(pilot), outcomeId, readingId: id, isCorrection: false }
    await record(session, actor, readingRecorded, event)
    return { id }
  })
}

/** Corrects a reading of one's own side; the earlier one is kept. @throws AppError not-found, forbidden, conflict where a colleague corrected it meanwhile, invalid naming the field */
export async function correctReading(
  actor: Actor,
  { readingId, ...place }: PilotPlace & { readingId: string },
  { revision, ...input }: CorrectReadingInput,
): Promise<void> {
  const { because, ...value } = input
  await changePilot(actor, place, async (changing) => {
    const { pilot, standing, session } = changing
    const { id, outcomeId, earlier, ...before } = readingOf(pilot, readingId)
    allow(
      pilotPolicy.correctReading(actor, standing, before.side),
      'The side that recorded a reading corrects it: tell them what is wrong, or record your own',
    )
    refuseUnseen(readingShown(before), revision)
    if (because === '') throw invalid('because', 'Say what was wrong with the reading before')
    check(changing, outcomeId, input)
    const after: Reading = {
      id,
      outcomeId,
      ...value,
      because,
      ...doneBy(actor),
      earlier: [...earlier, before],
    }
    pilot.set({ readings: pilot.readings.map((one) => (one.id === id ? after : one)) })
    const event = { ...eventOf(pilot), outcomeId, readingId: id, isCorrection: true }
    await record(session, actor, readingRecorded, event)
  })
}
