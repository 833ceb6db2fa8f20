import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import {
  chainOf,
  generalChain,
  leavesOf,
  merkleRoot,
  personalIn,
  personalMembers,
  recordText,
  valueAt,
} from '../../shared/audit/chain.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { filesOf } from '../architecture/project-files.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const isEvent = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'payload' in value && 'subject' in value && 'name' in value

// Words of the law, of plans, of forms and of the terms that no person typed.
const listed = [
  'version rule field routeId stepId display section queue job until copiedFrom gates challengeIds numbers counted language course',
].flatMap((names) => names.split(' '))

describe('what enters the chain as it is', () => {
  it('is ids of things, numbers and words of lists: of each event, each member that may be text is judged', async () => {
    const modules = await Promise.all(
      filesOf(['shared'], /\.events\.ts$/).map((file) => import(join(projectRoot, file)) as Promise<object>),
    )
    const events = modules.flatMap((one) => Object.values(one)).filter(isEvent)
    expect(events.length).toBeGreaterThan(60)
    const unjudged = events.flatMap(({ name, payload }) => {
      const { properties = {} } = z.toJSONSchema(payload) as { properties?: Record<string, object> }
      return Object.entries(properties)
        .filter(([, schema]) => JSON.stringify(schema).includes('"string"') && !('enum' in schema))
        .map(([member]) => member)
        .filter((member) => !personalMembers.includes(member) && !listed.includes(member))
        .filter((member) => member.startsWith('user') || !/Ids?$/.test(member))
        .map((member) => `${name}: ${member}`)
    })
    expect(unjudged).toEqual([])
  })
})

describe('a chain', () => {
  const event = {
    _id: 'e',
    name: 'n',
    at: new Date(0),
    actor: { kind: 'system', userId: '', organisationId: null },
  }
  it.each([
    [{ kind: 'challenge', id: 'aaa' }, {}, 'aaa'],
    [{ kind: 'proposal', id: 'p' }, { challengeId: 'aaa' }, 'aaa'],
    [{ kind: 'proposal', id: 'p' }, { challengeId: 7 }, generalChain],
    [{ kind: 'organisation', id: 'o' }, null, generalChain],
  ])('of %j with %j is %s', (subject, payload, chain) => {
    expect(chainOf({ ...event, subject, payload })).toBe(chain)
  })
})

describe('what of an event says something of a person', () => {
  const event = {
    _id: 'e',
    name: 'n',
    at: new Date(0),
    actor: { kind: 'user', userId: 'u', organisationId: 'o' },
    subject: { kind: 'person', id: 'p' },
    payload: { userId: 'x', by: 7, reason: '', about: 'typed', route: 'open' },
  }

  it.each([
    [{}, ['actor.userId u', 'subject.id p', 'payload.userId x', 'payload.about typed']],
    [{ subject: { kind: 'challenge', id: 'c' }, payload: null }, ['actor.userId u']],
    [{ subject: { kind: 'challenge', id: 'c' }, payload: 'userId' }, ['actor.userId u']],
    [{ actor: { ...event.actor, userId: '' }, payload: {} }, ['subject.id p']],
  ])('is found by its place: %j', (change, found) => {
    expect(personalIn({ ...event, ...change }).map(({ place, value }) => `${place} ${value}`)).toEqual(found)
  })

  it.each([
    ['actor.userId', 'u'],
    ['payload.about', 'typed'],
    ['payload.by', undefined],
    ['payload.other', undefined],
    ['nothing.at', undefined],
    ['', undefined],
  ])('stands at %s', (place, value) => {
    expect(valueAt(event, place)).toBe(value)
  })

  it('is a token in the record, and all else is as it was', () => {
    const sealed = [
      { place: 'payload.about', token: 't1' },
      { place: 'subject.id', token: 't2' },
    ]
    expect(recordText(event, sealed)).toBe(
      '{"actor":{"kind":"user","organisationId":"o","userId":"u"},"at":"1970-01-01T00:00:00.000Z","id":"e",' +
        '"name":"n","payload":{"about":"t1","by":7,"reason":"","route":"open","userId":"x"},' +
        '"subject":{"id":"t2","kind":"person"}}',
    )
    expect(recordText({ ...event, payload: ['by'] }, [])).toContain('"payload":["by"]')
    expect(recordText({ ...event, payload: null }, [])).toContain('"payload":null')
  })
})

describe('a root', () => {
  it('is that of the tree, written out', () => {
    const [a, b, c] = ['0a', '0b', '0c'].map(sha256)
    expect(merkleRoot(['a'], sha256)).toBe(a)
    expect(merkleRoot(['a', 'b', 'c'], sha256)).toBe(sha256(`1${sha256(`1${a}${b}`)}${c}`))
    expect(() => merkleRoot([], sha256)).toThrow('at least one leaf')
  })

  it('does not depend on the order in which heads were found', () => {
    const heads = ['b', 'a'].map((chain) => ({ chain, seq: 1, hash: chain }))
    const anchored = { at: new Date(0), previous: null, heads }
    expect(leavesOf(anchored)).toEqual(leavesOf({ ...anchored, heads: heads.toReversed() }))
    expect(leavesOf(anchored).slice(1)).toEqual([
      '{"chain":"a","hash":"a","seq":1}',
      '{"chain":"b","hash":"b","seq":1}',
    ])
  })
})
