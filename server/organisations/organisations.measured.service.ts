import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { supplierProfileChanged } from '../../shared/organisations/organisations.events.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { Organisation } from './organisations.model.ts'

const { trusted } = mongoose

/** A pilot of a supplier that was measured, as both of its sides agreed to publish it: evidence, like an award. */
export interface MeasuredPilot {
  /** The id of the case study that tells of it. */
  _id: string
  supplierId: string
  buyer: string
  title: string
  text: string
  /** What was measured against what was promised, in words. */
  measured: string
  /** Where the library tells of it. */
  slug: string
  cpv: string[]
  regions: string[]
  valuePence: number
  on: Date
}

const required = { type: String, required: true } as const
const text = { type: String, default: '' }

const Measured = mongoose.model<MeasuredPilot>(
  'MeasuredPilot',
  new mongoose.Schema<MeasuredPilot>(
    {
      _id: required,
      supplierId: required,
      buyer: text,
      title: text,
      text,
      measured: text,
      slug: text,
      cpv: [String],
      regions: [String],
      valuePence: { type: Number, default: 0 },
      on: { type: Date, required: true },
    },
    { collection: 'measured_pilots', versionKey: false },
  ).index({ supplierId: 1, on: -1 }),
)

// Whoever keeps suppliers in memory knows by this that one has changed.
async function touch(session: ClientSession, actor: Actor, organisationId: string): Promise<void> {
  await Organisation.updateOne({ _id: organisationId }, { $set: { updatedAt: now() } }, { session })
  await record(session, actor, supplierProfileChanged, { organisationId, section: 'measured-pilots' })
}

/** Keeps that a pilot of a supplier was measured, or what is said of it now. For use in a transaction. */
export async function keepMeasuredPilot(
  session: ClientSession,
  actor: Actor,
  { _id, ...pilot }: MeasuredPilot,
): Promise<void> {
  await Measured.updateOne({ _id }, { $set: pilot }, { session, upsert: true })
  await touch(session, actor, pilot.supplierId)
}

/** Forgets it, once one of the two sides took it back. For use in a transaction. */
export async function dropMeasuredPilot(
  session: ClientSession,
  actor: Actor,
  supplierId: string,
  id: string,
): Promise<void> {
  await Measured.deleteOne({ _id: id }, { session })
  await touch(session, actor, supplierId)
}

/** The measured pilots of these suppliers, by supplier, the latest first. */
export async function measuredPilotsOf(supplierIds: string[]): Promise<Map<string, MeasuredPilot[]>> {
  const found = await Measured.find({ supplierId: trusted({ $in: supplierIds }) })
    .sort({ on: -1, _id: 1 })
    .lean<MeasuredPilot[]>()
  const bySupplier = new Map<string, MeasuredPilot[]>()
  for (const pilot of found)
    bySupplier.set(pilot.supplierId, [...(bySupplier.get(pilot.supplierId) ?? []), pilot])
  return bySupplier
}
