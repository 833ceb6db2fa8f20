import mongoose from 'mongoose'

/** A broker who is dealing with an item; the row itself keeps a second one from taking it. */
export interface HoldRecord {
  /** `kind:id` of the item. */
  _id: string
  userId: string
  name: string
  at: Date
}

const schema = new mongoose.Schema<HoldRecord>(
  {
    _id: String,
    userId: { type: String, required: true },
    name: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'desk_holds', versionKey: false },
)
// Nobody keeps an item from the others for more than a day by forgetting it.
schema.index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })

export const Hold = mongoose.model('DeskHold', schema)
