import { dayOf } from '../../shared/coaching/law/periods.ts'
import {
  milestoneNotReached,
  milestoneReached,
  milestoneSaidReached,
  milestoneSet,
} from '../../shared/outcomes/outcomes.events.ts'
import type {
  ChangeMilestoneInput,
  DecideMilestoneInput,
  MilestoneInput,
  SaidReachedInput,
} from '../../shared/outcomes/outcomes.schema.ts'
import { dueFault, happenedFault, mostMilestones } from '../../shared/outcomes/pilot.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import type { Milestone, MilestoneVersion, PilotRecord } from './outcomes.model.ts'
import { milestoneShown } from './outcomes.shown.ts'
import { type Changing, changePilot, doneBy, eventOf, whoLeads } from './outcomes.pilots.service.ts'
import { pilotPolicy } from './outcomes.policy.ts'

// Each tells everybody of the other side at once.
const day = 24 * 60 * 60
const sayings = limit('milestones said', 30, day)
const decisions = limit('milestones decided', 100, day)

/** Which milestone of which contract's pilot. */
export interface MilestonePlace {
  challengeId: string
  submissionId: string
  milestoneId: string
}

const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })

/** @throws AppError not-found */
export function milestoneOf({ milestones }: Pick<PilotRecord, 'milestones'>, id: string): Milestone {
  const found = milestones.find((one) => one.id === id)
  if (!found) throw notFound('Milestone')
  return found
}

/** A milestone after a change, with what stood before in its history. */
function changed({ id, earlier, ...before }: Milestone, changes: Partial<MilestoneVersion>): Milestone {
  return { ...before, ...changes, id, earlier: [...earlier, before] }
}

const replace = ({ pilot }: Changing, milestone: Milestone): void => {
  pilot.set({ milestones: pilot.milestones.map((one) => (one.id === milestone.id ? milestone : one)) })
}

/** Adds a milestone. @returns its id @throws AppError not-found, forbidden, too-many, invalid naming the field */
export async function addMilestone(
  actor: Actor,
  place: Omit<MilestonePlace, 'milestoneId'>,
  { title, dueOn, evidence }: MilestoneInput,
): Promise<{ id: string }> {
  return changePilot(actor, place, async ({ pilot, contract, standing, session }) => {
    allow(pilotPolicy.lead(actor, standing), whoLeads)
    const fault = dueFault(dueOn, contract)
    if (fault) throw invalid('dueOn', fault)
    if (pilot.milestones.length >= mostMilestones)
      throw new AppError('too-many', `A pilot has at most ${mostMilestones} milestones.`)
    const id = newId()
    const made: Milestone = {
      id,
      title,
      dueOn,
      evidence,
      state: 'planned',
      on: '',
      words: '',
      said: null,
      because: '',
      ...doneBy(actor),
      earlier: [],
    }
    pilot.set({ milestones: [...pilot.milestones, made] })
    await record(session, actor, milestoneSet, { ...eventOf(pilot), milestoneId: id })
    return { id }
  })
}

/**
 * Changes a milestone that is still planned; what it was before is kept.
 * @throws AppError not-found, forbidden, conflict once it is reached or missed, invalid naming the field
 */
export async function changeMilestone(
  actor: Actor,
  place: MilestonePlace,
  { title, dueOn, evidence, because, revision }: ChangeMilestoneInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { pilot, contract, standing, session } = changing
    allow(pilotPolicy.lead(actor, standing), whoLeads)
    const before = milestoneOf(pilot, place.milestoneId)
    refuseUnseen(milestoneShown(before), revision)
    if (before.state !== 'planned')
      throw new AppError('conflict', 'It is decided: say that it is still planned before you change it.')
    if (because === '') throw invalid('because', 'Say why it is changed: the other side reads it')
    const fault = dueFault(dueOn, contract)
    if (fault) throw invalid('dueOn', fault)
    replace(changing, changed(before, { title, dueOn, evidence, because, ...doneBy(actor) }))
    await record(session, actor, milestoneSet, { ...eventOf(pilot), milestoneId: before.id })
  })
}

/** Says for the supplier that a milestone is reached; the buyer decides. @throws AppError not-found, forbidden, conflict, invalid, too-many */
export async function sayMilestoneReached(
  actor: Actor,
  place: MilestonePlace,
  { on, words, revision }: SaidReachedInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { pilot, contract, standing, session } = changing
    allow(
      pilotPolicy.sayReached(actor, standing),
      'Members of the supplier who may change something say this',
    )
    const before = milestoneOf(pilot, place.milestoneId)
    refuseUnseen(milestoneShown(before), revision)
    if (before.state === 'reached') throw new AppError('conflict', 'The buyer has confirmed it already.')
    const fault = happenedFault(on, contract, dayOf(now()))
    if (fault) throw invalid('on', fault)
    await sayings.consume(actor.organisation?.id ?? '')
    const done = doneBy(actor)
    const said = { on, words, at: done.at, byUserId: done.byUserId }
    replace(changing, changed(before, { said, because: '', ...done }))
    await record(session, actor, milestoneSaidReached, { ...eventOf(pilot), milestoneId: before.id })
  })
}

/** Decides for the buyer whether a milestone is reached, missed or still planned. @throws AppError not-found, forbidden, conflict where somebody changed it meanwhile, invalid, too-many */
export async function decideMilestone(
  actor: Actor,
  place: MilestonePlace,
  { state, on, words, revision }: DecideMilestoneInput,
): Promise<void> {
  await changePilot(actor, place, async (changing) => {
    const { pilot, contract, standing, session } = changing
    allow(pilotPolicy.lead(actor, standing), whoLeads)
    const before = milestoneOf(pilot, place.milestoneId)
    refuseUnseen(milestoneShown(before), revision)
    const fault = happenedFault(on, contract, dayOf(now()))
    if (fault) throw invalid('on', fault)
    await decisions.consume(actor.organisation?.id ?? '')
    replace(changing, changed(before, { state, on, words, said: null, because: '', ...doneBy(actor) }))
    const event = { ...eventOf(pilot), milestoneId: before.id }
    if (state === 'reached') await record(session, actor, milestoneReached, event)
    else await record(session, actor, milestoneNotReached, { ...event, state })
  })
}
