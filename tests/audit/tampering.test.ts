import { Anchor } from '../../server/audit/audit.chain.model.ts'
import { anchorToday, listAnchors, verifyRecord } from '../../server/audit/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { config, useConfig } from '../../server/platform/config.ts'
import { keptAnchors } from '../../shared/audit/kept-anchors.ts'
import { authenticatedText, hashedText, type Link, recordText } from '../../shared/audit/chain.ts'
import { authenticate, sealPersonal, sha256 } from '../../server/audit/audit.keys.ts'
import { useDatabase } from '../platform/database.ts'
import { happens, linkAll, linkedEvents, rows } from './audit.factory.ts'

useDatabase()

const dayMs = 86_400_000
const dayAfter = new Date('2027-03-02T12:00:00Z')
let ids: string[] = []

let untouched: Backup = []

// In order: a1 b1 g1 a2 b2 g2 a3 b3 g3, anchored, then a4 b4 g4, anchored on the next day.
beforeAll(async () => {
  freezeClock(new Date('2027-03-01T12:00:00Z'))
  ids = await linkedEvents(['aaa', 'bbb', 'general'], 3)
  await anchorToday()
  freezeClock(dayAfter)
  ids.push(...(await linkedEvents(['aaa', 'bbb', 'general'], 1)))
  await anchorToday()
  untouched = await backUp()
})
beforeEach(async () => {
  freezeClock(dayAfter)
  await restore(untouched)
})
afterAll(releaseClock)

const events = () => rows('events')
const links = () => rows<Link & { _id: unknown }>('audit_links')
const found = async (kept: Parameters<typeof verifyRecord>[0] = {}) => (await verifyRecord(kept)).finding

/** Everything that the database's administrator can put back. */
const stored = ['events', 'outbox', 'audit_waiting', 'audit_links', 'audit_anchors']
const backUp = () =>
  Promise.all(stored.map(async (name) => ({ name, kept: await rows(name).find().toArray() })))
type Backup = Awaited<ReturnType<typeof backUp>>

async function restore(backup: Backup): Promise<void> {
  for (const { name, kept } of backup) {
    await rows(name).deleteMany({})
    if (kept.length > 0) await rows(name).insertMany(kept)
  }
}

describe('the record', () => {
  it('verifies as it was made, with anchors that somebody kept', async () => {
    const kept = await listAnchors(10)
    expect(await verifyRecord({ kept })).toEqual({ finding: null, links: 12, anchors: 2 })
    expect(await verifyRecord({ chain: 'aaa' })).toMatchObject({ finding: null, links: 4 })
  })

  it('names an event that was edited', async () => {
    await events().updateOne({ _id: ids[4] ?? '' }, { $set: { 'payload.note': 'and this' } })
    const where = { fault: 'event-edited', chain: 'bbb', seq: 2, place: 5, eventId: ids[4] }
    expect(await found()).toMatchObject(where)
    expect(await found({ chain: 'bbb' })).toMatchObject(where)
    expect(await found({ chain: 'aaa' })).toBeNull()
  })

  it('notices each member of an event', async () => {
    const others = { at: new Date(0), name: 'another', 'actor.kind': 'person', 'subject.id': 'another' }
    for (const [member, value] of Object.entries(others)) {
      await restore(untouched)
      await events().updateOne({ _id: ids[0] ?? '' }, { $set: { [member]: value } })
      expect(await found()).toMatchObject({ fault: 'event-edited', chain: 'aaa', seq: 1, eventId: ids[0] })
    }
  })

  it('names an event that was removed, with its link and without', async () => {
    await events().deleteOne({ _id: ids[3] ?? '' })
    const where = { chain: 'aaa', seq: 2, place: 4 }
    expect(await found()).toMatchObject({ fault: 'event-removed', ...where, eventId: ids[3] })
    await links().deleteOne({ eventId: ids[3] ?? '' })
    expect(await found()).toMatchObject({ fault: 'link-removed', ...where })
  })

  it('names a link that was removed while its event was left', async () => {
    await links().deleteOne({ eventId: ids[3] ?? '' })
    expect(await found()).toMatchObject({ fault: 'link-removed', chain: 'aaa', seq: 2, eventId: ids[3] })
  })

  it('names the first of two links that changed places', async () => {
    const [first, second] = [await links().findOne({ place: 4 }), await links().findOne({ place: 7 })]
    await links().updateOne({ _id: first?._id as never }, { $set: { place: -1, seq: -1 } })
    await links().updateOne({ _id: second?._id as never }, { $set: { place: 4, seq: 2 } })
    await links().updateOne({ _id: first?._id as never }, { $set: { place: 7, seq: 3 } })
    const where = { chain: 'aaa', seq: 2, place: 4, eventId: ids[6] }
    expect(await found()).toMatchObject({ fault: 'link-reordered', ...where })
  })

  it('names an event that was put in past Foothold, with a link of its own and without', async () => {
    const copy = await events().findOne({ _id: ids[9] ?? '' })
    await events().insertOne({ ...copy, _id: 'made-up' })
    expect(await found()).toMatchObject({ fault: 'event-inserted', eventId: 'made-up' })
    const last = (await links().findOne({ place: 10 })) as Link
    const { _id, ...link } = { _id: null, ...last, place: 13, seq: 5, prev: last.hash, eventId: 'made-up' }
    await links().insertOne(link as never)
    expect(await found()).toMatchObject({ fault: 'link-forged', chain: 'aaa', seq: 5, eventId: 'made-up' })
  })

  it('never links an event that was put in with a row that says it waits, or edited before its link', async () => {
    const id = await happens('aaa')
    await rows('audit_waiting').insertOne({ _id: 'made-up', at: now(), mac: 'x', isRefused: false })
    await events().updateOne({ _id: id }, { $set: { 'payload.challengeId': 'bbb' } })
    await linkAll()
    expect(await links().countDocuments()).toBe(12)
    expect(await rows('audit_waiting').countDocuments({ isRefused: true })).toBe(2)
    expect(await found()).toMatchObject({ fault: 'event-refused' })
  })

  it('names where one chain was cut off, and where all were', async () => {
    await links().deleteOne({ eventId: ids[9] ?? '' })
    await events().deleteOne({ _id: ids[9] ?? '' })
    const cut = { fault: 'chain-truncated', chain: 'aaa', seq: 4 }
    expect(await found()).toMatchObject({ ...cut, place: 10 })
    expect(await found({ chain: 'aaa' })).toMatchObject(cut)
    for (const id of ids.slice(9)) {
      await links().deleteOne({ eventId: id })
      await events().deleteOne({ _id: id })
    }
    expect(await found()).toMatchObject({ ...cut, place: 10 })
  })

  it('names the first link of a chain that was made anew without the key', async () => {
    await events().updateOne({ _id: ids[3] ?? '' }, { $set: { 'payload.note': 'and this' } })
    const own = config()
    useConfig({ ...own, auditKey: 'a key that the administrator made up, long enough' })
    await makeAnew()
    useConfig(own)
    expect(await found()).toMatchObject({
      fault: 'link-forged',
      chain: 'aaa',
      seq: 1,
      place: 1,
      eventId: ids[0],
    })
  })

  it('names the anchor of chains that were made anew with the key', async () => {
    await events().updateOne({ _id: ids[3] ?? '' }, { $set: { 'payload.note': 'and this' } })
    await makeAnew()
    const [, first] = await listAnchors(2)
    expect(await found()).toMatchObject({ fault: 'anchor-mismatch', anchoredAt: first?.at.toISOString() })
  })

  it('shows by an anchor that somebody kept that all was put back to an older state', async () => {
    const backup = await backUp()
    freezeClock(new Date(now().getTime() + dayMs))
    await linkedEvents(['aaa'], 2)
    await anchorToday()
    const [newest] = await listAnchors(1)
    const kept = keptAnchors(JSON.stringify({ anchors: await listAnchors(9) }))
    expect(kept).toHaveLength(3)
    expect(await found({ kept })).toBeNull()
    await restore(backup)
    expect(await found()).toBeNull()
    const missing = { fault: 'anchor-missing', anchoredAt: newest?.at.toISOString() }
    expect(await found({ kept })).toMatchObject(missing)
  })

  it('names an anchor that was edited, and the one after an anchor that was removed', async () => {
    const [last, first] = await listAnchors(2)
    await Anchor.updateOne({ root: first?.root ?? '' }, { $set: { upTo: 3 } })
    expect(await found()).toMatchObject({ fault: 'anchor-forged', anchoredAt: first?.at.toISOString() })
    await Anchor.deleteOne({ root: first?.root ?? '' })
    expect(await found()).toMatchObject({ fault: 'anchor-removed', anchoredAt: last?.at.toISOString() })
  })
})

/** As somebody would who knows how it is done and has the key that is set: hashes and codes from the events as they are. */
async function makeAnew(): Promise<void> {
  const heads = new Map<string, string>()
  for (const link of await links().find().sort({ place: 1 }).toArray()) {
    const event = (await events().findOne({ _id: link.eventId })) as never
    const prev = heads.get(link.chain) ?? ''
    const sealed = sealPersonal(event)
    const hash = sha256(hashedText(prev, recordText(event, sealed)))
    const anew = { ...link, prev, sealed, hash }
    heads.set(link.chain, hash)
    const mac = authenticate('link', authenticatedText(anew))
    await links().updateOne({ _id: link._id }, { $set: { prev, sealed, hash, mac } })
  }
}
