import mongoose from 'mongoose'
import type { ReleasesQuery } from '../../shared/publication/publication.schema.ts'
import { findChallenges } from '../challenges/index.ts'
import { Refused, type RefusedRelease, Release, type ReleaseRecord } from './publication.model.ts'

const { trusted } = mongoose

/** A published release as it is handed out. */
export type PublishedRelease = Pick<
  ReleaseRecord,
  'ocid' | 'date' | 'place' | 'madeAt' | 'redactedAt' | 'body'
>

/** Published releases in the order in which they became readable. @returns `next`: the cursor of what follows */
export async function listReleases({
  cursor,
  limit,
  updatedFrom,
  updatedTo,
}: ReleasesQuery): Promise<{ releases: PublishedRelease[]; next: number | null }> {
  const madeAt = trusted({
    ...(updatedFrom ? { $gte: updatedFrom } : {}),
    ...(updatedTo ? { $lte: updatedTo } : {}),
  })
  const found = await Release.find({
    place: trusted({ $gt: cursor }),
    ...(updatedFrom || updatedTo ? { madeAt } : {}),
  })
    .sort({ place: 1 })
    .limit(limit + 1)
    .lean<ReleaseRecord[]>()
  const releases = found.slice(0, limit)
  return { releases, next: found.length > limit ? (releases.at(-1)?.place ?? null) : null }
}

/** Every release of one process, oldest first. */
export const releasesOf = (ocid: string): Promise<PublishedRelease[]> =>
  Release.find({ ocid }).sort({ date: 1, _id: 1 }).lean<ReleaseRecord[]>()

/** Null for an id that no release has. */
export const findRelease = (id: string): Promise<PublishedRelease | null> =>
  Release.findById(id).lean<ReleaseRecord>()

/** How much there is, for the page about the open data. */
export async function publishedFigures(): Promise<{ releases: number; lastAt: Date | null }> {
  const [releases, last] = await Promise.all([
    Release.countDocuments(),
    Release.findOne().sort({ place: -1 }).lean<ReleaseRecord>(),
  ])
  return { releases, lastAt: last?.madeAt ?? null }
}

/** The challenges that open data tell of, the newest news first, with the moment of it; for the sitemap. */
export async function publishedChallenges(limit: number): Promise<{ challengeId: string; lastAt: Date }[]> {
  const rows = await Release.aggregate<{ _id: string; lastAt: Date }>([
    { $group: { _id: '$challengeId', lastAt: { $max: '$madeAt' } } },
    { $sort: { lastAt: -1, _id: 1 } },
    { $limit: limit },
  ])
  return rows.map(({ _id, lastAt }) => ({ challengeId: _id, lastAt }))
}

/** What of a challenge could not be published, since it is not valid OCDS. */
export const refusedReleases = (challengeId: string): Promise<RefusedRelease[]> =>
  Refused.find({ challengeId }).sort({ at: 1 }).lean<RefusedRelease[]>()

/** The process that was told of last, for examples that work; null before the first. */
export async function newestProcess(): Promise<{ ocid: string; releaseId: string } | null> {
  const last = await Release.findOne().sort({ place: -1 }).lean<ReleaseRecord>()
  return last && { ocid: last.ocid, releaseId: last._id }
}

/** The challenges of which some release was kept out, by title. */
export async function listChallengesWithRefused(): Promise<{ id: string; title: string }[]> {
  const challenges = await findChallenges(await Refused.distinct('challengeId'))
  return [...challenges.values()]
    .map(({ _id, title }) => ({ id: _id, title }))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
}
