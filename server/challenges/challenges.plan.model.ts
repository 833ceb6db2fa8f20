import mongoose from 'mongoose'
import type { ChallengePlan, PlanStep, PlanTask } from '../../shared/challenges/plan.ts'

const { Schema, model } = mongoose
const part = { _id: false, minimize: false }
const text = { type: String, default: '' }
const number = { type: Number, default: null }

const step = new Schema<PlanStep>(
  { id: String, title: String, on: String, source: text, notice: text, leastDays: number, mostDays: number },
  part,
)
const task = new Schema<PlanTask>(
  {
    id: String,
    title: String,
    due: String,
    source: text,
    stepId: { type: String, default: null },
    assignedTo: { type: String, default: null },
    doneAt: { type: Date, default: null },
    doneBy: { type: String, default: null },
    reminded: { type: String, enum: ['', 'soon', 'due'], default: '' },
  } as never,
  part,
)

const planSchema = new Schema<ChallengePlan>(
  {
    _id: { type: String, required: true },
    authorityId: { type: String, required: true },
    routeId: String,
    routeTitle: String,
    challengeKind: text,
    startOn: String,
    answers: { type: Schema.Types.Mixed, default: () => ({}) },
    steps: [step],
    tasks: [task],
    lawAsAt: String,
    chosenAt: Date,
    chosenBy: String,
    updatedAt: Date,
  } as never,
  { collection: 'challenge_plans', versionKey: 'revision', optimisticConcurrency: true, minimize: false },
)
planSchema.index({ 'tasks.due': 1 })

export const Plan = model<ChallengePlan>('ChallengePlan', planSchema)
