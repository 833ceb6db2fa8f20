import mongoose from 'mongoose'
import { type ChallengeRecord, emptyContent } from '../../shared/challenges/challenge.ts'
import { makeListing } from './challenges.content.ts'
import { Challenge, ChallengeVersion } from './challenges.model.ts'

const { trusted } = mongoose

/** What challenges have had since this date, and are read with: older ones had no such words. */
function addedFields(): Record<string, unknown> {
  const { demand, shortTime, assessmentMethod, onFile, budget, askedStage, wholeLifeYears } = emptyContent()
  return {
    demand,
    shortTime,
    assessmentMethod,
    onFile,
    askedStage,
    wholeLifeYears,
    'budget.vat': budget.vat,
  }
}

/**
 * Gives challenges and versions that were stored by an earlier Foothold the fields that they lack, empty. Nothing
 * that anybody wrote changes. Safe to repeat.
 * @returns how many challenges lacked something
 */
export async function upgradeChallenges(): Promise<number> {
  const record = {
    noNoticeException: '',
    coBuyers: [],
    sameNeeds: [],
    setAside: [],
    schedule: null,
    passedGates: [],
    ...addedFields(),
  }
  const lacking = ['onFile', 'listing.stems'].map((field) => ({ [field]: trusted({ $exists: false }) }))
  const touched = await Challenge.countDocuments({ $or: lacking })
  const untimed = { timestamps: false }
  for (const [field, value] of Object.entries(record)) {
    await Challenge.updateMany(
      { [field]: trusted({ $exists: false }) },
      { $set: { [field]: value } },
      untimed,
    )
  }
  await Challenge.updateMany(
    { 'findATender.noticeId': trusted({ $exists: true }), 'findATender.ocid': trusted({ $exists: false }) },
    { $set: { 'findATender.ocid': '' } },
  )
  for (const [field, value] of Object.entries(addedFields())) {
    const path = `content.${field}`
    await ChallengeVersion.updateMany({ [path]: trusted({ $exists: false }) }, { $set: { [path]: value } })
  }
  await makeListings()
  return touched
}

/** What is searched by, for those stored before searches looked for every word. */
async function makeListings(): Promise<void> {
  const rows = Challenge.find({ 'listing.stems': trusted({ $exists: false }) })
    .lean()
    .cursor()
  for await (const row of rows) {
    const challenge = row as ChallengeRecord
    const changes = { $set: { listing: makeListing(challenge) } }
    await Challenge.updateOne({ _id: challenge._id }, changes, { timestamps: false })
  }
}
