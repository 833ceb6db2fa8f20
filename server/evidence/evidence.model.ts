import mongoose from 'mongoose'
import type { AwardFact, AwardSums, ChallengeFact, ProposerTallies } from '../../shared/evidence/facts.ts'
import type { ToldSum } from '../../shared/evidence/told-sums.ts'
import type { ToldRatings } from '../../shared/evidence/told-together.ts'

/** What is counted of a challenge; without a fact while nobody may know of it. */
export interface CountedChallenge {
  _id: string
  fact: ChallengeFact | null
  /** One more each time that it was read anew: who touches it first, reads first. */
  touched: number
  /** The fact changed, and whoever keeps what was reckoned may not have heard of it. */
  isUntold: boolean
}

/**
 * What was told of the suppliers of a challenge. Unlike all else that is counted it can't be made again from what is on
 * record, since it is of the day on which it was told. Its id is that of the challenge.
 */
export interface ToldOfSuppliers {
  _id: string
  /** What was decided on, also that it is not told; nothing of what is still to be decided. */
  proposers: Partial<ProposerTallies>
  ratings: ToldRatings
}

/** What is told of suppliers in sums alone: what a single one said is not kept here. */
export interface CountedSums {
  _id: 'sums'
  sums: ToldSum[]
  /** As of a challenge. */
  touched: number
}

/** An award as it is counted, of one building of the baseline. */
export interface CountedAward extends AwardFact {
  _id: string
  build: number
}

/** Anything, in a place of a cell: awards of every region, say. */
export const any = '*'

/** Awards counted together: those of a region, a division and a year, or of any of them. */
export interface AwardCell {
  _id: string
  build: number
  region: string
  division: string
  year: string
  sums: AwardSums
}

/** How the figures stand. */
export interface EvidenceState {
  _id: 'evidence'
  /** Another one after each change of any figure. */
  revision: string
  /** The last building of the baseline that was begun; its number orders them. */
  begun: number
  /** The one that is read. */
  build: number
  builtAt: Date | null
  awards: number
  /** The days of the first and the last award on record. */
  from: Date | null
  to: Date | null
  /** How many awards name a buyer that the register does not know. */
  unplaced: number
  rebuiltAt: Date | null
  /** Of what kind the counted facts are: others are counted anew after an update. */
  kind: number
}

const { Schema, model } = mongoose
const mixed = Schema.Types.Mixed
const number = { type: Number, default: 0 }
const date = { type: Date, default: null }

const challengeSchema = new Schema<CountedChallenge>(
  {
    _id: { type: String, required: true },
    fact: { type: mixed, default: null },
    touched: number,
    isUntold: { type: Boolean, default: false },
  } as never,
  { collection: 'evidence_challenges', versionKey: false, minimize: false },
)
export const CountedChallenges = model<CountedChallenge>('EvidenceChallenge', challengeSchema)

const toldSchema = new Schema<ToldOfSuppliers>(
  { _id: { type: String, required: true }, proposers: mixed, ratings: mixed } as never,
  { collection: 'evidence_told', versionKey: false, minimize: false },
)
export const ToldTogether = model<ToldOfSuppliers>('EvidenceTold', toldSchema)

const sumsSchema = new Schema<CountedSums>(
  { _id: { type: String, required: true }, sums: { type: mixed, default: [] }, touched: number } as never,
  { collection: 'evidence_sums', versionKey: false, minimize: false },
)
export const Sums = model<CountedSums>('EvidenceSums', sumsSchema)

const awardSchema = new Schema<CountedAward>(
  {
    _id: { type: String, required: true },
    build: { type: Number, required: true },
    sourceId: String,
    authority: String,
    buyer: String,
    title: String,
    regions: [String],
    divisions: [String],
    year: Number,
    date: Date,
    valuePence: { type: Number, default: null },
    days: { type: Number, default: null },
    endsOn: date,
    procedure: { type: String, default: null },
    url: String,
    suppliers: mixed,
    sme: { type: Boolean, default: null },
    vcse: { type: Boolean, default: null },
    fresh: { type: Boolean, default: null },
  } as never,
  { collection: 'evidence_awards', versionKey: false, minimize: false },
)
awardSchema.index({ build: 1, date: -1, _id: 1 })
awardSchema.index({ build: 1, authority: 1, date: -1, _id: 1 })
export const CountedAwards = model<CountedAward>('EvidenceAward', awardSchema)

const cellSchema = new Schema<AwardCell>(
  {
    _id: { type: String, required: true },
    build: { type: Number, required: true },
    region: String,
    division: String,
    year: String,
    sums: mixed,
  } as never,
  { collection: 'evidence_cells', versionKey: false, minimize: false },
)
cellSchema.index({ build: 1, region: 1, division: 1, year: 1 })
export const AwardCells = model<AwardCell>('EvidenceCell', cellSchema)

const stateSchema = new Schema<EvidenceState>(
  {
    _id: { type: String, required: true },
    revision: { type: String, default: '' },
    begun: number,
    build: number,
    builtAt: date,
    awards: number,
    from: date,
    to: date,
    unplaced: number,
    rebuiltAt: date,
    kind: number,
  } as never,
  { collection: 'evidence_state', versionKey: false, minimize: false },
)
export const State = model<EvidenceState>('EvidenceState', stateSchema)
