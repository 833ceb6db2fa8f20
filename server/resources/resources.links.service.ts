import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { linksIn } from '../../shared/resources/links.ts'
import { now } from '../platform/clock.ts'
import { allow } from '../platform/errors.ts'
import { lookOutside, type OutsideLook } from '../platform/outside-call.ts'
import { type LinkCheck, readable, Resource, type ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'

/** Looks at one address, as `lookOutside` does. */
export type Look = (url: string) => Promise<OutsideLook>

const lookPolitely: Look = (url) =>
  lookOutside({ url, headers: { 'user-agent': 'Foothold link check', accept: 'text/html,*/*' } })

const mostMoves = 4
// Says that something is there, though not for a program that asks without an account or too often.
const guardedStatuses = new Set([401, 403, 405, 406, 429])

/**
 * Looks where the links of every resource lead, one after the other, and keeps what was found. It takes nothing away
 * and tells nobody: brokers see it on the page of the resource and in the list of broken links.
 */
export async function checkAllLinks(look: Look = lookPolitely): Promise<void> {
  const known = new Map<string, Omit<LinkCheck, 'brokenSince'>>()
  for (const { _id } of await Resource.find({}).select({ _id: 1 }).lean()) {
    const kept = await Resource.findById(_id).lean<ResourceRecord>()
    if (!kept) continue
    const resource = readable(kept)
    const linkChecks: LinkCheck[] = []
    for (const url of linksIn(resource)) {
      const found = known.get(url) ?? (await checkLink(url, look))
      known.set(url, found)
      const before = resource.linkChecks.find((check) => check.url === url)
      const brokenSince = found.fault === '' ? null : (before?.brokenSince ?? found.at)
      linkChecks.push({ ...found, brokenSince })
    }
    await Resource.updateOne({ _id }, { $set: { linkChecks } })
  }
}

async function checkLink(first: string, look: Look): Promise<Omit<LinkCheck, 'brokenSince'>> {
  let url = first
  for (let moves = 0; moves <= mostMoves; moves += 1) {
    const { status, fault, location } = await look(url)
    const found = { url: first, at: now(), status }
    if (status === null) return { ...found, fault }
    const isMoved = status >= 300 && status < 400 && location !== '' && URL.canParse(location, url)
    if (isMoved) {
      url = new URL(location, url).href
      continue
    }
    const isThere = status < 300 || guardedStatuses.has(status)
    return { ...found, fault: isThere ? '' : `It answers with status ${status}` }
  }
  return { url: first, at: now(), status: null, fault: 'It leads from one address to the next without end' }
}

/** Resources with links that were found broken. @throws AppError forbidden for those who don't keep the library */
export async function listBrokenLinks(actor: Actor): Promise<ResourceRecord[]> {
  allow(resourcePolicy.add(actor), 'Only a broker can see which links are broken')
  const found = await Resource.find({ 'linkChecks.brokenSince': mongoose.trusted({ $type: 'date' }) })
    .sort({ title: 1, _id: 1 })
    .lean()
  return (found as ResourceRecord[]).map(readable).filter((resource) => brokenLinks(resource).length > 0)
}

/** The links that were found broken and are still in the resource. */
export function brokenLinks(resource: ResourceRecord): LinkCheck[] {
  const links = linksIn(resource)
  return resource.linkChecks.filter(({ url, brokenSince }) => brokenSince !== null && links.includes(url))
}
