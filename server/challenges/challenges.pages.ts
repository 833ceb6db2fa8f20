import type { Request, Response } from 'express'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { authorityPath } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { inLanguage } from '../platform/language.ts'
import { withScans } from '../platform/file-scans.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sendFile } from '../platform/stored-files.ts'
import { getAttachment } from './challenges.attachments.service.ts'
import { presentFacets } from './challenges.facets.ts'
import { followChallenge, isFollowing, unfollowChallenge } from './challenges.follow.service.ts'
import { savedSearchPolicy } from './challenges.policy.ts'
import { presentChallenge, presentRow } from './challenges.presenter.ts'
import { searchToChange } from './challenges.searches.presenter.ts'
import { searchChallenges } from './challenges.search.service.ts'
import { getVisibleChallenge } from './challenges.service.ts'
import { getVersion, listVersions } from './challenges.versions.service.ts'
import { differences } from './differences.ts'

/** What happened just now, for the banner of the page that a form led to. */
const notices: Record<string, string> = {
  submitted: 'Submitted. The brokers will publish it, or return it with comments.',
  scheduled: 'Approved. It goes public at the time that you set, if every gate is still clear.',
  published: 'Published. Suppliers are being matched now.',
  returned: 'Returned to the authority with your comments.',
  amended: 'Amended. Everybody concerned is being told what changed.',
  shared: 'Saved. Suppliers can see now how many authorities have this problem.',
  unshared: 'Taken back.',
  declined: 'You declined to take part. The authority that leads it is told why.',
  withdrawn: 'Withdrawn. The reason stays on this page.',
  following: 'You will hear what happens to this challenge.',
  muted: 'You will hear of this challenge only what must reach you.',
  unmuted: 'You will hear of this challenge again.',
  unfollowed: 'You will no longer hear what happens to this challenge.',
}

/** The banner for `?done=…`; nothing for a word that isn't ours. */
export const noticeOf = (req: Request): string | undefined => noticeFor(req, notices)

/** Everything public, to search and filter. */
export async function list(req: Request, res: Response): Promise<void> {
  const query = challengeListQuery.parse(req.query)
  const asked = await searchChallenges(query)
  const { pages } = asked.list
  const found = query.page > pages ? await searchChallenges({ ...query, page: pages }) : asked
  const { page: _, ...filters } = query
  const changing = await searchToChange(actorOf(req), req.query['search'], filters)
  const isFiltered =
    JSON.stringify(filters) !== JSON.stringify({ ...challengeListQuery.parse({}), page: undefined })
  res.render('challenges/list', {
    list: { ...found.list, items: found.list.items.map((challenge) => presentRow(challenge)) },
    choices: await presentFacets(query, found.facets),
    query,
    filters,
    changing,
    withSearch: { ...filters, search: changing?.id },
    // What is new comes first in a feed, however the page is sorted.
    feed: { ...filters, sort: query.sort === 'relevance' ? 'newest' : query.sort },
    isFiltered,
    maySave: savedSearchPolicy.save(actorOf(req)),
  })
}

/** The page of one challenge, with what later rooms have to say on it. */
export async function show(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  const [fragments, isFollowed, authorityPage] = await Promise.all([
    fragmentsOf('challenge', actor, challenge._id, req),
    isFollowing(actor, challenge._id),
    authorityPath(challenge.authorityId),
  ])
  const shown = presentChallenge(challenge, actor)
  res.render('challenges/show', {
    challenge: { ...shown, attachments: await withScans(shown.attachments) },
    fragments,
    isFollowed,
    authorityPage,
    notice: noticeOf(req),
    now: now(),
  })
}

/** The public versions of a challenge. */
export async function versions(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const { challenge, versions: all } = await listVersions(actor, param(req, 'id'))
  res.render('challenges/versions', { challenge: presentChallenge(challenge, actor), versions: all })
}

/** One public version: what it changed, and what it said. */
export async function version(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const number = Number(param(req, 'number'))
  if (!Number.isInteger(number)) throw notFound('Version')
  const { challenge, version: one, before } = await getVersion(actor, param(req, 'id'), number)
  // A version looks as the page did, with the challenge's place in life as it is now.
  const shown = presentChallenge({ ...challenge, ...one.content }, actor)
  res.render('challenges/version', {
    challenge: shown,
    version: one,
    // What both versions say is in English, so what differs is, too: its dates and numbers as well.
    differences: before ? inLanguage('en', () => differences(before.content, one.content)) : [],
  })
}

/** A file of a challenge, as a download. */
export async function attachment(req: Request, res: Response): Promise<void> {
  await sendFile(res, await getAttachment(actorOf(req), param(req, 'id'), param(req, 'fileId')))
}

/** Hear of a challenge from now on. */
export async function follow(req: Request, res: Response): Promise<void> {
  await followChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}?done=following`)
}

/** Hear of it no more. */
export async function unfollow(req: Request, res: Response): Promise<void> {
  await unfollowChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}?done=unfollowed`)
}
